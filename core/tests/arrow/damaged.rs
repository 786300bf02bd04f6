//! Invalid arrays: offsets out of range, run ends that do not increase, lists with more items than
//! fit into memory.

use std::sync::Arc;

use arrow_array::{
    Array, ArrayRef, Date32Array, Float64Array, Int64Array, NullArray, RecordBatch, StringArray,
};
use arrow_buffer::Buffer;
use arrow_schema::{DataType, Field, UnionFields, UnionMode};
use leadgrade::arrow::{Batches, ScoredTable, TableRequest};
use leadgrade_raw::Parts;

use super::layouts::{people, profiled};
use super::{assess, now, shown, table, texts, visited, visits};

fn parts(buffers: Vec<Buffer>, members: &[&ArrayRef]) -> Parts {
    Parts {
        buffers,
        members: members.iter().map(|array| array.to_data()).collect(),
        ..Parts::default()
    }
}

/// Rejects as row and code.
fn codes(found: &ScoredTable) -> Vec<(String, String)> {
    let rows = shown(&found.rejects, "row");
    rows.into_iter()
        .zip(shown(&found.rejects, "code"))
        .collect()
}

fn beyond(rows: &[&str]) -> Vec<(String, String)> {
    let pair = |row: &&str| ((*row).to_owned(), "out_of_range".to_owned());
    rows.iter().map(pair).collect()
}

fn refused(attribute: &str, values: ArrayRef) -> String {
    let profiles = people(attribute, values);
    let request = TableRequest::at(now());
    let found = visits().assess_table(&profiles, &Batches::none(), &request);
    found.unwrap_err().to_string()
}

#[test]
fn offsets_outside() {
    let bytes = || Buffer::from(&b"RiyadhRiyadh"[..]);
    // Offsets that decrease, that are beyond the end, and below zero.
    for (offsets, points, rejects) in [
        ([0_i32, 6, 2, 12], ["20.0", "0.0", "0.0"], vec!["1"]),
        ([0, 6, 12, 4000], ["20.0", "20.0", "0.0"], vec!["2"]),
        ([0, 6, i32::MAX, 12], ["20.0", "0.0", "0.0"], vec!["1", "2"]),
        ([-6, 0, 6, 12], ["0.0", "20.0", "20.0"], vec!["0"]),
        (
            [i32::MIN, -1, 6, 12],
            ["0.0", "0.0", "20.0"],
            vec!["0", "1"],
        ),
    ] {
        let wide = offsets.map(i64::from);
        let narrow = vec![Buffer::from_slice_ref(offsets), bytes()];
        let wide = vec![Buffer::from_slice_ref(wide), bytes()];
        for (type_, buffers) in [(DataType::Utf8, narrow), (DataType::LargeUtf8, wide)] {
            let found = profiled("city", leadgrade_raw::array(type_, 3, parts(buffers, &[])));
            assert_eq!(shown(&found.leads, "fit_points"), points, "{offsets:?}");
            assert_eq!(codes(&found), beyond(&rejects), "{offsets:?}");
        }
    }
}

#[test]
fn views_outside() {
    let view = |length: u32, buffer: u32, offset: u32| {
        u128::from(length) | u128::from(buffer) << 64 | u128::from(offset) << 96
    };
    let long = Buffer::from(&b"a text of more than twelve bytes"[..]);
    let views = [
        view(32, 0, 0),
        view(32, 0, 1),
        view(32, 1, 0),
        view(u32::MAX, 0, 0),
        view(32, u32::MAX, 0),
        view(32, 0, u32::MAX),
    ];
    let buffers = vec![Buffer::from_slice_ref(views), long];
    let found = profiled(
        "city",
        leadgrade_raw::array(DataType::Utf8View, 6, parts(buffers, &[])),
    );
    assert_eq!(codes(&found), beyond(&["1", "2", "3", "4", "5"]));
    assert_eq!(shown(&found.leads, "fit_known")[..2], ["20", "0"]);
}

#[test]
fn codes_outside() {
    let cities: ArrayRef = Arc::new(StringArray::from(vec![Some("Riyadh"), None]));
    let sizes: ArrayRef = Arc::new(Int64Array::from(vec![Some(100), None]));
    let days: ArrayRef = Arc::new(Date32Array::from(vec![Some(20_454), None]));
    for (attribute, values, points) in [
        ("city", cities, "20.0"),
        ("size", sizes, "30.0"),
        ("since", days, "2.0"),
    ] {
        for (keys, codes_) in [
            (DataType::Int8, Buffer::from_slice_ref([0_i8, 1, 2, -1])),
            (
                DataType::Int32,
                Buffer::from_slice_ref([0_i32, 1, i32::MAX, i32::MIN]),
            ),
            (
                DataType::Int64,
                Buffer::from_slice_ref([0_i64, 1, i64::MAX, i64::MIN]),
            ),
            (
                DataType::UInt16,
                Buffer::from_slice_ref([0_u16, 1, 2, u16::MAX]),
            ),
            (
                DataType::UInt64,
                Buffer::from_slice_ref([0_u64, 1, 2, u64::MAX]),
            ),
        ] {
            let array = leadgrade_raw::dictionary(keys, 4, codes_, None, &values);
            let found = profiled(attribute, array);
            assert_eq!(
                shown(&found.leads, "fit_points"),
                [points, "0.0", "0.0", "0.0"]
            );
            assert_eq!(codes(&found), beyond(&["2", "3"]), "{attribute}");
        }
        // Under a null, any code is allowed.
        let nulls = Some(vec![true, false].into());
        let codes_ = Buffer::from_slice_ref([0_i32, -7]);
        let array = leadgrade_raw::dictionary(DataType::Int32, 2, codes_, nulls, &values);
        assert_eq!(profiled(attribute, array).rejects.num_rows(), 0);
    }
    let leads: ArrayRef = Arc::new(StringArray::from(vec!["a"]));
    let codes_ = Buffer::from_slice_ref([0_u8, 9]);
    let leads = leadgrade_raw::dictionary(DataType::UInt8, 2, codes_, None, &leads);
    let found = assess(&visits(), &Batches::none(), &visited(leads));
    assert_eq!(shown(&found.leads, "lead"), ["a"]);
    assert_eq!(codes(&found), beyond(&["1"]));
}

#[test]
fn runs_that_do_not_fit() {
    let cities: ArrayRef = Arc::new(StringArray::from(vec!["Riyadh", "Basel"]));
    let sizes: ArrayRef = Arc::new(Float64Array::from(vec![100.0, 1.0]));
    for (attribute, values, points) in [("city", cities, "20.0"), ("size", sizes, "30.0")] {
        // Rows that no run covers, and runs without a value.
        for ends in [vec![1, 2], vec![1, 2, 3]] {
            let found = profiled(attribute, leadgrade_raw::runs(3, &ends, &values));
            assert_eq!(shown(&found.leads, "fit_points")[0], points);
            assert_eq!(codes(&found), beyond(&["2"]), "{ends:?}");
        }
        for ends in [vec![2, 1, 3], vec![0, 3], vec![-1, 3], vec![1, 1, 3]] {
            assert_eq!(
                refused(attribute, leadgrade_raw::runs(3, &ends, &values)),
                format!(
                    "the column `{attribute}` of `profiles` is damaged: the ends of its runs do not rise"
                )
            );
        }
        let found = profiled(attribute, leadgrade_raw::runs(2, &[], &values));
        assert_eq!(codes(&found), beyond(&["0", "1"]));
    }
}

fn list(
    type_: fn(Arc<Field>) -> DataType,
    rows: usize,
    buffers: Vec<Buffer>,
    members: &ArrayRef,
) -> ArrayRef {
    let field = Arc::new(Field::new_list_field(members.data_type().clone(), true));
    leadgrade_raw::array(type_(field), rows, parts(buffers, &[members]))
}

#[test]
fn lists_outside() {
    let members = texts(["paper", "ink", "paper"]);
    let narrow = |list: [i32; 4]| vec![Buffer::from_slice_ref(list)];
    let found = profiled(
        "topics",
        list(DataType::List, 3, narrow([0, 1, 4, 3]), &members),
    );
    assert_eq!(shown(&found.leads, "fit_points"), ["4.0", "0.0", "0.0"]);
    assert_eq!(codes(&found), beyond(&["1", "2"]));
    let found = profiled(
        "topics",
        list(DataType::List, 3, narrow([-1, 1, 2, i32::MAX]), &members),
    );
    assert_eq!(codes(&found), beyond(&["0", "2"]));
    let wide = vec![Buffer::from_slice_ref([0_i64, 1, i64::MAX, i64::MIN])];
    let found = profiled("topics", list(DataType::LargeList, 3, wide, &members));
    assert_eq!(codes(&found), beyond(&["1", "2"]));
    let views = vec![
        Buffer::from_slice_ref([0_i32, 2, -1, 3]),
        Buffer::from_slice_ref([1_i32, 2, 1, i32::MAX]),
    ];
    let found = profiled("topics", list(DataType::ListView, 4, views, &members));
    assert_eq!(codes(&found), beyond(&["1", "2", "3"]));
    let views = vec![
        Buffer::from_slice_ref([i64::MAX, 0]),
        Buffer::from_slice_ref([i64::MAX, 3]),
    ];
    let found = profiled("topics", list(DataType::LargeListView, 2, views, &members));
    assert_eq!(codes(&found), beyond(&["0"]));
    assert_eq!(shown(&found.leads, "fit_points"), ["0.0", "4.0"]);
}

#[test]
fn lists_of_nothing() {
    // What Polars and PyArrow make of `[[]]`, and an enormous number of nulls.
    let nothing: ArrayRef = Arc::new(NullArray::new(usize::MAX >> 2));
    let narrow = vec![Buffer::from_slice_ref([0_i32, 0, 3, i32::MAX])];
    let wide = vec![Buffer::from_slice_ref([0_i64, 0, 3, i64::MAX >> 2])];
    for array in [
        list(DataType::List, 3, narrow, &nothing),
        list(DataType::LargeList, 3, wide, &nothing),
    ] {
        let found = profiled("topics", array);
        assert_eq!(shown(&found.leads, "fit_known"), ["0", "0", "0"]);
        assert_eq!(found.rejects.num_rows(), 0);
    }
}

#[test]
fn lists_that_share_their_items_are_an_error() {
    // Each row has all members: 10^10 of them.
    let members = texts(vec!["paper"; 100_000]);
    let views = vec![
        Buffer::from_slice_ref(vec![0_i32; 100_000]),
        Buffer::from_slice_ref(vec![100_000_i32; 100_000]),
    ];
    assert_eq!(
        refused("topics", list(DataType::ListView, 100_000, views, &members)),
        "the column `topics` of `profiles` is damaged: its lists share their members too often to be read"
    );
    // Some sharing is usual.
    let views = vec![
        Buffer::from_slice_ref(vec![0_i32; 1000]),
        Buffer::from_slice_ref(vec![3_i32; 1000]),
    ];
    let found = profiled("topics", list(DataType::ListView, 1000, views, &members));
    assert_eq!(shown(&found.leads, "fit_points"), ["4.0"; 1000]);
}

#[test]
fn rows_without_memory_are_an_error() {
    let rows = 1 << 40;
    let names = ["lead", "event", "at"];
    let nothing = || -> ArrayRef { Arc::new(NullArray::new(rows)) };
    let runs = || leadgrade_raw::runs(rows, &[i32::MAX], &texts(["a"]));
    for array in [nothing(), runs()] {
        let columns = names.map(|name| (name, Arc::clone(&array), true));
        let events = RecordBatch::try_from_iter_with_nullable(columns).unwrap();
        let request = TableRequest::at(now());
        let found = visits().assess_table(&Batches::none(), &events.into(), &request);
        assert_eq!(
            found.unwrap_err().to_string(),
            "`events` has 1099511627776 rows in a batch, but no required column has values in them"
        );
    }
}

#[test]
fn columns_that_are_not_as_long_as_their_batch() {
    let request = TableRequest::at(now());
    for rows in [1, 3, 1 << 50] {
        let columns = vec![("lead", texts(["a", "b"])), ("city", texts(["x", "y"]))];
        let profiles = leadgrade_raw::batch(columns, rows);
        let found = visits().assess_table(&profiles.into(), &Batches::none(), &request);
        assert_eq!(
            found.unwrap_err().to_string(),
            format!(
                "the column `lead` of `profiles` is damaged: it has 2 rows, and its batch {rows}"
            )
        );
    }
    // A column that is not read is not checked.
    let columns = vec![("lead", texts(["a", "b"])), ("phone", texts(["x"]))];
    let profiles = leadgrade_raw::batch(columns, 2);
    let found = visits().assess_table(&profiles.into(), &Batches::none(), &request);
    assert_eq!(shown(&found.unwrap().leads, "lead"), ["a", "b"]);
}

#[test]
fn names_of_invalid_values_in_messages() {
    let words =
        |attribute: &str, array: ArrayRef| shown(&profiled(attribute, array).rejects, "reason");
    let micros = || arrow_array::TimestampMicrosecondArray::from(vec![0]);
    let binary: ArrayRef = Arc::new(arrow_array::BinaryArray::from(vec![&b"x"[..]]));
    let coded = leadgrade_raw::dictionary(
        DataType::Int8,
        1,
        Buffer::from_slice_ref([0_i8]),
        None,
        &binary,
    );
    let fields = UnionFields::from_fields([
        Field::new("n", DataType::Int64, true),
        Field::new("t", DataType::Utf8, true),
    ]);
    let numbers: ArrayRef = Arc::new(Int64Array::from(vec![Some(1), None]));
    let names: ArrayRef = Arc::new(StringArray::from(vec!["a", "b"]));
    let sparse = leadgrade_raw::array(
        DataType::Union(fields.clone(), UnionMode::Sparse),
        2,
        parts(vec![Buffer::from_slice_ref([0_i8, 0])], &[&numbers, &names]),
    );
    let dense = leadgrade_raw::array(
        DataType::Union(fields, UnionMode::Dense),
        3,
        parts(
            vec![
                Buffer::from_slice_ref([1_i8, 0, 0]),
                Buffer::from_slice_ref([1_i32, 1, 7]),
            ],
            &[&numbers, &names],
        ),
    );
    let interval = arrow_array::IntervalYearMonthArray::from(vec![1]);
    for (array, found, rows) in [
        (
            Arc::new(micros().with_timezone("UTC")) as ArrayRef,
            "a timestamp",
            1,
        ),
        (Arc::new(micros()), "a timestamp", 1),
        (
            Arc::new(arrow_array::DurationSecondArray::from(vec![1])),
            "a duration",
            1,
        ),
        (
            Arc::new(arrow_array::Time64MicrosecondArray::from(vec![1])),
            "a time of day",
            1,
        ),
        (Arc::new(interval), "an interval", 1),
        (binary, "binary data", 1),
        (coded, "binary data", 1),
        (sparse, "a union", 1),
        // A code beyond the values is not a null.
        (dense, "a union", 2),
    ] {
        for attribute in ["city", "size", "vip"] {
            let said = words(attribute, Arc::clone(&array));
            assert_eq!(said.len(), rows, "{said:?}");
            let found = format!("found {found}");
            assert!(said.iter().all(|said| said.contains(&found)), "{said:?}");
        }
    }
    let offsets = vec![Buffer::from_slice_ref([0_i32, 1])];
    for (member, found) in [
        (
            Arc::new(arrow_array::BinaryArray::from(vec![&b"x"[..]])) as ArrayRef,
            "binary data",
        ),
        (Arc::new(micros()), "a timestamp"),
        (
            list(DataType::List, 1, offsets.clone(), &texts(["a"])),
            "a list",
        ),
    ] {
        let said = words("topics", list(DataType::List, 1, offsets.clone(), &member));
        assert!(said[0].contains(&format!("found {found}")), "{said:?}");
    }
    let uuid: ArrayRef = leadgrade_raw::array(
        DataType::FixedSizeBinary(16),
        1,
        parts(vec![Buffer::from(&[7_u8; 16][..])], &[]),
    );
    let extension = [("ARROW:extension:name".to_owned(), "arrow.uuid".to_owned())];
    let field = Field::new("lead", uuid.data_type().clone(), true).with_metadata(extension.into());
    let schema = arrow_schema::Schema::new(vec![field]);
    let profiles = RecordBatch::try_new(Arc::new(schema), vec![uuid]).unwrap();
    let found = assess(&visits(), &profiles.into(), &Batches::none());
    assert_eq!(shown(&found.rejects, "code"), ["wrong_type"]);
    assert!(shown(&found.rejects, "reason")[0].contains("found a UUID (16 bytes)"));
}

#[test]
fn invalid_columns_that_are_not_read_are_ignored() {
    let odd: ArrayRef = leadgrade_raw::runs(2, &[2, 1], &texts(["a", "b"]));
    let profiles = table([
        ("lead", texts(["a", "b"])),
        ("size", Arc::new(Int64Array::from(vec![100, 1])) as ArrayRef),
        ("phone", Arc::clone(&odd)),
    ]);
    let found = assess(&visits(), &profiles, &Batches::none());
    assert_eq!(shown(&found.leads, "fit_points"), ["30.0", "5.0"]);
    assert_eq!(found.rejects.num_rows(), 0);
    let names = ["phone", "city", "lead", "city", "Größe"];
    let columns = [
        ("size", "Gro\u{308}ße"),
        ("events.lead", "phone"),
        ("vip", "none"),
    ];
    let columns = columns.map(|(ours, theirs)| (ours.to_owned(), theirs.to_owned()));
    let read = |table| visits().columns_read(table, &names, &columns.clone().into());
    assert_eq!(read(leadgrade::TableName::Profiles), [1, 2, 3, 4]);
    assert_eq!(read(leadgrade::TableName::Events), [0]);
    assert_eq!(read(leadgrade::TableName::AsOf), [2]);
}

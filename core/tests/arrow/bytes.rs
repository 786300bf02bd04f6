//! Bytes that are not UTF-8, in every layout of texts and in every column that is read: their row
//! is rejected, all others count.

use std::sync::Arc;

use arrow_array::types::{
    ArrowDictionaryKeyType, Int8Type, Int16Type, Int32Type, Int64Type, UInt8Type, UInt16Type,
    UInt32Type, UInt64Type,
};
use arrow_array::{Array, ArrayRef, PrimitiveArray, RecordBatch, RecordBatchIterator};
use arrow_buffer::Buffer;
use arrow_schema::{DataType, Field, Schema};
use leadgrade::arrow::{ArrowTableError, Batches, TableRequest};
use leadgrade_raw::Parts;

use super::{assess, now, shown, table, texts, visited, visits};

/// Latin-1, a truncated character, a surrogate, and a byte that UTF-8 never has.
const NO_TEXTS: [&[u8]; 4] = [
    &[0x43, 0x61, 0x66, 0xe9],
    &[0xe6, 0x97],
    &[0xed, 0xa0, 0x80],
    b"a text of more than twelve bytes\xff",
];

const PLAIN: [DataType; 3] = [DataType::Utf8, DataType::LargeUtf8, DataType::Utf8View];

fn coded<K: ArrowDictionaryKeyType>(values: &ArrayRef) -> ArrayRef
where
    K::Native: TryFrom<usize>,
{
    let key = |at: usize| K::Native::try_from(at).ok();
    let keys: PrimitiveArray<K> = (0..values.len()).map(key).collect();
    let codes = keys.values().inner().clone();
    leadgrade_raw::dictionary(K::DATA_TYPE, values.len(), codes, None, values)
}

/// The bytes in every layout of texts.
pub(super) fn stored(cells: &[Option<&[u8]>]) -> Vec<ArrayRef> {
    let mut all = Vec::new();
    for type_ in &PLAIN {
        let plain = leadgrade_raw::texts(type_, cells);
        let keyed = [
            coded::<Int8Type>,
            coded::<Int16Type>,
            coded::<Int32Type>,
            coded::<Int64Type>,
            coded::<UInt8Type>,
            coded::<UInt16Type>,
            coded::<UInt32Type>,
            coded::<UInt64Type>,
        ];
        all.extend(keyed.map(|coded| coded(&plain)));
        let ends: Vec<i32> = (1..=cells.len() as i32).collect();
        let runs = leadgrade_raw::runs(cells.len(), &ends, &plain);
        // A dictionary of a dictionary, and runs of a dictionary.
        let nested = coded::<Int16Type>(&coded::<UInt8Type>(&plain));
        let run_coded = leadgrade_raw::runs(cells.len(), &ends, &coded::<Int8Type>(&plain));
        all.extend([plain, runs, nested, run_coded]);
    }
    all
}

fn rejected(found: &leadgrade::arrow::ScoredTable) -> Vec<[String; 5]> {
    let columns = ["table", "row", "lead", "column", "code"];
    let columns = columns.map(|column| shown(&found.rejects, column));
    let row = |at: usize| [0, 1, 2, 3, 4].map(|column: usize| columns[column][at].clone());
    (0..found.rejects.num_rows()).map(row).collect()
}

#[test]
fn in_an_attribute_the_row_is_rejected() {
    for bad in NO_TEXTS {
        // A slice then removes the first and the last row.
        let cells = [bad, b"Riyadh", bad, "Zürich".as_bytes(), b"Riyadh", bad];
        for cities in stored(&cells.map(Some)) {
            let cities = cities.slice(1, 4);
            let type_ = cities.data_type().clone();
            let profiles = table([("lead", texts(["a", "b", "c", "d"])), ("city", cities)]);
            let found = assess(&visits(), &profiles, &Batches::none());
            let points = shown(&found.leads, "fit_points");
            assert_eq!(points, ["20.0", "0.0", "0.0", "20.0"], "{type_} {bad:?}");
            let expected = ["profiles", "1", "b", "city", "not_unicode"].map(str::to_owned);
            assert_eq!(rejected(&found), [expected], "{type_} {bad:?}");
        }
    }
}

#[test]
fn in_every_other_column_too() {
    let cells = [Some(&b"x"[..]), Some(NO_TEXTS[0]), None];
    let events = |name: &str, array: ArrayRef| {
        let mut columns = vec![
            ("lead", texts(["a", "a", "a"])),
            ("event", texts(["visit", "visit", "visit"])),
            ("at", texts(["2026-11-20", "2026-11-20", "2026-11-20"])),
        ];
        columns.retain(|(known, _)| *known != name);
        table(columns.into_iter().chain([(name, array)]))
    };
    let codes = |events: &Batches| {
        let found = assess(&visits(), &Batches::none(), events);
        let of = |reject: &[String; 5]| (reject[1].clone(), reject[4].clone());
        rejected(&found).iter().map(of).collect::<Vec<_>>()
    };
    let at = |row: &str, code: &str| (row.to_owned(), code.to_owned());
    let bad = || at("1", "not_unicode");
    for array in stored(&cells) {
        for column in ["lead", "event"] {
            let found = codes(&events(column, Arc::clone(&array)));
            assert_eq!(
                found,
                [bad(), at("2", "missing")],
                "{column} {}",
                array.data_type()
            );
        }
        let expected = [at("0", "unreadable_instant"), bad(), at("2", "missing")];
        assert_eq!(codes(&events("at", Arc::clone(&array))), expected);
        assert_eq!(codes(&events("id", Arc::clone(&array))), [bad()]);
        assert_eq!(codes(&events("page", Arc::clone(&array))), [bad()]);
        let values = codes(&events("value", Arc::clone(&array)));
        assert_eq!(values, [at("0", "wrong_type"), bad()]);
        let leads = texts(["a", "b", "c"]);
        let profiles = table([("lead", leads), ("valid_from", Arc::clone(&array))]);
        let found = assess(&visits(), &profiles, &Batches::none());
        let lead = ["profiles", "1", "b", "valid_from", "not_unicode"].map(str::to_owned);
        assert_eq!(rejected(&found)[1], lead);
        let instants = table([("lead", array), ("as_of", texts(["2026-11-22"; 3]))]);
        let request = TableRequest::each(instants);
        let found = visits().assess_table(&Batches::none(), &visited(texts(["x"])), &request);
        let found = found.unwrap();
        assert_eq!(shown(&found.leads, "lead"), ["x"]);
        assert_eq!(shown(&found.rejects, "code"), ["not_unicode", "missing"]);
    }
}

#[test]
fn coerced_texts_are_checked_first() {
    let cells = [Some(&b" 120 "[..]), Some(NO_TEXTS[0]), Some(b"yes"), None];
    let mut request = TableRequest::at(now());
    request.coerce = true;
    for array in stored(&cells) {
        for (column, points, codes) in [
            (
                "size",
                ["30.0", "0.0", "0.0", "0.0"],
                vec!["not_unicode", "wrong_type"],
            ),
            (
                "vip",
                ["0.0", "0.0", "8.0", "0.0"],
                vec!["wrong_type", "not_unicode"],
            ),
            ("topics", ["0.0"; 4], vec!["not_unicode"]),
            ("city", ["0.0"; 4], vec!["not_unicode"]),
        ] {
            let leads = texts(["a", "b", "c", "d"]);
            let profiles = table([("lead", leads), (column, Arc::clone(&array))]);
            let found = visits().assess_table(&profiles, &Batches::none(), &request);
            let found = found.unwrap();
            assert_eq!(shown(&found.leads, "fit_points"), points, "{column}");
            assert_eq!(shown(&found.rejects, "code"), codes, "{column}");
        }
    }
}

#[test]
fn in_lists_the_row_is_rejected() {
    let cells = [
        Some(&b"paper"[..]),
        None,
        Some(NO_TEXTS[1]),
        Some(b"paper"),
        Some(b"paper"),
        None,
    ];
    for members in stored(&cells) {
        let field = Arc::new(Field::new_list_field(members.data_type().clone(), true));
        let list = |type_: DataType, buffers: Vec<Buffer>| {
            let parts = Parts {
                buffers,
                members: vec![members.to_data()],
                ..Parts::default()
            };
            leadgrade_raw::array(type_, 3, parts)
        };
        let narrow = |list: &[i32]| Buffer::from_slice_ref(list);
        let wide = |list: &[i64]| Buffer::from_slice_ref(list);
        let lists = [
            list(
                DataType::List(Arc::clone(&field)),
                vec![narrow(&[0, 2, 4, 6])],
            ),
            list(
                DataType::LargeList(Arc::clone(&field)),
                vec![wide(&[0, 2, 4, 6])],
            ),
            list(
                DataType::ListView(Arc::clone(&field)),
                vec![narrow(&[0, 2, 4]), narrow(&[2; 3])],
            ),
            list(
                DataType::LargeListView(Arc::clone(&field)),
                vec![wide(&[0, 2, 4]), wide(&[2; 3])],
            ),
            list(DataType::FixedSizeList(field, 2), Vec::new()),
        ];
        for topics in lists {
            let type_ = topics.data_type().clone();
            let profiles = table([("lead", texts(["a", "b", "c"])), ("topics", topics)]);
            let found = assess(&visits(), &profiles, &Batches::none());
            assert_eq!(
                shown(&found.leads, "fit_points"),
                ["4.0", "0.0", "4.0"],
                "{type_}"
            );
            let expected = ["profiles", "1", "b", "topics", "not_unicode"].map(str::to_owned);
            assert_eq!(rejected(&found), [expected], "{type_}");
        }
    }
}

#[test]
fn a_text_cut_within_a_character_is_invalid() {
    // All bytes together are the text Ä and Riyadh, but the second row starts within the Ä.
    let bytes = Buffer::from("ÄRiyadh".as_bytes());
    for (type_, offsets) in [
        (DataType::Utf8, Buffer::from_slice_ref([0_i32, 1, 2, 8])),
        (
            DataType::LargeUtf8,
            Buffer::from_slice_ref([0_i64, 1, 2, 8]),
        ),
    ] {
        let parts = Parts {
            buffers: vec![offsets, bytes.clone()],
            ..Parts::default()
        };
        let cities = leadgrade_raw::array(type_, 3, parts);
        let profiles = table([("lead", texts(["a", "b", "c"])), ("city", cities)]);
        let found = assess(&visits(), &profiles, &Batches::none());
        assert_eq!(shown(&found.leads, "fit_points"), ["0.0", "0.0", "20.0"]);
        assert_eq!(shown(&found.rejects, "lead"), ["a", "b"]);
        assert_eq!(shown(&found.rejects, "code"), ["not_unicode"; 2]);
    }
}

#[test]
fn unused_bytes_may_be_anything() {
    // Under a null, outside a slice, and in a column that the model does not read.
    let good = leadgrade_raw::texts(&DataType::Utf8, &[Some(b"Riyadh"), Some(NO_TEXTS[0])]);
    let parts = Parts {
        nulls: Some(vec![true, false].into()),
        buffers: good.to_data().buffers().to_vec(),
        ..Parts::default()
    };
    let masked = leadgrade_raw::array(DataType::Utf8, 2, parts);
    let codes = Buffer::from_slice_ref([0_u8, 0]);
    let unused = leadgrade_raw::dictionary(DataType::UInt8, 2, codes, None, &good);
    for (cities, points) in [(masked, ["20.0", "0.0"]), (unused, ["20.0", "20.0"])] {
        let profiles = table([
            ("lead", texts(["a", "b"])),
            ("city", cities),
            ("name", Arc::clone(&good)),
        ]);
        let found = assess(&visits(), &profiles, &Batches::none());
        assert_eq!(shown(&found.leads, "fit_points"), points);
        assert_eq!(found.rejects.num_rows(), 0);
    }
}

#[test]
fn a_stream_continues_after_an_invalid_text() {
    let ids: Vec<String> = (0..30_000).map(|at| format!("L{at:05}")).collect();
    for (bad, column) in [
        (20_500, "city"),
        (20_500, "lead"),
        (29_999, "city"),
        (0, "lead"),
    ] {
        let batch = |first: usize| {
            let own = |at: usize| if at == bad { NO_TEXTS[0] } else { b"Riyadh" };
            let cities: Vec<_> = (first..first + 1000).map(|at| Some(own(at))).collect();
            let id = |at: usize| match column {
                "lead" if at == bad => NO_TEXTS[0],
                _ => ids[at].as_bytes(),
            };
            let leads: Vec<_> = (first..first + 1000).map(|at| Some(id(at))).collect();
            let cities = match column {
                "city" => leadgrade_raw::texts(&DataType::Utf8, &cities),
                _ => texts(vec!["Riyadh"; 1000]),
            };
            let leads = leadgrade_raw::texts(&DataType::Utf8, &leads);
            let table = [("lead", leads, true), ("city", cities, true)];
            RecordBatch::try_from_iter_with_nullable(table)
        };
        let batches: Vec<_> = (0..30).map(|at| batch(at * 1000)).collect();
        let schema = batches[0].as_ref().unwrap().schema();
        let profiles = RecordBatchIterator::new(batches, schema);
        let events = visited(texts([])).batches()[0].clone();
        let schema = events.schema();
        let events = RecordBatchIterator::new([Ok(events)], schema);
        let (mut leads, mut rejects) = (0, Vec::new());
        let request = TableRequest::at(now());
        let end = visits().assess_sorted(profiles, events, &request, |scored| {
            leads += scored.leads.num_rows();
            rejects.extend(rejected(&scored));
            Ok::<(), ArrowTableError>(())
        });
        end.unwrap();
        let (lead, count) = match column {
            "lead" => ("null".to_owned(), 29_999),
            _ => (ids[bad].clone(), 30_000),
        };
        assert_eq!(leads, count);
        let row = bad.to_string();
        let expected = ["profiles", &row, &lead, column, "not_unicode"].map(str::to_owned);
        assert_eq!(rejects, [expected]);
    }
}

#[test]
fn a_table_without_rows_has_no_offsets() {
    let none = |type_: DataType, buffers: usize| {
        let parts = Parts {
            buffers: vec![Buffer::from_vec(Vec::<u8>::new()); buffers],
            ..Parts::default()
        };
        leadgrade_raw::array(type_, 0, parts)
    };
    for type_ in [DataType::Utf8, DataType::LargeUtf8] {
        let columns = [none(type_.clone(), 2), none(type_.clone(), 2)];
        let field = |name| Field::new(name, type_.clone(), true);
        let schema = Arc::new(Schema::new(vec![field("lead"), field("city")]));
        let profiles = RecordBatch::try_new(schema, columns.to_vec()).unwrap();
        let found = assess(&visits(), &profiles.into(), &Batches::none());
        assert_eq!((found.leads.num_rows(), found.rejects.num_rows()), (0, 0));
    }
}

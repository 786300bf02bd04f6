//! Arrays of Arrow whose buffers hold anything.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, LazyLock};

use arrow_array::{Array, ArrayRef, RecordBatch, StringArray, UInt64Array};
use arrow_buffer::{BooleanBuffer, Buffer, NullBuffer};
use arrow_schema::{DataType, Field, Fields, Schema, TimeUnit, UnionFields, UnionMode};
use arrow_select::take::take;
use leadgrade::Model;
use leadgrade::arrow::{Batches, ScoredTable, TableRequest};
use leadgrade_raw::Parts;

use crate::feed::Feed;

/// A model that reads a column of each type.
pub(crate) static MODEL: LazyLock<Model> = LazyLock::new(|| {
    Model::from_toml(
        r#"
        format = 1
        name = "reads every type"
        timezone = "Europe/Berlin"
        attributes = { text = { type = "text" }, number = { type = "number" }, flag = { type = "flag" }, date = { type = "date" }, tags = { type = "tags" } }
        properties = { page = { type = "text" }, topics = { type = "tags" }, due = { type = "date" } }
        [signals]
        visit = { points = 10 }
        order = { points_per_unit = 1 }
        page = { event = "visit", where = { fact = "event.page", contains = "a" } }
        [purchases]
        signals = "order"
        product = "topics"
        [fit]
        criteria = [
            { name = "text", fact = "profile.text", cases = [{ matches = "a", points = 1 }] },
            { name = "number", fact = "profile.number", cases = [{ gte = 1, points = 2 }] },
            { name = "flag", fact = "profile.flag", cases = [{ eq = true, points = 4 }] },
            { name = "date", fact = "profile.date.days_until", cases = [{ gte = 0, points = 8 }] },
            { name = "tags", fact = "profile.tags", cases = [{ has = "a", points = 16 }] },
        ]
        [engagement]
        "#,
    )
    .expect("it is a valid model")
});

const PROFILES: [&str; 7] = [
    "lead",
    "text",
    "number",
    "flag",
    "date",
    "tags",
    "valid_from",
];
const EVENTS: [&str; 8] = [
    "lead", "event", "at", "value", "id", "page", "topics", "due",
];

/// Tables of arrays with anything in their buffers are refused in words, or each of their rows
/// is scored or rejected, and a clean copy of arrays that are sound says the same.
pub fn arrow_arrays(data: &[u8]) {
    let mut feed = Feed(data);
    let rows = feed.below(9);
    let coerce = feed.below(2) == 1;
    // Arrow itself panics where a buffer is too short for its array, before anybody reads it.
    let tables = catch_unwind(AssertUnwindSafe(|| {
        let profiles = table(&mut feed, &PROFILES, rows);
        (profiles, table(&mut feed, &EVENTS, rows))
    }));
    let Ok((profiles, events)) = tables else {
        return;
    };
    let _ = score(&profiles, &events, coerce);
    let ((profiles, own), (events, their)) = (sound(&profiles), sound(&events));
    assert_eq!(
        score(&profiles, &events, coerce),
        score(&own, &their, coerce)
    );
}

/// What is said of tables; each column of which nothing can be read has its name in words.
pub(crate) fn score(
    profiles: &RecordBatch,
    events: &RecordBatch,
    coerce: bool,
) -> Result<ScoredTable, String> {
    let mut request = TableRequest::at(MODEL.as_of("2026-11-22").expect("it is a day"));
    request.coerce = coerce;
    let (profiles, events) = (
        Batches::from(profiles.clone()),
        Batches::from(events.clone()),
    );
    let found = MODEL.assess_table(&profiles, &events, &request);
    let found = found.map_err(|error| error.to_string())?;
    for column in [&found.leads, &found.rejects] {
        for array in column.columns() {
            array
                .to_data()
                .validate_full()
                .expect("what we make is sound");
        }
    }
    Ok(found)
}

/// The columns of a table that are sound, and copies of them.
fn sound(table: &RecordBatch) -> (RecordBatch, RecordBatch) {
    let rows: UInt64Array = (0..table.num_rows() as u64).collect();
    let (mut own, mut copies) = (Vec::new(), Vec::new());
    for (field, array) in table.schema().fields().iter().zip(table.columns()) {
        let name = field.name().clone();
        let copy = match array.to_data().validate_full() {
            Ok(()) => catch_unwind(AssertUnwindSafe(|| take(array, &rows, None))).ok(),
            Err(_) => None,
        };
        let (array, copy) = match copy.and_then(Result::ok) {
            Some(copy) => (Arc::clone(array), copy),
            None if NEEDED.contains(&name.as_str()) => (letters(&rows), letters(&rows)),
            None => continue,
        };
        own.push((name.clone(), array, true));
        copies.push((name, copy, true));
    }
    let table = |columns| RecordBatch::try_from_iter_with_nullable(columns);
    (
        table(own).expect("columns of one length"),
        table(copies).expect("columns of one length"),
    )
}

/// Columns that tables must have.
const NEEDED: [&str; 3] = ["lead", "event", "at"];

fn letters(rows: &UInt64Array) -> ArrayRef {
    let letter = |_| Some("a");
    Arc::new((0..rows.len()).map(letter).collect::<StringArray>())
}

fn table(feed: &mut Feed<'_>, names: &[&str], rows: usize) -> RecordBatch {
    let mut columns = Vec::new();
    for name in names {
        let array = match usual(feed, name, rows) {
            Some(array) => array,
            None => array(feed, rows, 2),
        };
        columns.push((Field::new(*name, array.data_type().clone(), true), array));
    }
    let (fields, arrays): (Vec<Field>, Vec<ArrayRef>) = columns.into_iter().unzip();
    RecordBatch::try_new(Arc::new(Schema::new(fields)), arrays).expect("columns of one length")
}

/// What usually stands in a column that must be there, most often: else nothing is scored.
fn usual(feed: &mut Feed<'_>, name: &str, rows: usize) -> Option<ArrayRef> {
    let list = match name {
        "lead" => ["a", "b", "c", "\u{e9}"],
        "event" => ["visit", "order", "visit", "other"],
        "at" => [
            "2026-11-20",
            "2026-11-20T10:00:00Z",
            "2026-11-21T10:00",
            "soon",
        ],
        _ => return None,
    };
    let is_usual = feed.below(4) > 0;
    let mut text = |_| Some(list[feed.below(4)]);
    is_usual.then(|| Arc::new((0..rows).map(&mut text).collect::<StringArray>()) as ArrayRef)
}

/// An array of any type, sliced at times, with others inside it at most so deep.
fn array(feed: &mut Feed<'_>, rows: usize, depth: usize) -> ArrayRef {
    let (before, after) = (feed.below(2), feed.below(2));
    let all = before + rows + after;
    let kinds = if depth == 0 { 5 } else { 12 };
    let array = match feed.below(kinds) {
        0 | 1 => texts(feed, all),
        2 => views(feed, all),
        3 => fixed(feed, all),
        4 => plain(feed, all),
        5 | 6 => coded(feed, all, depth),
        7 => runs(feed, all, depth),
        8 | 9 => lists(feed, all, depth),
        10 => list_views(feed, all, depth),
        _ => others(feed, all, depth),
    };
    array.slice(before, rows)
}

fn nulls(feed: &mut Feed<'_>, rows: usize) -> Option<NullBuffer> {
    let bits = (feed.below(2) == 1).then(|| feed.bytes(rows.div_ceil(8)))?;
    Some(NullBuffer::new(BooleanBuffer::new(bits.into(), 0, rows)))
}

fn made(
    type_: DataType,
    rows: usize,
    nulls: Option<NullBuffer>,
    buffers: Vec<Buffer>,
    members: &[ArrayRef],
) -> ArrayRef {
    let parts = Parts {
        offset: 0,
        nulls,
        buffers,
        members: members.iter().map(|array| array.to_data()).collect(),
    };
    leadgrade_raw::array(type_, rows, parts)
}

/// Numbers of 32 bits, or of 64.
fn numbers(feed: &mut Feed<'_>, count: usize, wide: bool) -> Buffer {
    let list: Vec<i64> = (0..count).map(|_| feed.number()).collect();
    match wide {
        true => Buffer::from_vec(list),
        #[expect(clippy::cast_possible_truncation, reason = "any number will do")]
        false => Buffer::from_vec(list.iter().map(|number| *number as i32).collect::<Vec<_>>()),
    }
}

/// Offsets, rising most often.
fn offsets(feed: &mut Feed<'_>, rows: usize, wide: bool) -> Buffer {
    if feed.below(3) == 0 {
        return numbers(feed, rows + 1, wide);
    }
    let mut last = 0_i64;
    let mut next = || {
        let offset = last;
        last += i64::from(feed.byte() % 4);
        offset
    };
    let list: Vec<i64> = (0..=rows).map(|_| next()).collect();
    match wide {
        true => Buffer::from_vec(list),
        #[expect(clippy::cast_possible_truncation, reason = "they are small")]
        false => Buffer::from_vec(list.iter().map(|offset| *offset as i32).collect::<Vec<_>>()),
    }
}

/// Names of events, instants, letters and anything.
fn pool(feed: &mut Feed<'_>) -> Vec<u8> {
    match feed.below(4) {
        0 => b"visitordera2026-11-20T10:00:00Z".to_vec(),
        1 => "aÄ\u{65e5}b\u{1f600}aa".as_bytes().to_vec(),
        _ => feed.bytes(24),
    }
}

fn texts(feed: &mut Feed<'_>, rows: usize) -> ArrayRef {
    let wide = feed.below(2) == 1;
    let type_ = if wide {
        DataType::LargeUtf8
    } else {
        DataType::Utf8
    };
    let nulls = nulls(feed, rows);
    let buffers = vec![offsets(feed, rows, wide), pool(feed).into()];
    made(type_, rows, nulls, buffers, &[])
}

fn views(feed: &mut Feed<'_>, rows: usize) -> ArrayRef {
    let nulls = nulls(feed, rows);
    let mut view = || match feed.below(3) {
        0 => {
            let mut view = feed.bytes(16);
            view.splice(..4, [feed.byte() % 14, 0, 0, 0]);
            view
        }
        1 => [
            vec![13, 0, 0, 0],
            feed.bytes(4),
            vec![0; 4],
            vec![feed.byte() % 16, 0, 0, 0],
        ]
        .concat(),
        _ => feed.bytes(16),
    };
    let views: Vec<u128> = (0..rows)
        .map(|_| u128::from_le_bytes(view().try_into().expect("16 bytes")))
        .collect();
    let buffers = vec![Buffer::from_vec(views), pool(feed).into()];
    made(DataType::Utf8View, rows, nulls, buffers, &[])
}

/// Types whose values may be any bytes.
const FIXED: [(DataType, usize); 22] = [
    (DataType::Int8, 1),
    (DataType::Int32, 4),
    (DataType::Int64, 8),
    (DataType::UInt16, 2),
    (DataType::UInt64, 8),
    (DataType::Float16, 2),
    (DataType::Float32, 4),
    (DataType::Float64, 8),
    (DataType::Date32, 4),
    (DataType::Date64, 8),
    (DataType::Timestamp(TimeUnit::Second, None), 8),
    (DataType::Timestamp(TimeUnit::Millisecond, None), 8),
    (DataType::Timestamp(TimeUnit::Microsecond, None), 8),
    (DataType::Timestamp(TimeUnit::Nanosecond, None), 8),
    (DataType::Decimal32(9, 2), 4),
    (DataType::Decimal64(18, -3), 8),
    (DataType::Decimal128(38, 0), 16),
    (DataType::Decimal128(38, 20), 16),
    (DataType::Decimal256(76, 0), 32),
    (DataType::Decimal256(76, 40), 32),
    (DataType::Duration(TimeUnit::Second), 8),
    (DataType::FixedSizeBinary(3), 3),
];

fn fixed(feed: &mut Feed<'_>, rows: usize) -> ArrayRef {
    let at = feed.below(FIXED.len());
    let (type_, width) = &FIXED[at];
    let type_ = match (type_, feed.below(2)) {
        (DataType::Timestamp(unit, _), 1) => DataType::Timestamp(*unit, Some("UTC".into())),
        _ => type_.clone(),
    };
    let nulls = nulls(feed, rows);
    let value = |feed: &mut Feed<'_>| match feed.below(4) {
        0 => feed.bytes(*width),
        1 => vec![0xff; *width],
        2 => [vec![0; *width - 1], vec![0x80]].concat(),
        _ => [vec![feed.byte()], vec![0; *width - 1]].concat(),
    };
    let bytes: Vec<u8> = (0..rows).flat_map(|_| value(feed)).collect();
    let mut aligned = arrow_buffer::MutableBuffer::with_capacity(bytes.len());
    aligned.extend_from_slice(&bytes);
    made(type_, rows, nulls, vec![aligned.into()], &[])
}

/// Flags and nothing.
fn plain(feed: &mut Feed<'_>, rows: usize) -> ArrayRef {
    if feed.below(2) == 0 {
        return made(DataType::Null, rows, None, Vec::new(), &[]);
    }
    let nulls = nulls(feed, rows);
    let bits = feed.bytes(rows.div_ceil(8));
    made(DataType::Boolean, rows, nulls, vec![bits.into()], &[])
}

fn coded(feed: &mut Feed<'_>, rows: usize, depth: usize) -> ArrayRef {
    let count = feed.below(5);
    let values = array(feed, count, depth - 1);
    let nulls = nulls(feed, rows);
    let (keys, width) = [
        (DataType::Int8, 1),
        (DataType::UInt16, 2),
        (DataType::Int32, 4),
        (DataType::UInt64, 8),
    ][feed.below(4)]
    .clone();
    let code = |feed: &mut Feed<'_>| feed.number().to_le_bytes()[..width].to_vec();
    let bytes: Vec<u8> = (0..rows).flat_map(|_| code(feed)).collect();
    let mut codes = arrow_buffer::MutableBuffer::with_capacity(bytes.len());
    codes.extend_from_slice(&bytes);
    leadgrade_raw::dictionary(keys, rows, codes.into(), nulls, &values)
}

fn runs(feed: &mut Feed<'_>, rows: usize, depth: usize) -> ArrayRef {
    let count = feed.below(5);
    let values = array(feed, count, depth - 1);
    let count = feed.below(5);
    let mut last = 0;
    let mut end = || match feed.byte() {
        byte @ 0..=0xf7 => {
            last += 1 + i32::from(byte % 4);
            last
        }
        byte => i32::from(byte) - 0xfa,
    };
    let ends: Vec<i32> = (0..count).map(|_| end()).collect();
    leadgrade_raw::runs(rows, &ends, &values)
}

fn member(values: &ArrayRef) -> Arc<Field> {
    Arc::new(Field::new_list_field(values.data_type().clone(), true))
}

fn lists(feed: &mut Feed<'_>, rows: usize, depth: usize) -> ArrayRef {
    let kind = feed.below(3);
    let count = if kind == 0 { rows * 2 } else { feed.below(16) };
    let values = array(feed, count, depth - 1);
    let nulls = nulls(feed, rows);
    let field = member(&values);
    let (type_, buffers) = match kind {
        0 => (DataType::FixedSizeList(field, 2), Vec::new()),
        1 => (DataType::List(field), vec![offsets(feed, rows, false)]),
        _ => (DataType::LargeList(field), vec![offsets(feed, rows, true)]),
    };
    made(type_, rows, nulls, buffers, &[values])
}

fn list_views(feed: &mut Feed<'_>, rows: usize, depth: usize) -> ArrayRef {
    let count = feed.below(16);
    let values = array(feed, count, depth - 1);
    let nulls = nulls(feed, rows);
    let (field, wide) = (member(&values), feed.below(2) == 1);
    let type_ = if wide {
        DataType::LargeListView(field)
    } else {
        DataType::ListView(field)
    };
    let buffers = vec![numbers(feed, rows, wide), numbers(feed, rows, wide)];
    made(type_, rows, nulls, buffers, &[values])
}

/// What the language has no values for.
fn others(feed: &mut Feed<'_>, rows: usize, depth: usize) -> ArrayRef {
    let nulls = nulls(feed, rows);
    let values = [array(feed, rows, depth - 1), array(feed, rows, depth - 1)];
    let field = |at: usize| Field::new(["a", "b"][at], values[at].data_type().clone(), true);
    let unions = || UnionFields::from_fields([field(0), field(1)]);
    match feed.below(3) {
        0 => {
            let fields = Fields::from(vec![field(0), field(1)]);
            made(DataType::Struct(fields), rows, nulls, Vec::new(), &values)
        }
        1 => {
            let types = feed.bytes(rows).into();
            made(
                DataType::Union(unions(), UnionMode::Sparse),
                rows,
                None,
                vec![types],
                &values,
            )
        }
        _ => {
            let buffers = vec![feed.bytes(rows).into(), numbers(feed, rows, false)];
            made(
                DataType::Union(unions(), UnionMode::Dense),
                rows,
                None,
                buffers,
                &values,
            )
        }
    }
}

/// Choices from a seed.
pub(crate) fn seeds() -> Vec<Vec<u8>> {
    let choices = |seed: u64| {
        let mut dice = leadgrade_gen::Dice::new(seed);
        let byte = |_| u8::try_from(dice.below(256)).unwrap_or_default();
        (0..1500).map(byte).collect()
    };
    (0..40).map(choices).collect()
}

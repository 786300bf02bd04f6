//! Arrow arrays with arbitrary buffers.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, LazyLock};

use arrow_array::{Array, ArrayRef, RecordBatch, StringArray, UInt64Array};
use arrow_schema::{Field, Schema};
use arrow_select::take::take;
use leadgrade::Model;
use leadgrade::arrow::{Batches, ScoredTable, TableRequest};

use crate::any_array::any_array;
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

/// Tables of arrays with arbitrary buffers are an error with a message, or each of their rows is scored
/// or rejected; a clean copy of valid arrays gives the same result.
pub fn arrow_arrays(data: &[u8]) {
    let mut feed = Feed(data);
    let rows = feed.below(9);
    let coerce = feed.below(2) == 1;
    // Arrow itself panics on a buffer that is too short for its array, before the library reads it.
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

/// The result of scoring tables; an unreadable column is named in the message.
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

/// The valid columns of a table, and copies of them.
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
            None if REQUIRED.contains(&name.as_str()) => (letters(&rows), letters(&rows)),
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

/// The required columns.
const REQUIRED: [&str; 3] = ["lead", "event", "at"];

fn letters(rows: &UInt64Array) -> ArrayRef {
    let letter = |_| Some("a");
    Arc::new((0..rows.len()).map(letter).collect::<StringArray>())
}

fn table(feed: &mut Feed<'_>, names: &[&str], rows: usize) -> RecordBatch {
    let mut columns = Vec::new();
    for name in names {
        let array = match usual(feed, name, rows) {
            Some(array) => array,
            None => any_array(feed, rows, 2),
        };
        columns.push((Field::new(*name, array.data_type().clone(), true), array));
    }
    let (fields, arrays): (Vec<Field>, Vec<ArrayRef>) = columns.into_iter().unzip();
    RecordBatch::try_new(Arc::new(Schema::new(fields)), arrays).expect("columns of one length")
}

/// Mostly valid values for a required column, since otherwise nothing is scored.
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

/// Random choices from a seed.
pub(crate) fn seeds() -> Vec<Vec<u8>> {
    let choices = |seed: u64| {
        let mut dice = leadgrade_gen::Dice::new(seed);
        let byte = |_| u8::try_from(dice.below(256)).unwrap_or_default();
        (0..1500).map(byte).collect()
    };
    (0..40).map(choices).collect()
}

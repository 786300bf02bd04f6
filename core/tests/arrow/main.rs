//! Each row of Arrow tables equals a single call, in every layout of the columns.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    reason = "tests stop at once and say where"
)]

mod bytes;
mod columns;
mod conformance;
mod damaged;
mod given;
mod dictionaries;
mod layouts;
mod leads;
mod numbers;
mod random;
mod read;
mod requests;
mod results;
mod same;
mod shared;
mod sorted;
mod streams;
mod times;
mod vectors;

use std::sync::Arc;

use arrow_array::{ArrayRef, RecordBatch, StringArray};
use leadgrade::arrow::{Batches, ScoredTable, TableRequest};
use leadgrade::{Instant, Model};

/// A model with signals for visits and orders.
const VISITS: &str = r#"
    format = 1
    name = "visits"
    attributes.size = { type = "number" }
    attributes.city = { type = "text" }
    attributes.vip = { type = "flag" }
    attributes.since = { type = "date" }
    attributes.topics = { type = "tags" }
    properties.page = { type = "text" }
    [signals.visit]
    points = 10
    [signals.order]
    points_per_unit = 1
    [purchases]
    signals = "order"
    [fit]
    criteria = [
        { name = "size", fact = "profile.size", cases = [{ gte = 100, points = 30 }], otherwise = 5 },
        { name = "city", fact = "profile.city", cases = [{ eq = "Riyadh", points = 20 }] },
        { name = "vip", fact = "profile.vip", cases = [{ eq = true, points = 8 }] },
        { name = "since", fact = "profile.since", cases = [{ gte = "2026-01-01", points = 2 }] },
        { name = "topics", fact = "profile.topics", cases = [{ has = "paper", points = 4 }] },
    ]
    [engagement]
"#;

fn visits() -> Model {
    Model::from_toml(VISITS).unwrap()
}

fn instant(text: &str) -> Instant {
    Model::from_toml("format = 1\nname = \"any\"")
        .unwrap()
        .as_of(text)
        .unwrap()
}

fn now() -> Instant {
    instant("2026-11-22")
}

fn texts<'t>(list: impl IntoIterator<Item = &'t str>) -> ArrayRef {
    Arc::new(list.into_iter().map(Some).collect::<StringArray>())
}

fn table<'n>(columns: impl IntoIterator<Item = (&'n str, ArrayRef)>) -> Batches {
    let with_nulls = columns.into_iter().map(|(name, array)| (name, array, true));
    RecordBatch::try_from_iter_with_nullable(with_nulls)
        .unwrap()
        .into()
}

/// A visit of yesterday for each of the leads.
fn visited(leads: ArrayRef) -> Batches {
    let count = leads.len();
    table([
        ("lead", leads),
        ("event", texts(vec!["visit"; count])),
        ("at", texts(vec!["2026-11-21T10:00:00Z"; count])),
    ])
}

fn assess(model: &Model, profiles: &Batches, events: &Batches) -> ScoredTable {
    model
        .assess_table(profiles, events, &TableRequest::at(now()))
        .unwrap()
}

/// Column by row, as texts.
fn shown(batch: &RecordBatch, column: &str) -> Vec<String> {
    let array = batch.column_by_name(column).unwrap();
    (0..batch.num_rows())
        .map(|row| match read::value(array, row) {
            serde_json::Value::String(text) => text,
            other => other.to_string(),
        })
        .collect()
}

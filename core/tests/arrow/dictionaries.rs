//! Dictionaries with repeated values, with null values, and that grow or are replaced between
//! batches.

use std::sync::Arc;

use arrow_array::types::Int32Type;
use arrow_array::{ArrayRef, DictionaryArray, RecordBatch, RecordBatchIterator, StringArray};
use leadgrade::arrow::{ArrowTableError, Batches, TableRequest};

use super::{assess, now, shown, table, texts, visited, visits};

fn coded(codes: &[Option<i32>], values: &ArrayRef) -> ArrayRef {
    let keys = codes.to_vec().into();
    Arc::new(DictionaryArray::<Int32Type>::new(keys, Arc::clone(values)))
}

fn values(list: &[Option<&str>]) -> ArrayRef {
    Arc::new(StringArray::from(list.to_vec()))
}

#[test]
fn a_repeated_value_is_one_lead() {
    let leads = coded(&[Some(0), Some(1)], &values(&[Some("a"), Some("a")]));
    let found = assess(
        &visits(),
        &table([("lead", Arc::clone(&leads))]),
        &Batches::none(),
    );
    assert_eq!(shown(&found.leads, "lead"), ["a"]);
    assert_eq!(shown(&found.rejects, "row"), ["1"]);
    assert_eq!(shown(&found.rejects, "code"), ["duplicate_lead"]);
    let found = assess(&visits(), &Batches::none(), &visited(leads));
    assert_eq!(shown(&found.leads, "lead"), ["a"]);
    assert_eq!(shown(&found.leads, "engagement_points"), ["20.0"]);
}

#[test]
fn null_among_the_values_is_null() {
    let leads = coded(
        &[Some(1), Some(0), None, Some(1)],
        &values(&[None, Some("a")]),
    );
    let found = assess(&visits(), &Batches::none(), &visited(leads));
    assert_eq!(shown(&found.leads, "lead"), ["a"]);
    assert_eq!(shown(&found.leads, "engagement_points"), ["20.0"]);
    assert_eq!(shown(&found.rejects, "row"), ["1", "2"]);
    assert_eq!(shown(&found.rejects, "code"), ["missing"; 2]);
}

/// Batches with different dictionaries: extended, replaced, with other texts for the same codes.
fn cities() -> Vec<ArrayRef> {
    let first = values(&[Some("x"), Some("Riyadh")]);
    let grown = values(&[Some("x"), Some("Riyadh"), Some("riyadh")]);
    let replaced = values(&[Some("Riyadh"), Some("x"), None]);
    vec![
        coded(&[Some(0), Some(1)], &first),
        coded(&[Some(2), Some(0)], &grown),
        coded(&[Some(0), Some(1)], &replaced),
        coded(&[Some(2), Some(0)], &replaced),
    ]
}

const POINTS: [&str; 8] = ["0.0", "20.0", "20.0", "0.0", "20.0", "0.0", "0.0", "20.0"];

fn batches() -> Vec<RecordBatch> {
    let batch = |(at, cities): (usize, ArrayRef)| {
        let leads = [format!("L{}", 2 * at), format!("L{}", 2 * at + 1)];
        let leads = texts(leads.iter().map(String::as_str));
        let columns = [("lead", leads, true), ("city", cities, true)];
        RecordBatch::try_from_iter_with_nullable(columns).unwrap()
    };
    cities().into_iter().enumerate().map(batch).collect()
}

#[test]
fn each_batch_has_its_own_values() {
    let found = assess(&visits(), &batches().into(), &Batches::none());
    assert_eq!(shown(&found.leads, "fit_points"), POINTS);
    assert_eq!(found.rejects.num_rows(), 0);
}

#[test]
fn each_batch_of_a_stream_has_its_own_values() {
    let batches = batches();
    let schema = batches[0].schema();
    let profiles = RecordBatchIterator::new(batches.into_iter().map(Ok), schema);
    let events = visited(texts([])).batches()[0].clone();
    let schema = events.schema();
    let events = RecordBatchIterator::new([Ok(events)], schema);
    let mut points = Vec::new();
    let end = visits().assess_sorted(profiles, events, &TableRequest::at(now()), |scored| {
        points.extend(shown(&scored.leads, "fit_points"));
        Ok::<(), ArrowTableError>(())
    });
    end.unwrap();
    assert_eq!(points, POINTS);
}

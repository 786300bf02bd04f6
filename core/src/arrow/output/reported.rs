//! What could not be used, and events that no signal names.

use std::sync::Arc;

use arrow_array::{ArrayRef, RecordBatch};
use arrow_schema::{ArrowError, Field, Schema};

use super::build::{some_texts, texts, wholes};
use crate::lead::{Reject, UnknownEvents};

/// A batch of named columns; the flag says whether one may be null.
pub(super) fn batch(columns: Vec<(&str, bool, ArrayRef)>) -> Result<RecordBatch, ArrowError> {
    let field = |(name, nullable, array): &(&str, bool, ArrayRef)| {
        Field::new(*name, array.data_type().clone(), *nullable)
    };
    let schema = Schema::new(columns.iter().map(field).collect::<Vec<_>>());
    let arrays = columns.into_iter().map(|(.., array)| array).collect();
    RecordBatch::try_new(Arc::new(schema), arrays)
}

/// Rejects, one a row.
pub(in crate::arrow) fn rejects(list: &[Reject]) -> Result<RecordBatch, ArrowError> {
    let some = |of: fn(&Reject) -> Option<&str>| {
        let texts: Vec<Option<&str>> = list.iter().map(of).collect();
        some_texts(&texts)
    };
    let rows = list.iter().map(|reject| i64::try_from(reject.row?).ok());
    let codes = list.iter().map(|reject| reject.code.word());
    let reasons = list.iter().map(|reject| &*reject.reason);
    batch(vec![
        (
            "table",
            true,
            some(|reject| reject.table.map(|table| table.word()))?,
        ),
        ("row", true, wholes(rows)),
        ("lead", true, some(|reject| reject.lead.as_deref())?),
        ("column", true, some(|reject| reject.column.as_deref())?),
        ("code", false, Arc::new(texts(codes)?)),
        ("reason", false, Arc::new(texts(reasons)?)),
    ])
}

/// Names of events that no signal names, with how often they came.
pub(in crate::arrow) fn unknown_events(found: &UnknownEvents) -> Result<RecordBatch, ArrowError> {
    let names: Vec<&str> = found.names.keys().map(String::as_str).collect();
    let counts = found.names.values().map(|count| i64::try_from(*count).ok());
    batch(vec![
        ("event", false, Arc::new(texts(names.into_iter())?)),
        ("count", false, wholes(counts)),
    ])
}

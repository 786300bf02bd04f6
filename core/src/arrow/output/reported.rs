//! Rejects, hints and unknown events as record batches.

use std::sync::Arc;

use arrow_array::{ArrayRef, RecordBatch};
use arrow_schema::{ArrowError, Field, Schema};

use super::build::{Built, Wholes, built};
use super::nest::{TextBuilder, texts};
use crate::lead::{Hint, Reject, UnknownEvents};

/// A batch of named columns; the flag says whether a column may have nulls.
pub(super) fn batch(columns: Vec<(&str, bool, ArrayRef)>) -> Result<RecordBatch, ArrowError> {
    let field = |(name, nullable, array): &(&str, bool, ArrayRef)| {
        Field::new(*name, array.data_type().clone(), *nullable)
    };
    let schema = Schema::new(columns.iter().map(field).collect::<Vec<_>>());
    let arrays = columns.into_iter().map(|(.., array)| array).collect();
    RecordBatch::try_new(Arc::new(schema), arrays)
}

/// The array of texts that may be null.
pub(super) fn some<'t>(list: impl ExactSizeIterator<Item = Option<&'t str>>) -> Built {
    built(TextBuilder::new(list.len()), list)
}

fn wholes(list: impl ExactSizeIterator<Item = Option<u64>>) -> Built {
    let whole = |value: Option<u64>| i64::try_from(value?).ok();
    built(Wholes::new(list.len()), list.map(whole))
}

/// Rejects, one per row.
pub(in crate::arrow) fn rejects(list: &[Reject]) -> Result<RecordBatch, ArrowError> {
    let all = || list.iter();
    let codes = all().map(|reject| reject.code.word());
    let reasons = all().map(|reject| &*reject.reason);
    batch(vec![
        (
            "table",
            true,
            some(all().map(|reject| Some(reject.table?.word())))?,
        ),
        ("row", true, wholes(all().map(|reject| reject.row))?),
        (
            "lead",
            true,
            some(all().map(|reject| reject.lead.as_deref()))?,
        ),
        (
            "column",
            true,
            some(all().map(|reject| reject.column.as_deref()))?,
        ),
        ("code", false, Arc::new(texts(codes)?)),
        ("reason", false, Arc::new(texts(reasons)?)),
    ])
}

/// Hints, one per row.
pub(in crate::arrow) fn hints(list: &[Hint]) -> Result<RecordBatch, ArrowError> {
    let all = || list.iter();
    let codes = all().map(|hint| hint.code.word());
    let tables = all().map(|hint| hint.table.word());
    let messages = all().map(|hint| &*hint.message);
    let columns = all().map(|hint| hint.column.as_deref());
    let helps = all().map(|hint| hint.help.as_deref());
    batch(vec![
        ("code", false, Arc::new(texts(codes)?)),
        ("table", false, Arc::new(texts(tables)?)),
        ("column", true, some(columns)?),
        ("message", false, Arc::new(texts(messages)?)),
        ("help", true, some(helps)?),
        ("count", false, wholes(all().map(|hint| Some(hint.count)))?),
    ])
}

/// Names that are not the event of any signal, with the number of their events.
pub(in crate::arrow) fn unknown_events(found: &UnknownEvents) -> Result<RecordBatch, ArrowError> {
    let names = found.names.keys().map(String::as_str);
    let counts = found.names.values().map(|count| Some(*count));
    batch(vec![
        ("event", false, Arc::new(texts(names)?)),
        ("count", false, wholes(counts)?),
    ])
}

//! Explanations as one long table: an entry a row.

use std::sync::Arc;

use arrow_array::{ArrayRef, RecordBatch, TimestampMicrosecondArray};
use arrow_schema::ArrowError;

use super::build::{points, some_texts, texts};
use super::reported::batch;
use crate::assessment::canonical;
use crate::evaluate::Entry;
use crate::tables::Scoring;

/// The entries of all explanations, in order.
pub(in crate::arrow) fn explanations(
    found: &Scoring,
    decimals: bool,
) -> Result<RecordBatch, ArrowError> {
    let mut entries: Vec<(usize, &'static str, &Entry)> = Vec::new();
    for (row, why) in &found.explanations {
        entries.extend(why.entries().map(|(section, entry)| (*row, section, entry)));
    }
    let all = || entries.iter();
    let leads = all().map(|(row, ..)| found.leads.get(*row).map_or("", String::as_str));
    let instants = all().filter_map(|(row, ..)| found.as_of.get(*row));
    let instants = instants.map(|instant| instant.micros());
    let instants = TimestampMicrosecondArray::from_iter_values(instants);
    let details: Vec<Option<String>> = all()
        .map(|(.., entry)| (!entry.detail.is_null()).then(|| canonical(&entry.detail)))
        .collect();
    let details: Vec<Option<&str>> = details.iter().map(Option::as_deref).collect();
    let shown = |array: Result<_, _>| array.map(|array| Arc::new(array) as ArrayRef);
    batch(vec![
        ("lead", false, shown(texts(leads))?),
        ("as_of", false, Arc::new(instants.with_timezone("UTC"))),
        (
            "section",
            false,
            shown(texts(all().map(|(_, section, _)| *section)))?,
        ),
        (
            "source",
            false,
            shown(texts(all().map(|(.., entry)| entry.source.word())))?,
        ),
        (
            "name",
            false,
            shown(texts(all().map(|(.., entry)| &*entry.name)))?,
        ),
        (
            "points",
            false,
            points(decimals, all().map(|(.., entry)| Some(entry.points)))?,
        ),
        ("detail", true, some_texts(&details)?),
    ])
}

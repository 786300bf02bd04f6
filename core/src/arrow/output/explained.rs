//! Explanations as a table with one row per entry.

use std::sync::Arc;

use arrow_array::{ArrayRef, RecordBatch};
use arrow_schema::ArrowError;

use super::build::{Instants, NumberBuilder, Points, built};
use super::nest::texts;
use super::reported::{batch, some};
use crate::assessment::canonical;
use crate::evaluate::ExplanationEntry;
use crate::tables::Scoring;

/// The entries of all explanations, in order.
pub(in crate::arrow) fn explanations(
    found: &Scoring,
    decimals: bool,
) -> Result<RecordBatch, ArrowError> {
    let mut entries: Vec<(usize, &'static str, &ExplanationEntry)> = Vec::new();
    for (row, why) in &found.explanations {
        entries.extend(why.entries().map(|(section, entry)| (*row, section, entry)));
    }
    let all = || entries.iter();
    let leads = all().map(|(row, ..)| found.leads.get(*row).unwrap_or_default());
    let micros = all().map(|(row, ..)| Some(found.as_of.get(*row)?.micros()));
    let instants = built(Instants(NumberBuilder::new(entries.len())), micros)?;
    let given = all().map(|(.., entry)| Some(entry.points));
    let given = built(Points::new(decimals, entries.len()), given)?;
    let details: Vec<Option<String>> = all()
        .map(|(.., entry)| (!entry.detail.is_null()).then(|| canonical(&entry.detail)))
        .collect();
    let details = details.iter().map(Option::as_deref);
    let shown = |array: Result<_, _>| array.map(|array| Arc::new(array) as ArrayRef);
    batch(vec![
        ("lead", false, shown(texts(leads))?),
        ("as_of", false, instants),
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
        ("points", false, given),
        ("detail", true, some(details)?),
    ])
}

//! Two explanations side by side: of two instants, or of two models.

use serde::Serialize;
use serde_json::Value;

use super::Explanation;
use super::explanation::Explained;
use crate::evaluate::{EntrySource, LedgerEntry};
use crate::exact::Milli;

/// What differs between two explanations of one lead.
///
/// Within a section the differences of the entries add up to the difference
/// of its points.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Comparison {
    /// Who they are.
    fit: Option<SectionChange>,
    /// What they do.
    engagement: Option<SectionChange>,
    /// When they will buy again.
    cycle: Option<SectionChange>,
    /// Whether they are ready to buy now.
    readiness: Option<SectionChange>,
    /// Labels that differ, as `{ label, from, to }`.
    labels: Vec<LabelChange>,
}

/// A section's points before and after, and the entries that differ.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct SectionChange {
    /// Points before.
    from: Milli,
    /// Points after.
    to: Milli,
    /// `to` less `from`.
    difference: Milli,
    /// Entries that differ.
    entries: Vec<EntryChange>,
}

/// An entry whose points differ; 0 where it is absent.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct EntryChange {
    /// What it comes from.
    source: EntrySource,
    /// What it is named after.
    name: String,
    /// Points before.
    from: Milli,
    /// Points after.
    to: Milli,
    /// `to` less `from`.
    difference: Milli,
}

/// A label that differs.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LabelChange {
    /// Its name, such as `grade` or `stage`.
    pub label: String,
    /// What it was.
    pub from: Value,
    /// What it is.
    pub to: Value,
}

impl Comparison {
    /// The labels that differ.
    pub fn labels(&self) -> &[LabelChange] {
        &self.labels
    }

    /// The canonical text (RFC 8785).
    pub fn to_canonical_json(&self) -> String {
        super::canonical(self)
    }
}

impl Explanation {
    /// What differs from this explanation to another one of the same lead: at
    /// another instant, or under another model.
    pub fn compare(&self, other: &Self) -> Comparison {
        let section = |read: fn(&Self) -> Option<&Explained>| change(read(self), read(other));
        Comparison {
            fit: section(|explanation| explanation.fit.as_ref()),
            engagement: section(|explanation| explanation.engagement.as_ref()),
            cycle: section(|explanation| explanation.cycle.as_ref()),
            readiness: section(|explanation| explanation.readiness.as_ref()),
            labels: self
                .assessment()
                .labels()
                .changes(&other.assessment().labels()),
        }
    }
}

fn change(from: Option<&Explained>, to: Option<&Explained>) -> Option<SectionChange> {
    if from.is_none() && to.is_none() {
        return None;
    }
    let points = |side: Option<&Explained>| side.map_or(Milli::ZERO, |side| side.points);
    let entries =
        |side: Option<&Explained>| side.map_or_else(Vec::new, |side| side.entries.clone());
    let (from_points, to_points) = (points(from), points(to));
    Some(SectionChange {
        from: from_points,
        to: to_points,
        difference: Milli(to_points.0 - from_points.0),
        entries: entry_changes(entries(from), entries(to)),
    })
}

/// Entries are the same by source and name, the first with the first where
/// several share both (a criterion's name may be used once in fit only, a
/// season may give points twice).
fn entry_changes(from: Vec<LedgerEntry>, mut to: Vec<LedgerEntry>) -> Vec<EntryChange> {
    let mut changes = Vec::new();
    for entry in from {
        let at = to
            .iter()
            .position(|other| other.source == entry.source && other.name == entry.name);
        let after = at.map_or(Milli::ZERO, |at| to.remove(at).points);
        changes.extend(entry_change(entry.source, entry.name, entry.points, after));
    }
    let added = to.into_iter();
    changes.extend(
        added.filter_map(|entry| entry_change(entry.source, entry.name, Milli::ZERO, entry.points)),
    );
    changes
}

fn entry_change(source: EntrySource, name: String, from: Milli, to: Milli) -> Option<EntryChange> {
    let difference = Milli(to.0 - from.0);
    (difference != Milli::ZERO).then_some(EntryChange {
        source,
        name,
        from,
        to,
        difference,
    })
}

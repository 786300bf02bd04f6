//! Comparing two explanations: of two instants, or of two models.

use serde::Serialize;
use serde_json::Value;

use super::Explanation;
use super::explanation::ExplainedSection;
use crate::evaluate::{EntrySource, LedgerEntry};
use crate::exact::Milli;

/// The differences between two explanations of one lead.
///
/// Within a section, the differences of the entries add up to the difference of its points.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Comparison {
    /// Who the lead is; null without the section.
    fit: Option<SectionChange>,
    /// What the lead does; null without the section.
    engagement: Option<SectionChange>,
    /// When the lead will buy again; null without the section.
    cycle: Option<SectionChange>,
    /// Whether the lead is ready to buy now; null without the section.
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
    /// `to` minus `from`.
    difference: Milli,
    /// The entries that differ.
    entries: Vec<EntryChange>,
}

/// An entry whose points differ; points are 0 where the entry is absent.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct EntryChange {
    /// What the entry comes from.
    source: EntrySource,
    /// The criterion, signal, group, season or part, or the section.
    name: String,
    /// Points before.
    from: Milli,
    /// Points after.
    to: Milli,
    /// `to` minus `from`.
    difference: Milli,
}

/// A label that differs.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LabelChange {
    /// Its name, such as `grade` or `stage`.
    pub label: String,
    /// Its value before.
    pub from: Value,
    /// Its value after.
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
    /// The differences from this explanation to another one of the same lead, at another instant or
    /// under another model.
    pub fn compare(&self, other: &Self) -> Comparison {
        let section =
            |read: fn(&Self) -> Option<&ExplainedSection>| change(read(self), read(other));
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

fn change(from: Option<&ExplainedSection>, to: Option<&ExplainedSection>) -> Option<SectionChange> {
    if from.is_none() && to.is_none() {
        return None;
    }
    let points = |side: Option<&ExplainedSection>| side.map_or(Milli::ZERO, |side| side.points);
    let entries =
        |side: Option<&ExplainedSection>| side.map_or_else(Vec::new, |side| side.entries.clone());
    let (from_points, to_points) = (points(from), points(to));
    Some(SectionChange {
        from: from_points,
        to: to_points,
        difference: Milli(to_points.0 - from_points.0),
        entries: entry_changes(entries(from), entries(to)),
    })
}

/// Entries are matched by source and name. If several share both, such as a season that gives points
/// twice, the first is matched with the first.
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

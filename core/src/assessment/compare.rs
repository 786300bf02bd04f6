//! Comparing two explanations: of two instants, or of two models.

use serde::Serialize;
use serde_json::Value;

use super::Explanation;
use super::explanation::ExplainedSection;
use crate::evaluate::{EntrySource, ExplanationEntry};
use crate::exact::Milli;

/// The differences between two explanations of one lead.
///
/// Within a section, the differences of the entries add up to the difference of its points.
///
/// ```
/// use leadgrade::{Event, Model, Profile};
/// let model = Model::from_toml(r#"
///     format = 1
///     name = "paper"
///     [signals.visit]
///     points = 10
///     decay = { half_life_days = 30 }
///     [engagement]
///     ranks = [[1, 20], [2]]
/// "#)?;
/// let (profile, events) = (Profile::default(), [Event::new("visit", "2026-10-02")]);
/// let lead = model.lead(&profile, &events);
/// let on = |day| lead.explain(model.as_of(day).unwrap()).unwrap();
/// let comparison = on("2026-10-02").compare(&on("2026-11-01"));
/// let engagement = comparison.engagement.as_ref().unwrap();
/// assert_eq!(engagement.difference.to_string(), "-5");
/// assert_eq!(engagement.entries[0].name, "visit");
/// assert!(comparison.labels.is_empty());
/// # Ok::<(), leadgrade::ModelError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Comparison {
    /// Points of fit; null if neither side has the section.
    pub fit: Option<SectionChange>,
    /// Points of engagement; null if neither side has the section.
    pub engagement: Option<SectionChange>,
    /// Points of the buying cycle; null if neither side has them.
    pub cycle: Option<SectionChange>,
    /// Points of readiness; null if neither side has the section.
    pub readiness: Option<SectionChange>,
    /// The labels that differ.
    pub labels: Vec<LabelChange>,
}

/// The points of a section before and after, and the entries that differ.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct SectionChange {
    /// Points before.
    pub from: Milli,
    /// Points after.
    pub to: Milli,
    /// `to` minus `from`.
    pub difference: Milli,
    /// The entries whose points differ.
    pub entries: Vec<EntryChange>,
}

/// An entry whose points differ. The points are 0 on a side that does not have the entry.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct EntryChange {
    /// What the entry comes from.
    pub source: EntrySource,
    /// The name of the entry.
    pub name: String,
    /// Points before.
    pub from: Milli,
    /// Points after.
    pub to: Milli,
    /// `to` minus `from`.
    pub difference: Milli,
}

/// A label that differs.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct LabelChange {
    /// The kind of label, such as `grade` or `stage`.
    pub label: String,
    /// The label before.
    pub from: Value,
    /// The label after.
    pub to: Value,
}

impl Comparison {
    /// The canonical text (RFC 8785).
    pub fn to_canonical_json(&self) -> String {
        super::canonical(self)
    }
}

impl Explanation {
    /// The differences from this explanation to another one of the same lead, at another instant or
    /// by another model.
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

/// The differences of entries with the same source and name. Where several entries of a side share
/// both, as for a season that gives points twice, the first is compared with the first.
fn entry_changes(from: Vec<ExplanationEntry>, mut to: Vec<ExplanationEntry>) -> Vec<EntryChange> {
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

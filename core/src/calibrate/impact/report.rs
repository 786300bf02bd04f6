//! Which leads move, and which rules move them.

use crate::assessment::Label;
use crate::calibrate::stats::interval::Interval;
use crate::evaluate::EntrySource;
use crate::exact::{Instant, Milli};

/// What a new model changes.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[non_exhaustive]
pub struct Impact {
    /// The instant.
    pub as_of: Instant,
    /// Number of leads.
    pub leads: u64,
    /// From cell to cell, stage to stage and qualification to qualification; those that one of the models
    /// has.
    pub matrices: Vec<ImpactMatrix>,
}

/// The leads by their label in both models.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[non_exhaustive]
pub struct ImpactMatrix {
    /// The label.
    pub label: Label,
    /// Each pair of values that some lead has, in the order of the old model, then of the new one. Every
    /// lead is in one entry.
    pub entries: Vec<ImpactEntry>,
}

/// Leads with one value in the old model and one in the new.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[non_exhaustive]
pub struct ImpactEntry {
    /// The value in the old model; `None` for leads without the label, such as excluded ones.
    pub from: Option<String>,
    /// The value in the new model.
    pub to: Option<String>,
    /// Number of leads.
    pub leads: u64,
    /// How much each rule gives them in the new model less what it gives in the old one, the largest
    /// sums first. Rules are the same if section, source and name are.
    pub changes: Vec<ImpactChange>,
    /// Number of leads whose outcome is known: they are scored by the old model and had no outcome before the
    /// instant. 0 without outcomes.
    pub rows: u64,
    /// Number of those that convert.
    pub conversions: u64,
    /// The share of those that convert, 0 to 1.
    pub rate: Option<f64>,
    /// Wilson's interval of the rate.
    pub interval: Option<Interval>,
}

/// The points of a rule in two models.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[non_exhaustive]
pub struct ImpactChange {
    /// `fit`, `engagement`, `cycle` or `readiness`.
    pub section: &'static str,
    /// What the points come from.
    pub source: EntrySource,
    /// The name.
    pub name: String,
    /// The sum over the leads of the points in the new model less those in the old one.
    pub points: Milli,
}

//! The parts of an explanation, read from its JSON.

use leadgrade::Explanation;
use serde::Deserialize;
use serde_json::Value;

/// The parts of an explanation.
#[derive(Clone, Debug, Default, Deserialize)]
pub(super) struct Why {
    pub(super) fit: Option<Section>,
    pub(super) engagement: Option<Section>,
    pub(super) cycle: Option<Section>,
    pub(super) readiness: Option<Section>,
    pub(super) decided: Vec<Decided>,
    pub(super) to_next: Option<ToNext>,
}

/// A section's points and entries.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Section {
    pub(super) points: f64,
    pub(super) entries: Vec<Entry>,
}

/// One line of the ledger.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Entry {
    pub(super) source: String,
    pub(super) name: String,
    pub(super) points: f64,
    #[serde(default)]
    pub(super) detail: Value,
}

/// A label and the conditions that decided it.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Decided {
    pub(super) of: String,
    pub(super) name: Value,
    pub(super) conditions: Vec<Condition>,
}

/// One condition with the value of its fact.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Condition {
    pub(super) fact: String,
    pub(super) within_days: Option<u32>,
    pub(super) value: Value,
    pub(super) operator: String,
    pub(super) against: Value,
    pub(super) holds: bool,
}

/// What is missing for better labels.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct ToNext {
    pub(super) grade: Option<Next>,
    pub(super) rank: Option<Next>,
    pub(super) unknown: Vec<Unknown>,
}

/// The next better label, and the points that are missing.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Next {
    pub(super) name: Value,
    pub(super) points: f64,
}

/// A criterion whose fact is not known.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Unknown {
    pub(super) criterion: String,
    pub(super) most: f64,
}

impl Why {
    pub(super) fn from_explanation(explanation: &Explanation) -> Self {
        let json = serde_json::to_value(explanation).unwrap_or_default();
        serde_json::from_value(json).unwrap_or_default()
    }
}

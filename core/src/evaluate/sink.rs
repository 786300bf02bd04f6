//! Who hears of points and decisions: the ledger of an explanation, or nobody.

use serde_json::Value;

use crate::exact::Milli;

/// A section whose points are explained.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Section {
    Fit,
    Engagement,
    Cycle,
    Readiness,
}

/// What an entry comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Source {
    Criterion,
    Persona,
    Signal,
    Clamp,
    Inactivity,
    Elapsed,
    Overdue,
    Season,
    Part,
}

/// One entry of an explanation.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
pub(crate) struct Entry {
    pub(crate) source: Source,
    pub(crate) name: String,
    pub(crate) points: Milli,
    pub(crate) detail: Value,
}

/// A decision with the conditions that led to it.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
pub(crate) struct Decided {
    pub(crate) of: &'static str,
    pub(crate) name: Value,
    pub(crate) conditions: Vec<Tested>,
}

/// One test of a condition.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
pub(crate) struct Tested {
    pub(crate) fact: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) within_days: Option<u32>,
    pub(crate) value: Value,
    pub(crate) operator: &'static str,
    pub(crate) against: Value,
    pub(crate) holds: bool,
}

/// Hears of points and decisions; entries are only built for one that listens.
pub(crate) trait Sink {
    fn entry(&mut self, section: Section, entry: impl FnOnce() -> Entry);
    fn decided(&mut self, decided: impl FnOnce() -> Decided);
}

/// Nobody listens; costs nothing.
impl Sink for () {
    fn entry(&mut self, _: Section, _: impl FnOnce() -> Entry) {}
    fn decided(&mut self, _: impl FnOnce() -> Decided) {}
}

/// Keeps everything, in the order of evaluation.
#[derive(Clone, Debug, Default)]
pub(crate) struct Ledger {
    pub(crate) fit: Vec<Entry>,
    pub(crate) engagement: Vec<Entry>,
    pub(crate) cycle: Vec<Entry>,
    pub(crate) readiness: Vec<Entry>,
    pub(crate) decided: Vec<Decided>,
}

impl Sink for Ledger {
    fn entry(&mut self, section: Section, entry: impl FnOnce() -> Entry) {
        let entries = match section {
            Section::Fit => &mut self.fit,
            Section::Engagement => &mut self.engagement,
            Section::Cycle => &mut self.cycle,
            Section::Readiness => &mut self.readiness,
        };
        entries.push(entry());
    }

    fn decided(&mut self, decided: impl FnOnce() -> Decided) {
        self.decided.push(decided());
    }
}

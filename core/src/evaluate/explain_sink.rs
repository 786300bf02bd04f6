//! Receivers of points and decisions: the ledger of an explanation, or `()` which ignores them.

use serde_json::Value;

use crate::exact::Milli;

/// A section whose points are explained.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum LedgerSection {
    Fit,
    Engagement,
    Cycle,
    Readiness,
}

/// What an entry comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "EntrySource"))]
#[serde(rename_all = "lowercase")]
pub(crate) enum EntrySource {
    /// A criterion of fit or engagement.
    Criterion,
    /// The persona.
    Persona,
    /// A signal.
    Signal,
    /// A clamp: a `min` or `max` that changed a sum.
    Clamp,
    /// Days without activity.
    Inactivity,
    /// Days since the latest purchase.
    Elapsed,
    /// Days after the due day of the cycle.
    Overdue,
    /// A season.
    Season,
    /// A part of readiness.
    Part,
}

#[cfg(feature = "arrow")]
impl EntrySource {
    /// The word for it in JSON and Arrow.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Criterion => "criterion",
            Self::Persona => "persona",
            Self::Signal => "signal",
            Self::Clamp => "clamp",
            Self::Inactivity => "inactivity",
            Self::Elapsed => "elapsed",
            Self::Overdue => "overdue",
            Self::Season => "season",
            Self::Part => "part",
        }
    }
}

/// One entry of an explanation.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "ExplanationEntry"))]
pub(crate) struct LedgerEntry {
    /// What the entry comes from.
    pub(crate) source: EntrySource,
    /// The criterion, signal, group, season or part, or the section.
    pub(crate) name: String,
    /// The points that it gives.
    pub(crate) points: Milli,
    /// The values from which the points were computed.
    #[cfg_attr(feature = "schema", schemars(with = "super::shapes::Detail"))]
    pub(crate) detail: Value,
}

/// A decision with the conditions that led to it.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "Decision"))]
pub(crate) struct Decision {
    /// The kind of label.
    #[cfg_attr(feature = "schema", schemars(with = "super::shapes::DecidedLabel"))]
    pub(crate) of: &'static str,
    /// The name that was decided.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub(crate) name: Value,
    /// All tests of the condition that decided; empty if there was none.
    pub(crate) conditions: Vec<TestedCondition>,
}

/// One test of a condition.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "TestedCondition"))]
pub(crate) struct TestedCondition {
    /// The fact.
    pub(crate) fact: String,
    /// The days to which the test is limited.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(with = "u32"))]
    pub(crate) within_days: Option<u32>,
    /// The value of the fact; null if it is missing.
    pub(crate) value: Value,
    /// The operator.
    pub(crate) operator: &'static str,
    /// The right side of the test.
    pub(crate) against: Value,
    /// Whether it holds.
    pub(crate) holds: bool,
}

/// Receives points and decisions. They are passed as closures, which only a ledger calls.
pub(crate) trait ExplainSink {
    /// Receives an entry of a section.
    fn entry(&mut self, section: LedgerSection, entry: impl FnOnce() -> LedgerEntry);
    /// Receives a decision.
    fn decided(&mut self, decided: impl FnOnce() -> Decision);
    /// The ledger behind this sink; `None` if there is none.
    #[cfg(small)]
    fn listener(&mut self) -> Option<&mut Ledger>;
}

/// Ignores everything, at no cost.
impl ExplainSink for () {
    fn entry(&mut self, _: LedgerSection, _: impl FnOnce() -> LedgerEntry) {}
    fn decided(&mut self, _: impl FnOnce() -> Decision) {}
    #[cfg(small)]
    fn listener(&mut self) -> Option<&mut Ledger> {
        None
    }
}

/// A ledger or nothing, decided at run time. In the package for browsers evaluation is compiled once
/// for this type, elsewhere twice.
#[cfg(small)]
impl ExplainSink for Option<&mut Ledger> {
    fn entry(&mut self, section: LedgerSection, entry: impl FnOnce() -> LedgerEntry) {
        if let Some(ledger) = self {
            cold(|| ledger.entry(section, entry));
        }
    }

    fn decided(&mut self, decided: impl FnOnce() -> Decision) {
        if let Some(ledger) = self {
            cold(|| ledger.decided(decided));
        }
    }

    fn listener(&mut self) -> Option<&mut Ledger> {
        self.as_deref_mut()
    }
}

/// Keeps code that only explanations run out of the code that is compiled for speed.
#[cfg(small)]
#[cold]
#[inline(never)]
fn cold(run: impl FnOnce()) {
    run();
}

/// Keeps all entries and decisions, in the order of evaluation.
#[derive(Clone, Debug, Default)]
pub(crate) struct Ledger {
    pub(crate) fit: Vec<LedgerEntry>,
    pub(crate) engagement: Vec<LedgerEntry>,
    pub(crate) cycle: Vec<LedgerEntry>,
    pub(crate) readiness: Vec<LedgerEntry>,
    pub(crate) decided: Vec<Decision>,
}

impl ExplainSink for Ledger {
    fn entry(&mut self, section: LedgerSection, entry: impl FnOnce() -> LedgerEntry) {
        let entries = match section {
            LedgerSection::Fit => &mut self.fit,
            LedgerSection::Engagement => &mut self.engagement,
            LedgerSection::Cycle => &mut self.cycle,
            LedgerSection::Readiness => &mut self.readiness,
        };
        entries.push(entry());
    }

    fn decided(&mut self, decided: impl FnOnce() -> Decision) {
        self.decided.push(decided());
    }

    #[cfg(small)]
    fn listener(&mut self) -> Option<&mut Ledger> {
        Some(self)
    }
}

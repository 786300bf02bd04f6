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

/// What an entry of an explanation comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum EntrySource {
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

impl EntrySource {
    /// The word for it in JSON and Arrow.
    pub fn word(self) -> &'static str {
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

/// Points of one source within a section. The entries of a section add up to its points.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct ExplanationEntry {
    /// What it comes from.
    pub source: EntrySource,
    /// The name of the criterion, persona, signal, group, season or part; the section for a clamp of
    /// the section.
    pub name: String,
    /// Its points, with weights and decay applied; negative for a loss.
    pub points: Milli,
    /// What the points were computed from, such as the value of a fact or the number of events.
    #[cfg_attr(feature = "schema", schemars(with = "super::shapes::Detail"))]
    pub detail: Value,
}

/// A label that a condition decided, with the tests of that condition.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Decision {
    /// The kind of label: `excluded`, `persona`, `stage`, `segment`, `qualification` or `next_step`.
    #[cfg_attr(feature = "schema", schemars(with = "super::shapes::DecidedLabel"))]
    pub of: &'static str,
    /// The name of the label.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub name: Value,
    /// Every test of the condition, in its order.
    pub conditions: Vec<TestedCondition>,
}

/// A test of a condition and its outcome.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct TestedCondition {
    /// The fact.
    pub fact: String,
    /// The test looks at this many days back; `None` for all days.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(with = "u32"))]
    pub within_days: Option<u32>,
    /// The fact's value; null where it is missing.
    pub value: Value,
    /// The operator, such as `gte`.
    pub operator: &'static str,
    /// What the operator compares the value with.
    pub against: Value,
    /// Whether the test is true.
    pub holds: bool,
}

/// Receives points and decisions. They are passed as closures, which only a ledger calls.
pub(crate) trait ExplainSink {
    /// Receives an entry of a section.
    fn entry(&mut self, section: LedgerSection, entry: impl FnOnce() -> ExplanationEntry);
    /// Receives a decision.
    fn decided(&mut self, decided: impl FnOnce() -> Decision);
    /// The ledger behind this sink; `None` if there is none.
    #[cfg(small)]
    fn listener(&mut self) -> Option<&mut Ledger>;
}

/// Ignores everything, at no cost.
impl ExplainSink for () {
    fn entry(&mut self, _: LedgerSection, _: impl FnOnce() -> ExplanationEntry) {}
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
    fn entry(&mut self, section: LedgerSection, entry: impl FnOnce() -> ExplanationEntry) {
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
    pub(crate) fit: Vec<ExplanationEntry>,
    pub(crate) engagement: Vec<ExplanationEntry>,
    pub(crate) cycle: Vec<ExplanationEntry>,
    pub(crate) readiness: Vec<ExplanationEntry>,
    pub(crate) decided: Vec<Decision>,
}

impl ExplainSink for Ledger {
    fn entry(&mut self, section: LedgerSection, entry: impl FnOnce() -> ExplanationEntry) {
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

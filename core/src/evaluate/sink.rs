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
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "EntrySource"))]
#[serde(rename_all = "lowercase")]
pub(crate) enum Source {
    /// A criterion of fit or engagement.
    Criterion,
    /// The persona.
    Persona,
    /// A signal.
    Signal,
    /// A least or greatest sum.
    Clamp,
    /// A time without activity.
    Inactivity,
    /// The time since the latest purchase.
    Elapsed,
    /// The time after the cycle.
    Overdue,
    /// A season.
    Season,
    /// A part of readiness.
    Part,
}

#[cfg(feature = "arrow")]
impl Source {
    /// The word for it, as it is written.
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
pub(crate) struct Entry {
    /// What it comes from.
    pub(crate) source: Source,
    /// The criterion, signal, group, season or part, or the section.
    pub(crate) name: String,
    /// What it gives.
    pub(crate) points: Milli,
    /// What it was computed from.
    #[cfg_attr(feature = "schema", schemars(with = "super::shapes::Detail"))]
    pub(crate) detail: Value,
}

/// A decision with the conditions that led to it.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "Decision"))]
pub(crate) struct Decided {
    /// Which label.
    #[cfg_attr(feature = "schema", schemars(with = "super::shapes::DecidedLabel"))]
    pub(crate) of: &'static str,
    /// What it says.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub(crate) name: Value,
    /// All tests of the condition that decided.
    pub(crate) conditions: Vec<Tested>,
}

/// One test of a condition.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "TestedCondition"))]
pub(crate) struct Tested {
    /// The fact.
    pub(crate) fact: String,
    /// Only the last so many days.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(with = "u32"))]
    pub(crate) within_days: Option<u32>,
    /// The fact's value; null where it is missing.
    pub(crate) value: Value,
    /// The operator.
    pub(crate) operator: &'static str,
    /// What stands on its right side.
    pub(crate) against: Value,
    /// Whether it holds.
    pub(crate) holds: bool,
}

/// Hears of points and decisions; entries are only built for one that listens.
pub(crate) trait Sink {
    fn entry(&mut self, section: Section, entry: impl FnOnce() -> Entry);
    fn decided(&mut self, decided: impl FnOnce() -> Decided);
    /// The ledger that listens, if one does.
    #[cfg(small)]
    fn listener(&mut self) -> Option<&mut Ledger>;
}

/// Nobody listens; costs nothing.
impl Sink for () {
    fn entry(&mut self, _: Section, _: impl FnOnce() -> Entry) {}
    fn decided(&mut self, _: impl FnOnce() -> Decided) {}
    #[cfg(small)]
    fn listener(&mut self) -> Option<&mut Ledger> {
        None
    }
}

/// A ledger or nobody, told apart while it runs: the evaluation is there once in
/// browsers, and twice elsewhere.
#[cfg(small)]
impl Sink for Option<&mut Ledger> {
    fn entry(&mut self, section: Section, entry: impl FnOnce() -> Entry) {
        if let Some(ledger) = self {
            told(|| ledger.entry(section, entry));
        }
    }

    fn decided(&mut self, decided: impl FnOnce() -> Decided) {
        if let Some(ledger) = self {
            told(|| ledger.decided(decided));
        }
    }

    fn listener(&mut self) -> Option<&mut Ledger> {
        self.as_deref_mut()
    }
}

/// Apart from the code that is for speed, which mostly nobody listens to.
#[cfg(small)]
#[cold]
#[inline(never)]
fn told(tell: impl FnOnce()) {
    tell();
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

    #[cfg(small)]
    fn listener(&mut self) -> Option<&mut Ledger> {
        Some(self)
    }
}

//! What evaluation finds: positions and numbers, no names.

use smallvec::SmallVec;

use crate::exact::{Day, Instant, Milli};

/// Most models have few groups and segments: their results need no allocation.
pub(crate) type Few<T> = SmallVec<[T; 8]>;

/// Everything that the model says of a lead, but for the names.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Outcome {
    pub(crate) excluded: Option<u32>,
    pub(crate) completeness: Option<u32>,
    pub(crate) persona: Option<u32>,
    pub(crate) fit: Option<SectionOutcome>,
    pub(crate) engagement: Option<SectionOutcome>,
    pub(crate) cycle: Option<CycleOutcome>,
    pub(crate) readiness: Option<(Milli, bool)>,
    pub(crate) interests: Vec<InterestOutcome>,
    pub(crate) stage: Option<u32>,
    /// Where the model has segments and the lead is scored.
    pub(crate) segments: Option<Few<u32>>,
    pub(crate) qualification: Option<Qualified>,
    /// In thousandths, whole tenths.
    pub(crate) priority: Option<Milli>,
    pub(crate) steps: Vec<StepOutcome>,
}

/// Fit or engagement.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct SectionOutcome {
    pub(crate) points: Milli,
    /// Position of the grade or rank.
    pub(crate) band: u32,
    pub(crate) groups: Few<Milli>,
    /// Percent of the criteria on facts whose fact is known.
    pub(crate) known: Option<u32>,
}

/// The buying cycle.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct CycleOutcome {
    pub(crate) points: Milli,
    /// Without a purchase or a length there is none.
    pub(crate) course: Option<Course>,
    /// Seasons that gave points, in the order of the model, each once.
    pub(crate) seasons: Few<u32>,
}

/// Where a lead stands in its cycle.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Course {
    pub(crate) length: i64,
    pub(crate) elapsed: i64,
    pub(crate) due: Day,
}

impl Course {
    /// Days beyond the length.
    pub(crate) fn overdue(&self) -> i64 {
        (self.elapsed - self.length).max(0)
    }

    /// Elapsed over length in whole percent, rounded down.
    pub(crate) fn phase(&self) -> i64 {
        self.elapsed * 100 / self.length
    }
}

/// One interest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct InterestOutcome {
    /// Position in the state's tallies.
    pub(crate) tally: usize,
    pub(crate) points: Milli,
    pub(crate) stage: Option<u32>,
}

/// What the lead is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Qualified {
    Rule(u32),
    Default,
    Disqualified,
}

/// Purchases as the assessment lists them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Purchases {
    pub(crate) count: u64,
    pub(crate) value: Milli,
    pub(crate) products: u64,
    pub(crate) days: Option<(i64, i64)>,
}

/// A switch as the assessment lists it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum SwitchState<'a> {
    Flag(bool),
    Values(Vec<&'a str>),
}

/// A next step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct StepOutcome {
    pub(crate) step: u32,
    pub(crate) wanted: Option<u32>,
    pub(crate) channel: Option<u32>,
    pub(crate) permitted: bool,
    pub(crate) reason: Option<Reason>,
    pub(crate) content: Option<String>,
    pub(crate) topic: Option<String>,
    pub(crate) earliest: Option<Instant>,
}

/// Why the wanted channel may not be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reason {
    NoPermission,
    LimitReached,
    NoHours,
    NoChannel,
}

impl Reason {
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::NoPermission => "no_permission",
            Self::LimitReached => "limit_reached",
            Self::NoHours => "no_hours",
            Self::NoChannel => "no_channel",
        }
    }
}

/// A sum beyond 10^12: the lead gets nulls, and the signal or section is named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Failure {
    pub(crate) column: String,
}

impl Failure {
    pub(crate) fn of(column: impl Into<String>) -> Self {
        Self {
            column: column.into(),
        }
    }
}

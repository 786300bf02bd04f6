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

impl Outcome {
    /// The exact sum of the points of fit and engagement, where the model has both.
    pub(crate) fn total(&self) -> Option<Milli> {
        let (fit, engagement) = (self.fit.as_ref()?, self.engagement.as_ref()?);
        Some(Milli(fit.points.0 + engagement.points.0))
    }
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

/// Where a lead stands in its buying cycle.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Course {
    /// Length of the cycle, at least 1.
    pub length_days: i64,
    /// Days since the latest purchase.
    pub elapsed_days: i64,
    /// The day on which the cycle is full.
    pub due: Day,
}

impl Course {
    /// Days since the cycle was full; 0 before.
    pub fn overdue_days(&self) -> i64 {
        (self.elapsed_days - self.length_days).max(0)
    }

    /// Elapsed days of the length in whole percent, rounded down.
    pub fn phase(&self) -> i64 {
        self.elapsed_days * 100 / self.length_days.max(1)
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

/// What a lead bought.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Purchases {
    /// Number of purchases.
    pub count: u64,
    /// Sum of their values.
    pub value: Milli,
    /// Number of different products.
    pub products: u64,
    /// Days since the latest.
    pub days_since: Option<i64>,
    /// Days since the first.
    pub days_since_first: Option<i64>,
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

/// Whether two outcomes of one lead carry the same labels; the order of interests, which follows
/// from their points, is no label. A lead that failed has no labels.
pub(crate) fn have_same_labels(one: &Outcome, other: &Outcome) -> bool {
    one.excluded == other.excluded
        && one.persona == other.persona
        && one.fit.as_ref().map(|fit| fit.band) == other.fit.as_ref().map(|fit| fit.band)
        && rank(one) == rank(other)
        && one.readiness.map(|found| found.1) == other.readiness.map(|found| found.1)
        && one.stage == other.stage
        && one.segments == other.segments
        && one.qualification == other.qualification
        && stages(one) == stages(other)
        && one.steps.iter().map(step).eq(other.steps.iter().map(step))
}

fn rank(outcome: &Outcome) -> Option<u32> {
    Some(outcome.engagement.as_ref()?.band)
}

/// Interests with a stage, in the order of the lead's tallies.
fn stages(outcome: &Outcome) -> Vec<(usize, u32)> {
    let interests = outcome.interests.iter();
    let mut stages: Vec<_> = interests
        .filter_map(|one| Some((one.tally, one.stage?)))
        .collect();
    stages.sort_unstable();
    stages
}

fn step(step: &StepOutcome) -> (u32, Option<u32>, bool) {
    (step.step, step.channel, step.permitted)
}

//! The result of evaluation: numbers, and positions instead of names.

use smallvec::SmallVec;

use crate::exact::{Day, Instant, Milli};
use crate::model::ids::{SeasonId, SegmentId};

/// A list without allocation for up to eight entries; most models have no more groups and segments.
pub(crate) type Few<T> = SmallVec<[T; 8]>;

/// The result of evaluating one lead. Labels are positions in the lists of the model.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Outcome {
    pub(crate) excluded: Option<u32>,
    pub(crate) completeness: Option<u32>,
    pub(crate) persona: Option<u32>,
    pub(crate) fit: Option<SectionOutcome>,
    pub(crate) engagement: Option<SectionOutcome>,
    pub(crate) cycle: Option<CycleOutcome>,
    pub(crate) readiness: Option<ReadinessOutcome>,
    pub(crate) interests: Vec<InterestOutcome>,
    pub(crate) stage: Option<u32>,
    /// `None` if the model has no segments, or the lead is not scored.
    pub(crate) segments: Option<Few<SegmentId>>,
    pub(crate) qualification: Option<Qualified>,
    /// 0 to 100 in whole tenths.
    pub(crate) priority: Option<Milli>,
    pub(crate) steps: Vec<StepOutcome>,
}

impl Outcome {
    /// The exact sum of the points of fit and engagement; `None` unless the model has both.
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
    /// Whole percent of the criteria with a fact whose fact is known.
    pub(crate) known: Option<u32>,
}

/// The buying cycle.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct CycleOutcome {
    pub(crate) points: Milli,
    /// `None` without a purchase or a length.
    pub(crate) course: Option<Course>,
    /// The seasons that hold, each once, in the order of the model.
    pub(crate) seasons: Few<SeasonId>,
}

/// Readiness to buy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct ReadinessOutcome {
    pub(crate) points: Milli,
    /// Whether the points reach the threshold.
    pub(crate) ready: bool,
}

/// Where a lead stands in its buying cycle.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Course {
    /// Length of the cycle in days, at least 1.
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

/// The result for one interest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct InterestOutcome {
    /// Position in the state's tallies.
    pub(crate) tally: usize,
    pub(crate) points: Milli,
    pub(crate) stage: Option<u32>,
}

/// Which qualification applies: a rule by its position, or one of the two labels without a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Qualified {
    Rule(u32),
    Default,
    Disqualified,
}

/// The purchases of a lead.
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

/// The state of a switch; with `by` the values that are on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum SwitchState<'a> {
    Flag(bool),
    Values(Vec<&'a str>),
}

/// A next step that applies. Steps and channels are positions in the lists of the model.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct StepOutcome {
    pub(crate) step: u32,
    /// The channel that the step asks for.
    pub(crate) wanted: Option<u32>,
    /// The first channel that may be used, of that one and its fallbacks.
    pub(crate) channel: Option<u32>,
    pub(crate) permitted: bool,
    /// Why the wanted channel may not be used.
    pub(crate) reason: Option<Reason>,
    pub(crate) content: Option<String>,
    pub(crate) topic: Option<String>,
    /// The first instant within the hours of the channel.
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

/// A sum exceeds 10^12. All fields of the lead become null, and a reject names the signal or section.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Failure {
    pub(crate) column: String,
}

impl Failure {
    pub(crate) fn new(column: impl Into<String>) -> Self {
        Self {
            column: column.into(),
        }
    }
}

/// Whether two outcomes of one lead have the same labels. The order of interests follows from their
/// points, so it does not count as a label.
pub(crate) fn have_same_labels(one: &Outcome, other: &Outcome) -> bool {
    one.excluded == other.excluded
        && one.persona == other.persona
        && one.fit.as_ref().map(|fit| fit.band) == other.fit.as_ref().map(|fit| fit.band)
        && rank(one) == rank(other)
        && one.readiness.map(|found| found.ready) == other.readiness.map(|found| found.ready)
        && one.stage == other.stage
        && one.segments == other.segments
        && one.qualification == other.qualification
        && stages(one) == stages(other)
        && one.steps.len() == other.steps.len()
        && one.steps.iter().zip(&other.steps).all(is_same_step)
}

fn rank(outcome: &Outcome) -> Option<u32> {
    Some(outcome.engagement.as_ref()?.band)
}

/// The interests with a stage, in the order of the tallies of the lead.
fn stages(outcome: &Outcome) -> Vec<(usize, u32)> {
    let interests = outcome.interests.iter();
    let mut stages: Vec<_> = interests
        .filter_map(|one| Some((one.tally, one.stage?)))
        .collect();
    stages.sort_unstable();
    stages
}

/// Whether two steps have the same name, channel and permission.
fn is_same_step((one, other): (&StepOutcome, &StepOutcome)) -> bool {
    one.step == other.step && one.channel == other.channel && one.permitted == other.permitted
}

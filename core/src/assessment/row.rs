//! An assessment without names: points, numbers and positions of labels.

use super::details::Details;
use super::label::Label;
use crate::evaluate::{AssessmentState, Course, Purchases, Qualified};
use crate::exact::Milli;
use crate::model::plan::Compiled;

/// The assessment of one lead at one instant, without names.
///
/// Labels are positions in the lists of the model; [`Label::name_of`] looks up their names. A
/// section is `None` if the model does not have it, and for a lead that failed or is excluded.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Row {
    /// The exclusion that applies; then all other fields are `None`.
    pub excluded: Option<u32>,
    /// The first persona that applies.
    pub persona: Option<u32>,
    /// Who the lead is.
    pub fit: Option<FitScore>,
    /// What the lead does.
    pub engagement: Option<EngagementScore>,
    /// When the lead will buy again.
    pub cycle: Option<CycleScore>,
    /// Whether the lead is ready to buy now.
    pub readiness: Option<ReadinessScore>,
    /// The level of completeness: the number of levels, from the first on, that are complete.
    pub completeness: Option<u32>,
    /// The lifecycle stage.
    pub stage: Option<u32>,
    /// The segments of the lead, in the order of the model.
    pub segments: Vec<u32>,
    /// The qualification: a rule by its position, then the default, then disqualified.
    pub qualification: Option<u32>,
    /// The priority of contacting the lead, 0 to 100 in tenths.
    pub priority: Option<Milli>,
    /// The purchases of the lead; `None` if the model does not say what a purchase is.
    pub purchases: Option<Purchases>,
    /// Days since the latest activity.
    pub activity_days_since: Option<i64>,
    /// Whether a sum exceeded 10^12; then all other fields are `None`.
    pub failed: bool,
    /// Number of rejects that name the lead; counted in tables only.
    pub rejects: u64,
    /// The lists of the assessment, if they were requested.
    pub(crate) details: Option<Box<Details>>,
}

/// The points of fit and the grade that they reach.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct FitScore {
    /// The points of the section.
    pub points: Milli,
    /// The position of the grade, 0 for the best.
    pub grade: u32,
    /// Whole percent of the criteria with a fact whose fact is known; `None` without such criteria.
    pub known: Option<u32>,
}

/// The points of engagement and the rank that they reach.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct EngagementScore {
    /// The points of the section.
    pub points: Milli,
    /// The position of the rank, 0 for the strongest.
    pub rank: u32,
}

/// The points of the buying cycle.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct CycleScore {
    /// Points of the cycle and of seasons.
    pub points: Milli,
    /// Where the lead stands in its cycle; `None` without a purchase or a length.
    pub course: Option<Course>,
}

/// The points of readiness, and whether they reach the threshold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ReadinessScore {
    /// The sum of the parts.
    pub points: Milli,
    /// Whether the sum reaches the threshold.
    pub ready: bool,
}

impl Row {
    /// The row of an evaluated lead, without details.
    pub(crate) fn new(state: &AssessmentState<'_>) -> Self {
        let (base, outcome) = (&state.base, &state.base.outcome);
        if outcome.excluded.is_some() {
            return Self {
                excluded: outcome.excluded,
                ..Self::default()
            };
        }
        Self {
            excluded: None,
            persona: outcome.persona,
            fit: outcome.fit.as_ref().map(|fit| FitScore {
                points: fit.points,
                grade: fit.band,
                known: fit.known,
            }),
            engagement: outcome.engagement.as_ref().map(|found| EngagementScore {
                points: found.points,
                rank: found.band,
            }),
            cycle: outcome.cycle.as_ref().map(|cycle| CycleScore {
                points: cycle.points,
                course: cycle.course,
            }),
            readiness: outcome.readiness.map(|found| ReadinessScore {
                points: found.points,
                ready: found.ready,
            }),
            completeness: outcome.completeness,
            stage: outcome.stage,
            segments: outcome.segments.iter().flatten().map(|id| id.0).collect(),
            qualification: outcome.qualification.map(|one| position(one, base.plan)),
            priority: outcome.priority,
            purchases: base.purchases(),
            activity_days_since: base
                .days_since(base.plan.counting.activity)
                .map(|(newest, _)| newest),
            failed: false,
            rejects: 0,
            details: None,
        }
    }

    /// The row of an evaluated lead with details, which are taken out of the state.
    pub(crate) fn with_details(state: &mut AssessmentState<'_>) -> Self {
        let mut row = Self::new(state);
        if row.is_scored() {
            row.details = Some(Box::new(Details::take(state)));
        }
        row
    }

    /// The row of a lead with a sum that exceeds 10^12.
    pub(crate) fn failed() -> Self {
        Self {
            failed: true,
            ..Self::default()
        }
    }

    /// Whether the lead was scored: it neither failed nor is excluded.
    pub fn is_scored(&self) -> bool {
        !self.failed && self.excluded.is_none()
    }

    /// The exact sum of the points of fit and engagement; `None` unless the model has both.
    pub fn total(&self) -> Option<Milli> {
        let (fit, engagement) = (self.fit?, self.engagement?);
        Some(Milli(fit.points.0 + engagement.points.0))
    }

    /// Whether all numbers that may change from day to day are equal.
    pub(super) fn has_numbers_of(&self, other: &Self) -> bool {
        let course = |row: &Self| row.course().map(|one| (one.length_days, one.elapsed_days));
        let points = |row: &Self| row.cycle.map(|cycle| cycle.points);
        self.fit == other.fit
            && self.engagement == other.engagement
            && points(self) == points(other)
            && course(self) == course(other)
            && self.readiness == other.readiness
            && self.completeness == other.completeness
            && self.priority == other.priority
            && self.purchases == other.purchases
            && self.activity_days_since == other.activity_days_since
            && match (&self.details, &other.details) {
                (Some(own), Some(others)) => own.has_numbers_of(others),
                (own, others) => own.is_none() == others.is_none(),
            }
    }

    /// Where the lead stands in its buying cycle; `None` without a purchase or a length.
    pub fn course(&self) -> Option<Course> {
        self.cycle?.course
    }

    /// The position of a label. `None` if the lead does not have it, and for cells and segments,
    /// which are not stored as one position.
    pub fn position(&self, label: Label) -> Option<u32> {
        match label {
            Label::Excluded => self.excluded,
            Label::Persona => self.persona,
            Label::Grade => Some(self.fit?.grade),
            Label::Rank => Some(self.engagement?.rank),
            Label::Ready => Some(u32::from(self.readiness?.ready)),
            Label::Stage | Label::Pipeline => self.stage,
            Label::Qualification => self.qualification,
            Label::Cell | Label::Segment => None,
        }
    }
}

/// The position of a qualification: the rules, then the default, then disqualified.
fn position(found: Qualified, plan: &Compiled) -> u32 {
    let rules = plan.qualification.as_ref().map_or(0, Vec::len);
    let rules = u32::try_from(rules).unwrap_or(u32::MAX);
    match found {
        Qualified::Rule(at) => at,
        Qualified::Default => rules,
        Qualified::Disqualified => rules.saturating_add(1),
    }
}

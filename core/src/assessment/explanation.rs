//! Explanations: entries that add up to the points, decisions with their conditions, and what is
//! missing for the next grade and rank.

use serde::Serialize;

use super::Assessment;
use crate::condition::Slot;
use crate::document::{Band, Criterion};
use crate::evaluate::{AssessmentState, Decision, ExplanationEntry, Ledger, SectionOutcome};
use crate::exact::Milli;
use crate::model::plan::SectionPlan;

/// Why a lead has its points and labels.
///
/// Serialises to the explanation in the language reference.
///
/// ```
/// use leadgrade::{Event, Model, Profile};
/// let model = Model::from_toml(r#"
///     format = 1
///     name = "paper"
///     [signals.visit]
///     points = 10
///     decay = { half_life_days = 30 }
///     [engagement]
///     ranks = [[1, 20], [2]]
/// "#)?;
/// let events = [Event::new("visit", "2026-11-01"), Event::new("visit", "2026-10-02")];
/// let as_of = model.as_of("2026-11-01").unwrap();
/// let explanation = model.explain(&Profile::default(), &events, as_of);
/// let engagement = explanation.engagement.as_ref().unwrap();
/// // 10 points of today, and 5 after one half-life.
/// assert_eq!(engagement.entries[0].name, "visit");
/// assert_eq!(engagement.entries[0].points.to_string(), "15");
/// assert_eq!(engagement.points, engagement.entries[0].points);
/// let to_next = explanation.to_next.as_ref().unwrap();
/// let next = to_next.rank.as_ref().unwrap();
/// assert_eq!((next.name, next.points.to_string()), (1, "5".to_owned()));
/// # Ok::<(), leadgrade::ModelError>(())
/// ```
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Explanation {
    #[serde(skip)]
    assessment: Assessment,
    /// Points of fit; null if the model does not have the section.
    pub fit: Option<ExplainedSection>,
    /// Points of engagement; null if the model does not have the section.
    pub engagement: Option<ExplainedSection>,
    /// Points of the buying cycle; null if the model does not have the section, or the lead has no cycle.
    pub cycle: Option<ExplainedSection>,
    /// Points of readiness; null if the model does not have the section.
    pub readiness: Option<ExplainedSection>,
    /// What decided the labels, in the order of evaluation.
    pub decided: Vec<Decision>,
    /// What is missing for the next grade and rank; null for an excluded or failed lead.
    pub to_next: Option<ToNext>,
}

/// The points of a section, and the entries that add up to them.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct ExplainedSection {
    /// The points of the section.
    pub points: Milli,
    /// The entries, in the order of evaluation.
    pub entries: Vec<ExplanationEntry>,
}

/// What is missing for the next grade and rank.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct ToNext {
    /// The next better grade; null for the best grade.
    pub grade: Option<NextGrade>,
    /// The next better rank; null for the best rank.
    pub rank: Option<NextRank>,
    /// Criteria whose fact is not known.
    pub unknown: Vec<UnknownCriterion>,
}

/// The next better grade.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct NextGrade {
    /// The grade.
    pub name: String,
    /// The points that are missing for it.
    pub points: Milli,
}

/// The next better rank.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct NextRank {
    /// The rank.
    pub name: u32,
    /// The points that are missing for it.
    pub points: Milli,
}

/// A criterion whose fact is not known.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct UnknownCriterion {
    /// The name of the criterion.
    pub criterion: String,
    /// The most points that it gives for any value of the fact.
    pub most: Milli,
}

impl Explanation {
    pub(super) fn new(assessment: Assessment, ledger: Ledger, to_next: Option<ToNext>) -> Self {
        let explained = |points: Option<Milli>, entries| {
            points.map(|points| ExplainedSection { points, entries })
        };
        Self {
            fit: explained(assessment.fit_points(), ledger.fit),
            engagement: explained(assessment.engagement_points(), ledger.engagement),
            cycle: explained(assessment.cycle_points(), ledger.cycle),
            readiness: explained(assessment.readiness_points(), ledger.readiness),
            decided: ledger.decided,
            to_next,
            assessment,
        }
    }

    /// The assessment that is explained.
    pub fn assessment(&self) -> &Assessment {
        &self.assessment
    }

    /// The entries of each section, in the order of evaluation.
    #[cfg(feature = "arrow")]
    pub(crate) fn entries(&self) -> impl Iterator<Item = (&'static str, &ExplanationEntry)> {
        let sections = [
            ("fit", &self.fit),
            ("engagement", &self.engagement),
            ("cycle", &self.cycle),
            ("readiness", &self.readiness),
        ];
        sections.into_iter().flat_map(|(section, found)| {
            let entries = found.iter().flat_map(|found| &found.entries);
            entries.map(move |entry| (section, entry))
        })
    }

    /// The canonical text (RFC 8785).
    pub fn to_canonical_json(&self) -> String {
        super::canonical(self)
    }
}

/// What is missing for the next grade and rank; `None` for an excluded lead.
pub(super) fn to_next(state: &AssessmentState<'_>) -> Option<ToNext> {
    let base = &state.base;
    if base.outcome.excluded.is_some() {
        return None;
    }
    let document = &base.plan.document;
    let (fit, engagement) = (document.fit.as_ref(), document.engagement.as_ref());
    let mut unknown = Vec::new();
    if let (Some(section), Some(plan)) = (fit, &base.plan.fit) {
        unknown.extend(unknown_of(plan, &section.criteria, state));
    }
    if let (Some(section), Some(plan)) = (engagement, &base.plan.engagement) {
        unknown.extend(unknown_of(&plan.section, &section.criteria, state));
    }
    Some(ToNext {
        grade: fit.and_then(|fit| {
            let (name, points) = next(&fit.grades, base.outcome.fit.as_ref()?)?;
            Some(NextGrade { name, points })
        }),
        rank: engagement.and_then(|engagement| {
            let (name, points) = next(&engagement.ranks, base.outcome.engagement.as_ref()?)?;
            Some(NextRank { name, points })
        }),
        unknown,
    })
}

/// The next better band and the points that are missing for it.
fn next<T: Clone>(bands: &[Band<T>], found: &SectionOutcome) -> Option<(T, Milli)> {
    let better = bands.get((found.band as usize).checked_sub(1)?)?;
    Some((better.name.clone(), Milli(better.from?.0 - found.points.0)))
}

/// The criteria of a section whose fact is not known.
fn unknown_of(
    plan: &SectionPlan,
    criteria: &[Criterion],
    state: &AssessmentState<'_>,
) -> Vec<UnknownCriterion> {
    let missing = plan.criteria.iter().zip(criteria).filter(|(plan, _)| {
        plan.slot
            .is_some_and(|slot| state.slots.get(slot) == Slot::Missing)
    });
    let most =
        |(plan, criterion): (&crate::model::plan::CriterionPlan, &Criterion)| UnknownCriterion {
            criterion: criterion.name.clone(),
            most: plan
                .cases
                .iter()
                .map(|(_, points)| *points)
                .fold(plan.otherwise, Milli::max),
        };
    missing.map(most).collect()
}

//! Why: entries that add up to the points, decisions with their conditions,
//! and what is missing for the next grade and rank.

use serde::Serialize;
use serde_json::{Value, json};

use super::Assessment;
use crate::condition::Slot;
use crate::document::{Band, Criterion};
use crate::evaluate::{AssessmentState, Decision, Ledger, LedgerEntry, SectionOutcome};
use crate::exact::Milli;
use crate::model::plan::SectionPlan;

/// Why a lead got its points and labels.
///
/// Serialises to the explanation of the language reference.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Explanation {
    #[serde(skip)]
    assessment: Assessment,
    /// Who they are.
    pub(super) fit: Option<Explained>,
    /// What they do.
    pub(super) engagement: Option<Explained>,
    /// When they will buy again.
    pub(super) cycle: Option<Explained>,
    /// Whether they are ready to buy now.
    pub(super) readiness: Option<Explained>,
    /// What decided the labels, in the order of evaluation.
    decided: Vec<Decision>,
    /// What is missing for the next grade and rank; null for an excluded or failed lead.
    to_next: Option<ToNext>,
}

/// A section's points and the entries that add up to them.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "ExplainedSection"))]
pub(super) struct Explained {
    /// The total.
    pub(super) points: Milli,
    /// In the order of evaluation.
    pub(super) entries: Vec<LedgerEntry>,
}

/// What is missing for the next grade and rank.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub(super) struct ToNext {
    /// The next better grade; null for the best.
    #[cfg_attr(
        feature = "schema",
        schemars(with = "Option<super::shapes::NextGrade>")
    )]
    grade: Option<Value>,
    /// The next better rank; null for the best.
    #[cfg_attr(feature = "schema", schemars(with = "Option<super::shapes::NextRank>"))]
    rank: Option<Value>,
    /// Criteria whose fact is not known.
    unknown: Vec<Unknown>,
}

/// A criterion whose fact is not known.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "UnknownCriterion"))]
pub(super) struct Unknown {
    /// The criterion's name.
    criterion: String,
    /// The most points that knowing the fact could give.
    most: Milli,
}

impl Explanation {
    pub(super) fn new(assessment: Assessment, ledger: Ledger, to_next: Option<ToNext>) -> Self {
        let explained =
            |points: Option<Milli>, entries| points.map(|points| Explained { points, entries });
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
    pub(crate) fn entries(&self) -> impl Iterator<Item = (&'static str, &LedgerEntry)> {
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

/// Points to the next grade and rank, and what is not known.
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
        grade: fit.and_then(|fit| next(&fit.grades, base.outcome.fit.as_ref()?)),
        rank: engagement
            .and_then(|engagement| next(&engagement.ranks, base.outcome.engagement.as_ref()?)),
        unknown,
    })
}

/// The next better band and the points that it takes.
fn next<T: Serialize>(bands: &[Band<T>], found: &SectionOutcome) -> Option<Value> {
    let better = bands.get((found.band as usize).checked_sub(1)?)?;
    let points = Milli(better.from?.0 - found.points.0);
    Some(json!({ "name": better.name, "points": points }))
}

fn unknown_of(
    plan: &SectionPlan,
    criteria: &[Criterion],
    state: &AssessmentState<'_>,
) -> Vec<Unknown> {
    let missing = plan.criteria.iter().zip(criteria).filter(|(plan, _)| {
        plan.slot
            .is_some_and(|slot| state.slots.get(slot) == Slot::Missing)
    });
    let most = |(plan, criterion): (&crate::model::plan::CriterionPlan, &Criterion)| Unknown {
        criterion: criterion.name.clone(),
        most: plan
            .cases
            .iter()
            .map(|(_, points)| *points)
            .fold(plan.otherwise, Milli::max),
    };
    missing.map(most).collect()
}

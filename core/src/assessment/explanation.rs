//! Why: entries that add up to the points, decisions with their conditions,
//! and what is missing for the next grade and rank.

use serde::Serialize;
use serde_json::{Value, json};

use super::Assessment;
use crate::condition::Slot;
use crate::document::{Band, Criterion};
use crate::evaluate::{Decided, Entry, Ledger, SectionOutcome, State};
use crate::exact::Milli;
use crate::model::plan::SectionPlan;

/// Why a lead got its points and labels.
///
/// Serialises to the explanation of the language reference.
#[derive(Clone, Debug, Serialize)]
pub struct Explanation {
    #[serde(skip)]
    assessment: Assessment,
    pub(super) fit: Option<Explained>,
    pub(super) engagement: Option<Explained>,
    pub(super) cycle: Option<Explained>,
    pub(super) readiness: Option<Explained>,
    decided: Vec<Decided>,
    to_next: Option<ToNext>,
}

/// A section's points and the entries that add up to them.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Explained {
    pub(super) points: Milli,
    pub(super) entries: Vec<Entry>,
}

/// What is missing for the next grade and rank.
#[derive(Clone, Debug, Serialize)]
pub(super) struct ToNext {
    grade: Option<Value>,
    rank: Option<Value>,
    unknown: Vec<Unknown>,
}

/// A criterion whose fact is not known.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
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

    /// The canonical text (RFC 8785).
    pub fn to_canonical_json(&self) -> String {
        super::canonical(self)
    }
}

/// Points to the next grade and rank, and what is not known.
pub(super) fn to_next(state: &State<'_>) -> Option<ToNext> {
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

fn unknown_of(plan: &SectionPlan, criteria: &[Criterion], state: &State<'_>) -> Vec<Unknown> {
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

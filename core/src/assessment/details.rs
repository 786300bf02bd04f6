//! The parts of an assessment that are lists: groups, interests, steps, switches, missing facts.

use crate::document::AttributeKind;
use crate::evaluate::{AssessmentState, Few, StepOutcome, SwitchState};
use crate::exact::Milli;

/// The kinds of attributes in the order in which they are listed.
pub(crate) const KINDS: [AttributeKind; 4] = [
    AttributeKind::Semantic,
    AttributeKind::Episodic,
    AttributeKind::Hypothetical,
    AttributeKind::Value,
];

/// The lists of an assessment, in the order of the model unless stated otherwise.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Details {
    /// Points by group of fit.
    pub(crate) fit_groups: Few<Milli>,
    /// Points by group of engagement.
    pub(crate) engagement_groups: Few<Milli>,
    /// Positions of the seasons that hold.
    pub(crate) seasons: Few<u32>,
    /// Facts that are missing for the next level of completeness.
    pub(crate) missing: Vec<String>,
    /// Number of known attributes of each of [`KINDS`].
    pub(crate) known_kinds: [u32; 4],
    /// Most points first.
    pub(crate) interests: Vec<InterestDetail>,
    /// The steps that apply, greatest priority first.
    pub(crate) steps: Vec<StepOutcome>,
    pub(crate) switches: Vec<SwitchDetail>,
}

/// An interest; its name comes from the events of the lead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct InterestDetail {
    pub(crate) name: String,
    pub(crate) points: Milli,
    /// Position of its stage.
    pub(crate) stage: Option<u32>,
}

/// The state of a switch: a flag, or with `by` the values that are on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum SwitchDetail {
    Flag(bool),
    Values(Vec<String>),
}

impl Details {
    /// The lists of an evaluated lead, taken out of the state.
    pub(crate) fn take(state: &mut AssessmentState<'_>) -> Self {
        let (missing, known_kinds) = match state.base.outcome.completeness {
            Some(_) => (missing(state), state.base.known_kinds()),
            None => Default::default(),
        };
        let switches = state.base.plan.intake.switches.with_ids();
        let switches = switches.filter_map(|(id, _)| state.base.switch_state(id));
        let switches = switches.map(SwitchDetail::new).collect();
        let outcome = std::mem::take(&mut state.base.outcome);
        let interests = outcome.interests.into_iter().map(|one| InterestDetail {
            name: state.base.interest_name(one).to_owned(),
            points: one.points,
            stage: one.stage,
        });
        Self {
            fit_groups: outcome.fit.map(|fit| fit.groups).unwrap_or_default(),
            engagement_groups: outcome.engagement.map(|one| one.groups).unwrap_or_default(),
            seasons: outcome
                .cycle
                .iter()
                .flat_map(|cycle| &cycle.seasons)
                .map(|id| id.0)
                .collect(),
            missing,
            known_kinds,
            interests: interests.collect(),
            steps: outcome.steps,
            switches,
        }
    }
}

impl Details {
    /// Whether groups, known kinds and the points of interests are the same.
    pub(super) fn has_numbers_of(&self, other: &Self) -> bool {
        // Compared by name, because the order of interests follows from their points.
        let interests = |details: &Self| {
            let pairs = details.interests.iter();
            let mut pairs: Vec<_> = pairs.map(|one| (one.name.clone(), one.points)).collect();
            pairs.sort_unstable();
            pairs
        };
        self.fit_groups == other.fit_groups
            && self.engagement_groups == other.engagement_groups
            && self.known_kinds == other.known_kinds
            && interests(self) == interests(other)
    }
}

fn missing(state: &AssessmentState<'_>) -> Vec<String> {
    let facts = state.missing_facts().into_iter();
    facts.map(str::to_owned).collect()
}

impl SwitchDetail {
    fn new(state: SwitchState<'_>) -> Self {
        match state {
            SwitchState::Flag(flag) => Self::Flag(flag),
            SwitchState::Values(values) => {
                Self::Values(values.into_iter().map(str::to_owned).collect())
            }
        }
    }
}

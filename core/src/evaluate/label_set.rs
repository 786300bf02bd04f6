//! Whether two outcomes of one lead carry the same labels.

use super::outcome::{Few, InterestOutcome, Outcome, StepOutcome};

/// Labels of one lead at one instant, as positions: cheap to take and to compare.
///
/// A lead that failed has those of an empty outcome, like one of a model
/// without labels: nothing is said of either.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct LabelSet {
    excluded: Option<u32>,
    persona: Option<u32>,
    grade: Option<u32>,
    rank: Option<u32>,
    ready: Option<bool>,
    stage: Option<u32>,
    segments: Option<Few<u32>>,
    qualification: Option<super::Qualified>,
    /// By interest, in the order of the lead's book: the order of points is no label.
    interests: Vec<(usize, u32)>,
    steps: Vec<StepLabel>,
}

type StepLabel = (u32, Option<u32>, bool);

fn step(step: &StepOutcome) -> StepLabel {
    (step.step, step.channel, step.permitted)
}

fn staged(one: &InterestOutcome) -> Option<(usize, u32)> {
    Some((one.tally, one.stage?))
}

impl LabelSet {
    /// The labels of an outcome.
    pub(crate) fn of(outcome: &Outcome) -> Self {
        let mut interests: Vec<_> = outcome.interests.iter().filter_map(staged).collect();
        interests.sort_unstable();
        Self {
            excluded: outcome.excluded,
            persona: outcome.persona,
            grade: outcome.fit.as_ref().map(|fit| fit.band),
            rank: outcome.engagement.as_ref().map(|one| one.band),
            ready: outcome.readiness.map(|(_, ready)| ready),
            stage: outcome.stage,
            segments: outcome.segments.clone(),
            qualification: outcome.qualification,
            interests,
            steps: outcome.steps.iter().map(step).collect(),
        }
    }

    /// Whether an outcome of the same lead has these labels; allocates nothing.
    pub(crate) fn is_of(&self, outcome: &Outcome) -> bool {
        let staged = outcome.interests.iter().filter_map(staged);
        let mut count = 0;
        let known = |one: &(usize, u32)| self.interests.binary_search(one).is_ok();
        self.excluded == outcome.excluded
            && self.persona == outcome.persona
            && self.grade == outcome.fit.as_ref().map(|fit| fit.band)
            && self.rank == outcome.engagement.as_ref().map(|one| one.band)
            && self.ready == outcome.readiness.map(|(_, ready)| ready)
            && self.stage == outcome.stage
            && self.segments == outcome.segments
            && self.qualification == outcome.qualification
            && staged.inspect(|_| count += 1).all(|one| known(&one))
            && count == self.interests.len()
            && self
                .steps
                .iter()
                .copied()
                .eq(outcome.steps.iter().map(step))
    }
}

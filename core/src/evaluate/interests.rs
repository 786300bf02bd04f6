//! Interests: what the events of the lead are about.

use super::outcome::{Failure, InterestOutcome};
use super::state::{AssessmentState, Base};
use crate::exact::Milli;
use crate::model::fact::Phase;
use crate::model::plan::InterestsPlan;
use crate::tally::{Tally, within_total};

/// The points and stage of every interest: most points first, then by name.
pub(super) fn points(plan: &InterestsPlan, state: &mut AssessmentState<'_>) -> Result<(), Failure> {
    let base = &state.base;
    let mut interests = Vec::with_capacity(base.interests.len());
    let mut failed: Option<(&str, Failure)> = None;
    for (tally, interest) in base.interests.iter().enumerate() {
        match sum(&interest.tally, base) {
            Ok(points) => interests.push(InterestOutcome {
                tally,
                points,
                stage: None,
            }),
            // The order of interests follows from the order of events, which must not matter. So if
            // several fail, the one with the least key is reported.
            Err(failure) => {
                let key = base.interest_key(interest.interest);
                if failed.as_ref().is_none_or(|(least, _)| key < *least) {
                    failed = Some((key, failure));
                }
            }
        }
    }
    if let Some((_, failure)) = failed {
        return Err(failure);
    }
    let name = |one: &InterestOutcome| base.interest_name(*one);
    interests.sort_by(|a, b| b.points.cmp(&a.points).then_with(|| name(a).cmp(name(b))));
    state.base.outcome.interests = interests;
    if let Some(stages) = &plan.stages {
        for at in 0..state.base.outcome.interests.len() {
            state.enter_interest(Some(at));
            let stage = super::labels::furthest(&stages.whens, state);
            if let Some(interest) = state.base.outcome.interests.get_mut(at) {
                interest.stage = Some(stage);
            }
        }
        state.enter_interest(None);
    }
    Ok(())
}

/// The sum of the points of the listed signals, each within its own clamp.
fn sum(tally: &Tally, base: &Base<'_>) -> Result<Milli, Failure> {
    let listed = base
        .plan
        .intake
        .interest
        .as_ref()
        .and_then(|interest| interest.signals.as_ref());
    let mut sum = 0;
    for ((id, signal), sums) in base.plan.signals.with_ids().zip(&tally.sums) {
        // Checked first because most interests have events of few signals.
        let unlisted = || listed.is_some_and(|listed| listed.binary_search(&id).is_err());
        if sums.counted == 0 || unlisted() {
            continue;
        }
        let points = sums
            .points(signal.worth)
            .ok_or_else(|| base.failed_signal(id))?;
        let points = signal.min.map_or(points, |min| points.max(min));
        let points = signal.max.map_or(points, |max| points.min(max));
        sum += i128::from(points.0);
    }
    within_total(sum).ok_or_else(|| Failure::new("interests"))
}

impl<'a> Base<'a> {
    /// The name of an interest in the form that is compared.
    fn interest_key(&self, place: usize) -> &str {
        let one = self.lead.event_set.interests.get(place);
        one.map_or("", |one| &one.key)
    }

    /// The name of an interest.
    pub(crate) fn interest_name(&self, one: InterestOutcome) -> &'a str {
        let place = self.interests.get(one.tally).map(|own| own.interest);
        place
            .and_then(|place| self.lead.event_set.interests.get(place)?.shown)
            .unwrap_or_default()
    }
}

impl AssessmentState<'_> {
    /// Sets the interest to which facts `interest.*` refer, by its position in the outcome.
    pub(super) fn enter_interest(&mut self, at: Option<usize>) {
        self.base.local.interest = at;
        self.fill(Phase::EachInterest);
    }
}

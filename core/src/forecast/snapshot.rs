//! The results of one lead on one day, kept to compare days.

use crate::condition::{Slot, SlotId};
use crate::evaluate::{AssessmentState, Outcome, evaluate, same_until};
use crate::exact::{Day, Instant, Milli};
use crate::tally::Window;

/// Outcome, facts and counts of one lead on one day.
#[derive(Debug)]
pub(super) struct Snapshot {
    pub(super) at: Instant,
    pub(super) day: Day,
    pub(super) failed: bool,
    /// The last day before a season begins or ends; `None` if none does.
    pub(super) season: Option<Day>,
    /// Empty if the lead failed.
    pub(super) outcome: Outcome,
    slots: Vec<Slot>,
    windows: Vec<Window>,
    /// Points of interests, in the order of the tallies of the state.
    interests: Vec<Milli>,
}

impl Snapshot {
    /// Evaluates a lead at an instant.
    pub(super) fn at(state: &mut AssessmentState<'_>, at: Instant) -> Self {
        let failed = evaluate(state, at, &mut ()).is_err();
        let day = state.base.today;
        if failed {
            return Self {
                failed,
                ..Self::empty(at, day)
            };
        }
        let seasons = state.base.plan.seasons.iter();
        let season = seasons.filter_map(|one| same_until(one, day)).min();
        let outcome = std::mem::take(&mut state.base.outcome);
        let mut interests = vec![Milli::ZERO; state.base.interests.len()];
        for one in &outcome.interests {
            if let Some(points) = interests.get_mut(one.tally) {
                *points = one.points;
            }
        }
        Self {
            at,
            day,
            failed,
            season,
            outcome,
            slots: state.slots.all().to_vec(),
            windows: state.base.tally.windows.clone(),
            interests,
        }
    }

    /// A snapshot without results.
    pub(super) fn empty(at: Instant, day: Day) -> Self {
        Self {
            at,
            day,
            failed: false,
            season: None,
            outcome: Outcome::default(),
            slots: Vec::new(),
            windows: Vec::new(),
            interests: Vec::new(),
        }
    }

    /// The value of a slot.
    pub(super) fn slot(&self, id: SlotId) -> Slot {
        let slot = self.slots.get(id.0 as usize);
        slot.copied().unwrap_or(Slot::Missing)
    }

    /// Number of events of a window.
    pub(super) fn count(&self, window: u32) -> u64 {
        let window = self.windows.get(window as usize);
        window.map_or(0, |window| window.count)
    }

    /// Points of an interest.
    pub(super) fn points(&self, interest: usize) -> Milli {
        self.interests.get(interest).copied().unwrap_or_default()
    }
}

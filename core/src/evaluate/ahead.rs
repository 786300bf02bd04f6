//! Looking ahead: the next day on which a label differs, though nothing happens.

use super::evaluate;
use super::lead::Lead;
use super::outcome::Outcome;
use super::same::LabelSet;
use super::state::{Room, State};
use crate::exact::{Day, Instant};

/// A lead on its way through days on which nothing happens.
pub(crate) struct Ahead<'a> {
    pub(crate) state: State<'a>,
    /// The day that was reached, and its labels.
    day: Day,
    labels: LabelSet,
}

impl<'a> Ahead<'a> {
    /// Begins at an instant.
    pub(crate) fn from(lead: &'a Lead<'a>, as_of: Instant, room: Room) -> Self {
        let mut ahead = Self {
            state: State::of(lead, room),
            day: lead.plan.zone.day_of(as_of),
            labels: LabelSet::default(),
        };
        ahead.labels = LabelSet::of(&ahead.outcome(as_of));
        ahead
    }

    /// Goes on to the first day, up to `last`, at whose end a label differs
    /// from the day that was reached: the end of that day.
    pub(crate) fn next(&mut self, last: Day) -> Option<Instant> {
        let zone = &self.state.base.plan.zone;
        while self.day < last {
            self.day = Day(self.day.0.saturating_add(1));
            let Some(end) = zone.end_within(self.day) else {
                continue;
            };
            let outcome = self.outcome(end);
            if !self.labels.is_of(&outcome) {
                self.labels = LabelSet::of(&outcome);
                return Some(end);
            }
        }
        None
    }

    /// What is found at an instant; of a lead that fails nothing.
    fn outcome(&mut self, at: Instant) -> Outcome {
        match evaluate(&mut self.state, at, &mut ()) {
            Ok(()) => std::mem::take(&mut self.state.base.outcome),
            Err(_) => Outcome::default(),
        }
    }
}

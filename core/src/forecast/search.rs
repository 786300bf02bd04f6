//! The search for the next day on which a label differs.

use super::monotonicity::Monotonicity;
use super::snapshot::Snapshot;
use super::unchanged::Span;
use crate::evaluate::{Lead, Outcome, Room, State, have_same_labels};
use crate::exact::{Day, Instant};

/// A lead on its way through days without events.
pub(crate) struct Forecast<'a> {
    pub(crate) state: State<'a>,
    monotonicity: Monotonicity,
    /// The lead on the day that was reached.
    here: Snapshot,
}

/// Where a label differs first.
enum Found {
    /// On the last day of the span.
    Last,
    /// On an earlier one.
    Earlier(Box<Snapshot>),
}

impl<'a> Forecast<'a> {
    /// Begins at an instant.
    pub(crate) fn from(lead: &'a Lead<'a>, at: Instant, room: Room) -> Self {
        let mut state = State::of(lead, room);
        let here = Snapshot::at(&mut state, at);
        Self {
            monotonicity: Monotonicity::of(&state.base),
            state,
            here,
        }
    }

    /// The instant that was reached.
    pub(crate) fn at(&self) -> Instant {
        self.here.at
    }

    /// What was found there; `None` for a lead that failed.
    pub(crate) fn outcome(&self) -> Option<&Outcome> {
        (!self.here.failed).then_some(&self.here.outcome)
    }

    /// Goes on to the first day, up to `last`, at whose end a label differs
    /// from the day that was reached.
    pub(crate) fn next(&mut self, last: Day) -> bool {
        let zone = &self.state.base.plan.zone;
        let first = self.here.day.0.saturating_add(1);
        let mut days = (first..=last.0).rev();
        let Some(end) = days.find_map(|day| zone.end_within(Day(day))) else {
            return false;
        };
        let unseen = Snapshot::unseen(end, self.here.day);
        let here = std::mem::replace(&mut self.here, unseen);
        let far = Snapshot::at(&mut self.state, end);
        let found = self.first(&here.outcome, &here, &far);
        let differs = found.is_some();
        self.here = match found {
            Some(Found::Earlier(snapshot)) => *snapshot,
            // Where nothing differs, the end has the labels of the beginning.
            Some(Found::Last) | None => far,
        };
        differs
    }

    /// The first day after one, up to another, whose labels differ from those of `start`, which
    /// the first has.
    fn first(&mut self, start: &Outcome, from: &Snapshot, to: &Snapshot) -> Option<Found> {
        let mut passed = None;
        loop {
            let days = [passed.as_ref().unwrap_or(from), to];
            let (base, monotonicity) = (&self.state.base, self.monotonicity);
            let span = Span {
                base,
                monotonicity,
                days,
            };
            if span.is_unchanged() {
                return None;
            }
            let Some(end) = between(&span) else {
                let differs = !have_same_labels(start, &to.outcome);
                return differs.then_some(Found::Last);
            };
            let middle = Snapshot::at(&mut self.state, end);
            let [from, _] = days;
            match self.first(start, from, &middle) {
                Some(Found::Last) => return Some(Found::Earlier(Box::new(middle))),
                Some(earlier) => return Some(earlier),
                None => passed = Some(middle),
            }
        }
    }
}

/// The end of a day between the two of a span, at best the last one before
/// something differs.
fn between(span: &Span<'_>) -> Option<Instant> {
    let [from, to] = span.days.map(|snapshot| snapshot.day.0);
    let first = from.saturating_add(1);
    if first >= to {
        return None;
    }
    let crossing = span
        .crossing()
        .map(|day| day.0)
        .filter(|crossing| *crossing < to);
    let middle = crossing.unwrap_or_else(|| from.midpoint(to)).max(first);
    let zone = &span.base.plan.zone;
    let end = |day| zone.end_within(Day(day));
    // A day that the zone skips has neighbours.
    (middle..to)
        .find_map(end)
        .or_else(|| (first..middle).rev().find_map(end))
}

//! Looking ahead: the next day on which a label differs, though nothing happens.
//!
//! Spans of days that are [quiet](super::quiet) are passed over whole, any
//! other is looked at in two parts. So the answer is that of looking at every
//! day, while most days are never looked at.

use super::calm::Calm;
use super::lead::Lead;
use super::outcome::Outcome;
use super::quiet::Span;
use super::same::LabelSet;
use super::sight::Sight;
use super::state::{Room, State};
use crate::exact::{Day, Instant};

/// A lead on its way through days on which nothing happens.
pub(crate) struct Ahead<'a> {
    pub(crate) state: State<'a>,
    calm: Calm,
    /// What was seen on the day that was reached, and its labels.
    here: Sight,
    labels: LabelSet,
}

/// Where a label differs first.
enum Found {
    /// On the last day of the span.
    Last,
    /// On an earlier one.
    Earlier(Box<Sight>),
}

impl<'a> Ahead<'a> {
    /// Begins at an instant.
    pub(crate) fn from(lead: &'a Lead<'a>, at: Instant, room: Room) -> Self {
        let mut state = State::of(lead, room);
        let here = Sight::at(&mut state, at);
        Self {
            calm: Calm::of(&state.base),
            state,
            here,
            labels: LabelSet::default(),
        }
    }

    /// The instant that was reached.
    pub(crate) fn at(&self) -> Instant {
        self.here.at
    }

    /// What was found there; of a lead that failed nothing.
    pub(crate) fn outcome(&self) -> &Outcome {
        &self.here.outcome
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
        let unseen = Sight::unseen(end, self.here.day);
        let here = std::mem::replace(&mut self.here, unseen);
        self.labels = LabelSet::of(&here.outcome);
        let far = Sight::at(&mut self.state, end);
        let found = self.first(&here, &far);
        let differs = found.is_some();
        self.here = match found {
            Some(Found::Earlier(sight)) => *sight,
            // Where nothing differs, the end has the labels of the beginning.
            Some(Found::Last) | None => far,
        };
        differs
    }

    /// The first day after one, up to another, whose labels differ; those of
    /// the first are the ones that were reached.
    fn first(&mut self, from: &Sight, to: &Sight) -> Option<Found> {
        let mut passed = None;
        loop {
            let days = [passed.as_ref().unwrap_or(from), to];
            let (base, calm) = (&self.state.base, self.calm);
            let span = Span { base, calm, days };
            if span.is_quiet() {
                return None;
            }
            let Some(end) = between(&span) else {
                let differs = !self.labels.is_of(&to.outcome);
                return differs.then_some(Found::Last);
            };
            let middle = Sight::at(&mut self.state, end);
            let [from, _] = days;
            match self.first(from, &middle) {
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
    let [from, to] = span.days.map(|sight| sight.day.0);
    let first = from.saturating_add(1);
    if first >= to {
        return None;
    }
    let turn = span.turn().map(|day| day.0).filter(|turn| *turn < to);
    let middle = turn.unwrap_or_else(|| from.midpoint(to)).max(first);
    let zone = &span.base.plan.zone;
    let end = |day| zone.end_within(Day(day));
    // A day that the zone skips has neighbours.
    (middle..to)
        .find_map(end)
        .or_else(|| (first..middle).rev().find_map(end))
}

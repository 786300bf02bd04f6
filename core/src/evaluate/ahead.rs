//! Looking ahead: the next day on which a label differs, though nothing happens.
//!
//! Spans of days that are [quiet](super::quiet) are passed over whole, any
//! other is looked at in two parts. So the answer is that of looking at every
//! day, while most days are never looked at.

use super::lead::Lead;
use super::quiet::{Calm, Span};
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

impl<'a> Ahead<'a> {
    /// Begins at an instant.
    pub(crate) fn from(lead: &'a Lead<'a>, as_of: Instant, room: Room) -> Self {
        let mut state = State::of(lead, room);
        let calm = Calm::of(&state.base);
        let here = Sight::at(&mut state, as_of);
        let labels = LabelSet::of(&here.outcome);
        Self {
            state,
            calm,
            here,
            labels,
        }
    }

    /// Goes on to the first day, up to `last`, at whose end a label differs
    /// from the day that was reached: the end of that day.
    pub(crate) fn next(&mut self, last: Day) -> Option<Instant> {
        let zone = &self.state.base.plan.zone;
        let (today, last) = (self.here.day.0, last.0);
        let mut days = (today.saturating_add(1)..=last).rev();
        let end = days.find_map(|day| zone.end_within(Day(day)))?;
        let here = std::mem::take(&mut self.here);
        let far = Sight::at(&mut self.state, end);
        let Some(found) = self.first(&here, &far) else {
            self.here = far;
            return None;
        };
        self.here = Sight::at(&mut self.state, found);
        self.labels = LabelSet::of(&self.here.outcome);
        Some(found)
    }

    /// The end of the first day after one, up to another, whose labels differ;
    /// those of the first are the ones that were reached.
    fn first(&mut self, from: &Sight, to: &Sight) -> Option<Instant> {
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
                return differs.then(|| base.plan.zone.end_of(to.day));
            };
            let middle = Sight::at(&mut self.state, end);
            let [from, _] = days;
            if let Some(found) = self.first(from, &middle) {
                return Some(found);
            }
            passed = Some(middle);
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

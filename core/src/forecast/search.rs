//! The search for the next day on which a label differs.

use super::monotonicity::Monotonicity;
use super::snapshot::Snapshot;
use super::unchanged::DaySpan;
use crate::evaluate::{AssessmentState, Lead, Outcome, Scratch, have_same_labels};
use crate::exact::{Day, Instant};

/// A lead and the day up to which the search has got.
pub(crate) struct Forecast<'a> {
    pub(crate) state: AssessmentState<'a>,
    monotonicity: Monotonicity,
    /// The lead on the current day.
    here: Snapshot,
}

/// The first day of a span on which a label differs.
enum SpanResult {
    /// The last day of the span.
    Last,
    /// An earlier day.
    Earlier(Box<Snapshot>),
}

impl<'a> Forecast<'a> {
    /// Starts at an instant.
    pub(crate) fn new(lead: &'a Lead<'a>, at: Instant, scratch: Scratch) -> Self {
        let mut state = AssessmentState::new(lead, scratch);
        let here = Snapshot::at(&mut state, at);
        Self {
            monotonicity: Monotonicity::new(&state.base),
            state,
            here,
        }
    }

    /// The current instant.
    pub(crate) fn at(&self) -> Instant {
        self.here.at
    }

    /// The outcome at the current instant; `None` if the lead failed.
    pub(crate) fn outcome(&self) -> Option<&Outcome> {
        (!self.here.failed).then_some(&self.here.outcome)
    }

    /// Moves to the end of the first later day, up to `last`, on which a label differs from the
    /// current day. Returns `false`, at the end of `last`, if there is no such day.
    pub(crate) fn next(&mut self, last: Day) -> bool {
        let zone = &self.state.base.plan.zone;
        let first = self.here.day.0.saturating_add(1);
        let mut days = (first..=last.0).rev();
        let Some(end) = days.find_map(|day| zone.end_within(Day(day))) else {
            return false;
        };
        let placeholder = Snapshot::empty(end, self.here.day);
        let here = std::mem::replace(&mut self.here, placeholder);
        let far = Snapshot::at(&mut self.state, end);
        let found = self.first(&here.outcome, &here, &far);
        let differs = found.is_some();
        self.here = match found {
            Some(SpanResult::Earlier(snapshot)) => *snapshot,
            // If no label differs, the last day has the same labels, so the search can go on there.
            Some(SpanResult::Last) | None => far,
        };
        differs
    }

    /// The first day after `from`, up to `to`, whose labels differ from those of `start`, which are
    /// also the labels of `from`.
    fn first(&mut self, start: &Outcome, from: &Snapshot, to: &Snapshot) -> Option<SpanResult> {
        let mut passed = None;
        loop {
            let days = [passed.as_ref().unwrap_or(from), to];
            let (base, monotonicity) = (&self.state.base, self.monotonicity);
            let span = DaySpan {
                base,
                monotonicity,
                days,
            };
            if span.is_unchanged() {
                return None;
            }
            let Some(end) = between(&span) else {
                let differs = !have_same_labels(start, &to.outcome);
                return differs.then_some(SpanResult::Last);
            };
            let middle = Snapshot::at(&mut self.state, end);
            let [from, _] = days;
            match self.first(start, from, &middle) {
                Some(SpanResult::Last) => return Some(SpanResult::Earlier(Box::new(middle))),
                Some(earlier) => return Some(earlier),
                None => passed = Some(middle),
            }
        }
    }
}

/// The end of a day strictly between the two days of a span: the last before a crossing if one is
/// known, else one in the middle. `None` if there is no day between.
fn between(span: &DaySpan<'_>) -> Option<Instant> {
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
    // The zone may skip the day in the middle; then a neighbour is taken.
    (middle..to)
        .find_map(end)
        .or_else(|| (first..middle).rev().find_map(end))
}

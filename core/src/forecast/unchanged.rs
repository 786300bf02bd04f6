//! Whether every label stays the same between two days, from these two days alone.
//!
//! As long as no event comes, everything that depends on the day is monotonic: ages rise; counts
//! within days, points of events and points of inactivity fall; the points of the cycle rise until
//! it is due and fall afterwards. So a number stays between its values on the two days. If no
//! condition distinguishes two numbers of that range, all conditions give the same result on all
//! of these days. The proof follows the order of evaluation: each section depends only on
//! conditions and numbers that were proved before it.
//!
//! What is not monotonic (a decay table that rises, a cycle that becomes due, an anniversary that
//! has passed) is never reported as unchanged. That costs time but not correctness: the search
//! evaluates more days.

use super::monotonicity::Monotonicity;
use super::range::Range;
use super::snapshot::Snapshot;
use crate::condition::{Slot, SlotId};
use crate::evaluate::{Base, InterestOutcome, part_points};
use crate::exact::{Milli, Number};
use crate::model::fact::Fact;
use crate::tally::within_total;

/// The days from one snapshot of a lead to a later one.
pub(super) struct DaySpan<'s> {
    pub(super) base: &'s Base<'s>,
    pub(super) monotonicity: Monotonicity,
    pub(super) days: [&'s Snapshot; 2],
}

impl DaySpan<'_> {
    /// Whether every label is the same on all days from the first to the last.
    pub(super) fn is_unchanged(&self) -> bool {
        let [from, to] = self.days;
        if !self.monotonicity.one_way || from.failed || to.failed || !self.seasons() {
            return false;
        }
        let excluded = from.outcome.excluded;
        if excluded != to.outcome.excluded {
            return false;
        }
        // For an excluded lead, only the scope is evaluated.
        if excluded.is_some() {
            return self.numbers(true);
        }
        self.rank()
            && self.cycle()
            && self.ready()
            && self.numbers(false)
            && self.steps()
            && self.interests()
    }

    /// Whether no season begins or ends.
    fn seasons(&self) -> bool {
        let [from, to] = self.days;
        from.season.is_none_or(|last| to.day <= last)
    }

    fn rank(&self) -> bool {
        let [from, to] = self
            .days
            .map(|snapshot| snapshot.outcome.engagement.as_ref());
        from.map(|one| one.band) == to.map(|one| one.band)
    }

    /// Whether there is only one cycle, which does not become due within the span.
    fn cycle(&self) -> bool {
        let lengths = self.base.plan.watched.lengths.iter();
        let course = |snapshot: &Snapshot| snapshot.outcome.cycle.as_ref()?.course;
        let same = match self.days.map(course) {
            [None, None] => true,
            [Some(from), Some(to)] => {
                let unlike = (from.length_days, from.due) != (to.length_days, to.due);
                !unlike
                    && (from.elapsed_days >= from.length_days || to.elapsed_days <= to.length_days)
            }
            _ => false,
        };
        same && lengths
            .into_iter()
            .all(|(slot, fact)| match self.range(*slot, *fact) {
                Range::Missing => true,
                Range::Between(low, high) => low == high,
                Range::Open => false,
            })
    }

    fn ready(&self) -> bool {
        let Some([low, high]) = self.readiness() else {
            return self.base.plan.readiness.is_none();
        };
        let threshold = self.base.plan.document.readiness.as_ref();
        threshold.is_none_or(|one| (low >= one.threshold) == (high >= one.threshold))
    }

    /// The least and the greatest possible sum of the parts of readiness; `None` if the model has no
    /// readiness, or a sum exceeds 10^12.
    fn readiness(&self) -> Option<[Milli; 2]> {
        let [from, to] = self.days.map(|snapshot| &snapshot.outcome);
        let (mut low, mut high) = (0, 0);
        for part in self.base.plan.readiness.as_ref()? {
            let (one, other) = (part_points(*part, from), part_points(*part, to));
            low += i128::from(one.min(other).0);
            high += i128::from(one.max(other).0);
        }
        Some([within_total(low)?, within_total(high)?])
    }

    /// Whether no condition distinguishes the numbers of these days; with `inputs`, only of numbers
    /// that the scope can read.
    fn numbers(&self, inputs: bool) -> bool {
        let watched = &self.base.plan.watched;
        let mut numbers = watched.numbers.iter().filter(|one| !inputs || one.input);
        let mut pairs = watched.pairs.iter().filter(|one| !inputs || one.input);
        numbers.all(|watch| {
            self.range(watch.slot, watch.fact)
                .is_within_thresholds(watch)
        }) && pairs.all(|pair| {
            let [left, right] = pair.slots.map(|(slot, fact)| self.range(slot, fact));
            left.keeps_order(&right)
        })
    }

    /// The range of a fact.
    pub(super) fn range(&self, slot: SlotId, fact: Fact) -> Range {
        if fact == Fact::ReadinessPoints {
            return match self.readiness() {
                Some([low, high]) => Range::Between(Number::milli(low), Number::milli(high)),
                None => Range::Open,
            };
        }
        match self.days.map(|snapshot| snapshot.slot(slot)) {
            [Slot::Missing, Slot::Missing] => Range::Missing,
            [Slot::Number(from), Slot::Number(to)] if self.goes_one_way(fact, from, to) => {
                Range::Between(from.min(to), from.max(to))
            }
            _ => Range::Open,
        }
    }

    /// Whether a number only rises or only falls from one day to the other.
    fn goes_one_way(&self, fact: Fact, from: Number, to: Number) -> bool {
        let [first, last] = self.days;
        match fact {
            // After the anniversary the number jumps from 0 to a year.
            Fact::DaysToAnniversary(_) => {
                let passed = i64::from(last.day.since(first.day));
                from.floor()
                    .zip(to.floor())
                    .is_some_and(|(from, to)| from - to == passed)
            }
            Fact::WindowValue(id) => {
                self.monotonicity.positive || first.count(id) == last.count(id)
            }
            _ => true,
        }
    }

    /// Whether no limit of a channel is reached or released, and no cooldown ends.
    fn steps(&self) -> bool {
        let plan = self.base.plan;
        let same = |answer: &dyn Fn(&Snapshot) -> bool| {
            let [from, to] = self.days.map(answer);
            from == to
        };
        let mut limits = plan.channels.iter().flat_map(|channel| &channel.limits);
        let steps = plan.steps.iter().flatten();
        let mut cooldowns = steps.filter_map(|step| step.cooldown.as_ref());
        limits.all(|limit| same(&|snapshot| snapshot.count(limit.window) >= limit.count))
            && cooldowns.all(|cooldown| same(&|snapshot| self.base.cooled(cooldown, snapshot.day)))
    }

    /// Whether no condition distinguishes the numbers of an interest and, if a label depends on it,
    /// the interests keep their order.
    fn interests(&self) -> bool {
        let watched = &self.base.plan.watched;
        let mut interests = 0..self.base.interests.len();
        let unchanged = |at: usize| {
            let mut watches = watched.interests.iter();
            watches.all(|watch| self.of_interest(watch.fact, at).is_within_thresholds(watch))
        };
        interests.all(unchanged) && (!watched.order || self.order())
    }

    /// The range of a fact of an interest.
    fn of_interest(&self, fact: Fact, at: usize) -> Range {
        let number = |snapshot: &Snapshot| match fact {
            Fact::InterestPoints => Some(Number::milli(snapshot.points(at))),
            _ => self.base.of_interest(fact, at, snapshot.day),
        };
        match self.days.map(number) {
            [Some(from), Some(to)] => Range::Between(from.min(to), from.max(to)),
            [None, None] => Range::Missing,
            _ => Range::Open,
        }
    }

    /// Whether the interests keep their order, and the points of the first stay above 0 or not.
    fn order(&self) -> bool {
        let [from, to] = self.days;
        let order = &from.outcome.interests;
        // The points of an interest never rise.
        let keeps = |(one, next): (&InterestOutcome, &InterestOutcome)| {
            let (low, high) = (to.points(one.tally), from.points(next.tally));
            let still = from.points(one.tally) == low && to.points(next.tally) == high;
            let by_name = self.base.interest_name(*one) < self.base.interest_name(*next);
            low > high || (low == high && (by_name || still))
        };
        let first = order.first().map(|one| {
            self.days
                .map(|snapshot| snapshot.points(one.tally) > Milli::ZERO)
        });
        first.is_none_or(|[from, to]| from == to)
            && order.iter().zip(order.iter().skip(1)).all(keeps)
    }
}

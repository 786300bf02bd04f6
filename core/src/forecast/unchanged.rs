//! Whether every label stays the same between two days, from these two days alone.
//!
//! As long as no event comes, everything that depends on the day is monotonic: ages rise; counts
//! within days, points of events and of inactivity fall; the cycle's points rise until it is due
//! and fall afterwards. So a number stays between its values on the two days, and if no condition
//! separates two numbers of that range, all answers are the same on all of these days. The proof
//! follows the order of evaluation: what a section gives depends on answers and on numbers that
//! were settled before it.
//!
//! What is not monotonic (a decay table that rises, a cycle that comes due, an anniversary that has
//! passed) is never reported as unchanged. That costs time, not correctness: the search looks at
//! more days.

use super::monotonicity::Monotonicity;
use super::range::Range;
use super::snapshot::Snapshot;
use crate::condition::{Slot, SlotId};
use crate::evaluate::{Base, InterestOutcome, part_points};
use crate::exact::{Milli, Number};
use crate::model::fact::Fact;
use crate::tally::within_total;

/// Two days of a lead; the first is the earlier.
pub(super) struct Span<'s> {
    pub(super) base: &'s Base<'s>,
    pub(super) monotonicity: Monotonicity,
    pub(super) days: [&'s Snapshot; 2],
}

impl Span<'_> {
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
        // Beyond the scope nothing was looked at.
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

    /// No season begins or ends.
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

    /// One cycle, which does not come due on the way.
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

    /// The least and the greatest that the parts of readiness can add up to.
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

    /// No condition tells the numbers of these days apart; `inputs`: those that the scope sees.
    fn numbers(&self, inputs: bool) -> bool {
        let watched = &self.base.plan.watched;
        let mut numbers = watched.numbers.iter().filter(|one| !inputs || one.input);
        let mut pairs = watched.pairs.iter().filter(|one| !inputs || one.input);
        numbers.all(|watch| self.range(watch.slot, watch.fact).is_uncut(watch))
            && pairs.all(|pair| {
                let [left, right] = pair.slots.map(|(slot, fact)| self.range(slot, fact));
                left.keeps_order(&right)
            })
    }

    /// Where a number stays.
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
            // From 0 it jumps to a year.
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

    /// No limit of a channel is reached or left, no cooldown ends.
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

    /// No condition tells the numbers of an interest apart, and where it
    /// matters, they keep their order.
    fn interests(&self) -> bool {
        let watched = &self.base.plan.watched;
        let mut interests = 0..self.base.interests.len();
        let unchanged = |at: usize| {
            let mut watches = watched.interests.iter();
            watches.all(|watch| self.of_interest(watch.fact, at).is_uncut(watch))
        };
        interests.all(unchanged) && (!watched.order || self.order())
    }

    /// Where a number of an interest stays.
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

    /// Whether the interests keep their order, and the first is above 0 or not.
    fn order(&self) -> bool {
        let [from, to] = self.days;
        let order = &from.outcome.interests;
        // Points of interests only fall.
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

//! Days that can be predicted: after which a season begins or ends, the cycle is due, or a number
//! of days or a count within days crosses the bound of a condition.
//!
//! The search splits a span that is not provably unchanged at the first of them. The list need not
//! be complete, since the search continues in both parts.

use super::unchanged::DaySpan;
use crate::evaluate::{Base, Few};
use crate::exact::{Day, Number};
use crate::model::fact::Fact;
use crate::model::watch::{Watch, separates};
use crate::tally::{Run, age};

impl DaySpan<'_> {
    /// The last day before the first crossing; `None` if no crossing is known.
    pub(super) fn crossing(&self) -> Option<Day> {
        let [from, _] = self.days;
        let course = from.outcome.cycle.as_ref().and_then(|cycle| cycle.course);
        let due = course.filter(|one| one.elapsed_days < one.length_days);
        let crossings = [
            from.season,
            due.map(|one| one.due),
            self.of_numbers(),
            self.of_steps(),
            self.of_interests(),
        ];
        crossings.into_iter().flatten().min()
    }

    fn of_numbers(&self) -> Option<Day> {
        let watches = self.base.plan.watched.numbers.iter();
        let crossed = watches.filter(|watch| {
            !self
                .range(watch.slot, watch.fact)
                .is_within_thresholds(watch)
        });
        crossed.filter_map(|watch| self.of_number(watch)).min()
    }

    fn of_number(&self, watch: &Watch) -> Option<Day> {
        if let Fact::WindowCount(id) = watch.fact {
            let window_events = self.base.window_events(id);
            return self.crossing_of(watch, |day| number(window_events.on(day)));
        }
        self.crossing_of(watch, |day| self.number(watch.fact, day))
    }

    /// Limits of channels and cooldowns of steps.
    fn of_steps(&self) -> Option<Day> {
        let (base, plan) = (self.base, self.base.plan);
        let limits = plan.channels.iter().flat_map(|channel| &channel.limits);
        let limits = limits.filter_map(|limit| {
            let [from, to] = self.days.map(|one| one.count(limit.window) >= limit.count);
            let window_events = (from != to).then(|| base.window_events(limit.window))?;
            self.first(|day| window_events.on(day) >= limit.count)
        });
        let cooldowns = plan.steps.iter().flatten().filter_map(|step| {
            let cooldown = step.cooldown.as_ref()?;
            self.first(|day| base.cooled(cooldown, day))
        });
        limits.chain(cooldowns).min()
    }

    fn of_interests(&self) -> Option<Day> {
        let watches = &self.base.plan.watched.interests;
        let count = self.base.interests.len();
        let each = (0..count).flat_map(|at| watches.iter().map(move |watch| (at, watch)));
        let crossing = |(at, watch): (usize, &Watch)| {
            self.crossing_of(watch, |day| self.base.of_interest(watch.fact, at, day))
        };
        each.filter_map(crossing).min()
    }

    /// The last day before a condition distinguishes a number from its value on the first day.
    fn crossing_of(&self, watch: &Watch, read: impl Fn(Day) -> Option<Number>) -> Option<Day> {
        let now = read(self.days[0].day)?;
        self.first(|day| read(day).is_some_and(|then| separates(&watch.thresholds, now, then)))
    }

    /// The last day with the same answer as the first day, found by bisection under the assumption
    /// that the answer changes once. `None` if the first and the last day have the same answer.
    fn first(&self, answer: impl Fn(Day) -> bool) -> Option<Day> {
        let [from, to] = self.days.map(|snapshot| snapshot.day);
        let now = answer(from);
        let (mut same, mut other) = (from.0, to.0);
        if answer(to) == now {
            return None;
        }
        while other.saturating_sub(same) > 1 {
            let middle = same.midpoint(other);
            let side = if answer(Day(middle)) == now {
                &mut same
            } else {
                &mut other
            };
            *side = middle;
        }
        Some(Day(same))
    }

    /// The value of a fact on a day of the span; `None` if it cannot be computed without evaluation.
    fn number(&self, fact: Fact, day: Day) -> Option<Number> {
        let course = || {
            let mut course = self.days[0].outcome.cycle.as_ref()?.course?;
            course.elapsed_days += i64::from(day.since(self.days[0].day));
            Some(course)
        };
        let whole = |number: i64| Some(Number::whole(number));
        match fact {
            Fact::CycleElapsed => whole(course()?.elapsed_days),
            Fact::CycleOverdue => whole(course()?.overdue_days()),
            Fact::CyclePhase => whole(course()?.phase()),
            _ => self.base.days(fact, day).as_number(),
        }
    }
}

impl Base<'_> {
    /// The events of a window.
    fn window_events(&self, window: u32) -> WindowEvents {
        let event_set = &self.lead.event_set;
        let own = |run: &&Run| {
            let kind = event_set.kinds().get(run.kind);
            kind.is_some_and(|kind| kind.windows.contains(&window))
        };
        let runs = event_set.runs.iter().filter(own);
        let plan = self.plan.counting.windows.get(window as usize);
        WindowEvents {
            days: plan.map_or(0, |plan| plan.days),
            events: runs.map(|run| (run.day, run.count)).collect(),
        }
    }

    /// The value of a fact of one interest on any day; `None` if it cannot be computed without
    /// evaluation.
    pub(super) fn of_interest(&self, fact: Fact, at: usize, today: Day) -> Option<Number> {
        let own = self.interests.get(at)?;
        let event_set = &self.lead.event_set;
        match fact {
            Fact::InterestDaysSince(id) => {
                let (_, newest) = own.tally.counters.by_id(id)?.days()?;
                Some(Number::whole(age(today, newest).into()))
            }
            Fact::InterestWindowCount(id) => {
                let plan = self.plan.counting.interest_windows.get(id as usize)?;
                let runs = event_set.interests.runs(own.interest, &event_set.runs);
                let live = runs.filter(|run| age(today, run.day) < plan.days);
                let own = live.filter(|run| {
                    let kind = event_set.kinds().get(run.kind);
                    kind.is_some_and(|kind| kind.interest_windows.contains(&id))
                });
                number(own.map(|run| run.count).sum())
            }
            _ => None,
        }
    }
}

/// The events of a window by day.
struct WindowEvents {
    days: u32,
    events: Few<(Day, u64)>,
}

impl WindowEvents {
    /// How many events the window counts on a day.
    fn on(&self, today: Day) -> u64 {
        let within = |(day, _): &&(Day, u64)| age(today, *day) < self.days;
        let counts = self.events.iter().filter(within);
        counts.map(|(_, count)| count).sum()
    }
}

fn number(count: u64) -> Option<Number> {
    i64::try_from(count).ok().map(Number::whole)
}

//! Runs of events become sums and counts at an instant.

use super::kinds::Kinds;
use crate::exact::{Day, FACTOR_ONE, MAX_TOTAL, Milli, SCALE, round_div};
use crate::model::kinds::EventKind;
use crate::model::plan::{SignalPlan, WindowPlan, Worth};

/// Events of one kind on one day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Run {
    pub(crate) day: Day,
    pub(crate) kind: u32,
    pub(crate) count: u64,
    /// Sum of the values in thousandths.
    pub(crate) value: i128,
}

/// Events of a signal or of a set of signals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Counter {
    pub(crate) count: u64,
    /// Sum of the values in thousandths.
    pub(crate) value: i128,
    pub(crate) newest: Day,
    pub(crate) oldest: Day,
}

impl Default for Counter {
    /// No events.
    #[cfg_attr(small, optimize(speed))]
    fn default() -> Self {
        Self {
            count: 0,
            value: 0,
            newest: Day(i32::MIN),
            oldest: Day(i32::MAX),
        }
    }
}

impl Counter {
    /// The first and the last day; `None` without events.
    #[cfg_attr(small, optimize(speed))]
    pub(crate) fn days(&self) -> Option<(Day, Day)> {
        (self.count > 0).then_some((self.oldest, self.newest))
    }

    #[cfg_attr(small, optimize(speed))]
    fn add(&mut self, run: &Run) {
        self.join(&Self {
            count: run.count,
            value: run.value,
            newest: run.day,
            oldest: run.day,
        });
    }

    /// Adds the events of another one, of which there are some.
    #[inline]
    pub(super) fn join(&mut self, other: &Self) {
        self.newest = self.newest.max(other.newest);
        self.oldest = self.oldest.min(other.oldest);
        self.count += other.count;
        self.value += other.value;
    }
}

/// Events of a counter within the last days.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Window {
    pub(crate) count: u64,
    pub(crate) value: i128,
}

/// What a signal's events add up to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Sums {
    /// Events that count: after resets and limits.
    pub(crate) counted: u64,
    /// Sum of the factors of those events.
    factors: u128,
    /// Sum of value times factor.
    weighted: i128,
    /// For `limit_per_day`: the day in hand and how many of it may still count.
    day: Day,
    left: u64,
}

/// Purchases of one day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct PurchaseDay {
    pub(crate) day: Day,
    pub(crate) count: u64,
    pub(crate) value: i128,
}

/// How many counters, windows and sums a tally has.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Shape {
    pub(crate) counters: usize,
    pub(crate) windows: usize,
    pub(crate) sums: usize,
}

/// Counters, windows and sums of one lead (or of one of its interests).
#[derive(Clone, Debug, Default)]
pub(crate) struct Tally {
    pub(crate) counters: Vec<Counter>,
    pub(crate) windows: Vec<Window>,
    pub(crate) sums: Vec<Sums>,
}

/// Days from an event to today; 0 where a clock was set back over midnight.
#[cfg_attr(small, optimize(speed))]
pub(crate) fn age(today: Day, day: Day) -> u32 {
    u32::try_from(today.since(day)).unwrap_or(0)
}

impl Tally {
    #[cfg_attr(small, optimize(speed))]
    pub(crate) fn reset(&mut self, shape: Shape) {
        // Mostly of the shape that they have: then they are only overwritten.
        self.counters.resize(shape.counters, Counter::default());
        self.windows.resize(shape.windows, Window::default());
        self.sums.resize(shape.sums, Sums::default());
        self.counters.fill(Counter::default());
        self.reset_day();
    }

    /// Forgets what depends on the day; counters stay.
    #[cfg_attr(small, optimize(speed))]
    pub(crate) fn reset_day(&mut self) {
        self.windows.fill(Window::default());
        self.sums.fill(Sums::default());
    }

    /// Adds runs to the counters.
    #[cfg_attr(small, optimize(speed))]
    pub(crate) fn count<'r>(&mut self, runs: impl Iterator<Item = &'r Run>, kinds: &Kinds<'_>) {
        for run in runs {
            if let Some(kind) = kinds.get(run.kind) {
                count(&mut self.counters, run, kind);
            }
        }
    }

    /// Adds a run to the windows of its kind that reach back to it.
    #[cfg_attr(small, optimize(speed))]
    pub(crate) fn within(&mut self, run: &Run, own: &[u32], plans: &[WindowPlan], today: Day) {
        within(&mut self.windows, run, own, plans, today);
    }

    /// Adds a run to its signals' sums; with limits the newest day must come first.
    #[cfg_attr(small, optimize(speed))]
    pub(crate) fn add(&mut self, run: &Run, kind: &EventKind, signals: &[SignalPlan], today: Day) {
        add(&mut self.sums, run, kind, signals, age(today, run.day));
    }

    /// The newest day of a counter: events on or before it are reset.
    #[cfg_attr(small, optimize(speed))]
    pub(crate) fn reset_after(&self, counter: Option<u32>) -> Option<Day> {
        let (_, newest) = self.counters.get(counter? as usize)?.days()?;
        Some(newest)
    }
}

/// Adds a run to the counters of its kind.
#[inline]
fn count(counters: &mut [Counter], run: &Run, kind: &EventKind) {
    for at in &kind.counters {
        if let Some(counter) = counters.get_mut(*at as usize) {
            counter.add(run);
        }
    }
}

#[inline]
pub(super) fn within(
    windows: &mut [Window],
    run: &Run,
    own: &[u32],
    plans: &[WindowPlan],
    today: Day,
) {
    for at in own {
        let at = *at as usize;
        if let (Some(plan), Some(window)) = (plans.get(at), windows.get_mut(at))
            && age(today, run.day) < plan.days
        {
            window.count += run.count;
            window.value += run.value;
        }
    }
}

#[inline]
fn add(sums: &mut [Sums], run: &Run, kind: &EventKind, signals: &[SignalPlan], age: u32) {
    for id in &kind.signals {
        if let (Some(signal), Some(sums)) = (signals.get(*id as usize), sums.get_mut(*id as usize))
        {
            sums.add(run, signal, age);
        }
    }
}

impl Sums {
    #[inline]
    fn add(&mut self, run: &Run, signal: &SignalPlan, age: u32) {
        let mut count = run.count;
        if signal.limit == u64::MAX && signal.limit_per_day == u64::MAX {
            let factor = signal.factors.factor(age);
            self.counted += count;
            self.factors += u128::from(count) * u128::from(factor);
            if matches!(signal.worth, Worth::Unit(_)) {
                self.weighted += run.value * i128::from(factor);
            }
            return;
        }
        if signal.limit_per_day < u64::MAX {
            if self.counted == 0 || self.day != run.day {
                (self.day, self.left) = (run.day, signal.limit_per_day);
            }
            count = count.min(self.left);
            self.left -= count;
        }
        count = count.min(signal.limit.saturating_sub(self.counted));
        self.counted += count;
        // Limits stand beside points only: values do not count here.
        let factor = signal.factors.factor(age);
        self.factors += u128::from(count) * u128::from(factor);
    }

    /// Adds events of which all count: how many, the sums of their factors and
    /// of their values times these.
    #[inline]
    pub(super) fn join(&mut self, count: u64, (factors, weighted): (u128, i128)) {
        self.counted += count;
        self.factors += factors;
        self.weighted += weighted;
    }

    /// The signal's points before its clamp; `None` beyond 10^12.
    #[inline]
    pub(crate) fn points(&self, worth: Worth) -> Option<Milli> {
        // Nearly always 64 bits hold all of it.
        if let (Worth::Event(points), Ok(factors)) = (worth, i64::try_from(self.factors))
            && let Some(sum) = points.0.checked_mul(factors)
        {
            return within_total(round_div(sum.into(), i128::from(FACTOR_ONE)));
        }
        self.wide_points(worth)
    }

    fn wide_points(&self, worth: Worth) -> Option<Milli> {
        let exact = match worth {
            Worth::Event(points) => {
                let factors = i128::try_from(self.factors).ok()?;
                let sum = i128::from(points.0).checked_mul(factors)?;
                round_div(sum, i128::from(FACTOR_ONE))
            }
            Worth::Unit(points) => {
                let sum = i128::from(points.0).checked_mul(self.weighted)?;
                round_div(sum, i128::from(FACTOR_ONE) * i128::from(SCALE))
            }
        };
        within_total(exact)
    }
}

/// A sum in thousandths, unless it is beyond 10^12.
#[cfg_attr(small, optimize(speed))]
pub(crate) fn within_total(sum: i128) -> Option<Milli> {
    let milli = i64::try_from(sum).ok()?;
    (milli.abs() <= MAX_TOTAL * SCALE).then_some(Milli(milli))
}

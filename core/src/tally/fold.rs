//! The fold: runs of events become sums and counts at an instant.

use super::kinds::Kinds;
use crate::exact::{Day, FACTOR_ONE, MAX_TOTAL, Milli, SCALE, round_div};
use crate::model::ids::{ById, CounterId, KindId, SignalId};
use crate::model::kinds::EventKind;
use crate::model::plan::{SignalPlan, WindowPlan, Worth};

/// Events of one kind on one day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Run {
    pub(crate) day: Day,
    pub(crate) kind: KindId,
    pub(crate) count: u64,
    /// Sum of the values in thousandths.
    pub(crate) value: i128,
}

/// The events of a signal or of a set of signals.
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
    #[inline]
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
    /// The oldest and the newest day; `None` without events.
    #[inline]
    pub(crate) fn days(&self) -> Option<(Day, Day)> {
        (self.count > 0).then_some((self.oldest, self.newest))
    }

    #[inline]
    fn add(&mut self, run: &Run) {
        self.join(&Self {
            count: run.count,
            value: run.value,
            newest: run.day,
            oldest: run.day,
        });
    }

    /// Adds the events of another counter, which has at least one.
    #[inline]
    pub(super) fn join(&mut self, other: &Self) {
        self.newest = self.newest.max(other.newest);
        self.oldest = self.oldest.min(other.oldest);
        self.count += other.count;
        self.value += other.value;
    }
}

/// The events of a counter within the last days.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Window {
    pub(crate) count: u64,
    /// Sum of the values in thousandths.
    pub(crate) value: i128,
}

/// Sums over the events of a signal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct SignalSums {
    /// Number of events that count, after resets and limits.
    pub(crate) counted: u64,
    /// Sums over the events that count.
    sums: WeightedSums,
    /// For `limit_per_day`: the current day.
    day: Day,
    /// For `limit_per_day`: how many more events of the current day may count.
    left: u64,
}

/// Sums over decay factors, which have 32 fractional bits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct WeightedSums {
    /// Sum of the factors.
    pub(super) factors: u128,
    /// Sum of value (in thousandths) times factor.
    pub(super) weighted: i128,
}

/// The purchases of one day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct PurchaseDay {
    pub(crate) day: Day,
    pub(crate) count: u64,
    /// Sum of the values in thousandths.
    pub(crate) value: i128,
}

/// How many counters, windows and sums a tally has.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Shape {
    pub(crate) counters: usize,
    pub(crate) windows: usize,
    pub(crate) sums: usize,
}

/// The counters, windows and sums of one lead, or of one of its interests.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tally {
    /// By id: signals, then sets of signals.
    pub(crate) counters: ById<CounterId, Counter>,
    pub(crate) windows: Vec<Window>,
    /// By the id of a signal.
    pub(crate) sums: ById<SignalId, SignalSums>,
}

/// Days from an event to today; 0 for a later day, which clocks that are set back over midnight give.
#[inline]
pub(crate) fn age(today: Day, day: Day) -> u32 {
    u32::try_from(today.since(day)).unwrap_or(0)
}

impl Tally {
    /// Clears everything and sets the shape.
    #[cfg_attr(small, optimize(speed))]
    pub(crate) fn reset(&mut self, shape: Shape) {
        // In most cases the shape stays, and the lists are only overwritten.
        self.counters.resize(shape.counters, Counter::default());
        self.windows.resize(shape.windows, Window::default());
        self.sums.resize(shape.sums, SignalSums::default());
        self.counters.fill(Counter::default());
        self.reset_day();
    }

    /// Clears what depends on the day; counters stay.
    #[inline]
    pub(crate) fn reset_day(&mut self) {
        self.windows.fill(Window::default());
        self.sums.fill(SignalSums::default());
    }

    /// Adds runs to the counters.
    #[inline]
    pub(crate) fn count<'r>(&mut self, runs: impl Iterator<Item = &'r Run>, kinds: &Kinds<'_>) {
        for run in runs {
            if let Some(kind) = kinds.get(run.kind) {
                count(&mut self.counters, run, kind);
            }
        }
    }

    /// Adds a run to those of the windows `own` that reach back to it.
    #[inline]
    pub(crate) fn within(&mut self, run: &Run, own: &[u32], plans: &[WindowPlan], today: Day) {
        within(&mut self.windows, run, own, plans, today);
    }

    /// Adds a run to the sums of its signals. With limits, runs must come newest day first.
    #[inline]
    pub(crate) fn add(
        &mut self,
        run: &Run,
        kind: &EventKind,
        signals: &ById<SignalId, SignalPlan>,
        today: Day,
    ) {
        add(&mut self.sums, run, kind, signals, age(today, run.day));
    }

    /// The newest day of a counter: events on or before it no longer give points.
    #[inline]
    pub(crate) fn reset_after(&self, counter: Option<CounterId>) -> Option<Day> {
        let (_, newest) = self.counters.by_id(counter?)?.days()?;
        Some(newest)
    }
}

/// Adds a run to the counters of its kind.
#[inline]
fn count(counters: &mut ById<CounterId, Counter>, run: &Run, kind: &EventKind) {
    for id in &kind.counters {
        if let Some(counter) = counters.by_id_mut(*id) {
            counter.add(run);
        }
    }
}

/// Adds a run to those of the windows `own` that reach back to it.
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

/// Adds a run, `age` days old, to the sums of its signals.
#[inline]
fn add(
    sums: &mut ById<SignalId, SignalSums>,
    run: &Run,
    kind: &EventKind,
    signals: &ById<SignalId, SignalPlan>,
    age: u32,
) {
    for id in &kind.signals {
        if let (Some(signal), Some(sums)) = (signals.by_id(*id), sums.by_id_mut(*id)) {
            sums.add(run, signal, age);
        }
    }
}

impl SignalSums {
    #[inline]
    fn add(&mut self, run: &Run, signal: &SignalPlan, age: u32) {
        let mut count = run.count;
        if signal.limit == u64::MAX && signal.limit_per_day == u64::MAX {
            let factor = signal.factors.factor(age);
            self.counted += count;
            self.sums.factors += u128::from(count) * u128::from(factor);
            if matches!(signal.worth, Worth::Unit(_)) {
                self.sums.weighted += run.value * i128::from(factor);
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
        // The language allows limits with `points` only, so values do not matter here.
        let factor = signal.factors.factor(age);
        self.sums.factors += u128::from(count) * u128::from(factor);
    }

    /// Adds `count` events, all of which count, with their sums.
    #[inline]
    pub(super) fn join(&mut self, count: u64, sums: WeightedSums) {
        self.counted += count;
        self.sums.factors += sums.factors;
        self.sums.weighted += sums.weighted;
    }

    /// The points of the signal before its clamp; `None` if they exceed 10^12.
    #[inline]
    pub(crate) fn points(&self, worth: Worth) -> Option<Milli> {
        // In nearly all cases 64 bits are enough.
        if let (Worth::Event(points), Ok(factors)) = (worth, i64::try_from(self.sums.factors))
            && let Some(sum) = points.0.checked_mul(factors)
        {
            return within_total(round_div(sum.into(), i128::from(FACTOR_ONE)));
        }
        self.wide_points(worth)
    }

    /// [`SignalSums::points`] in 128 bits.
    fn wide_points(&self, worth: Worth) -> Option<Milli> {
        let exact = match worth {
            Worth::Event(points) => {
                let factors = i128::try_from(self.sums.factors).ok()?;
                let sum = i128::from(points.0).checked_mul(factors)?;
                round_div(sum, i128::from(FACTOR_ONE))
            }
            Worth::Unit(points) => {
                let sum = i128::from(points.0).checked_mul(self.sums.weighted)?;
                round_div(sum, i128::from(FACTOR_ONE) * i128::from(SCALE))
            }
        };
        within_total(exact)
    }
}

/// A sum of thousandths as points; `None` if it exceeds 10^12.
#[cfg_attr(small, optimize(speed))]
pub(crate) fn within_total(sum: i128) -> Option<Milli> {
    let milli = i64::try_from(sum).ok()?;
    (milli.abs() <= MAX_TOTAL * SCALE).then_some(Milli(milli))
}

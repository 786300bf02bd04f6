//! The tallies of many leads, added up as their events come.

use super::fold::{Counter, Run, Shape, Tally, age, within};
use crate::exact::{Day, Factors};
use crate::model::plan::{Compiled, SignalPlan, Worth};

/// More kinds of events than this take more room for a lead than its runs.
const MOST_KINDS: usize = 64;

/// Ages in days of which factors are kept beside each other; older events are
/// rarer, and theirs are worked out.
const AGES: u32 = 1 << 10;

/// What events of each kind add to at one instant: worked out once, used by the
/// tallies of all leads.
pub(crate) struct Rules<'p> {
    plan: &'p Compiled,
    today: Day,
    /// By the id of a kind.
    kinds: Vec<Place>,
    /// Of each pair of a kind and one of its signals.
    decays: Vec<Decay>,
    shape: Shape,
}

/// Where the numbers of a kind are within those of a lead.
#[derive(Clone, Copy, Default)]
struct Place {
    counter: usize,
    first: usize,
    end: usize,
    windowed: bool,
}

/// How a signal decays, and whether its points are by value.
struct Decay {
    factors: Factors,
    /// By age.
    young: Box<[u64]>,
    by_value: bool,
}

impl Decay {
    fn of(signal: &SignalPlan) -> Self {
        Self {
            young: (0..AGES).map(|age| signal.factors.factor(age)).collect(),
            factors: signal.factors.clone(),
            by_value: matches!(signal.worth, Worth::Unit(_)),
        }
    }

    #[inline]
    fn factor(&self, age: u32) -> u64 {
        match self.young.get(age as usize) {
            Some(factor) => *factor,
            None => self.factors.factor(age),
        }
    }
}

impl<'p> Rules<'p> {
    /// What events add to on that day.
    pub(crate) fn of(plan: &'p Compiled, today: Day) -> Self {
        let (mut kinds, mut decays, mut counters) = (Vec::new(), Vec::new(), 0);
        for kind in &plan.kinds {
            let first = decays.len();
            let signals = kind.signals.iter().filter(|_| plan.engagement.is_some());
            decays
                .extend(signals.filter_map(|id| Some(Decay::of(plan.signals.get(*id as usize)?))));
            kinds.push(Place {
                counter: counters,
                first,
                end: decays.len(),
                windowed: !kind.windows.is_empty(),
            });
            counters += usize::from(!kind.signals.is_empty());
        }
        let shape = Shape {
            counters,
            windows: plan.counting.windows.len(),
            sums: decays.len(),
        };
        Self {
            plan,
            today,
            kinds,
            decays,
            shape,
        }
    }

    /// Whether what a model says of a lead follows from sums that any order of
    /// its runs gives.
    pub(crate) fn serve(plan: &Compiled) -> bool {
        let resets = plan.engagement.as_ref().and_then(|one| one.reset);
        !plan.counting.limits
            && !plan.counting.purchase_days
            && !plan.intake.reads_more
            && resets.is_none()
            && plan.kinds.len() <= MOST_KINDS
    }
}

/// The tallies of many leads at one instant, to which events are added one by
/// one: for models of which none needs a lead's runs in order. An event touches
/// the numbers of its kind alone; what kinds add to is worked out at the end.
pub(crate) struct Field<'p> {
    rules: &'p Rules<'p>,
    /// Of each lead and kind.
    counters: Vec<Counter>,
    /// Of each lead and pair of a kind and a signal.
    weights: Vec<Weights>,
    windows: Vec<super::fold::Window>,
}

/// Sums of factors, and of values times factors.
#[derive(Clone, Copy, Default)]
struct Weights {
    factors: u128,
    weighted: i128,
}

impl<'p> Field<'p> {
    /// No leads; room for so many.
    pub(crate) fn new(rules: &'p Rules<'p>, leads: usize) -> Self {
        let shape = rules.shape;
        Self {
            counters: Vec::with_capacity(leads * shape.counters),
            weights: Vec::with_capacity(leads * shape.sums),
            windows: Vec::with_capacity(leads * shape.windows),
            rules,
        }
    }

    /// Makes so many leads of it.
    pub(crate) fn grow(&mut self, leads: usize) {
        let shape = self.rules.shape;
        self.counters
            .resize(leads * shape.counters, Counter::default());
        self.weights.resize(leads * shape.sums, Weights::default());
        self.windows.resize(leads * shape.windows, <_>::default());
    }

    /// Adds an event to a lead: its kind, day and value in thousandths.
    #[inline]
    pub(crate) fn add(&mut self, lead: usize, (kind, day): (u32, Day), value: i64) {
        let rules = self.rules;
        let Some(place) = rules.kinds.get(kind as usize) else {
            return;
        };
        let at = lead * rules.shape.counters + place.counter;
        if let Some(counter) = self.counters.get_mut(at) {
            counter.add_one(day, value);
        }
        let age = age(rules.today, day);
        let first = lead * rules.shape.sums + place.first;
        let decays = rules.decays.get(place.first..place.end).unwrap_or_default();
        let weights = self.weights.get_mut(first..first + decays.len());
        for (weights, decay) in weights.into_iter().flatten().zip(decays) {
            let factor = decay.factor(age);
            weights.factors += u128::from(factor);
            if decay.by_value {
                weights.weighted += i128::from(value) * i128::from(factor);
            }
        }
        if place.windowed {
            self.within(lead, (kind, day), value);
        }
    }

    fn within(&mut self, lead: usize, (kind, day): (u32, Day), value: i64) {
        let run = Run {
            day,
            kind,
            count: 1,
            value: i128::from(value),
        };
        let width = self.rules.shape.windows;
        let windows = self.windows.get_mut(lead * width..(lead + 1) * width);
        if let (Some(windows), Some(kind)) = (windows, self.rules.plan.kinds.get(kind as usize)) {
            let plans = &self.rules.plan.counting.windows;
            within(windows, &run, &kind.windows, plans, self.rules.today);
        }
    }

    /// The tally of a lead.
    pub(crate) fn tell(&self, lead: usize, tally: &mut Tally) {
        tally.reset(self.rules.plan.shape());
        let windows = row(&self.windows, lead, self.rules.shape.windows);
        tally.windows.copy_from_slice(windows);
        let counters = row(&self.counters, lead, self.rules.shape.counters);
        let weights = row(&self.weights, lead, self.rules.shape.sums);
        for (place, kind) in self.rules.kinds.iter().zip(&self.rules.plan.kinds) {
            let counter = counters.get(place.counter);
            let Some(counter) = counter.filter(|one| one.count > 0 && !kind.signals.is_empty())
            else {
                continue;
            };
            for at in &kind.counters {
                if let Some(sum) = tally.counters.get_mut(*at as usize) {
                    sum.join(counter);
                }
            }
            let own = weights.get(place.first..place.end).unwrap_or_default();
            for (weights, signal) in own.iter().zip(&kind.signals) {
                if let Some(sums) = tally.sums.get_mut(*signal as usize) {
                    sums.join(counter.count, (weights.factors, weights.weighted));
                }
            }
        }
    }
}

fn row<T>(list: &[T], at: usize, width: usize) -> &[T] {
    list.get(at * width..(at + 1) * width).unwrap_or_default()
}

impl Compiled {
    /// The shape of a lead's tally.
    pub(crate) fn shape(&self) -> Shape {
        let signals = self.signals.len();
        Shape {
            counters: self.counting.counters(signals),
            windows: self.counting.windows.len(),
            sums: signals,
        }
    }
}

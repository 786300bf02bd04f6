//! The tallies of many leads, added up as their events come.

use super::fold::{Counter, Run, Shape, Tally, age, within};
use crate::exact::{Day, Factors};
use crate::model::plan::{Compiled, Worth};

/// More kinds of events than this take more room for a lead than its runs.
const MOST_KINDS: usize = 64;

/// The tallies of many leads at one instant, to which events are added one by
/// one: for models of which none needs a lead's runs in order. An event touches
/// the numbers of its kind alone; what kinds add to is worked out at the end.
pub(crate) struct Field<'p> {
    plan: &'p Compiled,
    today: Day,
    /// By the id of a kind.
    kinds: Vec<Place>,
    /// Of each pair of a kind and one of its signals.
    decays: Vec<(Factors, bool)>,
    shape: Shape,
    /// Of each lead and kind.
    counters: Vec<Counter>,
    /// Of each lead and pair of a kind and a signal.
    weights: Vec<Weights>,
    windows: Vec<super::fold::Window>,
}

/// Where the numbers of a kind are within those of a lead.
#[derive(Clone, Copy, Default)]
struct Place {
    counter: usize,
    first: usize,
    end: usize,
    windowed: bool,
}

/// Sums of factors, and of values times factors.
#[derive(Clone, Copy, Default)]
struct Weights {
    factors: u128,
    weighted: i128,
}

impl<'p> Field<'p> {
    /// No leads; room for so many.
    pub(crate) fn new(plan: &'p Compiled, today: Day, leads: usize) -> Self {
        let (mut kinds, mut decays, mut counters) = (Vec::new(), Vec::new(), 0);
        for kind in &plan.kinds {
            let first = decays.len();
            let signals = kind.signals.iter().filter(|_| plan.engagement.is_some());
            decays.extend(signals.filter_map(|id| {
                let signal = plan.signals.get(*id as usize)?;
                let by_value = matches!(signal.worth, Worth::Unit(_));
                Some((signal.factors.clone(), by_value))
            }));
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
            counters: Vec::with_capacity(leads * shape.counters),
            weights: Vec::with_capacity(leads * shape.sums),
            windows: Vec::with_capacity(leads * shape.windows),
            plan,
            today,
            kinds,
            decays,
            shape,
        }
    }

    /// Whether what a model says of a lead follows from sums that any order of
    /// its runs gives.
    pub(crate) fn serves(plan: &Compiled) -> bool {
        let resets = plan.engagement.as_ref().and_then(|one| one.reset);
        !plan.counting.limits
            && !plan.counting.purchase_days
            && !plan.intake.reads_more
            && resets.is_none()
            && plan.kinds.len() <= MOST_KINDS
    }

    /// Makes so many leads of it.
    pub(crate) fn grow(&mut self, leads: usize) {
        let shape = self.shape;
        self.counters
            .resize(leads * shape.counters, Counter::default());
        self.weights.resize(leads * shape.sums, Weights::default());
        self.windows.resize(leads * shape.windows, <_>::default());
    }

    /// Adds an event to a lead: its kind, day and value in thousandths.
    #[inline]
    pub(crate) fn add(&mut self, lead: usize, (kind, day): (u32, Day), value: i64) {
        let Some(place) = self.kinds.get(kind as usize).copied() else {
            return;
        };
        let at = lead * self.shape.counters + place.counter;
        if let Some(counter) = self.counters.get_mut(at) {
            counter.add_one(day, value);
        }
        let age = age(self.today, day);
        let first = lead * self.shape.sums + place.first;
        let decays = self.decays.get(place.first..place.end).unwrap_or_default();
        let weights = self.weights.get_mut(first..first + decays.len());
        for (weights, (decay, by_value)) in weights.into_iter().flatten().zip(decays) {
            let factor = decay.factor(age);
            weights.factors += u128::from(factor);
            if *by_value {
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
        let width = self.shape.windows;
        let windows = self.windows.get_mut(lead * width..(lead + 1) * width);
        if let (Some(windows), Some(kind)) = (windows, self.plan.kinds.get(kind as usize)) {
            let plans = &self.plan.counting.windows;
            within(windows, &run, &kind.windows, plans, self.today);
        }
    }

    /// The tally of a lead.
    pub(crate) fn tell(&self, lead: usize, tally: &mut Tally) {
        tally.reset(self.plan.shape());
        let windows = row(&self.windows, lead, self.shape.windows);
        tally.windows.copy_from_slice(windows);
        let counters = row(&self.counters, lead, self.shape.counters);
        let weights = row(&self.weights, lead, self.shape.sums);
        for (place, kind) in self.kinds.iter().zip(&self.plan.kinds) {
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

//! The tallies of many leads, added up as their events come.

use super::fold::{Counter, Run, Shape, Tally, Window, age, within};
use super::rules::Rules;
use crate::exact::Day;
use crate::model::plan::Compiled;

/// The tallies of many leads at one instant, to which events are added one by
/// one: for models of which none needs a lead's runs in order. An event touches
/// the numbers of its kind alone; what kinds add to is worked out at the end.
pub(crate) struct Field<'p> {
    rules: &'p Rules<'p>,
    /// Of each lead and kind.
    counters: Vec<Counter>,
    /// Of each lead and pair of a kind and a signal.
    weights: Vec<Weights>,
    windows: Vec<Window>,
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

//! The tallies of many leads, added up as their events come.

use super::fold::{Counter, Run, Shape, Tally, Window, age, within};
use super::rules::{BatchRules, Place};
use crate::exact::Day;
use crate::model::plan::Compiled;

/// The tallies of many leads at one instant, to which events are added one by
/// one: for models of which none needs a lead's runs in order. An event touches
/// the numbers of its kind alone, and mostly these are one small cell; what kinds
/// add to is worked out at the end.
pub(crate) struct BatchTally<'p> {
    rules: &'p BatchRules<'p>,
    /// Of each lead and kind.
    cells: Vec<Cell>,
    /// By kind, of leads up to the last with a value: most kinds have none.
    values: Vec<Vec<i128>>,
    /// Of each lead and pair of a kind and a signal, where kinds have several
    /// signals or such as are by value.
    weights: Vec<Weights>,
    windows: Vec<Window>,
    /// Events that add to more than a cell: room.
    rest: Vec<(u32, u32, Day)>,
}

/// Events of a kind. No sum is too large: there are fewer than 2^32 events, and
/// no factor is above 2^32.
#[derive(Clone, Copy)]
struct Cell {
    /// Of the only signal, where [`Rules::alone`] gave it.
    factors: u64,
    count: u32,
    newest: Day,
    oldest: Day,
}

impl Cell {
    const EMPTY: Self = Self {
        factors: 0,
        count: 0,
        newest: Day(i32::MIN),
        oldest: Day(i32::MAX),
    };
}

/// Sums of factors, and of values times factors.
#[derive(Clone, Copy, Default)]
struct Weights {
    factors: u128,
    weighted: i128,
}

impl<'p> BatchTally<'p> {
    /// No leads; room for so many.
    pub(crate) fn new(rules: &'p BatchRules<'p>, leads: usize) -> Self {
        let shape = rules.shape;
        Self {
            cells: Vec::with_capacity(leads * shape.counters),
            values: vec![Vec::new(); shape.counters],
            weights: Vec::new(),
            rest: Vec::new(),
            windows: Vec::with_capacity(leads * shape.windows),
            rules,
        }
    }

    /// Makes so many leads of it.
    pub(crate) fn grow(&mut self, leads: usize) {
        let shape = self.rules.shape;
        self.cells.resize(leads * shape.counters, Cell::EMPTY);
        self.windows.resize(leads * shape.windows, <_>::default());
    }

    /// Adds events: the lead, kind and day of each.
    pub(crate) fn add(&mut self, events: impl Iterator<Item = (u32, u32, Day)>) {
        let (rules, width) = (self.rules, self.rules.shape.counters);
        let mut rest = std::mem::take(&mut self.rest);
        let cells = &mut self.cells[..];
        for (lead, kind, day) in events {
            let Some(quick) = rules.quick.get(kind as usize) else {
                continue;
            };
            // INVARIANT: both are within the years, of which the days are few.
            let age = rules.today.0.wrapping_sub(day.0).max(0).cast_unsigned();
            let factor = quick.factor(&rules.young, age.min(rules.ages));
            let at = lead as usize * width + quick.counter as usize;
            if let Some(cell) = cells.get_mut(at) {
                cell.newest = cell.newest.max(day);
                cell.oldest = cell.oldest.min(day);
                cell.count = cell.count.wrapping_add(1);
                cell.factors = cell.factors.wrapping_add(factor.unwrap_or_default());
            }
            if factor.is_none() {
                rest.push((lead, kind, day));
            }
        }
        for (lead, kind, day) in rest.drain(..) {
            self.weigh(lead, (kind, day), (1, 0));
        }
        self.rest = rest;
    }

    /// Adds the values, in thousandths, of events that are added.
    pub(crate) fn add_values(&mut self, events: impl Iterator<Item = (u32, u32, Day, i64)>) {
        for (lead, kind, day, value) in events {
            let Some(place) = self.rules.kinds.get(kind as usize) else {
                continue;
            };
            if let Some(values) = self.values.get_mut(place.counter) {
                let lead = lead as usize;
                if values.len() <= lead {
                    values.resize(lead + 1, 0);
                }
                if let Some(sum) = values.get_mut(lead) {
                    *sum += i128::from(value);
                }
            }
            if place.by_value || place.windowed {
                self.weigh(lead, (kind, day), (0, value));
            }
        }
    }

    /// Adds an event, or its value, to what is not of its cell.
    fn weigh(&mut self, lead: u32, (kind, day): (u32, Day), (count, value): (u32, i64)) {
        let (rules, lead) = (self.rules, lead as usize);
        let Some(place) = rules.kinds.get(kind as usize) else {
            return;
        };
        let width = rules.shape.sums;
        if self.weights.len() < (lead + 1) * width {
            self.weights.resize((lead + 1) * width, Weights::default());
        }
        let decays = rules.decays.get(place.first..place.end);
        let weights = self.weights.get_mut(lead * width + place.first..);
        let weights = weights.into_iter().flatten();
        for (weights, decay) in weights.zip(decays.unwrap_or_default()) {
            let factor = decay.factor(age(rules.today, day));
            weights.factors += u128::from(count) * u128::from(factor);
            if decay.by_value {
                weights.weighted += i128::from(value) * i128::from(factor);
            }
        }
        if place.windowed {
            let run = Run {
                day,
                kind,
                count: u64::from(count),
                value: i128::from(value),
            };
            self.within(lead, &run);
        }
    }

    fn within(&mut self, lead: usize, run: &Run) {
        let width = self.rules.shape.windows;
        let windows = self.windows.get_mut(lead * width..(lead + 1) * width);
        let kind = self.rules.plan.kinds.get(run.kind as usize);
        if let (Some(windows), Some(kind)) = (windows, kind) {
            let plans = &self.rules.plan.counting.windows;
            within(windows, run, &kind.windows, plans, self.rules.today);
        }
    }

    /// The tally of a lead.
    pub(crate) fn tell(&self, lead: usize, tally: &mut Tally) {
        tally.reset(self.rules.plan.shape());
        let windows = row(&self.windows, lead, self.rules.shape.windows);
        tally.windows.copy_from_slice(windows);
        let cells = row(&self.cells, lead, self.rules.shape.counters);
        let weights = row(&self.weights, lead, self.rules.shape.sums);
        for (place, kind) in self.rules.kinds.iter().zip(&self.rules.plan.kinds) {
            let cell = cells.get(place.counter);
            let Some(cell) = cell.filter(|one| one.count > 0 && !kind.signals.is_empty()) else {
                continue;
            };
            let counter = self.counter(lead, place, cell);
            for at in &kind.counters {
                if let Some(sum) = tally.counters.get_mut(*at as usize) {
                    sum.join(&counter);
                }
            }
            let own = weights.get(place.first..place.end).unwrap_or_default();
            if let ([signal], []) = (&kind.signals[..], own)
                && place.first < place.end
            {
                if let Some(sums) = tally.sums.get_mut(*signal as usize) {
                    sums.join(counter.count, (u128::from(cell.factors), 0));
                }
                continue;
            }
            // What is weighed comes on top: events that are old, or add to more.
            let mut alone = u128::from(cell.factors);
            for (at, signal) in (place.first..place.end).zip(&kind.signals) {
                let weights = own.get(at - place.first).copied().unwrap_or_default();
                let factors = weights.factors + std::mem::take(&mut alone);
                if let Some(sums) = tally.sums.get_mut(*signal as usize) {
                    sums.join(counter.count, (factors, weights.weighted));
                }
            }
        }
    }

    fn counter(&self, lead: usize, place: &Place, cell: &Cell) -> Counter {
        let values = self.values.get(place.counter);
        let value = values.and_then(|values| values.get(lead));
        Counter {
            count: u64::from(cell.count),
            value: value.copied().unwrap_or_default(),
            newest: cell.newest,
            oldest: cell.oldest,
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

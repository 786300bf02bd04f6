//! The tallies of many leads, summed while their events are read.

use super::batch_rules::{BatchRules, KindLayout};
use super::fold::{Counter, Run, Shape, Tally, WeightedSums, Window, age, within};
use crate::exact::Day;
use crate::model::ids::{Id, KindId};
use crate::model::plan::Compiled;

/// The tallies of many leads at one instant, to which events are added one by one.
///
/// Only for models that do not need the runs of a lead in order, see [`BatchRules::can_serve`]. An
/// event changes the numbers of its kind, in most cases one small cell; the counters and signals
/// of a kind get their sums in [`BatchTally::fill`].
pub(crate) struct BatchTally<'p> {
    rules: &'p BatchRules<'p>,
    /// One cell per lead and kind.
    cells: Vec<Cell>,
    /// Sums of values in thousandths, by kind, then by lead up to the last lead with a value. Most
    /// kinds have none.
    values: Vec<Vec<i128>>,
    /// One entry per lead and pair of kind and signal; used for events that add to more than
    /// their cell.
    weights: Vec<WeightedSums>,
    windows: Vec<Window>,
    /// Scratch memory: events that add to more than their cell.
    rest: Vec<LeadEvent>,
}

/// An event of one lead.
#[derive(Clone, Copy)]
pub(crate) struct LeadEvent {
    /// Position of the lead in the batch.
    pub(crate) lead: u32,
    /// Id of the kind.
    pub(crate) kind: KindId,
    pub(crate) day: Day,
}

/// Events of one lead and kind. The sums cannot overflow: there are fewer than 2^32 events, and no
/// factor is above 2^32.
#[derive(Clone, Copy)]
struct Cell {
    /// Sum of the factors of the kind's only signal, for kinds with a fast factor, see
    /// [`FastKind`](super::batch_rules::FastKind).
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

impl<'p> BatchTally<'p> {
    /// An empty batch with capacity for `leads` leads.
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

    /// Extends the batch to `leads` leads.
    pub(crate) fn grow(&mut self, leads: usize) {
        let shape = self.rules.shape;
        self.cells.resize(leads * shape.counters, Cell::EMPTY);
        self.windows.resize(leads * shape.windows, <_>::default());
    }

    /// Adds events, without their values.
    pub(crate) fn add(&mut self, events: impl Iterator<Item = LeadEvent>) {
        let (rules, width) = (self.rules, self.rules.shape.counters);
        let mut rest = std::mem::take(&mut self.rest);
        let cells = &mut self.cells[..];
        for event in events {
            let LeadEvent { lead, kind, day } = event;
            let Some(fast) = rules.fast.get(kind.at()) else {
                continue;
            };
            // INVARIANT: both days are within the supported years, so the difference cannot wrap.
            let age = rules.today.0.wrapping_sub(day.0).max(0).cast_unsigned();
            let factor = fast.factor(&rules.factors_by_age, age.min(rules.listed_ages));
            let at = lead as usize * width + fast.counter as usize;
            if let Some(cell) = cells.get_mut(at) {
                cell.newest = cell.newest.max(day);
                cell.oldest = cell.oldest.min(day);
                cell.count = cell.count.wrapping_add(1);
                cell.factors = cell.factors.wrapping_add(factor.unwrap_or_default());
            }
            if factor.is_none() {
                rest.push(event);
            }
        }
        for event in rest.drain(..) {
            self.weigh(event, 1, 0);
        }
        self.rest = rest;
    }

    /// Adds the values, in thousandths, of events that [`BatchTally::add`] counts.
    pub(crate) fn add_values(&mut self, events: impl Iterator<Item = (LeadEvent, i64)>) {
        for (event, value) in events {
            let Some(layout) = self.rules.kinds.get(event.kind.at()) else {
                continue;
            };
            if let Some(values) = self.values.get_mut(layout.counter) {
                let lead = event.lead as usize;
                if values.len() <= lead {
                    values.resize(lead + 1, 0);
                }
                if let Some(sum) = values.get_mut(lead) {
                    *sum += i128::from(value);
                }
            }
            if layout.by_value || layout.windowed {
                self.weigh(event, 0, value);
            }
        }
    }

    /// Adds `count` events like this one, and `value` thousandths, to the weights and windows,
    /// which a cell does not cover.
    fn weigh(&mut self, event: LeadEvent, count: u32, value: i64) {
        let LeadEvent { lead, kind, day } = event;
        let (rules, lead) = (self.rules, lead as usize);
        let Some(layout) = rules.kinds.get(kind.at()) else {
            return;
        };
        let width = rules.shape.sums;
        if self.weights.len() < (lead + 1) * width {
            self.weights
                .resize((lead + 1) * width, WeightedSums::default());
        }
        let decays = rules.decays.get(layout.first..layout.end);
        let weights = self.weights.get_mut(lead * width + layout.first..);
        let weights = weights.into_iter().flatten();
        for (weights, decay) in weights.zip(decays.unwrap_or_default()) {
            let factor = decay.factor(age(rules.today, day));
            weights.factors += u128::from(count) * u128::from(factor);
            if decay.by_value {
                weights.weighted += i128::from(value) * i128::from(factor);
            }
        }
        if layout.windowed {
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
        let kind = self.rules.plan.kinds.by_id(run.kind);
        if let (Some(windows), Some(kind)) = (windows, kind) {
            let plans = &self.rules.plan.counting.windows;
            within(windows, run, &kind.windows, plans, self.rules.today);
        }
    }

    /// Fills `tally` with the sums of one lead.
    pub(crate) fn fill(&self, lead: usize, tally: &mut Tally) {
        tally.reset(self.rules.plan.shape());
        let windows = row(&self.windows, lead, self.rules.shape.windows);
        tally.windows.copy_from_slice(windows);
        let cells = row(&self.cells, lead, self.rules.shape.counters);
        let weights = row(&self.weights, lead, self.rules.shape.sums);
        for (layout, kind) in self.rules.kinds.iter().zip(&self.rules.plan.kinds) {
            let cell = cells.get(layout.counter);
            let Some(cell) = cell.filter(|one| one.count > 0 && !kind.signals.is_empty()) else {
                continue;
            };
            let counter = self.counter(lead, layout, cell);
            for id in &kind.counters {
                if let Some(sum) = tally.counters.by_id_mut(*id) {
                    sum.join(&counter);
                }
            }
            let own = weights.get(layout.first..layout.end).unwrap_or_default();
            let fast = WeightedSums {
                factors: u128::from(cell.factors),
                weighted: 0,
            };
            if let ([signal], []) = (&kind.signals[..], own)
                && layout.first < layout.end
            {
                if let Some(sums) = tally.sums.by_id_mut(*signal) {
                    sums.join(counter.count, fast);
                }
                continue;
            }
            // The weights hold what the cell does not: old events, and events that add to more.
            let mut alone = fast.factors;
            for (at, signal) in (layout.first..layout.end).zip(&kind.signals) {
                let mut weights = own.get(at - layout.first).copied().unwrap_or_default();
                weights.factors += std::mem::take(&mut alone);
                if let Some(sums) = tally.sums.by_id_mut(*signal) {
                    sums.join(counter.count, weights);
                }
            }
        }
    }

    fn counter(&self, lead: usize, layout: &KindLayout, cell: &Cell) -> Counter {
        let values = self.values.get(layout.counter);
        let value = values.and_then(|values| values.get(lead));
        Counter {
            count: u64::from(cell.count),
            value: value.copied().unwrap_or_default(),
            newest: cell.newest,
            oldest: cell.oldest,
        }
    }
}

/// The `at`-th group of `width` entries; empty past the end.
fn row<T>(list: &[T], at: usize, width: usize) -> &[T] {
    list.get(at * width..(at + 1) * width).unwrap_or_default()
}

impl Compiled {
    /// The shape of the tally of a lead under this model.
    pub(crate) fn shape(&self) -> Shape {
        let signals = self.signals.len();
        Shape {
            counters: self.counting.counters(signals),
            windows: self.counting.windows.len(),
            sums: signals,
        }
    }
}

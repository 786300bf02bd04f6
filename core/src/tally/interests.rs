//! Interests: which runs belong to which, and their own tallies.

use std::collections::BTreeMap;

use super::fold::{Run, Tally};
use super::kinds::Kinds;
use crate::exact::Day;
use crate::model::plan::Compiled;
use crate::text::{Compare, prepare};

/// One interest as the events name it.
#[derive(Clone, Debug, Default)]
struct Entry<'e> {
    /// The least spelling in UTF-8 bytes among events that show interest.
    shown: Option<&'e str>,
    /// Positions of its runs.
    runs: Vec<u32>,
}

/// The interests of one lead by their prepared names, so that nothing depends
/// on the order in which events came.
#[derive(Clone, Debug, Default)]
pub(crate) struct InterestBook<'e>(BTreeMap<String, Entry<'e>>);

/// One interest with what its events add up to.
#[derive(Clone, Debug)]
pub(crate) struct InterestTally<'e> {
    pub(crate) key: String,
    pub(crate) shown: &'e str,
    pub(crate) tally: Tally,
}

impl<'e> InterestBook<'e> {
    /// Notes the interests that an event carries; `listed`: it shows interest.
    pub(super) fn add(
        &mut self,
        names: impl Iterator<Item = &'e str>,
        compare: Compare,
        run: u32,
        listed: bool,
    ) {
        for name in names {
            let key = prepare(name, compare);
            if !self.0.contains_key(&*key) {
                self.0.insert(key.clone().into_owned(), Entry::default());
            }
            let Some(entry) = self.0.get_mut(&*key) else {
                continue;
            };
            if listed {
                entry.shown = Some(entry.shown.map_or(name, |shown| shown.min(name)));
            }
            if entry.runs.last() != Some(&run) {
                entry.runs.push(run);
            }
        }
    }

    /// Tells the new positions of runs: `order` lists the old ones.
    pub(super) fn renumber(&mut self, order: &[u32]) {
        if self.0.is_empty() {
            return;
        }
        let mut places = vec![0; order.len()];
        for (new, old) in (0_u32..).zip(order) {
            if let Some(place) = places.get_mut(*old as usize) {
                *place = new;
            }
        }
        for entry in self.0.values_mut() {
            for run in &mut entry.runs {
                *run = places.get(*run as usize).copied().unwrap_or(*run);
            }
            entry.runs.sort_unstable();
        }
    }

    /// The tallies of the interests that some listed event showed.
    pub(crate) fn tallies(
        &self,
        plan: &Compiled,
        runs: &[Run],
        kinds: &Kinds<'_>,
        today: Day,
    ) -> Vec<InterestTally<'e>> {
        let reset = plan
            .intake
            .interest
            .as_ref()
            .and_then(|interest| interest.reset);
        let windows = &plan.counting.interest_windows;
        let one = |(key, entry): (&String, &Entry<'e>)| {
            let shown = entry.shown?;
            let mut tally = Tally::default();
            tally.reset(
                plan.counting.counters(plan.signals.len()),
                windows.len(),
                plan.signals.len(),
            );
            let own = entry.runs.iter().filter_map(|at| runs.get(*at as usize));
            tally.count(own.clone(), kinds, windows, today);
            let after = reset
                .and_then(|id| tally.counters.get(id as usize)?.days())
                .map(|(_, newest)| newest);
            tally.add(own, kinds, &plan.signals, today, after);
            Some(InterestTally {
                key: key.clone(),
                shown,
                tally,
            })
        };
        self.0.iter().filter_map(one).collect()
    }
}

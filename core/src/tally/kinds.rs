//! Kinds of events: the sets of signals that an event can fit.

use rustc_hash::FxHashMap;

use crate::model::plan::{Compiled, CountingPlan};

/// A set of signals that some event fits, and what follows from it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Kind {
    /// Sorted.
    pub(crate) signals: Vec<u32>,
    /// Counters that such an event adds to: its signals' own, then sets.
    pub(crate) counters: Vec<u32>,
    pub(crate) is_purchase: bool,
}

impl Kind {
    fn new(signals: &[u32], plan: &Compiled) -> Self {
        let mut counters = signals.to_vec();
        let first = plan.signals.len();
        for (at, set) in plan.counting.sets.iter().enumerate() {
            if signals
                .iter()
                .any(|signal| set.binary_search(signal).is_ok())
                && let Ok(id) = u32::try_from(first + at)
            {
                counters.push(id);
            }
        }
        let is_purchase = plan
            .counting
            .purchases
            .is_some_and(|id| counters.contains(&id));
        Self {
            signals: signals.to_vec(),
            counters,
            is_purchase,
        }
    }

    /// Whether events of this kind fit one of these signals (sorted).
    pub(crate) fn fits(&self, signals: &[u32]) -> bool {
        self.signals
            .iter()
            .any(|signal| signals.binary_search(signal).is_ok())
    }
}

/// The kinds seen so far; a kind's position is its id.
#[derive(Clone, Debug, Default)]
pub(crate) struct Kinds {
    list: Vec<Kind>,
    ids: FxHashMap<Box<[u32]>, u32>,
}

impl Kinds {
    pub(crate) fn get(&self, id: u32) -> Option<&Kind> {
        self.list.get(id as usize)
    }

    /// The id of the kind of events that fit exactly these signals (sorted).
    pub(crate) fn id(&mut self, signals: &[u32], plan: &Compiled) -> u32 {
        if let Some(id) = self.ids.get(signals) {
            return *id;
        }
        let id = u32::try_from(self.list.len()).unwrap_or(u32::MAX);
        self.list.push(Kind::new(signals, plan));
        self.ids.insert(signals.into(), id);
        id
    }
}

impl CountingPlan {
    /// How many counters there are.
    pub(crate) fn counters(&self, signals: usize) -> usize {
        signals + self.sets.len()
    }
}

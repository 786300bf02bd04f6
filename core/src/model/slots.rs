//! The facts that a model reads, each once, in the form that its conditions need.

use std::collections::HashMap;

use super::fact::{Fact, Phase};
use crate::condition::{SlotId, TextForm};

/// A fact in one form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct SlotKey {
    pub(crate) fact: Fact,
    /// How a text or tags are kept; `None` for other types.
    pub(crate) form: Option<TextForm>,
}

/// The slots of a model (or of its events) by the step that fills them.
#[derive(Clone, Debug, Default)]
pub(crate) struct SlotPlan {
    pub(crate) count: usize,
    /// The slots of facts that are equal on every day.
    lasting: Vec<(SlotId, SlotKey)>,
    /// The other slots, by phase.
    by_phase: Vec<Vec<(SlotId, SlotKey)>>,
    keys: Vec<SlotKey>,
}

impl SlotPlan {
    /// The fact of a slot.
    pub(crate) fn key(&self, slot: SlotId) -> Option<SlotKey> {
        self.keys.get(slot.0 as usize).copied()
    }

    /// The facts of all slots.
    pub(crate) fn keys(&self) -> impl Iterator<Item = &SlotKey> {
        self.keys.iter()
    }

    /// The slots that are equal on every day.
    pub(crate) fn lasting(&self) -> &[(SlotId, SlotKey)] {
        &self.lasting
    }

    /// The slots that a phase fills again for each day.
    pub(crate) fn in_phase(&self, phase: Phase) -> &[(SlotId, SlotKey)] {
        self.by_phase.get(phase as usize).map_or(&[], Vec::as_slice)
    }
}

/// Hands out slots while a model is compiled.
#[derive(Debug, Default)]
pub(crate) struct SlotTable {
    ids: HashMap<SlotKey, SlotId>,
    /// The number of tests on each slot so far.
    tests: HashMap<SlotId, usize>,
    keys: Vec<(SlotKey, Phase)>,
}

impl SlotTable {
    /// The slot of a fact in a form. Equal arguments give the same slot.
    pub(crate) fn slot(&mut self, key: SlotKey, phase: Phase) -> SlotId {
        let next = SlotId(u32::try_from(self.keys.len()).unwrap_or(u32::MAX));
        *self.ids.entry(key).or_insert_with(|| {
            self.keys.push((key, phase));
            next
        })
    }

    /// Counts another test on a slot. Returns the number of tests before it.
    pub(crate) fn count_test(&mut self, slot: SlotId) -> usize {
        let count = self.tests.entry(slot).or_default();
        *count += 1;
        *count - 1
    }

    pub(crate) fn finish(self) -> SlotPlan {
        let mut by_phase = vec![Vec::new(); Phase::COUNT];
        let mut lasting = Vec::new();
        for (at, (key, phase)) in (0_u32..).zip(&self.keys) {
            let slots = if key.fact.is_lasting() {
                Some(&mut lasting)
            } else {
                by_phase.get_mut(*phase as usize)
            };
            if let Some(slots) = slots {
                slots.push((SlotId(at), *key));
            }
        }
        SlotPlan {
            count: self.keys.len(),
            lasting,
            by_phase,
            keys: self.keys.into_iter().map(|(key, _)| key).collect(),
        }
    }
}

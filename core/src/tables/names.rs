//! Names of events that mean one thing whatever else the event says.

use rustc_hash::FxHashMap;

use super::key::Key;
use crate::model::plan::Compiled;

/// Kinds of events by their names, where the name decides the kind alone.
pub(super) struct Names {
    /// Open addressing, at most a quarter full; names of up to 16 bytes.
    slots: Vec<Option<(Key<2>, u32)>>,
    longer: FxHashMap<Box<[u8]>, u32>,
}

impl Names {
    /// The simple names of a model; `notes` tells the kinds that say more.
    pub(super) fn of(plan: &Compiled, notes: &[bool]) -> Self {
        let size = (plan.intake.plans.len() * 4).next_power_of_two().max(16);
        let mut names = Self {
            slots: vec![None; size],
            longer: FxHashMap::default(),
        };
        for (name, at) in &plan.intake.events {
            let Some(named) = plan.intake.plans.get(*at as usize) else {
                continue;
            };
            let ([_, kind], [(_, None)]) = (&named.kinds[..], &named.signals[..]) else {
                continue;
            };
            if !notes.get(*kind as usize).copied().unwrap_or(true) {
                names.insert(name.as_bytes(), *kind);
            }
        }
        names
    }

    fn insert(&mut self, name: &[u8], kind: u32) {
        let Some(key) = Key::short(name) else {
            self.longer.insert(name.into(), kind);
            return;
        };
        let mask = self.slots.len() - 1;
        let mut at = first(&key, mask);
        while self.slots.get(at).is_some_and(Option::is_some) {
            at = (at + 1) & mask;
        }
        if let Some(slot) = self.slots.get_mut(at) {
            *slot = Some((key, kind));
        }
    }

    /// The kind of all events of a name, if it is one.
    #[inline]
    pub(super) fn simple(&self, name: &[u8]) -> Option<u32> {
        let Some(key) = Key::short(name) else {
            return self.longer.get(name).copied();
        };
        let mask = self.slots.len() - 1;
        let mut at = first(&key, mask);
        loop {
            match self.slots.get(at)? {
                Some((known, kind)) if *known == key => return Some(*kind),
                Some(_) => at = (at + 1) & mask,
                None => return None,
            }
        }
    }
}

#[inline]
fn first(key: &Key<2>, mask: usize) -> usize {
    (key.rough_hash() >> 32) as usize & mask
}

//! The positions of the leads of a partition, by their keys.

use std::collections::BTreeMap;

use crate::tables::columns::lead_key::LeadKey;
use crate::tables::partition::record::Record;

/// Marks a slot without a lead.
const FREE: u32 = u32::MAX;
/// Greatest number of slots to search. Further colliding ids, such as those of an attack, go into a
/// tree.
const MOST_PROBES: usize = 48;

/// The positions of leads by their keys.
#[derive(Debug)]
pub(super) struct LeadIndex<const N: usize> {
    /// Positions, with open addressing; usually a quarter full, at most half.
    slots: Vec<u32>,
    /// The keys by position.
    keys: Vec<LeadKey<N>>,
    /// Leads that found no slot.
    crowded: BTreeMap<LeadKey<N>, u32>,
    /// Number of leads in the slots.
    held: usize,
}

impl<const N: usize> LeadIndex<N> {
    pub(super) fn new(leads: usize) -> Self {
        Self {
            slots: vec![FREE; (leads * 4).next_power_of_two().max(16)],
            keys: Vec::with_capacity(leads),
            crowded: BTreeMap::new(),
            held: 0,
        }
    }

    /// Writes the positions of the leads of records; `new` gets the row of each new lead.
    pub(super) fn places(
        &mut self,
        records: &[Record<N>],
        places: &mut [u32],
        mut new: impl FnMut(u32),
    ) {
        let mut last = (LeadKey::NONE, FREE);
        for (record, place) in records.iter().zip(places) {
            // Consecutive rows often have the same lead.
            if record.key != last.0 || last.1 == FREE {
                let (found, is_new) = self.place(record.key);
                last = (record.key, found);
                if is_new {
                    new(record.row);
                }
            }
            *place = last.1;
        }
    }

    /// The position of a lead, which is added if it is new; the flag says whether it is.
    #[inline]
    pub(super) fn place(&mut self, key: LeadKey<N>) -> (u32, bool) {
        let first = first_slot(&key, self.slots.len() - 1);
        if let Some(place) = self.slots.get(first)
            && self.keys.get(*place as usize) == Some(&key)
        {
            return (*place, false);
        }
        self.search(key, first)
    }

    /// [`LeadIndex::place`] of a key that is not in its first slot.
    #[inline(never)]
    fn search(&mut self, key: LeadKey<N>, first: usize) -> (u32, bool) {
        let mask = self.slots.len() - 1;
        let mut at = first;
        for _ in 0..MOST_PROBES {
            match self.slots.get(at).copied() {
                Some(FREE) | None => return (self.insert(key, at), true),
                Some(place) if self.keys.get(place as usize) == Some(&key) => {
                    return (place, false);
                }
                Some(_) => at = (at + 1) & mask,
            }
        }
        if let Some(place) = self.crowded.get(&key) {
            return (*place, false);
        }
        let place = self.push(key);
        self.crowded.insert(key, place);
        (place, true)
    }

    fn push(&mut self, key: LeadKey<N>) -> u32 {
        self.keys.push(key);
        u32::try_from(self.keys.len() - 1).unwrap_or(FREE)
    }

    fn insert(&mut self, key: LeadKey<N>, at: usize) -> u32 {
        let place = self.push(key);
        if let Some(slot) = self.slots.get_mut(at) {
            *slot = place;
        }
        self.held += 1;
        if self.held * 2 > self.slots.len() {
            self.grow();
        }
        place
    }

    fn grow(&mut self) {
        let size = self.slots.len() * 2;
        self.slots.clear();
        self.slots.resize(size, FREE);
        self.crowded.clear();
        self.held = 0;
        for (place, key) in (0_u32..).zip(&self.keys) {
            let mut at = first_slot(key, size - 1);
            let free = (0..MOST_PROBES).find(|_| {
                let free = self.slots.get(at) == Some(&FREE);
                at = if free { at } else { (at + 1) & (size - 1) };
                free
            });
            match (free, self.slots.get_mut(at)) {
                (Some(_), Some(slot)) => {
                    *slot = place;
                    self.held += 1;
                }
                _ => drop(self.crowded.insert(*key, place)),
            }
        }
    }
}

/// The slot at which probing begins. It uses the lowest bits of the hash; the highest chose the
/// partition.
#[inline]
#[expect(clippy::cast_possible_truncation, reason = "masked at once")]
fn first_slot<const N: usize>(key: &LeadKey<N>, mask: usize) -> usize {
    key.hash() as usize & mask
}

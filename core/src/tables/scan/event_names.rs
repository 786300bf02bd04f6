//! Names of events that mean one thing whatever else the event says.

use rustc_hash::FxHashMap;

use crate::lead::UnknownEvents;
use crate::model::plan::Compiled;
use crate::tables::columns::short_text::{shortened, slot_of};
use crate::tables::columns::texts::Texts;
use crate::tables::partition::record::PackedEvent;

/// Slots at least.
const FEWEST: usize = 256;
/// How many slots are looked at.
const PROBES: usize = 4;
/// Names that the model does not know and that are remembered, at most.
const MOST_UNKNOWN: usize = 1 << 12;
/// Stands for no short name.
const NONE: u128 = u128::MAX;

/// What events are by their names, where the name decides that alone: also the
/// names that the model does not know, once they were met.
#[derive(Clone)]
pub(crate) struct Names {
    /// Names of up to 16 bytes: open addressing, at most an eighth full in the
    /// beginning. The few that find no slot are only read more slowly.
    slots: Vec<(u128, PackedEvent)>,
    longer: FxHashMap<Box<[u8]>, PackedEvent>,
    unknown: Vec<(Box<str>, u64)>,
}

impl Names {
    /// The simple names of a model; `notes` tells the kinds that say more.
    pub(crate) fn of(plan: &Compiled, notes: &[bool]) -> Self {
        let size = (plan.intake.plans.len() * 8)
            .next_power_of_two()
            .max(FEWEST);
        let mut names = Self {
            slots: vec![(NONE, PackedEvent::BY_ROW); size],
            longer: FxHashMap::default(),
            unknown: Vec::new(),
        };
        for (name, at) in &plan.intake.events {
            let Some(named) = plan.intake.plans.get(*at as usize) else {
                continue;
            };
            let ([_, kind], [(_, None)]) = (&named.kinds[..], &named.signals[..]) else {
                continue;
            };
            let what = PackedEvent::of_kind(*kind);
            if let (Some(false), Some(what)) = (notes.get(*kind as usize), what) {
                names.insert(name, what);
            }
        }
        names
    }

    fn insert(&mut self, name: &str, what: PackedEvent) {
        let short = shortened(name.as_bytes());
        if short == NONE {
            self.longer.insert(name.as_bytes().into(), what);
            return;
        }
        for at in self.probes(short) {
            if let Some(slot) = self.slots.get_mut(at).filter(|slot| slot.0 == NONE) {
                *slot = (short, what);
                return;
            }
        }
    }

    /// Remembers a name that the model does not know, and counts one event.
    #[cold]
    pub(crate) fn meet(&mut self, name: &str, unknown: &mut UnknownEvents) {
        unknown.add(name);
        if self.unknown.len() < MOST_UNKNOWN.min(self.slots.len() / 4)
            && let Some(what) = PackedEvent::unknown(self.unknown.len())
        {
            self.unknown.push((name.into(), 0));
            self.insert(name, what);
        }
    }

    /// Counts an event of a name that was met.
    #[inline]
    pub(crate) fn count(&mut self, what: PackedEvent) {
        if let Some((_, count)) = self.unknown.get_mut(what.number()) {
            *count += 1;
        }
    }

    /// Tells what was counted.
    pub(crate) fn tell(&self, unknown: &mut UnknownEvents) {
        for (name, count) in self.unknown.iter().filter(|(_, count)| *count > 0) {
            unknown.add_many(name, *count);
        }
    }

    /// What events are by the names of `found.len()` rows from `first` on, of
    /// which `shorts` are given.
    pub(crate) fn whats(
        &self,
        names: &dyn Texts,
        first: usize,
        shorts: &[u128],
        found: &mut [PackedEvent],
    ) {
        for (at, (short, place)) in shorts.iter().zip(found).enumerate() {
            *place = match self.slots.get(slot_of(*short, self.slots.len())) {
                Some((known, what)) if known == short && *short != NONE => *what,
                _ => self.second(names, first + at, *short),
            };
        }
    }

    /// A name that does not stand in the first slot.
    #[inline(never)]
    fn second(&self, names: &dyn Texts, row: usize, short: u128) -> PackedEvent {
        if short == NONE {
            let what = names
                .text(row)
                .and_then(|name| self.longer.get(name.as_bytes()));
            return what.copied().unwrap_or(PackedEvent::BY_ROW);
        }
        let mut slots = self.probes(short).filter_map(|at| self.slots.get(at));
        let found = slots.find(|(known, _)| *known == short || *known == NONE);
        found.map_or(PackedEvent::BY_ROW, |(_, what)| *what)
    }

    /// Where a name may be.
    fn probes(&self, name: u128) -> impl Iterator<Item = usize> + use<> {
        let slots = self.slots.len();
        let (first, mask) = (slot_of(name, slots), slots - 1);
        (first..first + PROBES).map(move |at| at & mask)
    }
}

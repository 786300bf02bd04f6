//! Event names that alone decide the kind of an event.

use rustc_hash::FxHashMap;

use crate::lead::UnknownEvents;
use crate::model::ids::Id;
use crate::model::plan::Compiled;
use crate::tables::columns::short_text::{shortened, slot_of};
use crate::tables::columns::texts::Texts;
use crate::tables::partition::record::PackedEvent;

/// Least number of slots.
const FEWEST: usize = 256;
/// Number of slots that a name may be in.
const PROBES: usize = 4;
/// Greatest number of unknown names that are remembered.
const MOST_UNKNOWN: usize = 1 << 12;
/// The short form of names that are not short, and of empty slots.
const NONE: u128 = u128::MAX;

/// The packed events of names that alone decide the kind. Names that the model does not know are added
/// when they are read.
#[derive(Clone)]
pub(crate) struct EventNames {
    /// Names of up to 16 bytes, with open addressing, at first at most an eighth full. Names that
    /// find no free slot take the slow path.
    slots: Vec<(u128, PackedEvent)>,
    longer: FxHashMap<Box<[u8]>, PackedEvent>,
    /// Unknown names by their numbers, with the number of events.
    unknown: Vec<(Box<str>, u64)>,
}

impl EventNames {
    /// The names of a model with one signal without a condition. `needs_row` says, by kind, whether events
    /// need more than a record.
    pub(crate) fn new(plan: &Compiled, needs_row: &[bool]) -> Self {
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
            let event = PackedEvent::of_kind(*kind);
            if let (Some(false), Some(event)) = (needs_row.get(kind.at()), event) {
                names.insert(name, event);
            }
        }
        names
    }

    fn insert(&mut self, name: &str, event: PackedEvent) {
        let short = shortened(name.as_bytes());
        if short == NONE {
            self.longer.insert(name.as_bytes().into(), event);
            return;
        }
        for at in self.probes(short) {
            if let Some(slot) = self.slots.get_mut(at).filter(|slot| slot.0 == NONE) {
                *slot = (short, event);
                return;
            }
        }
    }

    /// Remembers a name that the model does not know, and counts one event.
    #[cold]
    pub(crate) fn remember(&mut self, name: &str, unknown: &mut UnknownEvents) {
        unknown.add(name);
        if self.unknown.len() < MOST_UNKNOWN.min(self.slots.len() / 4)
            && let Some(event) = PackedEvent::unknown(self.unknown.len())
        {
            self.unknown.push((name.into(), 0));
            self.insert(name, event);
        }
    }

    /// Counts an event of an unknown name that is remembered.
    #[inline]
    pub(crate) fn count(&mut self, event: PackedEvent) {
        if let Some((_, count)) = self.unknown.get_mut(event.number()) {
            *count += 1;
        }
    }

    /// Adds the counts of remembered unknown names to `unknown`.
    pub(crate) fn report(&self, unknown: &mut UnknownEvents) {
        for (name, count) in self.unknown.iter().filter(|(_, count)| *count > 0) {
            unknown.add_many(name, *count);
        }
    }

    /// Looks up the names of `found.len()` rows from `first` on; `shorts` are their short forms.
    pub(crate) fn look_up(
        &self,
        names: &dyn Texts,
        first: usize,
        shorts: &[u128],
        found: &mut [PackedEvent],
    ) {
        for (at, (short, place)) in shorts.iter().zip(found).enumerate() {
            *place = match self.slots.get(slot_of(*short, self.slots.len())) {
                Some((known, event)) if known == short && *short != NONE => *event,
                _ => self.look_up_slowly(names, first + at, *short),
            };
        }
    }

    /// Looks up a name that is not in its first slot.
    #[inline(never)]
    fn look_up_slowly(&self, names: &dyn Texts, row: usize, short: u128) -> PackedEvent {
        if short == NONE {
            let event = names
                .text(row)
                .and_then(|name| self.longer.get(name.as_bytes()));
            return event.copied().unwrap_or(PackedEvent::BY_ROW);
        }
        let mut slots = self.probes(short).filter_map(|at| self.slots.get(at));
        let found = slots.find(|(known, _)| *known == short || *known == NONE);
        found.map_or(PackedEvent::BY_ROW, |(_, event)| *event)
    }

    /// The slots that a name may be in.
    fn probes(&self, name: u128) -> impl Iterator<Item = usize> + use<> {
        let slots = self.slots.len();
        let (first, mask) = (slot_of(name, slots), slots - 1);
        (first..first + PROBES).map(move |at| at & mask)
    }
}

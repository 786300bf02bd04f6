//! Counted events: by kind, set of interests and day.

use super::HistoryError;
use crate::exact::{Day, MAX_HISTORY_EVENTS};

/// What events are counted by. The order is the one in which runs are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Key {
    pub(super) kind: u32,
    pub(super) set: u32,
    pub(super) day: Day,
}

/// Events of one key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Run {
    pub(super) key: Key,
    pub(super) count: u64,
    /// How many of them had a value.
    pub(super) valued: u64,
    /// Sum of the values in thousandths.
    pub(super) value: i128,
}

/// The runs of a history: sorted ones, and a short tail of newer ones that may
/// repeat their keys, so that counting an event never moves many others.
#[derive(Clone, Debug, Default)]
pub(super) struct Runs {
    sorted: Vec<Run>,
    tail: Vec<Run>,
    events: u64,
}

/// The tail is merged when it is longer than this and a quarter of the rest.
const TAIL: usize = 16;

impl Runs {
    /// How many events are counted.
    pub(super) fn events(&self) -> u64 {
        self.events
    }

    /// How many runs there are.
    pub(super) fn len(&self) -> usize {
        self.sorted.len() + self.tail.len()
    }

    /// All runs, in no order; a key may come more than once.
    pub(super) fn iter(&self) -> impl Iterator<Item = &Run> {
        self.sorted.iter().chain(&self.tail)
    }

    /// Whether so many events more can be counted.
    pub(super) fn room(&self, events: u64) -> Result<u64, HistoryError> {
        let events = self.events.checked_add(events);
        events
            .filter(|events| *events <= MAX_HISTORY_EVENTS)
            .ok_or(HistoryError::TooLarge)
    }

    /// Counts events.
    pub(super) fn add(&mut self, run: Run) -> Result<(), HistoryError> {
        self.events = self.room(run.count)?;
        let place = self
            .sorted
            .binary_search_by(|known| known.key.cmp(&run.key));
        let known = match place {
            Ok(at) => self.sorted.get_mut(at),
            Err(_) => self.tail.last_mut().filter(|last| last.key == run.key),
        };
        match known {
            Some(known) => known.join(&run),
            None => {
                self.tail.push(run);
                if self.tail.len() > TAIL.max(self.sorted.len() / 4) {
                    self.settle();
                }
            }
        }
        Ok(())
    }

    /// The runs in order, each key once.
    pub(super) fn settled(&self) -> Vec<Run> {
        let mut all = self.clone();
        all.settle();
        all.sorted
    }

    fn settle(&mut self) {
        self.sorted.append(&mut self.tail);
        self.sorted.sort_by_key(|run| run.key);
        self.sorted.dedup_by(|run, kept| {
            let same = run.key == kept.key;
            if same {
                kept.join(run);
            }
            same
        });
    }
}

impl Run {
    // INVARIANT: all counts of a history are at most `MAX_HISTORY_EVENTS`, and
    // each value at most 10^12 thousandths, so none of these overflows.
    fn join(&mut self, other: &Run) {
        self.count += other.count;
        self.valued += other.valued;
        self.value += other.value;
    }
}

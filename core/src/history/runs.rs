//! Events counted by kind, set of interests and day.

use super::HistoryError;
use crate::exact::{Day, MAX_HISTORY_EVENTS};

/// What events are counted by. Runs are sorted by it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct RunKey {
    /// Position of the kind.
    pub(super) kind: u32,
    /// Position of the set of interests.
    pub(super) set: u32,
    pub(super) day: Day,
}

/// The events of one key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct CountedRun {
    pub(super) key: RunKey,
    pub(super) count: u64,
    /// How many of them have a value.
    pub(super) valued: u64,
    /// Sum of the values in thousandths.
    pub(super) value: i128,
}

/// The runs of a history: a sorted list, and a short tail of newer runs that may repeat keys. The tail
/// avoids moving many runs for each event.
#[derive(Clone, Debug, Default)]
pub(super) struct CountedRuns {
    sorted: Vec<CountedRun>,
    tail: Vec<CountedRun>,
    events: u64,
}

/// The tail is merged when it is longer than this and than a quarter of the sorted list.
const TAIL: usize = 16;

impl CountedRuns {
    /// Number of events.
    pub(super) fn events(&self) -> u64 {
        self.events
    }

    /// Number of runs.
    pub(super) fn len(&self) -> usize {
        self.sorted.len() + self.tail.len()
    }

    /// All runs, unsorted; a key may occur more than once.
    pub(super) fn iter(&self) -> impl Iterator<Item = &CountedRun> {
        self.sorted.iter().chain(&self.tail)
    }

    /// The number of events after adding `events`.
    ///
    /// # Errors
    /// More events than a history can count.
    pub(super) fn room(&self, events: u64) -> Result<u64, HistoryError> {
        let events = self.events.checked_add(events);
        events
            .filter(|events| *events <= MAX_HISTORY_EVENTS)
            .ok_or(HistoryError::TooLarge)
    }

    /// Counts events.
    pub(super) fn add(&mut self, run: CountedRun) -> Result<(), HistoryError> {
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

    /// The runs, sorted, each key once.
    pub(super) fn settled(&self) -> Vec<CountedRun> {
        let mut all = self.clone();
        all.settle();
        all.sorted
    }

    /// Merges the tail into the sorted list.
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

impl CountedRun {
    // INVARIANT: all counts of a history are at most `MAX_HISTORY_EVENTS` and each value is at most
    // 10^12 in thousandths, so these sums cannot overflow.
    fn join(&mut self, other: &CountedRun) {
        self.count += other.count;
        self.valued += other.valued;
        self.value += other.value;
    }
}

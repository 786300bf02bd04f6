//! Records of events, first in the order of their rows, then by parts.

use super::block::BLOCK;
use super::key::Key;
use super::parted::{Parted, Parts};
use super::record::{Bucket, Record, What};

/// Records of the rows in hand, at most one each.
pub(super) struct Fresh<const N: usize> {
    records: [Record<N>; BLOCK],
    count: usize,
    /// Which record a value in thousandths is of, in their order.
    values: Vec<(usize, i64)>,
    /// Whether a row must be read again.
    pub(super) by_row: bool,
}

impl<const N: usize> Fresh<N> {
    pub(super) fn new() -> Self {
        Self {
            records: [Record::NONE; BLOCK],
            count: 0,
            values: Vec::new(),
            by_row: false,
        }
    }

    pub(super) fn is_full(&self) -> bool {
        self.count == BLOCK
    }

    pub(super) fn clear(&mut self) {
        self.count = 0;
        self.values.clear();
    }

    /// Adds a record of a row in the piece of work, and its value if it has one.
    #[inline]
    pub(super) fn push(&mut self, key: Key<N>, what: What, value: i64, row: usize) {
        if what.valued() {
            self.values.push((self.count, value));
        }
        if let Some(place) = self.records.get_mut(self.count) {
            // INVARIANT: a piece of work has fewer rows than that.
            let row = u32::try_from(row).unwrap_or(u32::MAX);
            *place = Record { key, what, row };
            self.count += 1;
        }
    }
}

/// Records in the order of their rows, with the part of each.
pub(super) struct Loose<const N: usize> {
    records: Vec<Record<N>>,
    parts: Parts,
    /// Which record a value in thousandths is of, in their order.
    values: Vec<(usize, i64)>,
    by_row: bool,
}

/// The records of each part.
pub(super) struct Sorted<const N: usize> {
    records: Parted<Record<N>>,
    values: Parted<i64>,
    /// Whether a row must be read again.
    pub(super) by_row: bool,
}

impl<const N: usize> Loose<N> {
    /// Room for so many records; fewer than 2^32.
    pub(super) fn new(records: usize, bits: u32) -> Self {
        Self {
            records: Vec::with_capacity(records),
            parts: Parts::new(records, bits),
            values: Vec::new(),
            by_row: false,
        }
    }

    /// Adds records.
    pub(super) fn extend(&mut self, fresh: &Fresh<N>) {
        let before = self.records.len();
        let values = fresh.values.iter();
        self.values
            .extend(values.map(|(at, value)| (before + at, *value)));
        let records = fresh.records.get(..fresh.count).unwrap_or_default();
        self.records.extend_from_slice(records);
        self.by_row |= fresh.by_row;
        let mut last = (Key::NONE, Key::<N>::NONE.hash());
        self.parts.extend(records.iter().map(|record| {
            // Rows of the same lead often follow each other.
            if record.key != last.0 {
                last = (record.key, record.key.hash());
            }
            last.1
        }));
    }

    /// Brings the records of each part together, in the order of their rows.
    pub(super) fn sorted(self) -> Sorted<N> {
        let valued = self.parts.of(self.values.iter().map(|(record, _)| *record));
        let values = self.values.iter().map(|(_, value)| *value).collect();
        Sorted {
            values: valued.sorted(values, 0),
            records: self.parts.sorted(self.records, Record::NONE),
            by_row: self.by_row,
        }
    }
}

impl<const N: usize> Sorted<N> {
    /// The records of a part.
    pub(super) fn bucket(&self, part: usize) -> Bucket<'_, N> {
        Bucket {
            records: self.records.part(part),
            values: self.values.part(part),
        }
    }
}

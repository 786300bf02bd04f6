//! Records of events, first in the order of their rows, then by parts.

use super::radix::{Parted, Parts};
use super::record::{Bucket, PackedEvent, Record};
use crate::tables::columns::lead_key::Key;
use crate::tables::columns::pieces::BLOCK;

/// Records of the rows in hand, at most one each.
pub(crate) struct Fresh<const N: usize> {
    records: [Record<N>; BLOCK],
    count: usize,
    /// Which record a value in thousandths is of, in their order.
    values: Vec<(usize, i64)>,
    /// Whether a row must be read again.
    pub(crate) by_row: bool,
}

impl<const N: usize> Fresh<N> {
    pub(crate) fn new() -> Self {
        Self {
            records: [Record::NONE; BLOCK],
            count: 0,
            values: Vec::new(),
            by_row: false,
        }
    }

    pub(crate) fn is_full(&self) -> bool {
        self.count == BLOCK
    }

    pub(crate) fn clear(&mut self) {
        self.count = 0;
        self.values.clear();
    }

    /// Adds a record of a row in the piece of work, and its value if it has one.
    #[inline]
    pub(crate) fn push(&mut self, key: Key<N>, what: PackedEvent, value: i64, row: usize) {
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
pub(crate) struct Unpartitioned<const N: usize> {
    records: Vec<Record<N>>,
    parts: Parts,
    /// Which record a value in thousandths is of, in their order.
    values: Vec<(usize, i64)>,
    by_row: bool,
}

/// The records of each part.
pub(crate) struct Partitioned<const N: usize> {
    records: Parted<Record<N>>,
    values: Parted<i64>,
    /// Whether a row must be read again.
    pub(crate) by_row: bool,
}

impl<const N: usize> Unpartitioned<N> {
    /// Room for so many records; fewer than 2^32.
    pub(crate) fn new(records: usize, bits: u32) -> Self {
        Self {
            records: Vec::with_capacity(records),
            parts: Parts::new(records, bits),
            values: Vec::new(),
            by_row: false,
        }
    }

    /// Adds records.
    pub(crate) fn extend(&mut self, fresh: &Fresh<N>) {
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
    pub(crate) fn sorted(self) -> Partitioned<N> {
        let valued = self.parts.of(self.values.iter().map(|(record, _)| *record));
        let values = self.values.iter().map(|(_, value)| *value).collect();
        Partitioned {
            values: valued.sorted(values, 0),
            records: self.parts.sorted(self.records, Record::NONE),
            by_row: self.by_row,
        }
    }
}

impl<const N: usize> Partitioned<N> {
    /// The records of a part.
    pub(crate) fn bucket(&self, part: usize) -> Bucket<'_, N> {
        Bucket {
            records: self.records.part(part),
            values: self.values.part(part),
        }
    }
}

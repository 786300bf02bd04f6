//! Records of events, first in the order of their rows, then by partition.

use super::radix::{Buckets, PartitionIndex};
use super::record::{Bucket, PackedEvent, Record};
use crate::tables::columns::lead_key::LeadKey;
use crate::tables::columns::pieces::BLOCK;

/// The records of the current block of rows, at most one per row.
pub(crate) struct RecordBuffer<const N: usize> {
    records: [Record<N>; BLOCK],
    count: usize,
    /// Positions of the records with a value, and the values in thousandths.
    values: Vec<(usize, i64)>,
    /// Whether some row must be read again.
    pub(crate) by_row: bool,
}

impl<const N: usize> RecordBuffer<N> {
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

    /// Adds a record; `row` counts from the first of the piece of work, and `value` matters only if
    /// the event has one.
    #[inline]
    pub(crate) fn push(&mut self, key: LeadKey<N>, event: PackedEvent, value: i64, row: usize) {
        if event.valued() {
            self.values.push((self.count, value));
        }
        if let Some(place) = self.records.get_mut(self.count) {
            // INVARIANT: a piece of work has fewer than 2^32 rows.
            let row = u32::try_from(row).unwrap_or(u32::MAX);
            *place = Record { key, event, row };
            self.count += 1;
        }
    }
}

/// Records in the order of their rows, with the partition of each.
pub(crate) struct Unpartitioned<const N: usize> {
    records: Vec<Record<N>>,
    parts: PartitionIndex,
    /// Positions of the records with a value, and the values in thousandths.
    values: Vec<(usize, i64)>,
    by_row: bool,
}

/// Records by partition.
pub(crate) struct Partitioned<const N: usize> {
    records: Buckets<Record<N>>,
    values: Buckets<i64>,
    /// Whether some row must be read again.
    pub(crate) by_row: bool,
}

impl<const N: usize> Unpartitioned<N> {
    /// No records, with capacity for `records`, fewer than 2^32.
    pub(crate) fn new(records: usize, bits: u32) -> Self {
        Self {
            records: Vec::with_capacity(records),
            parts: PartitionIndex::new(records, bits),
            values: Vec::new(),
            by_row: false,
        }
    }

    /// Adds the records of a block.
    pub(crate) fn extend(&mut self, buffer: &RecordBuffer<N>) {
        let before = self.records.len();
        let values = buffer.values.iter();
        self.values
            .extend(values.map(|(at, value)| (before + at, *value)));
        let records = buffer.records.get(..buffer.count).unwrap_or_default();
        self.records.extend_from_slice(records);
        self.by_row |= buffer.by_row;
        let mut last = (LeadKey::NONE, LeadKey::<N>::NONE.hash());
        self.parts.extend(records.iter().map(|record| {
            // Consecutive rows often have the same lead.
            if record.key != last.0 {
                last = (record.key, record.key.hash());
            }
            last.1
        }));
    }

    /// Groups the records by partition, each in the order of their rows.
    pub(crate) fn partition(self) -> Partitioned<N> {
        let valued = self
            .parts
            .select(self.values.iter().map(|(record, _)| *record));
        let values = self.values.iter().map(|(_, value)| *value).collect();
        Partitioned {
            values: valued.partition(values, 0),
            records: self.parts.partition(self.records, Record::NONE),
            by_row: self.by_row,
        }
    }
}

impl<const N: usize> Partitioned<N> {
    /// The records of a partition.
    pub(crate) fn bucket(&self, part: usize) -> Bucket<'_, N> {
        Bucket {
            records: self.records.part(part),
            values: self.values.part(part),
        }
    }
}

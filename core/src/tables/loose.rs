//! Records in the order of their rows are brought together by parts.

use super::block::BLOCK;
use super::key::Key;
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
    parts: Vec<u16>,
    /// Which record a value in thousandths is of, in their order.
    values: Vec<(usize, i64)>,
    /// How many records each part has.
    counts: Vec<u32>,
    bits: u32,
    by_row: bool,
}

/// The records of each part, one part after the other.
pub(super) struct Parted<const N: usize> {
    records: Vec<Record<N>>,
    values: Vec<i64>,
    /// Where the records and values of each part end.
    ends: Vec<(u32, u32)>,
    /// Whether a row must be read again.
    pub(super) by_row: bool,
}

impl<const N: usize> Loose<N> {
    /// Room for so many records; fewer than 2^32.
    pub(super) fn new(records: usize, bits: u32) -> Self {
        Self {
            records: Vec::with_capacity(records),
            parts: Vec::with_capacity(records),
            values: Vec::new(),
            counts: vec![0; 1 << bits],
            bits,
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
        let (bits, counts) = (self.bits, &mut self.counts);
        let mut last = (Key::NONE, super::part_of(Key::<N>::NONE.hash(), bits));
        self.parts.extend(records.iter().map(|record| {
            // Rows of the same lead often follow each other.
            if record.key != last.0 {
                last = (record.key, super::part_of(record.key.hash(), bits));
            }
            if let Some(count) = counts.get_mut(last.1) {
                *count += 1;
            }
            // INVARIANT: there are fewer parts than that, see `MOST_BITS`.
            u16::try_from(last.1).unwrap_or(u16::MAX)
        }));
        self.by_row |= fresh.by_row;
    }

    /// Brings the records of each part together, in the order of their rows.
    pub(super) fn sorted(self) -> Parted<N> {
        let mut ends = vec![(0, 0); self.counts.len()];
        for (record, _) in &self.values {
            let part = self.parts.get(*record);
            if let Some(end) = part.and_then(|part| ends.get_mut(usize::from(*part))) {
                end.1 += 1;
            }
        }
        let mut next = self.counts;
        let mut sums = (0, 0);
        for (count, end) in next.iter_mut().zip(&mut ends) {
            let own = (*count, end.1);
            (*count, end.1) = sums;
            sums = (sums.0 + own.0, sums.1 + own.1);
        }
        let mut records = vec![Record::NONE; self.records.len()];
        for (record, part) in self.records.iter().zip(&self.parts) {
            if let Some(next) = next.get_mut(usize::from(*part))
                && let Some(place) = records.get_mut(*next as usize)
            {
                *place = *record;
                *next += 1;
            }
        }
        let mut values = vec![0; self.values.len()];
        for (record, value) in &self.values {
            let part = self.parts.get(*record);
            if let Some(end) = part.and_then(|part| ends.get_mut(usize::from(*part)))
                && let Some(place) = values.get_mut(end.1 as usize)
            {
                *place = *value;
                end.1 += 1;
            }
        }
        for (end, next) in ends.iter_mut().zip(next) {
            end.0 = next;
        }
        Parted {
            records,
            values,
            ends,
            by_row: self.by_row,
        }
    }
}

impl<const N: usize> Parted<N> {
    /// The records of a part.
    pub(super) fn bucket(&self, part: usize) -> Bucket<'_, N> {
        let end = |part: usize| self.ends.get(part).copied().unwrap_or_default();
        let first = part.checked_sub(1).map(end).unwrap_or_default();
        let end = end(part);
        let (records, values) = (
            first.0 as usize..end.0 as usize,
            first.1 as usize..end.1 as usize,
        );
        Bucket {
            records: self.records.get(records).unwrap_or_default(),
            values: self.values.get(values).unwrap_or_default(),
        }
    }
}

//! Radix partitioning: items in the order of their rows are grouped by the highest bits of their hashes.

/// The partition of a hash: its highest bits.
#[inline]
pub(crate) fn part_of(hash: u64, bits: u32) -> usize {
    (hash >> 1 >> (63 - bits)) as usize
}

/// The partition of each item, and the number of items of each partition. If there is only one
/// partition, nothing is stored and nothing is moved.
pub(crate) struct PartitionIndex {
    parts: Vec<u16>,
    counts: Vec<u32>,
    bits: u32,
}

impl PartitionIndex {
    /// An index with capacity for `items` items, fewer than 2^32.
    pub(crate) fn new(items: usize, bits: u32) -> Self {
        Self {
            parts: Vec::with_capacity(if bits == 0 { 0 } else { items }),
            counts: vec![0; 1 << bits],
            bits,
        }
    }

    /// Adds items by their hashes.
    pub(crate) fn extend(&mut self, hashes: impl Iterator<Item = u64>) {
        if self.bits == 0 {
            return;
        }
        let (bits, counts) = (self.bits, &mut self.counts[..]);
        self.parts.extend(hashes.map(|hash| {
            let part = part_of(hash, bits);
            if let Some(count) = counts.get_mut(part) {
                *count += 1;
            }
            // INVARIANT: there are fewer than 2^16 partitions, see `MOST_BITS`.
            u16::try_from(part).unwrap_or(u16::MAX)
        }));
    }

    /// The partitions of some of the items.
    pub(crate) fn select(&self, items: impl Iterator<Item = usize>) -> Self {
        let mut own = Self::new(0, self.bits);
        for item in items.filter(|_| self.bits > 0) {
            let part = self.parts.get(item).copied().unwrap_or_default();
            own.parts.push(part);
            if let Some(count) = own.counts.get_mut(usize::from(part)) {
                *count += 1;
            }
        }
        own
    }

    /// Groups items by partition, in their order; `none` is a placeholder.
    pub(crate) fn partition<T: Copy>(self, items: Vec<T>, none: T) -> Buckets<T> {
        if self.bits == 0 {
            // INVARIANT: there are fewer than 2^32 items.
            let end = u32::try_from(items.len()).unwrap_or(u32::MAX);
            return Buckets {
                items,
                ends: vec![end],
            };
        }
        let mut ends = self.counts;
        let mut sum = 0;
        for end in &mut ends {
            (*end, sum) = (sum, sum + *end);
        }
        let mut sorted = vec![none; self.parts.len()];
        for (item, part) in items.into_iter().zip(&self.parts) {
            if let Some(next) = ends.get_mut(usize::from(*part))
                && let Some(place) = sorted.get_mut(*next as usize)
            {
                *place = item;
                *next += 1;
            }
        }
        Buckets {
            items: sorted,
            ends,
        }
    }
}

/// Items grouped by partition.
pub(crate) struct Buckets<T> {
    items: Vec<T>,
    ends: Vec<u32>,
}

impl<T> Buckets<T> {
    /// The items of a partition.
    pub(crate) fn part(&self, part: usize) -> &[T] {
        let end = |part: usize| self.ends.get(part).copied().unwrap_or_default() as usize;
        let first = part.checked_sub(1).map(end).unwrap_or_default();
        self.items.get(first..end(part)).unwrap_or_default()
    }
}

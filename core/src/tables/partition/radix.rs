//! Things in the order of their rows are brought together by parts.

/// The part of a hash: its highest bits.
#[inline]
pub(crate) fn part_of(hash: u64, bits: u32) -> usize {
    (hash >> 1 >> (63 - bits)) as usize
}

/// The parts of things, one after the other, and how many each part has. Where
/// there is one part alone, nothing is written and nothing moved.
pub(crate) struct Parts {
    parts: Vec<u16>,
    counts: Vec<u32>,
    bits: u32,
}

impl Parts {
    /// Room for so many things; fewer than 2^32.
    pub(crate) fn new(things: usize, bits: u32) -> Self {
        Self {
            parts: Vec::with_capacity(if bits == 0 { 0 } else { things }),
            counts: vec![0; 1 << bits],
            bits,
        }
    }

    /// Adds things by their hashes.
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
            // INVARIANT: there are fewer parts than that, see `MOST_BITS`.
            u16::try_from(part).unwrap_or(u16::MAX)
        }));
    }

    /// The parts of some of the things only.
    pub(crate) fn of(&self, things: impl Iterator<Item = usize>) -> Self {
        let mut own = Self::new(0, self.bits);
        for thing in things.filter(|_| self.bits > 0) {
            let part = self.parts.get(thing).copied().unwrap_or_default();
            own.parts.push(part);
            if let Some(count) = own.counts.get_mut(usize::from(part)) {
                *count += 1;
            }
        }
        own
    }

    /// Brings the things of each part together, in their order.
    pub(crate) fn sorted<T: Copy>(self, things: Vec<T>, none: T) -> Parted<T> {
        if self.bits == 0 {
            // INVARIANT: there are fewer than that.
            let end = u32::try_from(things.len()).unwrap_or(u32::MAX);
            return Parted {
                things,
                ends: vec![end],
            };
        }
        let mut ends = self.counts;
        let mut sum = 0;
        for end in &mut ends {
            (*end, sum) = (sum, sum + *end);
        }
        let mut sorted = vec![none; self.parts.len()];
        for (thing, part) in things.into_iter().zip(&self.parts) {
            if let Some(next) = ends.get_mut(usize::from(*part))
                && let Some(place) = sorted.get_mut(*next as usize)
            {
                *place = thing;
                *next += 1;
            }
        }
        Parted {
            things: sorted,
            ends,
        }
    }
}

/// The things of each part, one part after the other.
pub(crate) struct Parted<T> {
    things: Vec<T>,
    ends: Vec<u32>,
}

impl<T> Parted<T> {
    /// Those of a part.
    pub(crate) fn part(&self, part: usize) -> &[T] {
        let end = |part: usize| self.ends.get(part).copied().unwrap_or_default() as usize;
        let first = part.checked_sub(1).map(end).unwrap_or_default();
        self.things.get(first..end(part)).unwrap_or_default()
    }
}

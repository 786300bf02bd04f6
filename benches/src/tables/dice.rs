//! Random numbers from a seed, the same on every machine.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

/// A random number generator. Choices are derived from raw numbers here, so that
/// another version of the library cannot change the data.
pub(super) struct Dice(ChaCha8Rng);

impl Dice {
    pub(super) fn new(seed: u64) -> Self {
        let mut bytes = [0; 32];
        for (byte, from) in bytes.iter_mut().zip(seed.to_le_bytes()) {
            *byte = from;
        }
        Self(ChaCha8Rng::from_seed(bytes))
    }

    /// A number from 0 to below `end`; 0 if `end` is 0.
    pub(super) fn below(&mut self, end: u64) -> u64 {
        let wide = u128::from(self.0.next_u64()).saturating_mul(u128::from(end));
        u64::try_from(wide >> 64).unwrap_or_default()
    }

    /// A position in a list of that length; 0 if it is empty.
    pub(super) fn position(&mut self, length: usize) -> usize {
        let at = self.below(u64::try_from(length).unwrap_or_default());
        usize::try_from(at).unwrap_or_default()
    }

    /// A number from `least` to `most`, both included.
    pub(super) fn between(&mut self, least: i64, most: i64) -> i64 {
        let span = most.abs_diff(least).saturating_add(1);
        least.saturating_add(i64::try_from(self.below(span)).unwrap_or_default())
    }

    /// True with a probability in thousandths.
    pub(super) fn permille(&mut self, cases: u64) -> bool {
        self.below(1000) < cases
    }

    /// A random item, chosen by weight; the default value for an empty list.
    pub(super) fn weighted<T: Copy + Default>(&mut self, list: &[(T, u64)]) -> T {
        let mut left = self.below(list.iter().map(|(_, weight)| weight).sum());
        for (item, weight) in list {
            match left.checked_sub(*weight) {
                Some(rest) => left = rest,
                None => return *item,
            }
        }
        T::default()
    }

    /// Shuffles a list.
    pub(super) fn shuffle<T>(&mut self, list: &mut [T]) {
        for end in (1..list.len()).rev() {
            list.swap(end, self.position(end + 1));
        }
    }
}

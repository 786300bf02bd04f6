//! Random numbers from a seed, the same on every machine.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

/// A random number generator.
///
/// Only the raw numbers come from `rand_chacha`. Choices are derived from them here, so that
/// another version of the library cannot change the data.
#[derive(Debug)]
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

    /// A number from `least` to `most`, both included.
    pub(super) fn between(&mut self, least: i64, most: i64) -> i64 {
        let span = most.abs_diff(least).saturating_add(1);
        let step = i64::try_from(self.below(span)).unwrap_or_default();
        least.saturating_add(step)
    }

    /// True with a probability in percent.
    pub(super) fn chance(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }

    /// A random item; `None` for an empty list.
    pub(super) fn pick<T: Copy>(&mut self, list: &[T]) -> Option<T> {
        let at = self.below(u64::try_from(list.len()).unwrap_or_default());
        list.get(usize::try_from(at).unwrap_or_default()).copied()
    }

    /// A random text.
    pub(super) fn word(&mut self, list: &[&'static str]) -> &'static str {
        self.pick(list).unwrap_or_default()
    }

    /// A random item, chosen by weight.
    pub(super) fn weighted<T: Copy>(&mut self, list: &[(T, u64)]) -> Option<T> {
        let mut left = self.below(list.iter().map(|(_, weight)| weight).sum());
        for (item, weight) in list {
            match left.checked_sub(*weight) {
                Some(rest) => left = rest,
                None => return Some(*item),
            }
        }
        None
    }
}

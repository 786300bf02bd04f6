//! Decay factors: how much of an event is left at an age in days.
//!
//! Factors are whole numbers of which 2^32 is one, worked out once per model
//! with whole numbers only. Host mathematics libraries differ in their last
//! digit between platforms and even between build profiles, and would decide
//! some factors differently.

use std::sync::Arc;

use super::Milli;
use super::bounds::{FACTOR_ONE, MAX_DAYS, SCALE};
use super::halves::halves;

/// The factors `F(d)` of a decay, ready for looking up; cheap to clone.
///
/// Numbers of days outside 1 to 3,650 are taken as the nearest of these; the
/// document refuses them before.
///
/// ```
/// use leadgrade::exact::{FACTOR_ONE, Factors};
/// let decay = Factors::half_life(30);
/// assert_eq!(decay.factor(0), FACTOR_ONE);
/// assert_eq!(decay.factor(60), FACTOR_ONE / 4);
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Factors(DecayKind);

#[derive(Clone, Debug, PartialEq)]
enum DecayKind {
    None,
    /// By the days since the last halving, what is lost of one, in 2^-64.
    HalfLife {
        days: u32,
        /// 2^32 over the days, rounded up: multiplying takes the place of dividing.
        inverse: u64,
        lost: Arc<[u64]>,
    },
    Window(u32),
    /// By full steps; nothing is left after the last.
    Step {
        days: u32,
        factors: Arc<[u64]>,
    },
    /// By day; the last holds for ever.
    Daily(Arc<[u64]>),
}

impl Factors {
    /// No decay: 2^32 at any age.
    pub fn none() -> Factors {
        Factors(DecayKind::None)
    }

    /// The nearest to `2^32 * 2^(-d/h)`, ties up.
    pub fn half_life(h: u32) -> Factors {
        let days = days(h);
        let lost = halves(days).into();
        let inverse = (1_u64 << 32).div_ceil(u64::from(days));
        Factors(DecayKind::HalfLife {
            days,
            inverse,
            lost,
        })
    }

    /// The nearest to `2^32 * max(0, n-d)/n`, ties up.
    ///
    /// ```
    /// use leadgrade::exact::{FACTOR_ONE, Factors};
    /// assert_eq!(Factors::linear(100).factor(75), FACTOR_ONE / 4);
    /// ```
    pub fn linear(n: u32) -> Factors {
        let n = u64::from(days(n));
        let left = |days_left: u64| (2 * FACTOR_ONE * days_left + n) / (2 * n);
        Factors(DecayKind::Daily((0..=n).rev().map(left).collect()))
    }

    /// 2^32 for ages below `n`, then 0.
    pub fn window(n: u32) -> Factors {
        Factors(DecayKind::Window(days(n)))
    }

    /// From 2^32, `floor(d/n)` times `floor(F * keep)`; `keep` is below 1.
    pub fn step(n: u32, keep: Milli) -> Factors {
        let scale = SCALE.unsigned_abs();
        // INVARIANT: below one, so that the factors fall to 0.
        let keep = keep.0.clamp(0, SCALE - 1).unsigned_abs();
        let next = |factor: &u64| (*factor > 0).then(|| factor * keep / scale);
        let factors = std::iter::successors(Some(FACTOR_ONE), next).collect();
        let days = days(n);
        Factors(DecayKind::Step { days, factors })
    }

    /// The factor, in millionths, of the last row whose day is not after the
    /// age, as the nearest to `2^32 * factor`.
    ///
    /// Days rise from 0; before the first row nothing is lost.
    ///
    /// ```
    /// use leadgrade::exact::{FACTOR_ONE, Factors};
    /// let decay = Factors::table(&[(0, 1_000_000), (30, 500_000)]);
    /// assert_eq!(decay.factor(29), FACTOR_ONE);
    /// assert_eq!(decay.factor(30), FACTOR_ONE / 2);
    /// ```
    pub fn table(rows: &[(u32, u32)]) -> Factors {
        // No tie is possible: 10^6 holds fewer twos than 2^32.
        let factor = |millionths: u32| {
            (FACTOR_ONE * u64::from(millionths.min(1_000_000)) + 500_000) / 1_000_000
        };
        let last = rows.iter().map(|row| row.0).max().unwrap_or_default();
        let mut rows = rows.iter().peekable();
        let mut now = FACTOR_ONE;
        let daily = (0..=last.min(MAX_DAYS)).map(|day| {
            while let Some((_, millionths)) = rows.next_if(|row| row.0 <= day) {
                now = factor(*millionths);
            }
            now
        });
        Factors(DecayKind::Daily(daily.collect()))
    }

    /// `F(age)`, 0 to 2^32, for an age in days.
    #[inline]
    pub fn factor(&self, age: u32) -> u64 {
        match &self.0 {
            DecayKind::None => FACTOR_ONE,
            DecayKind::HalfLife {
                days,
                inverse,
                lost,
            } => {
                // INVARIANT: exact for ages below 2^20, since the inverse is
                // too large by less than 1 and `age * days` below 2^32.
                if age >= 1 << 20 {
                    return 0;
                }
                let halvings = u32::try_from((u64::from(age) * inverse) >> 32).unwrap_or_default();
                let since = age - halvings * days;
                // After 33 halvings exactly a half is left, which rounds up.
                if halvings > 33 {
                    return 0;
                }
                let lost = lost.get(since as usize).copied().unwrap_or_default();
                // One bit more than the factor has, which rounding takes. Of one
                // itself, 2^64, the shift is known; what is less fits 64 bits.
                let by = 31 + halvings;
                let left = match lost {
                    0 => 1 << (64 - by),
                    lost => lost.wrapping_neg().checked_shr(by).unwrap_or_default(),
                };
                (left + 1) >> 1
            }
            DecayKind::Window(days) => {
                if age < *days {
                    FACTOR_ONE
                } else {
                    0
                }
            }
            DecayKind::Step { days, factors } => {
                let steps = age.checked_div(*days).unwrap_or_default();
                factors.get(steps as usize).copied().unwrap_or_default()
            }
            DecayKind::Daily(factors) => match factors.get(age as usize) {
                Some(factor) => *factor,
                None => factors.last().copied().unwrap_or_default(),
            },
        }
    }

    /// Whether no factor is greater than that of an earlier day; only a table
    /// can have one that is.
    ///
    /// ```
    /// use leadgrade::exact::Factors;
    /// assert!(Factors::half_life(30).never_rises());
    /// assert!(!Factors::table(&[(0, 1_000_000), (7, 0), (14, 500_000)]).never_rises());
    /// ```
    pub fn never_rises(&self) -> bool {
        match &self.0 {
            DecayKind::Daily(factors) => factors.is_sorted_by(|earlier, later| earlier >= later),
            DecayKind::None
            | DecayKind::HalfLife { .. }
            | DecayKind::Window(_)
            | DecayKind::Step { .. } => true,
        }
    }

    /// Whether all factors are one.
    pub fn is_none(&self) -> bool {
        self.0 == DecayKind::None
    }

    /// The days of a window, for a decay that is one.
    pub fn window_days(&self) -> Option<u32> {
        match self.0 {
            DecayKind::Window(days) => Some(days),
            _ => None,
        }
    }
}

/// A number of days as models have them.
fn days(n: u32) -> u32 {
    n.clamp(1, MAX_DAYS)
}

#[cfg(test)]
#[path = "decay_tests.rs"]
mod tests;

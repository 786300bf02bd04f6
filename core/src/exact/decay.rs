//! Decay factors: the share of an event's points that is left at an age in days.
//!
//! Factors are whole numbers with 2^32 for the factor 1. They are computed once per model,
//! with whole numbers only, because math libraries differ in the last digit between
//! platforms and even between build profiles.

use std::sync::Arc;

use super::Milli;
use super::bounds::{FACTOR_ONE, MAX_DAYS, SCALE};
use super::halves::halves;

/// The factors `F(d)` of a decay, prepared for lookup. Cheap to clone.
///
/// Numbers of days are clamped to 1 to 3,650. Documents with other numbers do not load.
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
    /// The loss by days since the last halving, in units of 2^-64.
    HalfLife {
        days: u32,
        /// 2^32 divided by the days, rounded up: replaces a division by a multiplication.
        inverse: u64,
        lost: Arc<[u64]>,
    },
    Window(u32),
    /// The factor by number of full steps; 0 after the last.
    Step {
        days: u32,
        factors: Arc<[u64]>,
    },
    /// The factor by age in days; the last one applies forever.
    Daily(Arc<[u64]>),
}

impl Factors {
    /// No decay: 2^32 at any age.
    pub fn none() -> Factors {
        Factors(DecayKind::None)
    }

    /// Half-life: `2^32 * 2^(-d/h)`, rounded to the nearest, ties up.
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

    /// Linear decay: `2^32 * max(0, n-d)/n`, rounded to the nearest, ties up.
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

    /// A window: 2^32 for ages below `n`, then 0.
    pub fn window(n: u32) -> Factors {
        Factors(DecayKind::Window(days(n)))
    }

    /// Steps: starts at 2^32 and applies `floor(F * keep)` once per `n` days; `keep` is below 1.
    pub fn step(n: u32, keep: Milli) -> Factors {
        let scale = SCALE.unsigned_abs();
        // INVARIANT: below one, so that the factors fall to 0.
        let keep = keep.0.clamp(0, SCALE - 1).unsigned_abs();
        let next = |factor: &u64| (*factor > 0).then(|| factor * keep / scale);
        let factors = std::iter::successors(Some(FACTOR_ONE), next).collect();
        let days = days(n);
        Factors(DecayKind::Step { days, factors })
    }

    /// A table of days and factors in millionths: the factor of the last row whose day is not
    /// after the age, as `2^32 * factor` rounded to the nearest.
    ///
    /// Days increase from 0. Before the first row the factor is 1.
    ///
    /// ```
    /// use leadgrade::exact::{FACTOR_ONE, Factors};
    /// let decay = Factors::table(&[(0, 1_000_000), (30, 500_000)]);
    /// assert_eq!(decay.factor(29), FACTOR_ONE);
    /// assert_eq!(decay.factor(30), FACTOR_ONE / 2);
    /// ```
    pub fn table(rows: &[(u32, u32)]) -> Factors {
        // No tie is possible: 10^6 has fewer factors of two than 2^32.
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
                // One bit more than the factor has, for rounding. The factor 1 is 2^64, for which the
                // shift is known; anything less fits 64 bits.
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

    /// Whether the factors never increase. Only a table can have increasing factors.
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

    /// The days of a window; `None` for any other decay.
    pub fn window_days(&self) -> Option<u32> {
        match self.0 {
            DecayKind::Window(days) => Some(days),
            _ => None,
        }
    }
}

/// A number of days, clamped to the limits of models.
fn days(n: u32) -> u32 {
    n.clamp(1, MAX_DAYS)
}

#[cfg(test)]
#[path = "decay_tests.rs"]
mod tests;

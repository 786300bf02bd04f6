//! The number of a fact, ordered as the decimal that was meant.
//!
//! Doubles stand for their shortest decimals, while integers of other languages
//! and of Arrow columns are exact. Both meet in conditions, and there 2^53 + 1
//! must not equal the double 2^53.

use super::{Decimal, Milli};

/// From here on doubles are whole and their shortest decimals may be others.
const SPARSE: f64 = (1u64 << 53) as f64;

/// A number that compares exactly with any other: 16 bytes, no allocation.
///
/// It covers every finite double and every whole number of up to 2^115 in size.
/// It is the nearest double and, where that is 2^53 or more in size, what is
/// missing to the number itself.
///
/// ```
/// use leadgrade::exact::Number;
/// let double = Number::of(9007199254740992.0).unwrap();
/// assert!(Number::whole(9007199254740993) > double);
/// assert_eq!(Number::whole(9007199254740992), double);
/// assert_eq!(Number::of(-0.0), Number::of(0.0));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Number {
    /// The bits of the nearest double, turned so that they order as it does.
    key: i64,
    /// The number less that double.
    rest: i64,
}

impl Number {
    /// The decimal that `value` stands for; `None` if it is not finite.
    #[inline]
    pub fn of(value: f64) -> Option<Number> {
        value.is_finite().then(|| Number::of_double(value))
    }

    /// A whole number, exact.
    #[inline]
    #[expect(clippy::cast_precision_loss, reason = "exact below 2^53")]
    pub fn whole(number: i64) -> Number {
        if number.unsigned_abs() <= 1 << 53 {
            Number::near(number as f64, 0)
        } else {
            Number::split(i128::from(number))
        }
    }

    /// A whole number of up to 2^115 in size, exact; `None` beyond.
    ///
    /// ```
    /// use leadgrade::exact::Number;
    /// assert!(Number::wide(1 << 70) < Number::wide((1 << 70) + 1));
    /// assert_eq!(Number::wide(1 << 120), None);
    /// ```
    pub fn wide(number: i128) -> Option<Number> {
        (number.unsigned_abs() <= 1 << 115).then(|| Number::split(number))
    }

    /// A number of thousandths: exact if whole or of up to 10^15 thousandths,
    /// else the nearest double's decimal.
    #[inline]
    pub fn milli(milli: Milli) -> Number {
        if milli.0 % 1000 == 0 {
            Number::whole(milli.0 / 1000)
        } else {
            // Up to 15 digits are the shortest decimal of their double.
            Number::of_double(milli.to_f64())
        }
    }

    /// The whole number of up to 2^115 in size that it is, if it is one.
    pub fn to_wide(self) -> Option<i128> {
        let near = self.to_f64();
        if near.abs() < SPARSE {
            let whole = self.floor()?;
            return (Number::whole(whole) == self).then_some(i128::from(whole));
        }
        whole_of(near)?.checked_add(i128::from(self.rest))
    }

    /// The nearest double.
    #[inline]
    pub fn to_f64(self) -> f64 {
        f64::from_bits(turned(self.key).cast_unsigned())
    }

    /// The greatest whole number that is not above; `None` if it is beyond 64
    /// bits.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_precision_loss,
        reason = "below 2^53 in size the casts cut the fraction and nothing else"
    )]
    pub fn floor(self) -> Option<i64> {
        let near = self.to_f64();
        if near.abs() < SPARSE {
            // No decimal lies across a whole number from its double.
            let cut = near as i64;
            return Some(if cut as f64 > near { cut - 1 } else { cut });
        }
        i64::try_from(whole_of(near)?.checked_add(i128::from(self.rest))?).ok()
    }

    #[inline]
    fn of_double(value: f64) -> Number {
        if value.abs() < SPARSE {
            Number::near(value, 0)
        } else {
            Number::sparse(value)
        }
    }

    /// A double of 2^53 or more in size: the rest leads to its decimal.
    #[cold]
    fn sparse(value: f64) -> Number {
        let meant = Decimal::of(value).and_then(|decimal| decimal.scaled(0));
        let rest = match (meant, whole_of(value)) {
            (Some(meant), Some(double)) => i64::try_from(meant - double).ok(),
            _ => None,
        };
        // Beyond the whole numbers that this type covers only doubles remain,
        // and these are told apart by the double alone.
        Number::near(value, rest.unwrap_or_default())
    }

    /// A whole number of up to 2^115 in size.
    #[expect(
        clippy::cast_precision_loss,
        reason = "what is lost is kept as the rest"
    )]
    fn split(number: i128) -> Number {
        let near = number as f64;
        // INVARIANT: half a unit of a double up to 2^115 is at most 2^61.
        let rest = whole_of(near).and_then(|double| i64::try_from(number - double).ok());
        Number::near(near, rest.unwrap_or_default())
    }

    #[inline]
    fn near(value: f64, rest: i64) -> Number {
        let value = if value == 0.0 { 0.0 } else { value };
        Number {
            key: turned(value.to_bits().cast_signed()),
            rest,
        }
    }
}

impl From<f64> for Number {
    /// The decimal that a finite `value` stands for.
    #[inline]
    fn from(value: f64) -> Number {
        debug_assert!(value.is_finite(), "a fact is a finite number");
        Number::of_double(value)
    }
}

/// Bits of a double to a key of the same order, and back.
#[inline]
fn turned(bits: i64) -> i64 {
    bits ^ ((bits >> 63) & i64::MAX)
}

/// A double of 2^53 or more in size as the whole number it is, if 2^126 holds
/// it.
#[expect(clippy::cast_possible_truncation, reason = "whole and within range")]
fn whole_of(value: f64) -> Option<i128> {
    const END: f64 = (1u128 << 126) as f64;
    (value.abs() < END).then_some(value as i128)
}

#[cfg(test)]
#[path = "number_tests.rs"]
mod tests;

//! The number of a fact, ordered by the decimal that it represents.
//!
//! Doubles represent their shortest decimals, while integers of other languages and of
//! Arrow columns are exact. Conditions compare both, and there 2^53 + 1 must not equal the
//! double 2^53.

use super::{Decimal, Milli};

/// From here on, doubles are whole, and their shortest decimals may differ from them.
pub(crate) const SPARSE: f64 = (1u64 << 53) as f64;

/// A number that compares exactly with any other: 16 bytes, no allocation.
///
/// Exact for every finite double, every whole number of up to 2^115 in size and decimals of
/// up to 34 digits. Consists of the nearest double and, if that does not represent the
/// number, the difference to it.
///
/// ```
/// use leadgrade::exact::Number;
/// let double = Number::from_f64(9007199254740992.0).unwrap();
/// assert!(Number::whole(9007199254740993) > double);
/// assert_eq!(Number::whole(9007199254740992), double);
/// assert_eq!(Number::from_f64(-0.0), Number::from_f64(0.0));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Number {
    /// The bits of the nearest double, transformed so that they order like it.
    key: i64,
    /// The number minus the [`anchor`] of the double, in units of `10^-places`, see [`places`].
    rest: i64,
}

impl Number {
    /// The decimal that `value` represents. Returns `None` if it is not finite.
    #[inline]
    pub fn from_f64(value: f64) -> Option<Number> {
        value.is_finite().then(|| Number::from_finite(value))
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

    /// An exact whole number. Returns `None` beyond 2^115 in size.
    ///
    /// ```
    /// use leadgrade::exact::Number;
    /// assert!(Number::exact(1 << 70) < Number::exact((1 << 70) + 1));
    /// assert_eq!(Number::exact(1 << 120), None);
    /// ```
    pub fn exact(number: i128) -> Option<Number> {
        (number.unsigned_abs() <= 1 << 115).then(|| Number::split(number))
    }

    /// Any whole number. Exact up to 2^115 in size. Beyond, it still compares exactly with every
    /// double, but two such numbers between the same doubles are equal.
    ///
    /// ```
    /// use leadgrade::exact::Number;
    /// // A double represents its shortest decimal.
    /// let double = Number::from_f64(1.329227995784916e36).unwrap();
    /// let decimal = 1_329_227_995_784_916 * 10_i128.pow(21);
    /// assert_eq!(Number::wide(decimal), double);
    /// assert!(Number::wide(decimal + 1) > double);
    /// assert!(Number::wide(decimal - 1) < double);
    /// ```
    pub fn wide(number: i128) -> Number {
        if let Some(exact) = Number::exact(number) {
            return exact;
        }
        Number::split(number)
    }

    /// `digits * 10^-places`, exact up to 34 digits. With more digits it still differs from every
    /// double, but maybe not from other decimals. Returns `None` if it is too large for a
    /// double.
    ///
    /// ```
    /// use leadgrade::exact::Number;
    /// assert_eq!(Number::decimal(1_250, 2), Number::from_f64(12.5));
    /// // Their nearest doubles are the same.
    /// assert!(Number::decimal(10_000_000_000_000_000_001, 19) > Number::from_f64(1.0));
    /// ```
    pub fn decimal(digits: i128, places: i32) -> Option<Number> {
        super::scaled::number(digits, places)
    }

    /// The double that represents the number; `None` if there is none.
    ///
    /// ```
    /// use leadgrade::exact::Number;
    /// assert_eq!(Number::whole(1 << 53).to_double(), Some(9007199254740992.0));
    /// assert_eq!(Number::whole((1 << 53) + 1).to_double(), None);
    /// ```
    #[inline]
    pub fn to_double(self) -> Option<f64> {
        let near = self.to_f64();
        let is_double = match near.abs() < SPARSE {
            true => self.rest == 0,
            false => Number::sparse(near) == self,
        };
        is_double.then_some(near)
    }

    /// The digits and places of a number that no double represents, as [`Number::decimal`]
    /// takes them.
    pub(crate) fn to_digits(self) -> Option<(i128, i32)> {
        match self.to_double() {
            Some(_) => None,
            None => super::scaled::digits(self.to_f64(), self.rest),
        }
    }

    /// The nearest thousandth, ties away from zero. Returns `None` beyond 10^12 in size.
    ///
    /// ```
    /// use leadgrade::exact::{Milli, Number};
    /// let below = Number::decimal(4_999_999_999_999_999_999, 22).unwrap();
    /// assert_eq!(below.to_f64(), 0.0005);
    /// assert_eq!(below.to_milli(), Some(Milli(0)));
    /// ```
    #[inline]
    pub fn to_milli(self) -> Option<Milli> {
        let near = self.to_f64();
        let milli = Milli::nearest(near)?;
        match self.rest {
            0 => Some(milli),
            rest => Some(super::scaled::thousandth(near, rest).unwrap_or(milli)),
        }
    }

    /// A number of thousandths. Exact if it is whole or at most 10^15 thousandths in size;
    /// otherwise the decimal of the nearest double.
    #[inline]
    pub fn milli(milli: Milli) -> Number {
        if milli.0 % 1000 == 0 {
            Number::whole(milli.0 / 1000)
        } else {
            // Up to 15 digits are the shortest decimal of their double.
            Number::from_finite(milli.to_f64())
        }
    }

    /// The value as a whole number. Returns `None` if it is not whole or beyond 2^115 in size.
    pub fn to_wide(self) -> Option<i128> {
        let near = self.to_f64();
        if near.abs() < SPARSE {
            let whole = self.floor()?;
            return (Number::whole(whole) == self).then_some(i128::from(whole));
        }
        if matches!(self.rest, i64::MIN | i64::MAX) {
            return None;
        }
        let (up, part) = self.whole_rest(near);
        anchor(near)?.checked_add(up).filter(|_| part == 0)
    }

    /// The rest of a double of 2^53 or more in size: the whole part, rounded down, and the
    /// fraction in units.
    fn whole_rest(self, near: f64) -> (i128, i128) {
        let unit = 10_i128.pow(places(near));
        let rest = i128::from(self.rest);
        (rest.div_euclid(unit), rest.rem_euclid(unit))
    }

    /// The nearest double.
    #[inline]
    pub fn to_f64(self) -> f64 {
        f64::from_bits(turned(self.key).cast_unsigned())
    }

    /// The number rounded down to a whole number. Returns `None` if that does not fit 64 bits.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_precision_loss,
        reason = "below 2^53 in size the casts cut the fraction and nothing else"
    )]
    pub fn floor(self) -> Option<i64> {
        let near = self.to_f64();
        if near.abs() < SPARSE {
            // A decimal and its nearest double lie between the same whole numbers, unless the
            // double is one of them.
            let cut = near as i64;
            let below = cut as f64 > near || (cut as f64 == near && self.rest < 0);
            return Some(if below { cut - 1 } else { cut });
        }
        i64::try_from(anchor(near)?.checked_add(self.whole_rest(near).0)?).ok()
    }

    #[inline]
    fn from_finite(value: f64) -> Number {
        if value.abs() < SPARSE {
            Number::near(value, 0)
        } else {
            Number::sparse(value)
        }
    }

    /// A double of 2^53 or more in size, with the rest that makes it its shortest decimal.
    #[cold]
    fn sparse(value: f64) -> Number {
        let meant = Decimal::from_f64(value).and_then(|decimal| decimal.scaled(0));
        let rest = match (meant, anchor(value)) {
            (Some(meant), Some(double)) => rest(meant - double, value),
            // Beyond 128 bits there are only doubles, which need no rest.
            _ => 0,
        };
        Number::near(value, rest)
    }

    /// A whole number.
    #[expect(clippy::cast_precision_loss, reason = "the rest keeps the difference")]
    fn split(number: i128) -> Number {
        let near = number as f64;
        let rest = anchor(near).map_or(0, |anchor| rest(number.saturating_sub(anchor), near));
        Number::near(near, rest)
    }

    #[inline]
    pub(super) fn near(value: f64, rest: i64) -> Number {
        let value = if value == 0.0 { 0.0 } else { value };
        Number {
            key: turned(value.to_bits().cast_signed()),
            rest,
        }
    }
}

impl From<f64> for Number {
    /// The decimal that a finite `value` represents.
    #[inline]
    fn from(value: f64) -> Number {
        debug_assert!(value.is_finite(), "a fact is a finite number");
        Number::from_finite(value)
    }
}

/// Bits of a double to a key of the same order, and back.
#[inline]
fn turned(bits: i64) -> i64 {
    bits ^ ((bits >> 63) & i64::MAX)
}

/// The decimal places of the unit of a rest. The distance to a neighbouring double, 2^(e-52) for
/// an exponent of e, is then at most 2^62 units.
pub(super) fn places(value: f64) -> u32 {
    let biased = i32::try_from(value.to_bits() >> 52 & 0x7ff).unwrap_or_default();
    // 30,102 / 100,000 is just below the logarithm of 2.
    u32::try_from((114 - (biased - 1023)) * 30_102 / 100_000).unwrap_or_default()
}

/// A difference of whole numbers as the rest of a double of 2^53 or more.
///
/// INVARIANT: up to 2^115 half the distance between doubles is at most 2^61 units, so it fits.
/// Beyond, a greater difference becomes the greatest or least rest.
fn rest(difference: i128, near: f64) -> i64 {
    let unit = 10_i128.checked_pow(places(near)).unwrap_or(1);
    let units = difference.saturating_mul(unit);
    i64::try_from(units).unwrap_or(if units < 0 { i64::MIN } else { i64::MAX })
}

/// From here on, a rest cannot hold the distance between a double and its decimal.
const WIDE: f64 = (1u128 << 115) as f64;

/// The zero point of the rest of a double of 2^53 or more in size: the double itself, and from
/// 2^115 on the decimal that it represents, so that every whole number compares exactly with
/// every double. (The anchor of a smaller double is the decimal that it represents.)
pub(super) fn anchor(near: f64) -> Option<i128> {
    match near.abs() < WIDE {
        true => whole_of(near),
        false => Decimal::from_f64(near)?.scaled(0),
    }
}

/// A double of 2^53 or more in size as the whole number it is, if that is below
/// 2^127 in size.
#[expect(clippy::cast_possible_truncation, reason = "whole and within range")]
fn whole_of(value: f64) -> Option<i128> {
    const END: f64 = (1u128 << 127) as f64;
    (value.abs() < END).then_some(value as i128)
}

#[cfg(test)]
#[path = "number_tests.rs"]
mod tests;

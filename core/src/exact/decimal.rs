//! The decimal that a double stands for.
//!
//! People write `0.1` and computers hold the double nearest to it. The language
//! takes the shortest decimal that reads back as the double for the number that
//! was meant, so that `0.1` has one place and not fifty-five.

use std::fmt::Write;

/// A decimal: plus or minus `digits * 10^exponent`.
///
/// Zero has no digits, no exponent and no sign; any other decimal has no
/// trailing zeros among its digits, so equal numbers are equal values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Decimal {
    /// Whether the number is below zero.
    pub negative: bool,
    /// The digits as a whole number; at most 17 of them.
    pub digits: u64,
    /// The power of ten of the last digit, -324 to 308.
    pub exponent: i32,
}

impl Decimal {
    /// The shortest decimal that reads back as `value`; of several as short the
    /// nearest to it. `None` for infinities and NaN.
    ///
    /// ```
    /// use leadgrade::exact::Decimal;
    /// let tenth = Decimal { negative: true, digits: 1, exponent: -1 };
    /// assert_eq!(Decimal::of(-0.1), Some(tenth));
    /// assert_eq!(Decimal::of(f64::NAN), None);
    /// ```
    pub fn of(value: f64) -> Option<Decimal> {
        if !value.is_finite() {
            return None;
        }
        let mut text = Text::default();
        // The standard library's exponent form is the shortest that reads back.
        write!(text, "{value:e}").ok()?;
        let mut decimal = Decimal {
            negative: false,
            digits: 0,
            exponent: 0,
        };
        let mut bytes = text.written().iter();
        let mut places = 0;
        let mut point = false;
        for byte in bytes.by_ref() {
            match byte {
                b'-' => decimal.negative = true,
                b'.' => point = true,
                b'e' => break,
                digit => {
                    decimal.digits = decimal.digits * 10 + u64::from(digit.wrapping_sub(b'0'));
                    places += i32::from(point);
                }
            }
        }
        let mut power = 0;
        let mut below = false;
        for byte in bytes {
            match byte {
                b'-' => below = true,
                digit => power = power * 10 + i32::from(digit.wrapping_sub(b'0')),
            }
        }
        decimal.exponent = if below { -power } else { power } - places;
        Some(decimal.stripped())
    }

    /// `value * 10^places` if that is a whole number that 128 bits hold.
    ///
    /// ```
    /// use leadgrade::exact::Decimal;
    /// let price = Decimal::of(42.5).unwrap();
    /// assert_eq!(price.scaled(3), Some(42_500));
    /// assert_eq!(price.scaled(0), None);
    /// ```
    pub fn scaled(&self, places: u32) -> Option<i128> {
        if self.digits == 0 {
            return Some(0);
        }
        let up = i64::from(self.exponent) + i64::from(places);
        let scale = 10i128.checked_pow(u32::try_from(up).ok()?)?;
        let size = i128::from(self.digits).checked_mul(scale)?;
        Some(if self.negative { -size } else { size })
    }

    /// The same number without trailing zeros, and without a sign if it is 0.
    fn stripped(mut self) -> Decimal {
        if self.digits == 0 {
            return Decimal {
                negative: false,
                digits: 0,
                exponent: 0,
            };
        }
        while self.digits.is_multiple_of(10) {
            self.digits /= 10;
            self.exponent += 1;
        }
        self
    }
}

/// Room for a double in exponent form, so that no memory is asked for.
#[derive(Default)]
struct Text {
    bytes: [u8; 32],
    used: usize,
}

impl Text {
    fn written(&self) -> &[u8] {
        self.bytes.get(..self.used).unwrap_or_default()
    }
}

impl Write for Text {
    fn write_str(&mut self, part: &str) -> std::fmt::Result {
        let end = self.used + part.len();
        let room = self.bytes.get_mut(self.used..end).ok_or(std::fmt::Error)?;
        room.copy_from_slice(part.as_bytes());
        self.used = end;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn decimal(negative: bool, digits: u64, exponent: i32) -> Option<Decimal> {
        Some(Decimal {
            negative,
            digits,
            exponent,
        })
    }

    #[test]
    fn zero_has_one_form() {
        assert_eq!(Decimal::of(0.0), decimal(false, 0, 0));
        assert_eq!(Decimal::of(-0.0), decimal(false, 0, 0));
    }

    #[test]
    fn the_ends_of_the_doubles() {
        assert_eq!(
            Decimal::of(f64::MAX),
            decimal(false, 17976931348623157, 292)
        );
        assert_eq!(Decimal::of(5e-324), decimal(false, 5, -324));
        assert_eq!(Decimal::of(f64::INFINITY), None);
    }

    #[test]
    fn no_trailing_zeros() {
        assert_eq!(Decimal::of(1200.0), decimal(false, 12, 2));
        assert_eq!(Decimal::of(-1e22), decimal(true, 1, 22));
    }

    #[test]
    fn scaled_is_exact_or_nothing() {
        let scaled = |value: f64, places| Decimal::of(value).unwrap().scaled(places);
        assert_eq!(scaled(1e-3, 3), Some(1));
        assert_eq!(scaled(1e-4, 3), None);
        assert_eq!(scaled(-1e30, 8), Some(-(10i128.pow(38))));
        assert_eq!(scaled(1e30, 9), None);
        assert_eq!(scaled(0.0, u32::MAX), Some(0));
        assert_eq!(scaled(1.0, u32::MAX), None);
    }

    proptest! {
        #[test]
        fn reads_back(bits: u64) {
            let value = f64::from_bits(bits);
            prop_assume!(value.is_finite());
            let decimal = Decimal::of(value).unwrap();
            let sign = if decimal.negative { "-" } else { "" };
            let text = format!("{sign}{}e{}", decimal.digits, decimal.exponent);
            prop_assert_eq!(text.parse::<f64>().unwrap(), value);
        }
    }
}

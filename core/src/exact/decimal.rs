//! The decimal that a double represents.
//!
//! People write `0.1`, and computers hold the nearest double. The language takes the
//! shortest decimal that reads back as the double as the intended number, so that `0.1`
//! has one decimal place and not fifty-five.

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
    /// The shortest decimal that reads back as `value`, or the nearest of several shortest
    /// ones. Returns `None` for infinities and NaN.
    ///
    /// ```
    /// use leadgrade::exact::Decimal;
    /// let tenth = Decimal { negative: true, digits: 1, exponent: -1 };
    /// assert_eq!(Decimal::from_f64(-0.1), Some(tenth));
    /// assert_eq!(Decimal::from_f64(f64::NAN), None);
    /// ```
    pub fn from_f64(value: f64) -> Option<Decimal> {
        if !value.is_finite() {
            return None;
        }
        let mut buffer = ryu_js::Buffer::new();
        // ECMAScript writes the shortest decimal that reads back.
        let text = buffer.format_finite(value);
        let (mantissa, power) = text.split_once('e').unwrap_or((text, "0"));
        let mut exponent: i32 = power.parse().ok()?;
        let mut digits = 0;
        let mut point = false;
        // Zeros that no other digit has followed yet.
        let mut zeros = 0;
        for byte in mantissa.bytes() {
            match byte {
                b'-' => {}
                b'.' => point = true,
                digit => {
                    exponent -= i32::from(point);
                    zeros += 1;
                    if digit != b'0' {
                        digits = digits * 10_u64.pow(zeros) + u64::from(digit.wrapping_sub(b'0'));
                        zeros = 0;
                    }
                }
            }
        }
        let is_zero = digits == 0;
        Some(Decimal {
            negative: !is_zero && value.is_sign_negative(),
            digits,
            exponent: if is_zero {
                0
            } else {
                exponent + zeros.cast_signed()
            },
        })
    }

    /// `value * 10^places`. Returns `None` if it is not whole or does not fit 128 bits.
    ///
    /// ```
    /// use leadgrade::exact::Decimal;
    /// let price = Decimal::from_f64(42.5).unwrap();
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
        assert_eq!(Decimal::from_f64(0.0), decimal(false, 0, 0));
        assert_eq!(Decimal::from_f64(-0.0), decimal(false, 0, 0));
    }

    #[test]
    fn the_ends_of_the_doubles() {
        assert_eq!(
            Decimal::from_f64(f64::MAX),
            decimal(false, 17976931348623157, 292)
        );
        assert_eq!(Decimal::from_f64(5e-324), decimal(false, 5, -324));
        assert_eq!(Decimal::from_f64(f64::INFINITY), None);
    }

    #[test]
    fn no_trailing_zeros() {
        assert_eq!(Decimal::from_f64(1200.0), decimal(false, 12, 2));
        assert_eq!(Decimal::from_f64(-1e22), decimal(true, 1, 22));
    }

    #[test]
    fn scaled_is_exact_or_nothing() {
        let scaled = |value: f64, places| Decimal::from_f64(value).unwrap().scaled(places);
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
            let decimal = Decimal::from_f64(value).unwrap();
            let sign = if decimal.negative { "-" } else { "" };
            let text = format!("{sign}{}e{}", decimal.digits, decimal.exponent);
            prop_assert_eq!(text.parse::<f64>().unwrap(), value);
        }
    }
}

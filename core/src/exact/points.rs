//! Points, weights and values as whole thousandths.
//!
//! Sums of thousandths are exact, so neither the order of events nor their batching affects
//! a score.

use std::fmt;

use serde::{Serialize, Serializer};

use super::bounds::SCALE;
use super::{Decimal, nearest};

/// The most thousandths that [`Milli::nearest`] returns. The total of a lead must be far smaller.
const LARGEST: i64 = 1_000_000_000_000_000;
/// Whole numbers up to this size are exact doubles.
const WHOLE: i64 = 1 << 53;
/// Thousandths below this size may take the fast path of [`Milli::nearest`].
const SHORT: f64 = (1u64 << 40) as f64;
/// The distance to a tie below which the fast path leaves the decision to the decimal.
///
/// `value * 1000` below 2^40 is off by at most 2^-14 from rounding and by
/// 1000 * 2^-23 because the double is not its decimal: less than 2^-12 in all.
const UNSURE: f64 = 1.0 / 2048.0;

/// A number of at most three decimal places, held as whole thousandths.
///
/// ```
/// use leadgrade::exact::Milli;
/// assert_eq!(Milli::exact(42.5), Some(Milli(42_500)));
/// assert_eq!(Milli::exact(0.0005), None);
/// assert_eq!(Milli::nearest(0.0005), Some(Milli(1)));
/// assert_eq!(Milli(-10_250).to_string(), "-10.25");
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Milli(pub i64);

impl Milli {
    /// 0.
    pub const ZERO: Milli = Milli(0);
    /// 1.000.
    pub const ONE: Milli = Milli(SCALE);

    /// A whole number. Saturates at the limits of the type.
    pub const fn whole(number: i64) -> Milli {
        Milli(number.saturating_mul(SCALE))
    }

    /// The thousandths of `value`. Returns `None` if the decimal that it represents has more than
    /// three places or does not fit.
    pub fn exact(value: f64) -> Option<Milli> {
        match Milli::nearest(value) {
            // A decimal of up to 15 digits is the shortest decimal of its nearest double.
            Some(near) => (near.to_f64() == value).then_some(near),
            None => {
                let thousandths = Decimal::from_f64(value)?.scaled(3)?;
                i64::try_from(thousandths).ok().map(Milli)
            }
        }
    }

    /// The thousandth nearest to the decimal that `value` represents, ties away from zero.
    /// Returns `None` if it is not finite or beyond 10^15 thousandths.
    #[inline]
    #[expect(
        clippy::float_arithmetic,
        clippy::cast_possible_truncation,
        clippy::cast_precision_loss,
        reason = "the slow path decides wherever rounding might; below 2^40 the casts are exact"
    )]
    pub fn nearest(value: f64) -> Option<Milli> {
        let scaled = value * 1000.0;
        // False for NaN, which takes the slow path.
        if scaled.abs() < SHORT {
            let cut = scaled as i64;
            let rest = scaled - cut as f64;
            if (rest.abs() - 0.5).abs() > UNSURE {
                let up = i64::from(rest > 0.5) - i64::from(rest < -0.5);
                return Some(Milli(cut + up));
            }
        }
        Milli::nearest_decimal(value)
    }

    /// The slow path of [`Milli::nearest`], by the digits of the decimal.
    #[cold]
    fn nearest_decimal(value: f64) -> Option<Milli> {
        let decimal = Decimal::from_f64(value)?;
        let size = match decimal.exponent + 3 {
            up @ 0.. => {
                let up = u32::try_from(up).ok()?;
                decimal.digits.checked_mul(10u64.checked_pow(up)?)?
            }
            down => match 10u64.checked_pow(down.unsigned_abs()) {
                // INVARIANT: digits has at most 17 digits, so the sum fits.
                Some(unit) if unit <= 1_000_000_000_000_000_000 => {
                    (decimal.digits + unit / 2) / unit
                }
                _ => 0,
            },
        };
        let size = i64::try_from(size).ok().filter(|size| *size <= LARGEST)?;
        Some(Milli(if decimal.negative { -size } else { size }))
    }

    /// The double nearest to the number.
    #[expect(
        clippy::float_arithmetic,
        clippy::cast_precision_loss,
        reason = "one correctly rounded division of whole numbers below 2^53"
    )]
    pub fn to_f64(self) -> f64 {
        if -WHOLE < self.0 && self.0 < WHOLE {
            return self.0 as f64 / 1000.0;
        }
        // The cast would round, and the division once more, so the decimal is parsed instead.
        nearest(&format!("{}e-3", self.0)).unwrap_or(f64::NAN)
    }
}

impl fmt::Display for Milli {
    /// The shortest decimal: `42.5`, `-10`, `0`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let size = self.0.unsigned_abs();
        let scale = SCALE.unsigned_abs();
        let (whole, rest) = (size / scale, size % scale);
        let text = match (rest, rest % 10, rest % 100) {
            (0, ..) => whole.to_string(),
            (_, _, 0) => format!("{whole}.{}", rest / 100),
            (_, 0, _) => format!("{whole}.{:02}", rest / 10),
            _ => format!("{whole}.{rest:03}"),
        };
        f.pad_integral(self.0 >= 0, "", &text)
    }
}

impl Serialize for Milli {
    /// In text formats, a whole number as an integer and any other as the nearest double; in
    /// binary formats, the thousandths.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if !serializer.is_human_readable() {
            serializer.serialize_i64(self.0)
        } else if self.0 % SCALE == 0 {
            serializer.serialize_i64(self.0 / SCALE)
        } else {
            serializer.serialize_f64(self.to_f64())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Nearest thousandth of a decimal text, ties away from zero, by its digits.
    fn by_text(text: &str) -> i128 {
        let (sign, text) = match text.strip_prefix('-') {
            Some(rest) => (-1, rest),
            None => (1, text),
        };
        let (whole, places) = text.split_once('.').unwrap_or((text, ""));
        let padded = format!("{whole}{places:0<4}");
        let (kept, dropped) = padded.split_at(whole.len() + 3);
        let up = i128::from(dropped.as_bytes()[0] >= b'5');
        sign * (kept.parse::<i128>().unwrap() + up)
    }

    #[test]
    fn ties_go_away_from_zero() {
        // A thousand times the double falls short of the half for the three
        // from 4.0005 on, and reaches it for the three from 4.9334999999999996
        // on: wrongly so in both cases.
        for (value, thousandths) in [
            (0.0005, 1),
            (-0.0005, -1),
            (0.0015, 2),
            (1.0005, 1001),
            (-1.0005, -1001),
            (4.0005, 4001),
            (32.0755, 32_076),
            (514.6505, 514_651),
            (2.6755, 2676),
            (4.9334999999999996, 4933),
            (7.1834999999999996, 7183),
            (0.46849999999999997, 468),
            (0.00049999999999999, 0),
            (999999999.0005, 999_999_999_001),
            (1e-320, 0),
            (-0.0, 0),
        ] {
            assert_eq!(Milli::nearest(value), Some(Milli(thousandths)), "{value}");
        }
    }

    #[test]
    fn nearest_has_an_end() {
        assert_eq!(Milli::nearest(1e12), Some(Milli(LARGEST)));
        assert_eq!(Milli::nearest(-1e12), Some(Milli(-LARGEST)));
        assert_eq!(Milli::nearest(1_000_000_000_000.001), None);
        assert_eq!(Milli::nearest(1e300), None);
        assert_eq!(Milli::nearest(f64::NAN), None);
        assert_eq!(Milli::nearest(f64::NEG_INFINITY), None);
    }

    #[test]
    fn exact_refuses_a_fourth_place() {
        assert_eq!(Milli::exact(0.1 + 0.2), None);
        assert_eq!(Milli::exact(0.3), Some(Milli(300)));
        assert_eq!(Milli::exact(1000.0), Some(Milli(1_000_000)));
        assert_eq!(Milli::exact(1e16), None);
        assert_eq!(Milli::exact(f64::INFINITY), None);
    }

    #[test]
    fn shown_and_written_short() {
        for (thousandths, text) in [
            (42_500, "42.5"),
            (-10_000, "-10"),
            (0, "0"),
            (-50, "-0.05"),
            (1, "0.001"),
            (10_010, "10.01"),
        ] {
            assert_eq!(Milli(thousandths).to_string(), text);
            assert_eq!(serde_json::to_string(&Milli(thousandths)).unwrap(), text);
        }
        assert_eq!(Milli::whole(i64::MAX), Milli(i64::MAX));
        assert_eq!(format!("{:>6}", Milli(1_500)), "   1.5");
    }

    proptest! {
        #[test]
        fn nearest_agrees_with_the_text(value in -1e12f64..1e12) {
            let thousandths = Milli::nearest(value).unwrap().0;
            prop_assert_eq!(i128::from(thousandths), by_text(&value.to_string()));
        }

        #[test]
        fn nearest_agrees_near_ties(cut in -2_000_000_000_000i64..2_000_000_000_000, by in 0..40, nudge in -3i64..=3) {
            // Doubles on and next to half thousandths of all sizes.
            let tie: f64 = format!("{}5e-4", cut >> by).parse().unwrap();
            let value = f64::from_bits(tie.to_bits().wrapping_add_signed(nudge));
            prop_assume!(value.is_finite() && value.abs() < 1e12);
            let thousandths = Milli::nearest(value).unwrap().0;
            prop_assert_eq!(i128::from(thousandths), by_text(&value.to_string()));
        }

        #[test]
        fn exact_is_the_decimal_or_nothing(bits: u64, digits in -10_000_000_000_000_000i64..10_000_000_000_000_000, places in 0..8) {
            let near: f64 = format!("{digits}e-{places}").parse().unwrap();
            for value in [f64::from_bits(bits), near] {
                let decimal = Decimal::from_f64(value).and_then(|decimal| decimal.scaled(3));
                let expected = decimal.and_then(|n| i64::try_from(n).ok()).map(Milli);
                prop_assert_eq!(Milli::exact(value), expected, "{}", value);
            }
        }

        #[test]
        fn exact_and_back(thousandths in -LARGEST..=LARGEST) {
            let value = Milli(thousandths).to_f64();
            prop_assert_eq!(value, format!("{thousandths}e-3").parse::<f64>().unwrap());
            prop_assert_eq!(Milli::exact(value), Some(Milli(thousandths)));
            prop_assert_eq!(Milli::nearest(value), Some(Milli(thousandths)));
        }
    }
}

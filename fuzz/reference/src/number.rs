//! Specification, section 3: what a number of a document stands for, and how results are rounded and written.

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{One, Signed, Zero};
use serde_json::{Number, Value};

/// An exact number. Every quantity that a condition compares is one.
pub type Exact = BigRational;

/// `2^32`, the factor of an event of today.
pub const ONE: u64 = 1 << 32;

/// "A signal, group or section sum beyond 10^12 points, or a sum of values beyond 10^12, fails that lead": the bound
/// in thousandths.
pub const LARGEST_SUM: i128 = 1_000_000_000_000_000;

/// "A number in JSON stands for the shortest decimal that reads back as that 64-bit double; integers in JSON text are
/// read to the nearest double too."
pub fn exact(number: &Number) -> Exact {
    let double = number.as_f64().unwrap_or(0.0);
    // Below 2^53 a whole double is its own shortest decimal; this only saves time.
    if double == double.trunc() && double.abs() < 9_007_199_254_740_992.0 {
        return Exact::from_integer(BigInt::from(double as i64));
    }
    decimal(&format!("{double:e}"))
}

/// A whole number.
pub fn whole(number: i64) -> Exact {
    Exact::from_integer(BigInt::from(number))
}

/// So many thousandths.
pub fn from_thousandths(thousandths: i128) -> Exact {
    Exact::new(BigInt::from(thousandths), BigInt::from(1000))
}

/// Reads the text `1.25e-7`, the form in which Rust writes the shortest decimal of a double.
fn decimal(text: &str) -> Exact {
    let (mantissa, exponent) = text.split_once('e').unwrap_or((text, "0"));
    let (before, after) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits: BigInt = format!("{before}{after}").parse().unwrap_or_default();
    let exponent = exponent.parse::<i64>().unwrap_or(0) - after.len() as i64;
    let power = BigInt::from(10).pow(exponent.unsigned_abs() as u32);
    if exponent < 0 {
        Exact::new(digits, power)
    } else {
        Exact::from_integer(digits * power)
    }
}

/// "Nearest, ties away from zero", to a whole number.
pub fn round_away(number: &Exact) -> BigInt {
    let half = Exact::new(BigInt::one(), BigInt::from(2));
    let size = (number.abs() + half).floor().to_integer();
    if number.is_negative() { -size } else { size }
}

/// "Nearest, ties up", to a whole number.
pub fn round_up(number: &Exact) -> BigInt {
    (number + Exact::new(BigInt::one(), BigInt::from(2)))
        .floor()
        .to_integer()
}

/// "Values of events are turned into integer thousandths (nearest, ties away from zero)."
pub fn to_thousandths(number: &Exact) -> i128 {
    to_i128(&round_away(&(number * whole(1000))))
}

/// A number that is known to be small enough.
pub fn to_i128(number: &BigInt) -> i128 {
    i128::try_from(number).expect("a bounded quantity")
}

/// "Held as integer milli-points": points written in a document, absent is `otherwise`.
pub fn milli(value: Option<&Value>, otherwise: i128) -> i128 {
    match value {
        Some(Value::Number(number)) => to_thousandths(&exact(number)),
        _ => otherwise,
    }
}

/// A number of the document as an exact one.
pub fn number(value: Option<&Value>, otherwise: i64) -> Exact {
    match value {
        Some(Value::Number(number)) => exact(number),
        _ => whole(otherwise),
    }
}

/// A whole number of the document (`30.0` is the whole number 30).
pub fn count(value: Option<&Value>) -> Option<i64> {
    match value {
        Some(Value::Number(number)) => i64::try_from(exact(number).to_integer()).ok(),
        _ => None,
    }
}

/// "Multiply every points value when the model is loaded": a valid document leaves no remainder.
pub fn weighted(points: i128, weights: &[Exact]) -> i128 {
    let mut product = Exact::from_integer(BigInt::from(points));
    for weight in weights {
        product *= weight;
    }
    to_i128(&round_away(&product))
}

/// `round(numerator / denominator)`, nearest, ties away from zero.
pub fn divide_away(numerator: i128, denominator: i128) -> i128 {
    let size = (2 * numerator.abs() + denominator) / (2 * denominator);
    if numerator < 0 { -size } else { size }
}

/// Thousandths as a JSON number: whole numbers without a fraction.
pub fn thousandths_json(thousandths: i128) -> Value {
    exact_json(&from_thousandths(thousandths))
}

/// An exact number as the nearest JSON number (its decimal expansion is finite).
pub fn exact_json(number: &Exact) -> Value {
    if number.is_integer()
        && let Ok(small) = i64::try_from(number.to_integer())
        && small.unsigned_abs() < (1 << 53)
    {
        return Value::from(small);
    }
    let (mut scaled, mut places) = (number.clone(), 0);
    while !scaled.is_integer() {
        scaled *= whole(10);
        places += 1;
    }
    let double: f64 = format!("{}e-{places}", scaled.to_integer())
        .parse()
        .unwrap_or(0.0);
    Value::from(double)
}

/// A number that is not below zero.
pub fn at_least_zero(number: Exact) -> Exact {
    if number.is_negative() {
        Exact::zero()
    } else {
        number
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn of(value: Value) -> Exact {
        number(Some(&value), 0)
    }

    #[test]
    fn doubles_stand_for_their_shortest_decimal() {
        assert_eq!(of(json!(0.1)), Exact::new(1.into(), 10.into()));
        assert_eq!(of(json!(30.0)), whole(30));
        assert_eq!(
            of(json!(1e23)),
            Exact::from_integer(BigInt::from(10).pow(23))
        );
        assert_eq!(of(json!(-2.5e-3)), Exact::new((-1).into(), 400.into()));
        // 2^53 + 1 is read to the nearest double.
        assert_eq!(
            of(json!(9_007_199_254_740_993_i64)),
            Exact::from_integer(BigInt::from(1_i64 << 53))
        );
    }

    #[test]
    fn thousandths_tie_away_from_zero() {
        assert_eq!(to_thousandths(&of(json!(0.0005))), 1);
        assert_eq!(to_thousandths(&of(json!(-0.0005))), -1);
        assert_eq!(to_thousandths(&of(json!(1.0005))), 1001);
        assert_eq!(to_thousandths(&of(json!(0.000_499))), 0);
        assert_eq!(divide_away(-5, 2), -3);
        assert_eq!(divide_away(7, 3), 2);
    }

    #[test]
    fn results_are_written_shortly() {
        assert_eq!(thousandths_json(42_500).to_string(), "42.5");
        assert_eq!(thousandths_json(-40_000).to_string(), "-40");
        assert_eq!(thousandths_json(1).to_string(), "0.001");
        assert_eq!(exact_json(&of(json!(1e300))), json!(1e300));
    }

    #[test]
    fn weights_multiply_exactly() {
        assert_eq!(weighted(10_000, &[of(json!(0.5)), of(json!(1.2))]), 6000);
        assert_eq!(weighted(-1, &[of(json!(1000))]), -1000);
    }
}

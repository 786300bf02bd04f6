//! Specification, section 4.5: decay factors `F(d)`, in units of `2^-32`.

use std::cell::RefCell;
use std::collections::HashMap;

use num_bigint::BigUint;
use num_traits::{One, Zero};
use serde_json::Value;

use crate::number::{ONE, count, milli, number, round_up, to_i128, whole};

/// The factor of an event `days` days old. `decay` is a decay table of a model, `"none"` or null.
pub fn decay_factor(decay: &Value, days: u32) -> u64 {
    let whole_of = |key: &str| {
        decay
            .get(key)
            .and_then(|n| count(Some(n)))
            .map(|n| n as u32)
    };
    if let Some(half_life) = whole_of("half_life_days") {
        half_life_factor(half_life, days)
    } else if let Some(length) = whole_of("linear_days") {
        linear_factor(length, days)
    } else if let Some(length) = whole_of("window_days") {
        if days < length { ONE } else { 0 }
    } else if let Some(step) = whole_of("step_days") {
        step_factor(step, milli(decay.get("keep"), 1000) as u64, days)
    } else if let Some(rows) = decay.get("table").and_then(Value::as_array) {
        table_factor(rows, days)
    } else {
        ONE
    }
}

/// "The integer nearest to `2^32 * 2^(-d/h)`, ties up."
fn half_life_factor(half_life: u32, days: u32) -> u64 {
    thread_local! {
        static KNOWN: RefCell<HashMap<(u32, u32), u64>> = RefCell::new(HashMap::new());
    }
    KNOWN.with(|known| {
        *known
            .borrow_mut()
            .entry((half_life, days))
            .or_insert_with(|| nearest_power(half_life, days))
    })
}

/// With `x = 2^(32 - d/h)`, F is the integer for which `F - 1/2 <= x < F + 1/2`, that is
/// `(2F - 1)^h <= 2^(33h - d) < (2F + 1)^h`: whole numbers only.
fn nearest_power(half_life: u32, days: u32) -> u64 {
    let exponent = 33 * u64::from(half_life);
    if u64::from(days) > exponent {
        return 0;
    }
    let power = BigUint::one() << (exponent - u64::from(days));
    let reached = |odd: u64| BigUint::from(odd).pow(half_life) <= power;
    // Where to start looking. The loops correct any guess, so that floating point decides nothing.
    let mut factor = (32.0 - f64::from(days) / f64::from(half_life)).exp2() as u64;
    while factor > 0 && !reached(2 * factor - 1) {
        factor -= 1;
    }
    while reached(2 * factor + 1) {
        factor += 1;
    }
    factor
}

/// "Nearest to `2^32 * max(0, n-d)/n`, ties up."
fn linear_factor(length: u32, days: u32) -> u64 {
    let (n, left) = (u128::from(length), u128::from(length.saturating_sub(days)));
    ((2 * u128::from(ONE) * left + n) / (2 * n)) as u64
}

/// "`floor(d/n)` times `F = floor(F * k)`."
fn step_factor(step: u32, keep: u64, days: u32) -> u64 {
    let mut factor = ONE;
    for _ in 0..days / step {
        factor = factor * keep / 1000;
        if factor.is_zero() {
            break;
        }
    }
    factor
}

/// "Of the last row whose day is <= d, the nearest to `2^32 * factor`."
fn table_factor(rows: &[Value], days: u32) -> u64 {
    let mut factor = ONE;
    for row in rows {
        if count(row.get(0)).unwrap_or(0) <= i64::from(days) {
            factor = to_i128(&round_up(&(number(row.get(1), 0) * whole(ONE as i64)))) as u64;
        }
    }
    factor
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn half_lives() {
        let thirty = json!({"half_life_days": 30});
        assert_eq!(decay_factor(&thirty, 0), 1 << 32);
        assert_eq!(decay_factor(&thirty, 30), 1 << 31);
        assert_eq!(decay_factor(&thirty, 60), 1 << 30);
        // sqrt(2) * 2^31 = 3037000499.976...
        assert_eq!(decay_factor(&thirty, 15), 3_037_000_500);
        // The exact tie F = 0.5 at d = 33h goes up, one day later it is nearer to 0.
        for h in [1, 2, 30, 817, 3650] {
            assert_eq!(decay_factor(&json!({"half_life_days": h}), 33 * h), 1);
            assert_eq!(decay_factor(&json!({"half_life_days": h}), 33 * h + 1), 0);
            assert_eq!(decay_factor(&json!({"half_life_days": h}), 32 * h), 1);
        }
        assert_eq!(decay_factor(&json!({"half_life_days": 1}), 110_000), 0);
    }

    #[test]
    fn the_case_that_doubles_get_wrong() {
        // 2^(32 - 1355/817) lies next to a half; the two powers decide it.
        let factor = decay_factor(&json!({"half_life_days": 817}), 1355);
        let power = BigUint::one() << (33 * 817 - 1355_u32);
        assert!(BigUint::from(2 * factor - 1).pow(817) <= power);
        assert!(BigUint::from(2 * factor + 1).pow(817) > power);
    }

    #[test]
    fn other_kinds() {
        assert_eq!(decay_factor(&Value::Null, 9000), 1 << 32);
        assert_eq!(decay_factor(&json!("none"), 9000), 1 << 32);
        let linear = json!({"linear_days": 3});
        // 2^32 * 2/3 = 2863311530.67, 2^32 / 3 = 1431655765.33
        assert_eq!(
            [0, 1, 2, 3, 4].map(|d| decay_factor(&linear, d)),
            [1 << 32, 2_863_311_531, 1_431_655_765, 0, 0]
        );
        let window = json!({"window_days": 7});
        assert_eq!([6, 7].map(|d| decay_factor(&window, d)), [1 << 32, 0]);
        let step = json!({"step_days": 10, "keep": 0.9});
        // floor(2^32 * 0.9) = 3865470566, floor of that * 0.9 = 3478923509
        assert_eq!(
            [9, 10, 19, 20].map(|d| decay_factor(&step, d)),
            [1 << 32, 3_865_470_566, 3_865_470_566, 3_478_923_509]
        );
        let table = json!({"table": [[0, 1], [30, 0.5], [90, 0.2]]});
        // 2^32 * 0.2 = 858993459.2
        assert_eq!(
            [29, 30, 89, 90].map(|d| decay_factor(&table, d)),
            [1 << 32, 1 << 31, 1 << 31, 858_993_459]
        );
    }
}

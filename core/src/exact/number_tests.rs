//! The order of numbers against that of their decimals, written out in full.
#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "sizes known by construction"
)]

use std::cmp::Ordering;

use proptest::prelude::*;

use super::*;

/// Orders two decimal texts (`-12e3`, `5e-324`) by their digits.
fn by_text(a: &str, b: &str) -> Ordering {
    /// Sign, and digits with the point in one fixed place.
    fn spread(text: &str) -> (bool, String) {
        let (negative, text) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (digits, power) = text.split_once('e').unwrap_or((text, "0"));
        let (whole, places) = digits.split_once('.').unwrap_or((digits, ""));
        let zeros = 400 + power.parse::<i32>().unwrap() - places.len() as i32;
        let all = format!("{whole}{places}{}", "0".repeat(zeros as usize));
        (negative, format!("{all:0>900}"))
    }
    let ((a_below, a), (b_below, b)) = (spread(a), spread(b));
    let zero = "0".repeat(900);
    match (a_below && a != zero, b_below && b != zero) {
        (false, false) => a.cmp(&b),
        (true, true) => b.cmp(&a),
        (true, false) => Ordering::Less,
        (false, true) => Ordering::Greater,
    }
}

#[test]
fn zero_is_zero() {
    let zero = Number::whole(0);
    assert_eq!(Number::from_f64(-0.0), Some(zero));
    assert_eq!(Number::milli(Milli::ZERO), zero);
    assert_eq!(Number::from_f64(-0.0).unwrap().to_f64().to_bits(), 0);
    assert!(Number::from_f64(-5e-324).unwrap() < zero && zero < Number::from_f64(5e-324).unwrap());
}

#[test]
fn not_finite_is_no_number() {
    for value in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        assert_eq!(Number::from_f64(value), None);
    }
}

#[test]
fn big_doubles_stand_for_their_decimals() {
    // 2^63 is 9223372036854775808; the shortest decimal of its double is
    // 9223372036854775800 or 9223372036854776000: 16 digits, so the latter.
    let double = Number::from_f64(9223372036854775808.0).unwrap();
    assert_eq!(Some(double), Number::exact(9_223_372_036_854_776_000));
    assert!(double > Number::whole(i64::MAX));
    // 1e23 is not a double; the nearest one stands for it all the same.
    assert_eq!(Number::from_f64(1e23), Number::exact(10i128.pow(23)));
    assert_eq!(double.floor(), None);
    assert_eq!(Number::from_f64(1e300).unwrap().floor(), None);
}

#[test]
fn floors() {
    for (value, floor) in [
        (2.5, Some(2)),
        (-2.5, Some(-3)),
        (-0.5, Some(-1)),
        (-3.0, Some(-3)),
        (0.999_999_999_999_999_9, Some(0)),
        (1e18, Some(1_000_000_000_000_000_000)),
        (9007199254740994.0, Some(9_007_199_254_740_994)),
    ] {
        assert_eq!(Number::from_f64(value).unwrap().floor(), floor, "{value}");
    }
    for number in [
        i64::MIN,
        i64::MAX,
        i64::MAX - 1,
        (1 << 53) + 1,
        -(1 << 53) - 1,
    ] {
        assert_eq!(Number::whole(number).floor(), Some(number));
    }
}

#[test]
fn it_is_small() {
    assert_eq!(size_of::<Number>(), 16);
}

/// A number with its decimal text: doubles of all kinds, doubles beside whole
/// numbers, whole numbers of all sizes.
fn numbers() -> impl Strategy<Value = (Number, String)> {
    let double = |value: f64| (Number::from_f64(value).unwrap(), format!("{value:e}"));
    let size = (any::<i128>(), 12u32..128).prop_map(|(n, by)| n >> by);
    prop_oneof![
        any::<f64>()
            .prop_filter("finite", |v| v.is_finite())
            .prop_map(double),
        (size.clone(), -2i64..=2).prop_map(move |(n, by)| {
            let near = n as f64;
            let bits = if near == 0.0 {
                near.to_bits()
            } else {
                near.to_bits().wrapping_add_signed(by)
            };
            double(f64::from_bits(bits))
        }),
        any::<i64>().prop_map(|n| (Number::whole(n), n.to_string())),
        size.prop_map(|n| (Number::exact(n).unwrap(), n.to_string())),
        (any::<i128>(), 14u32..128, 0..50)
            .prop_map(|(n, by, places)| (n >> by, places))
            .prop_map(decimal),
        // Decimals around what doubles stand for.
        (-40i32..20, 1i128..1 << 56, 0u32..18, -3i128..=3)
            .prop_map(|(up, n, more, by)| (n * 10i128.pow(more) + by, more as i32 - up))
            .prop_map(decimal),
        (-1_000_000_000_000_000i64..=1_000_000_000_000_000)
            .prop_map(|n| (Number::milli(Milli(n)), format!("{n}e-3"))),
    ]
}

/// Digits and places, with the text.
fn decimal((digits, places): (i128, i32)) -> (Number, String) {
    let number = Number::decimal(digits, places).unwrap();
    (number, format!("{digits}e{}", -places))
}

#[test]
fn decimals_are_what_they_say() {
    let tenth = Number::from_f64(0.1).unwrap();
    assert_eq!(Number::decimal(1, 1), Some(tenth));
    assert_eq!(
        Number::decimal(1_000_000_000_000_000_000_000, 22),
        Some(tenth)
    );
    let above = Number::decimal(1_000_000_000_000_000_000_001, 22).unwrap();
    assert!(above > tenth && above.to_f64() == 0.1 && above.to_double().is_none());
    assert!(Number::decimal(999_999_999_999_999_999_999, 22).unwrap() < tenth);
    assert_eq!(Number::decimal(12, -3), Some(Number::whole(12_000)));
    assert_eq!(Number::decimal(0, 76), Some(Number::whole(0)));
    assert_eq!(Number::decimal(i128::MAX, -300), None);
    // Digits beyond the 34th still tell a decimal from a double.
    let one = Number::from_f64(1.0).unwrap();
    assert!(Number::decimal(10i128.pow(38) + 1, 38).unwrap() > one);
    assert!(Number::decimal(10i128.pow(38) - 1, 38).unwrap() < one);
    let cents = Number::decimal(900_719_925_474_099_225, 2).unwrap();
    assert!(cents > Number::whole(1 << 53) && cents < Number::whole((1 << 53) + 1));
    assert_eq!((cents.floor(), cents.to_wide()), (Some(1 << 53), None));
    let below = Number::decimal(10i128.pow(20) - 1, 20).unwrap();
    assert_eq!(
        (below.to_f64(), below.floor(), below.to_wide()),
        (1.0, Some(0), None)
    );
}

#[test]
fn thousandths_of_decimals() {
    let milli = |digits, places| {
        Number::decimal(digits, places)
            .unwrap()
            .to_milli()
            .unwrap()
            .0
    };
    assert_eq!(milli(5, 4), 1);
    assert_eq!(milli(-5, 4), -1);
    assert_eq!(milli(4_999_999_999_999_999_999_999, 25), 0);
    assert_eq!(milli(-4_999_999_999_999_999_999_999, 25), 0);
    assert_eq!(milli(5_000_000_000_000_000_000_001, 25), 1);
    assert_eq!(milli(-5_000_000_000_000_000_000_001, 25), -1);
    assert_eq!(milli(10_005_000_000_000_000_000_001, 22), 1_001);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn ordered_as_decimals(a in numbers(), b in numbers()) {
        prop_assert_eq!(a.0.cmp(&b.0), by_text(&a.1, &b.1), "{} {}", a.1, b.1);
    }

    /// Whole numbers next to each other and to the doubles among them.
    #[test]
    fn ordered_nearby(n in (any::<i128>(), 13u32..128).prop_map(|(n, by)| n >> by), by in -5i128..=5) {
        let (a, b) = (Number::exact(n).unwrap(), Number::exact(n + by).unwrap());
        prop_assert_eq!(a.cmp(&b), n.cmp(&(n + by)));
        let near = n as f64;
        let double = Number::from_f64(near).unwrap();
        prop_assert_eq!(b.cmp(&double), by_text(&(n + by).to_string(), &format!("{near:e}")));
    }

    #[test]
    fn decimals_come_back((number, text) in numbers()) {
        if let Some((digits, places)) = number.to_digits() {
            prop_assert_eq!(Number::decimal(digits, places), Some(number), "{}", text);
        }
    }

    #[test]
    fn the_nearest_thousandth(digits in -10i128.pow(30)..10i128.pow(30), places in 18i32..36) {
        let number = Number::decimal(digits, places).unwrap();
        let unit = 10i128.pow((places - 3) as u32);
        let size = (digits.abs() + unit / 2) / unit;
        prop_assert_eq!(i128::from(number.to_milli().unwrap().0), size * digits.signum());
    }

    #[test]
    fn the_nearest_thousandth_of_ties(whole in -999_999_999_999i64..=999_999_999_999, thousandths in 0i64..1000, beside in -1i128..=1, places in 4i32..18) {
        let tie = (i128::from(whole) * 1000 + i128::from(thousandths)) * 10 + 5;
        let digits = tie * 10i128.pow((places - 4) as u32) + beside;
        let unit = 10i128.pow((places - 3) as u32);
        let size = (digits.abs() + unit / 2) / unit;
        let found = Number::decimal(digits, places).unwrap().to_milli().unwrap();
        prop_assert_eq!(i128::from(found.0), size * digits.signum());
    }

    #[test]
    fn the_same_whichever_way_it_came(n: i64) {
        prop_assert_eq!(Some(Number::whole(n)), Number::exact(i128::from(n)));
        prop_assert_eq!(Number::whole(n).to_f64(), n as f64);
        prop_assert_eq!(Number::whole(n).floor(), Some(n));
    }

    #[test]
    fn doubles_come_back(bits: u64) {
        let value = f64::from_bits(bits);
        prop_assume!(value.is_finite());
        prop_assert_eq!(Number::from(value).to_f64(), value);
    }
}

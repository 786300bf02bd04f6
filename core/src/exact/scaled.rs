//! Decimals with more digits than a double can distinguish.
//!
//! A [`Number`] holds such a decimal as its nearest double and the rest: the distance from the
//! double's [anchor] to the decimal. The rest counts units that are so small that the
//! neighbouring double is up to 2^62 of them away, so both together hold about 34 digits. Further
//! digits round the rest away from zero, because a decimal that differs from the anchor must not
//! equal it.

use super::number::{SPARSE, anchor, places};
use super::{Decimal, Milli, Number, nearest};

/// A decimal whose digits, as a whole number, are below this (at most 15 digits) is the shortest
/// decimal of its nearest double.
const SHORT: i128 = 1_000_000_000_000_000;

/// `digits * 10^-places`; see [`Number::decimal`].
#[inline]
pub(super) fn number(digits: i128, places: i32) -> Option<Number> {
    match short(digits, places) {
        Some(near) => Some(Number::near(near, 0)),
        None if places == 0 => Some(Number::wide(digits)),
        None => long(digits, places),
    }
}

#[cold]
fn long(digits: i128, places: i32) -> Option<Number> {
    let (digits, places) = stripped(digits, places);
    if digits == 0 {
        return Some(Number::whole(0));
    }
    let exponent = 0_i32.saturating_sub(places);
    let near = nearest(&format!("{digits}e{exponent}"))?;
    match difference(digits, places, near) {
        Some(rest) => Some(Number::near(near, rest)),
        None => Number::from_f64(near),
    }
}

/// Removes trailing zeros, so that equal decimals take the same path.
fn stripped(mut digits: i128, mut places: i32) -> (i128, i32) {
    if digits == 0 {
        return (0, 0);
    }
    while digits % 10 == 0 {
        digits /= 10;
        places = places.saturating_sub(1);
    }
    (digits, places)
}

/// The double that represents a decimal with few digits and places.
#[inline]
#[expect(
    clippy::float_arithmetic,
    clippy::cast_precision_loss,
    reason = "one correctly rounded division of whole numbers that are doubles"
)]
fn short(digits: i128, places: i32) -> Option<f64> {
    const POWERS: [f64; 19] = [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
        1e17, 1e18,
    ];
    let unit = POWERS.get(usize::try_from(places).ok()?)?;
    (-SHORT < digits && digits < SHORT).then(|| digits as f64 / unit)
}

/// The anchor of a double, in units of the rest.
fn anchor_units(near: f64) -> Option<i128> {
    let unit = places(near);
    if near.abs() >= SPARSE {
        return anchor(near)?.checked_mul(10_i128.checked_pow(unit)?);
    }
    Decimal::from_f64(near)?.scaled(unit)
}

/// The decimal minus the anchor of its double, in units of the rest, rounded away from zero.
fn difference(digits: i128, decimal_places: i32, near: f64) -> Option<i64> {
    let up = i32::try_from(places(near))
        .ok()?
        .checked_sub(decimal_places)?;
    let power = 10_i128.checked_pow(up.unsigned_abs())?;
    let (units, part) = if up >= 0 {
        (digits.checked_mul(power)?, 0)
    } else {
        (digits.div_euclid(power), digits.rem_euclid(power))
    };
    let below = units.checked_sub(anchor_units(near)?)?;
    let away = i128::from(part != 0 && below >= 0);
    i64::try_from(below + away).ok()
}

/// Digits and places of a double with a rest.
pub(super) fn digits(near: f64, rest: i64) -> Option<(i128, i32)> {
    let digits = anchor_units(near)?.checked_add(i128::from(rest))?;
    Some(stripped(digits, i32::try_from(places(near)).ok()?))
}

/// The thousandth nearest to a double with a rest, ties away from zero. Returns `None` if the
/// number is so small that its digits do not fit; the rest then does not change the thousandth.
///
/// The thousandth of the double alone can be wrong in two ways: the double represents a tie and
/// the number is a little smaller, or the number is the tie and its double represents a
/// neighbouring decimal. So this function rounds all digits.
#[cold]
pub(super) fn thousandth(near: f64, rest: i64) -> Option<Milli> {
    let (digits, places) = digits(near, rest)?;
    let size = match u32::try_from(places - 3) {
        Ok(down) => {
            let unit = 10_i128.checked_pow(down)?;
            digits.abs().checked_add(unit / 2)? / unit
        }
        Err(_) => digits
            .abs()
            .checked_mul(10_i128.checked_pow(places.abs_diff(3))?)?,
    };
    i64::try_from(size * digits.signum()).ok().map(Milli)
}

//! Division of whole numbers, rounded to the nearest: the only rounding of the language.

/// The whole number nearest to `n / d`, ties away from zero.
///
/// `d` must be above 0. Any `n` is allowed; nothing overflows.
///
/// ```
/// use leadgrade::exact::round_div;
/// assert_eq!(round_div(5, 2), 3);
/// assert_eq!(round_div(-5, 2), -3);
/// assert_eq!(round_div(4, 3), 1);
/// ```
#[inline]
pub fn round_div(n: i128, d: i128) -> i128 {
    debug_assert!(d > 0, "the divisor is above 0");
    if let (Ok(small), Ok(by)) = (i64::try_from(n), i64::try_from(d)) {
        return i128::from(round_small(small, by));
    }
    let whole = n.checked_div(d).unwrap_or_default();
    let rest = n.checked_rem(d).unwrap_or_default();
    // Compared by subtraction, because twice the rest may not fit.
    if rest.unsigned_abs() >= d.unsigned_abs() - rest.unsigned_abs() {
        whole + n.signum()
    } else {
        whole
    }
}

/// [`round_div`] for numbers that fit 64 bits, which the processor divides itself.
#[inline]
fn round_small(n: i64, d: i64) -> i64 {
    let whole = n.checked_div(d).unwrap_or_default();
    let rest = n.checked_rem(d).unwrap_or_default();
    if rest.unsigned_abs() >= d.unsigned_abs() - rest.unsigned_abs() {
        whole + n.signum()
    } else {
        whole
    }
}

/// The whole number nearest to `n / d`, ties towards plus infinity.
///
/// `d` must be above 0. Any `n` is allowed; nothing overflows.
///
/// ```
/// use leadgrade::exact::round_div_up;
/// assert_eq!(round_div_up(5, 2), 3);
/// assert_eq!(round_div_up(-5, 2), -2);
/// ```
#[inline]
pub fn round_div_up(n: i128, d: i128) -> i128 {
    debug_assert!(d > 0, "the divisor is above 0");
    let below = n.checked_div_euclid(d).unwrap_or_default();
    let rest = n.checked_rem_euclid(d).unwrap_or_default();
    if rest >= d - rest { below + 1 } else { below }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn ties() {
        for (n, away, up) in [(1, 1, 1), (-1, -1, 0), (3, 2, 2), (-3, -2, -1), (0, 0, 0)] {
            assert_eq!(round_div(n, 2), away, "{n}");
            assert_eq!(round_div_up(n, 2), up, "{n}");
        }
    }

    #[test]
    fn the_ends() {
        assert_eq!(round_div(i128::MIN, 1), i128::MIN);
        assert_eq!(round_div_up(i128::MIN, 1), i128::MIN);
        assert_eq!(round_div(i128::MAX, i128::MAX), 1);
        assert_eq!(round_div(i128::MIN, i128::MAX), -1);
        assert_eq!(round_div_up(i128::MAX, 2), 1 << 126);
        assert_eq!(round_div(i128::MIN, 1 << 126), -2);
        assert_eq!(round_div(i128::from(i64::MIN), 1), i128::from(i64::MIN));
        assert_eq!(round_div(i128::from(i64::MIN), i128::from(i64::MAX)), -1);
        assert_eq!(round_div(i128::MAX - 1, i128::MAX), 1);
        assert_eq!(round_div(i128::MAX / 2, i128::MAX), 0);
    }

    fn wide() -> impl Strategy<Value = i128> {
        (any::<i128>(), 0u32..128).prop_map(|(n, by)| n >> by)
    }

    proptest! {
        /// The nearest whole number is the one within half a divisor.
        #[test]
        fn nearest(n in wide(), d in wide()) {
            let d = (d >> 2).checked_abs().unwrap().max(1);
            let n = n >> 2;
            let rest = n - round_div(n, d) * d;
            prop_assert!(2 * rest.abs() <= d);
            if 2 * rest.abs() == d {
                // Away from zero: the product overshot.
                prop_assert_eq!(rest.signum(), -n.signum());
            }
            let rest = n - round_div_up(n, d) * d;
            prop_assert!(-d <= 2 * rest && 2 * rest < d);
        }
    }
}

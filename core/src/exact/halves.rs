//! Fractional powers of one half, in whole numbers.
//!
//! The 64 bits that are kept round every factor correctly: they are within 2.4e-10 of a unit of
//! the factor, and no factor of a half-life from 1 to 3,650 days comes closer than 2.9e-9 of a
//! unit to a rounding tie, except the exact ties at whole halvings.

/// ln 2 in 2^-128.
const LN_2: u128 = 0xb172_17f7_d1cf_79ab_c9e3_b398_03f2_f6af;

/// `1 - 2^(-r/h)` for r from 0 to h - 1, in 2^-64 and to the nearest.
///
/// The error before rounding is below `h` times 2^-126.
pub(super) fn halves(h: u32) -> Vec<u64> {
    let root = root(h);
    let mut power = None;
    (0..h)
        .map(|_| {
            let left = power;
            power = Some(left.map_or(root, |p| high(p, root)));
            left.map_or(0, |p: u128| rounded(p.wrapping_neg()))
        })
        .collect()
}

/// `2^(-1/h)` in 2^-128, by the series of `1 - exp(-y)` for `y = ln(2)/h`.
fn root(h: u32) -> u128 {
    let y = LN_2 / u128::from(h.max(1));
    let mut lost = y;
    let mut term = y;
    for k in 2u128.. {
        term = high(term, y) / k;
        if term == 0 {
            break;
        }
        lost = if k % 2 == 0 { lost - term } else { lost + term };
    }
    lost.wrapping_neg()
}

/// The upper half of a product: `a * b / 2^128`, rounded down.
fn high(a: u128, b: u128) -> u128 {
    const LOW: u128 = u64::MAX as u128;
    let (a_high, a_low) = (a >> 64, a & LOW);
    let (b_high, b_low) = (b >> 64, b & LOW);
    let cross = a_high * b_low + ((a_low * b_low) >> 64);
    let other = a_low * b_high + (cross & LOW);
    a_high * b_high + (cross >> 64) + (other >> 64)
}

/// Rounds units of 2^-128 to units of 2^-64, to the nearest. The value is at most one half.
fn rounded(value: u128) -> u64 {
    u64::try_from((value + (1 << 63)) >> 64).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn upper_halves() {
        assert_eq!(high(u128::MAX, u128::MAX), u128::MAX - 1);
        assert_eq!(high(1 << 127, 1 << 127), 1 << 126);
        assert_eq!(high(u128::MAX, 1), 0);
        assert_eq!(high(3 << 126, 4), 3);
    }

    /// h halvings by a h-th make one half: the powers meet 2^-1.
    #[test]
    fn powers_meet_one_half() {
        for h in [2, 3, 7, 365, 3_650] {
            let root = root(h);
            let half = (1..h).fold(root, |power, _| high(power, root));
            assert!(half.abs_diff(1 << 127) < u128::from(h) * 4, "{h}");
        }
    }
}

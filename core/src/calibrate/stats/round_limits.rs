//! Limits that people can read: few digits before the zeros, such as 30 or 5,000.

/// A limit between two neighbouring numbers, in units of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct RoundLimit {
    pub(crate) limit: i64,
    /// Digits without the zeros at the end; 1 for 0.
    pub(crate) digits: u32,
}

/// The roundest number above `low` and not above `high`: the greatest multiple of the greatest power
/// of ten. `None` unless `low` is below `high`.
pub(crate) fn roundest(low: i64, high: i64) -> Option<RoundLimit> {
    if low >= high {
        return None;
    }
    if low < 0 && high >= 0 {
        return Some(RoundLimit {
            limit: 0,
            digits: 1,
        });
    }
    let powers = (0..=18).rev().map(|power| 10_i64.pow(power));
    let mut multiples = powers.filter_map(|power| high.div_euclid(power).checked_mul(power));
    let limit = multiples.find(|limit| *limit > low)?;
    Some(RoundLimit {
        limit,
        digits: digits(limit),
    })
}

/// The digits of a number without the zeros at its end; 1 for 0.
fn digits(number: i64) -> u32 {
    let mut rest = number.unsigned_abs();
    while rest != 0 && rest.is_multiple_of(10) {
        rest /= 10;
    }
    rest.checked_ilog10().unwrap_or_default() + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_are_round() {
        let limit = |low, high| roundest(low, high).map(|found| (found.limit, found.digits));
        assert_eq!(limit(29, 30), Some((30, 1)));
        assert_eq!(limit(30, 31), Some((31, 2)));
        assert_eq!(limit(1_234, 5_678), Some((5_000, 1)));
        assert_eq!(limit(4_873, 4_874), Some((4_874, 4)));
        assert_eq!(limit(-3, 4), Some((0, 1)));
        assert_eq!(limit(-1, 0), Some((0, 1)));
        assert_eq!(limit(-5_678, -1_234), Some((-2_000, 1)));
        assert_eq!(limit(0, 1), Some((1, 1)));
        assert_eq!(limit(5, 5), None);
        assert_eq!(limit(i64::MIN, -1).map(|(_, digits)| digits), Some(1));
    }
}

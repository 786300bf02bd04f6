//! Ratios of counts, rounded once.

/// The double nearest to `part / whole`, ties to even; `None` if `whole` is 0.
///
/// Both numbers must be below 2^127, which sums of products of counts of rows are.
pub(crate) fn ratio(part: u128, whole: u128) -> Option<f64> {
    /// Up to here every whole number is a double, so one division rounds once.
    const EXACT: u128 = 1 << 53;
    if whole == 0 {
        return None;
    }
    if part <= EXACT && whole <= EXACT {
        return Some(part as f64 / whole as f64);
    }
    // Long division, bit by bit, to at least two bits more than a double has. The last bit then says
    // whether something is left, so that the conversion rounds as if it saw the exact quotient.
    let (mut quotient, mut rest) = (part / whole, part % whole);
    let mut scale = 1.0;
    while quotient < EXACT << 2 && rest != 0 {
        rest <<= 1;
        quotient = quotient << 1 | u128::from(rest >= whole);
        if rest >= whole {
            rest -= whole;
        }
        scale *= 0.5;
    }
    quotient |= u128::from(rest != 0);
    Some(quotient as f64 * scale)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn small_counts_are_divided() {
        assert_eq!(ratio(1, 3), Some(1.0 / 3.0));
        assert_eq!(ratio(0, 7), Some(0.0));
        assert_eq!(ratio(7, 7), Some(1.0));
        assert_eq!(ratio(1, 0), None);
    }

    #[test]
    fn a_tie_goes_to_the_even_double() {
        // 2^53 + 1 and 2^53 + 3 lie half way between two doubles.
        assert_eq!(ratio((1 << 53) + 1, 1), Some(9_007_199_254_740_992.0));
        assert_eq!(ratio((1 << 53) + 3, 1), Some(9_007_199_254_740_996.0));
        // A hair above half way.
        assert_eq!(
            ratio((((1 << 53) + 1) << 40) + 1, 1 << 40),
            Some(9_007_199_254_740_994.0)
        );
    }

    proptest! {
        /// A common factor does not change the ratio, whichever way it is computed.
        #[test]
        fn both_ways_agree(part in 0_u128..1 << 53, whole in 1_u128..1 << 53, by in 1_u128..1 << 70) {
            prop_assert_eq!(ratio(part * by, whole * by), ratio(part, whole));
        }
    }
}

//! The double nearest to a decimal.

/// The double nearest to a decimal in JSON's form. Returns `None` if it is too large for a
/// double.
#[cfg(not(target_family = "wasm"))]
pub(crate) fn nearest(decimal: &str) -> Option<f64> {
    let read: Option<f64> = decimal.parse().ok();
    read.filter(|number| number.is_finite())
}

/// The same with the parser of `serde_json`, which is linked anyway. The parser of the
/// standard library is faster, but its tables alone are larger than that whole parser.
#[cfg(target_family = "wasm")]
pub(crate) fn nearest(decimal: &str) -> Option<f64> {
    parse_json(decimal)
}

#[cfg(any(target_family = "wasm", test))]
fn parse_json(decimal: &str) -> Option<f64> {
    serde_json::from_str(decimal).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn both_readers_agree(text in r"-?(0|[1-9][0-9]{0,30})(\.[0-9]{1,30})?(e[+-]?[0-9]{1,3})?") {
            prop_assert_eq!(nearest(&text), parse_json(&text));
        }

        /// Halfway between two doubles, and slightly beside it.
        #[test]
        fn both_readers_agree_about_ties(
            double in 1_u128 << 52..1 << 53,
            up in 1_u32..70,
            hair in -1_i8..=1,
        ) {
            let half_way = (2 * double + 1) << up;
            let beside = half_way.checked_add_signed(hair.into()).unwrap();
            let odd = double % 2;
            let expected = if hair > 0 || (hair == 0 && odd == 1) { double + 1 } else { double };
            let expected = (expected << (up + 1)) as f64;
            for text in [beside.to_string(), format!("{beside}000e-3"), format!("{beside}.000")] {
                prop_assert_eq!(nearest(&text), Some(expected));
                prop_assert_eq!(parse_json(&text), Some(expected));
            }
        }
    }

    #[test]
    fn beyond_all_doubles_is_none() {
        for text in ["1e309", "-1.8e308", "1e99999999999"] {
            assert_eq!((nearest(text), parse_json(text)), (None, None), "{text}");
        }
        for text in ["0e99999999999", "1e-99999999999"] {
            assert_eq!(
                (nearest(text), parse_json(text)),
                (Some(0.0), Some(0.0)),
                "{text}"
            );
        }
    }
}

use super::*;
use proptest::prelude::*;

/// Each row: its day, and whether it converts on it.
fn observed(rows: &[(u32, bool)]) -> Observed {
    let mut observed = Observed::default();
    for (day, converts) in rows {
        if *converts {
            observed.converts(*day);
        } else {
            observed.ends(*day);
        }
    }
    observed
}

/// Expected: `lifelines.KaplanMeierFitter().fit(days, converts)`: `survival_function_`,
/// `confidence_interval_`, `event_table`.
#[test]
fn the_curve_of_lifelines() {
    let days = [0, 1, 1, 3, 3, 3, 5, 7, 8, 8, 10, 10, 12, 14, 14, 14];
    let converts = [1, 1, 0, 1, 1, 0, 1, 0, 1, 1, 0, 1, 1, 0, 0, 0];
    let rows: Vec<_> = days.into_iter().zip(converts.map(|one| one == 1)).collect();
    let expected = [
        (
            0,
            16,
            1,
            0.937_500_000_000_000_1,
            0.632_345_441_738_903_1,
            0.990_953_141_744_666_4,
        ),
        (
            1,
            15,
            1,
            0.874_999_999_999_999_9,
            0.585_981_436_809_015_6,
            0.967_188_846_029_123_6,
        ),
        (
            3,
            13,
            2,
            0.740_384_615_384_615_4,
            0.446_392_117_340_904_2,
            0.894_025_207_323_247_1,
        ),
        (
            5,
            10,
            1,
            0.666_346_153_846_153_8,
            0.371_901_685_344_789_8,
            0.846_534_906_813_370_5,
        ),
        (
            8,
            8,
            2,
            0.499_759_615_384_615_44,
            0.221_084_726_452_018_24,
            0.727_028_657_754_802_7,
        ),
        (
            10,
            6,
            1,
            0.416_466_346_153_846_15,
            0.159_812_755_174_074_42,
            0.658_082_526_841_797_4,
        ),
        (
            12,
            4,
            1,
            0.312_349_759_615_384_7,
            0.087_526_435_276_011_91,
            0.573_563_013_195_402_3,
        ),
    ];
    let steps = observed(&rows).steps();
    assert_eq!(steps.len(), expected.len());
    for (step, (day, at_risk, conversions, share, low, high)) in steps.iter().zip(expected) {
        assert_eq!(
            (step.day, step.at_risk, step.conversions),
            (day, at_risk, conversions)
        );
        let interval = step.interval.unwrap();
        let found = [step.share, interval.low, interval.high];
        assert!(
            found
                .iter()
                .zip([share, low, high])
                .all(|(one, two)| (one - two).abs() < 1e-9),
            "{step:?}"
        );
    }
}

#[test]
fn once_all_rows_have_converted_there_is_no_interval() {
    let steps = observed(&[(2, true), (1, false), (2, true)]).steps();
    assert_eq!(steps.len(), 1);
    assert_eq!(
        (steps[0].at_risk, steps[0].share, steps[0].interval),
        (2, 0.0, None)
    );
    assert!(observed(&[(9, false)]).steps().is_empty());
}

proptest! {
    #[test]
    fn the_order_of_rows_does_not_matter(
        rows in prop::collection::vec((0_u32..20, any::<bool>()), 0..40).prop_shuffle(),
    ) {
        let mut sorted = rows.clone();
        sorted.sort();
        let steps = observed(&rows).steps();
        prop_assert_eq!(&steps, &observed(&sorted).steps());
        for step in steps {
            prop_assert!(step.interval.is_none_or(|interval| interval.holds(step.share)));
        }
    }
}

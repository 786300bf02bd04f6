use super::*;
use crate::Milli;
use proptest::prelude::*;

fn group(points: i64, rows: u64, conversions: u64) -> PointCounts {
    PointCounts {
        points: Milli(points),
        rows,
        conversions,
    }
}

/// Expected: `sklearn.isotonic.IsotonicRegression().fit(x, y).predict(x)` and
/// `sklearn.metrics.brier_score_loss` of that prediction.
#[test]
fn the_curve_of_scikit_learn() {
    let groups = [
        group(0, 1, 0),
        group(5_000, 2, 1),
        group(10_000, 1, 0),
        group(12_500, 1, 1),
        group(20_000, 3, 1),
        group(31_000, 1, 1),
        group(40_000, 1, 0),
        group(41_000, 1, 1),
        group(55_000, 1, 1),
    ];
    let curve = Curve::new(groups);
    let rates = groups.map(|group| curve.at(group.points).unwrap());
    let third = 0.333_333_333_333_333_3;
    let expected = [0.0, third, third, 0.5, 0.5, 0.5, 0.5, 1.0, 1.0];
    assert!(
        rates
            .iter()
            .zip(expected)
            .all(|(one, two)| (one - two).abs() < 1e-9),
        "{rates:?}"
    );
    let score = brier(rates.into_iter().zip(groups)).unwrap();
    assert!((score - 0.180_555_555_555_555_55).abs() < 1e-9, "{score}");
    // Blocks with one rate are one block.
    let ends = curve.blocks.iter().map(|block| (block.from.0, block.to.0));
    let expected = [(0, 0), (5_000, 10_000), (12_500, 40_000), (41_000, 55_000)];
    assert_eq!(ends.collect::<Vec<_>>(), expected);
}

#[test]
fn points_between_blocks_belong_to_the_lower_one() {
    let curve = Curve::new([group(10_000, 4, 1), group(20_000, 4, 3)]);
    for (points, rate) in [
        (0, 0.25),
        (10_000, 0.25),
        (19_999, 0.25),
        (20_000, 0.75),
        (90_000, 0.75),
    ] {
        assert_eq!(curve.at(Milli(points)), Some(rate), "{points}");
    }
    assert_eq!(Curve::default().at(Milli(0)), None);
    assert_eq!(brier([]), None);
}

proptest! {
    #[test]
    fn rates_rise_and_rows_stay(
        counts in prop::collection::vec((0_u64..6, 0_u64..6).prop_map(|(one, two)| (one.max(two), one.min(two))), 0..30),
    ) {
        let groups = (0_i64..).zip(&counts).map(|(points, (rows, conversions))| group(points, *rows, *conversions));
        let curve = Curve::new(groups);
        let rows: u64 = curve.blocks.iter().map(|block| block.rows).sum();
        prop_assert_eq!(rows, counts.iter().map(|(rows, _)| rows).sum::<u64>());
        prop_assert!(curve.blocks.windows(2).all(|pair| pair[0].rate < pair[1].rate && pair[0].to < pair[1].from));
    }
}

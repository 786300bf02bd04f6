use super::*;
use crate::calibrate::stats::random::Random;
use proptest::prelude::*;

fn close(found: f64, expected: f64) -> bool {
    (found - expected).abs() < 1e-9
}

fn sums(leads: &[[u64; 2]]) -> RateSums {
    let mut sums = RateSums::default();
    for [rows, conversions] in leads {
        sums.add(LeadCounts {
            rows: *rows,
            conversions: *conversions,
        });
    }
    sums
}

/// A rate of leads with one row each.
fn plain(conversions: u64, rows: u64) -> RateSums {
    let leads: Vec<[u64; 2]> = (0..rows)
        .map(|lead| [1, u64::from(lead < conversions)])
        .collect();
    sums(&leads)
}

/// Expected: `statsmodels.stats.proportion.proportion_confint(c, n, 0.05, "wilson")`.
#[test]
fn one_row_a_lead_gives_the_plain_interval() {
    for (conversions, rows, low, high) in [
        (0, 20, 0.0, 0.161_125_158_052_819_4),
        (3, 20, 0.052_368_745_896_216_595, 0.360_418_864_740_756_96),
        (20, 20, 0.838_874_841_947_180_4, 1.0),
        (
            137,
            1_000,
            0.117_073_130_632_994_72,
            0.159_705_096_027_518_3,
        ),
    ] {
        let found = plain(conversions, rows).interval().unwrap();
        assert!(close(found.low, low), "{conversions} of {rows}: {found:?}");
        assert!(
            close(found.high, high),
            "{conversions} of {rows}: {found:?}"
        );
    }
}

/// Expected: the number of rows from the variance of
/// `statsmodels.api.OLS(y, ones).fit(cov_type="cluster", cov_kwds={"groups": leads, "use_correction":
/// False})`, in `proportion_confint(p * n, n, 0.05, "wilson")`.
#[test]
fn rows_of_one_lead_widen_the_interval() {
    let found = sums(&[
        [3, 2],
        [2, 0],
        [3, 3],
        [1, 0],
        [3, 1],
        [1, 0],
        [2, 0],
        [1, 1],
    ]);
    assert_eq!(found.rate(), Some(0.4375));
    assert!(close(
        found.effective_rows().unwrap(),
        11.153_526_970_954_339
    ));
    let interval = found.interval().unwrap();
    assert!(
        close(interval.low, 0.201_913_786_838_419_65),
        "{interval:?}"
    );
    assert!(
        close(interval.high, 0.705_109_074_620_655_8),
        "{interval:?}"
    );
}

#[test]
fn the_effective_rows_have_bounds() {
    // Each lead converts once in two rows: at most as many as there are rows.
    assert_eq!(sums(&[[2, 1], [2, 1], [2, 1]]).effective_rows(), Some(6.0));
    // All rows of a lead agree.
    assert_eq!(sums(&[[4, 4], [2, 0]]).effective_rows(), Some(2.25));
    // The lead with the most rows is the furthest off: at least n^2 / sum(m^2).
    let mut leads = vec![[4, 0]];
    leads.resize(9, [1, 1]);
    assert_eq!(sums(&leads).effective_rows(), Some(6.0));
    // A rate of 0 or 1.
    assert_eq!(sums(&[[4, 0], [2, 0]]).effective_rows(), Some(1.8));
    assert_eq!(sums(&[[4, 4], [2, 2]]).effective_rows(), Some(1.8));
    assert_eq!(sums(&[]).interval(), None);
    assert_eq!(sums(&[[0, 0]]), RateSums::default());
}

#[test]
fn large_tables_fit() {
    // As many rows as the sums are meant for: a billion.
    let lead = LeadCounts {
        rows: 1_000_000_000,
        conversions: 300_000_000,
    };
    let mut found = RateSums::default();
    found.add(lead);
    assert!(found.interval().unwrap().holds(0.3));
}

/// 400 leads in 10 instants, each with a chance of its own, which all of its rows share.
#[test]
fn intervals_cover_the_rate_of_dependent_rows() {
    let (mut random, mut clustered, mut as_if_plain) = (Random(20_261_130), 0, 0);
    let samples = 2_000;
    for _ in 0..samples {
        let mut found = RateSums::default();
        for _ in 0..400 {
            let chance = if random.happens(500) { 31 } else { 369 };
            let conversions = (0..10).filter(|_| random.happens(chance)).count() as u64;
            found.add(LeadCounts {
                rows: 10,
                conversions,
            });
        }
        clustered += u32::from(found.interval().unwrap().holds(0.2));
        let plain = wilson(found.conversions, found.rows, found.rows as f64);
        as_if_plain += u32::from(plain.holds(0.2));
    }
    let percent = |count: u32| f64::from(count) * 100.0 / f64::from(samples);
    let (clustered, as_if_plain) = (percent(clustered), percent(as_if_plain));
    assert!((93.0..=97.0).contains(&clustered), "{clustered} %");
    assert!((75.0..=80.0).contains(&as_if_plain), "{as_if_plain} %");
}

proptest! {
    #[test]
    fn the_order_of_leads_does_not_matter(
        leads in prop::collection::vec((0_u64..9, 0_u64..9).prop_map(|(one, two)| [one.max(two), one.min(two)]), 0..40).prop_shuffle(),
    ) {
        let mut sorted = leads.clone();
        sorted.sort();
        prop_assert_eq!(sums(&leads), sums(&sorted));
    }

    #[test]
    fn an_interval_holds_its_rate(
        leads in prop::collection::vec((0_u64..9, 0_u64..9).prop_map(|(one, two)| [one.max(two), one.min(two)]), 1..40),
    ) {
        let found = sums(&leads);
        if let (Some(rate), Some(interval)) = (found.rate(), found.interval()) {
            prop_assert!(interval.low <= rate + 1e-12 && rate <= interval.high + 1e-12);
            prop_assert!(0.0 <= interval.low && interval.high <= 1.0);
        }
    }
}

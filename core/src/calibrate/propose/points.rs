//! First guesses of points: the log odds of bins, to one scale.

use super::bins::Bin;
use crate::calibrate::stats::bins::LEAST_ROWS;

/// The log odds of a bin above those of all rows. One row at the rate of all is added, so that a bin
/// without conversions has odds, too. 0 for bins of fewer than 50 rows, which tell too little.
#[allow(clippy::float_arithmetic, reason = "one formula of counts alone")]
pub(crate) fn log_odds(bin: &Bin, rows: u64, conversions: u64) -> f64 {
    if bin.sums.rows < LEAST_ROWS {
        return 0.0;
    }
    let rate = conversions as f64 / rows as f64;
    let own = bin.sums.conversions as f64 + rate;
    let others = (bin.sums.rows - bin.sums.conversions) as f64 + 1.0 - rate;
    libm::log(own / others) - libm::log(rate / (1.0 - rate))
}

/// Whole points: the greatest log odds get `max_points`, ties are rounded away from zero.
#[allow(
    clippy::float_arithmetic,
    clippy::cast_possible_truncation,
    clippy::as_conversions,
    reason = "at most `max_points` in size"
)]
pub(crate) fn points(log_odds: f64, most: f64, max_points: u32) -> i64 {
    if most == 0.0 {
        return 0;
    }
    (log_odds / most * f64::from(max_points)).round() as i64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calibrate::propose::bins::BinTest;
    use crate::calibrate::stats::rate::{LeadCounts, RateSums};

    fn bin(rows: u64, conversions: u64) -> Bin {
        let mut sums = RateSums::default();
        (0..rows).for_each(|row| {
            sums.add(LeadCounts {
                rows: 1,
                conversions: u64::from(row < conversions),
            });
        });
        Bin {
            test: BinTest::Otherwise,
            label: String::new(),
            sums,
        }
    }

    #[test]
    fn log_odds_are_of_one_more_row() {
        // (60 + 1/2) / (40 + 1/2) against odds of 1.
        let found = log_odds(&bin(100, 60), 1_000, 500);
        assert!((found - (60.5_f64 / 40.5).ln()).abs() < 1e-12);
        assert!(log_odds(&bin(50, 0), 1_000, 500).is_finite());
        assert_eq!(log_odds(&bin(49, 49), 1_000, 500), 0.0);
    }

    #[test]
    fn points_are_to_scale() {
        assert_eq!(points(2.0, 2.0, 20), 20);
        assert_eq!(points(-1.0, 2.0, 20), -10);
        assert_eq!(points(0.05, 2.0, 20), 1);
        assert_eq!(points(0.0, 0.0, 20), 0);
    }
}

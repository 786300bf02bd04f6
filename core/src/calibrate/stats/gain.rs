//! The share of conversions in the best rows.

use super::groups::ScoreGroup;
use super::ratio::ratio;

/// The share of all conversions in the best `percent` of rows, 0 to 1. Of rows with one score at the
/// border as many conversions count as their share of the rows. `groups` are rows with one score each,
/// least first. `None` without conversions.
pub(crate) fn gain(groups: &[ScoreGroup], percent: u32) -> Option<f64> {
    let all: u128 = groups.iter().map(|group| u128::from(group.rows)).sum();
    let conversions = groups.iter().map(|group| u128::from(group.conversions));
    let conversions: u128 = conversions.sum();
    // Hundredths of rows that still belong to the best.
    let mut left = all * u128::from(percent);
    let mut gained = 0;
    for group in groups.iter().rev() {
        let (rows, own) = (u128::from(group.rows), u128::from(group.conversions));
        if rows * 100 > left {
            return ratio(gained * rows * 100 + left * own, rows * 100 * conversions);
        }
        left -= rows * 100;
        gained += own;
    }
    ratio(gained, conversions)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Rows and conversions of each score, the best first.
    fn groups(best_first: &[[u64; 2]]) -> Vec<ScoreGroup> {
        let group = |[rows, conversions]: &[u64; 2]| ScoreGroup {
            score: None,
            rows: *rows,
            conversions: *conversions,
        };
        best_first.iter().rev().map(group).collect()
    }

    #[test]
    fn whole_groups() {
        let found = groups(&[[10, 4], [10, 2], [80, 4]]);
        assert_eq!(gain(&found, 10), Some(0.4));
        assert_eq!(gain(&found, 20), Some(0.6));
        assert_eq!(gain(&found, 100), Some(1.0));
    }

    #[test]
    fn ties_at_the_border_count_in_proportion() {
        // 30 % of 7 rows are 2.1: two rows, and a tenth of a row of the five others.
        let found = groups(&[[2, 1], [5, 2]]);
        assert_eq!(gain(&found, 30), Some((1.0 + 0.1 * 2.0 / 5.0) / 3.0));
        // All rows are equal.
        assert_eq!(gain(&groups(&[[9, 4]]), 20), Some(0.2));
    }

    #[test]
    fn without_conversions_there_is_none() {
        assert_eq!(gain(&groups(&[[9, 0]]), 20), None);
        assert_eq!(gain(&[], 20), None);
    }
}

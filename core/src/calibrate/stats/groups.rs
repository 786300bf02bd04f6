//! Rows grouped by score.

use super::auc::ScoredRow;

/// Rows grouped by score.
pub(crate) struct ScoreGroups {
    /// The least score first.
    pub(crate) groups: Vec<ScoreGroup>,
    /// The position of the group of each row.
    pub(crate) of_row: Vec<u32>,
}

/// Rows with one score.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct ScoreGroup {
    /// `None` is below all.
    pub(crate) score: Option<i64>,
    pub(crate) rows: u64,
    pub(crate) conversions: u64,
}

impl ScoreGroups {
    pub(crate) fn new(rows: &[ScoredRow]) -> Self {
        let scores = || rows.iter().filter_map(|row| row.score);
        let (Some(least), Some(greatest)) = (scores().min(), scores().max()) else {
            return Self::placed(rows, vec![None], |_| 0);
        };
        let places = greatest.abs_diff(least).saturating_add(2);
        // A table of all scores in between is faster than sorting if it is not much larger than the rows.
        match usize::try_from(places) {
            Ok(places) if places / 4 <= rows.len() + 1_024 => {
                let place = |score: Option<i64>| {
                    let above = score.map(|score| score.abs_diff(least) + 1);
                    usize::try_from(above.unwrap_or_default()).unwrap_or(usize::MAX)
                };
                let mut numbers = vec![0_u32; places];
                for row in rows {
                    if let Some(number) = numbers.get_mut(place(row.score)) {
                        *number = 1;
                    }
                }
                let mut found = Vec::new();
                for (score, number) in (least.saturating_sub(1)..).zip(&mut numbers) {
                    if *number > 0 {
                        *number = u32::try_from(found.len()).unwrap_or(u32::MAX);
                        found.push((score >= least).then_some(score));
                    }
                }
                let number = |score| numbers.get(place(score)).copied().unwrap_or_default();
                Self::placed(rows, found, number)
            }
            _ => {
                let mut found: Vec<Option<i64>> = rows.iter().map(|row| row.score).collect();
                found.sort_unstable();
                found.dedup();
                let sorted = found.clone();
                let number = |score| sorted.partition_point(|one| *one < score);
                Self::placed(rows, found, |score| {
                    u32::try_from(number(score)).unwrap_or(u32::MAX)
                })
            }
        }
    }

    /// Groups rows; `number` returns the position of a score in `scores`.
    fn placed(
        rows: &[ScoredRow],
        scores: Vec<Option<i64>>,
        number: impl Fn(Option<i64>) -> u32,
    ) -> Self {
        let group = |score| ScoreGroup {
            score,
            ..ScoreGroup::default()
        };
        let mut groups: Vec<ScoreGroup> = scores.into_iter().map(group).collect();
        let of_row: Vec<u32> = rows.iter().map(|row| number(row.score)).collect();
        for (row, number) in rows.iter().zip(&of_row) {
            if let Some(group) = groups.get_mut(*number as usize) {
                group.rows += 1;
                group.conversions += u64::from(row.converts);
            }
        }
        groups.retain(|group| group.rows > 0);
        Self { groups, of_row }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        /// Near scores are counted in a table, and far ones are sorted; both give the groups of a sorted
        /// list.
        #[test]
        fn groups_are_those_of_sorted_rows(
            list in proptest::collection::vec((proptest::option::of(-9_i64..9), any::<bool>()), 0..60),
            scale in prop_oneof![Just(1_i64), Just(1_000_000_007)],
        ) {
            let rows: Vec<ScoredRow> = list.iter().zip(0..).map(|((score, converts), lead)| ScoredRow {
                score: score.map(|score| score * scale),
                lead,
                converts: *converts,
            }).collect();
            let found = ScoreGroups::new(&rows);
            prop_assert!(found.groups.is_sorted_by(|one, next| one.score < next.score));
            prop_assert_eq!(found.of_row.len(), rows.len());
            for (row, group) in rows.iter().zip(&found.of_row) {
                prop_assert_eq!(found.groups[*group as usize].score, row.score);
            }
            for group in &found.groups {
                let own = || rows.iter().filter(|row| row.score == group.score);
                prop_assert_eq!(own().count() as u64, group.rows);
                prop_assert_eq!(own().filter(|row| row.converts).count() as u64, group.conversions);
            }
        }
    }
}

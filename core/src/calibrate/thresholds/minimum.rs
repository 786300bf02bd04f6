//! The least whole minimum that fulfils a wish.

use std::collections::BTreeMap;

use super::request::Wish;
use crate::calibrate::stats::curve::{Curve, CurveBlock, PointCounts};
use crate::calibrate::stats::ratio::ratio;
use crate::exact::Milli;

/// The least number of rows of a block of the curve.
const LEAST_ROWS: u64 = 50;

/// The points of a row.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PointRow {
    /// In thousandths.
    pub(crate) points: i64,
    /// The position of its instant.
    pub(crate) moment: u32,
    pub(crate) converts: bool,
    /// Whether it is known whether it converts.
    pub(crate) is_judged: bool,
}

/// A minimum for a wish.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Minimum {
    /// Whole points.
    pub(crate) points: i64,
    pub(crate) is_met: bool,
}

/// The rows that choose minima.
pub(crate) struct ChoosingRows {
    curve: Curve,
    /// The points of all rows, greatest first.
    points: Vec<i64>,
    /// The same by instant.
    by_moment: BTreeMap<u32, Vec<i64>>,
}

impl ChoosingRows {
    pub(crate) fn new(rows: &[PointRow]) -> Self {
        let mut groups: BTreeMap<i64, PointCounts> = BTreeMap::new();
        let mut by_moment: BTreeMap<u32, Vec<i64>> = BTreeMap::new();
        for row in rows {
            by_moment.entry(row.moment).or_default().push(row.points);
            if row.is_judged {
                let group = groups.entry(row.points).or_insert(PointCounts {
                    points: Milli(row.points),
                    rows: 0,
                    conversions: 0,
                });
                group.rows += 1;
                group.conversions += u64::from(row.converts);
            }
        }
        let falling = |points: &mut Vec<i64>| points.sort_unstable_by(|one, other| other.cmp(one));
        by_moment.values_mut().for_each(falling);
        let judged = rows.iter().filter(|row| row.is_judged);
        let mut points: Vec<i64> = judged.map(|row| row.points).collect();
        falling(&mut points);
        Self {
            curve: with_rows(Curve::new(groups.into_values())),
            points,
            by_moment,
        }
    }

    /// The least whole minimum that fulfils a wish, or the nearest that can be.
    pub(crate) fn minimum(&self, wish: Wish) -> Minimum {
        match wish {
            Wish::Rate(rate) => self.for_rate(rate),
            Wish::Share(share) => Minimum {
                points: after(&self.points, part(self.points.len(), share)),
                is_met: true,
            },
            Wish::Capacity(leads) => {
                let leads = usize::try_from(leads).unwrap_or(usize::MAX);
                let all = self.by_moment.values().map(|points| after(points, leads));
                Minimum {
                    points: all.max().unwrap_or_default(),
                    is_met: true,
                }
            }
        }
    }

    fn for_rate(&self, rate: f64) -> Minimum {
        let blocks = &self.curve.blocks;
        let reaches = |block: &&CurveBlock| block.rate >= rate;
        let found = blocks.iter().find(reaches);
        let Some(block) = found.or(blocks.last()) else {
            return Minimum {
                points: 0,
                is_met: false,
            };
        };
        // Below the first block the curve is as high as there, so all rows may reach the minimum.
        let is_first = blocks.first() == Some(block);
        Minimum {
            points: if is_first && found.is_some() {
                block.from.0.div_euclid(1_000)
            } else {
                -(-block.from.0).div_euclid(1_000)
            },
            is_met: found.is_some(),
        }
    }
}

/// The curve with blocks of at least 50 rows: smaller ones are joined to the next lower, the lowest to the
/// next higher.
fn with_rows(curve: Curve) -> Curve {
    let mut blocks: Vec<CurveBlock> = Vec::new();
    for block in curve.blocks {
        match blocks.last_mut() {
            Some(lower) if block.rows < LEAST_ROWS || lower.rows < LEAST_ROWS => {
                lower.to = block.to;
                lower.rows += block.rows;
                lower.conversions += block.conversions;
                let rate = ratio(lower.conversions.into(), lower.rows.into());
                lower.rate = rate.unwrap_or_default();
            }
            _ => blocks.push(block),
        }
    }
    Curve { blocks }
}

/// The least whole minimum that at most `count` of some falling points reach.
fn after(points: &[i64], count: usize) -> i64 {
    match points.get(count) {
        Some(outside) => outside.div_euclid(1_000) + 1,
        None => points.last().map_or(0, |least| least.div_euclid(1_000)),
    }
}

/// The greatest whole number that is at most a share of a count.
#[allow(
    clippy::float_arithmetic,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::as_conversions,
    reason = "at most the count"
)]
fn part(count: usize, share: f64) -> usize {
    // A share such as 0.1 is a little more or less than a tenth; a hair more keeps the row at the border.
    ((count as f64 * share + 1e-9).floor() as usize).min(count)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 100 rows for each of the points, of which some convert.
    fn rows(list: &[(i64, u32)]) -> ChoosingRows {
        let mut rows = Vec::new();
        for (points, conversions) in list {
            rows.extend((0..100).map(|at| PointRow {
                points: *points,
                moment: at % 2,
                converts: at < *conversions,
                is_judged: true,
            }));
        }
        ChoosingRows::new(&rows)
    }

    fn minimum(rows: &ChoosingRows, wish: Wish) -> (i64, bool) {
        let found = rows.minimum(wish);
        (found.points, found.is_met)
    }

    #[test]
    fn a_rate_is_that_of_the_curve() {
        let own = rows(&[(10_500, 5), (20_500, 12), (30_000, 8), (40_500, 30)]);
        // Rows with 20.5 and 30 points share a rate of 10 %.
        assert_eq!(minimum(&own, Wish::Rate(0.10)), (21, true));
        assert_eq!(minimum(&own, Wish::Rate(0.11)), (41, true));
        assert_eq!(minimum(&own, Wish::Rate(0.04)), (10, true));
        assert_eq!(minimum(&own, Wish::Rate(0.31)), (41, false));
    }

    #[test]
    fn small_blocks_join_the_next_lower() {
        let mut all = Vec::new();
        let mut add = |points: i64, rows: u32, conversions: u32| {
            all.extend((0..rows).map(|at| PointRow {
                points,
                moment: 0,
                converts: at < conversions,
                is_judged: true,
            }));
        };
        add(10_000, 100, 10);
        add(20_000, 49, 49);
        let own = ChoosingRows::new(&all);
        // Together 59 of 149.
        assert_eq!(minimum(&own, Wish::Rate(0.5)), (10, false));
        assert_eq!(minimum(&own, Wish::Rate(59.0 / 149.0)), (10, true));
    }

    #[test]
    fn at_most_a_share_reaches_the_minimum() {
        let own = rows(&[(10_500, 5), (20_500, 12), (30_000, 8), (40_500, 30)]);
        assert_eq!(minimum(&own, Wish::Share(0.25)), (31, true));
        assert_eq!(minimum(&own, Wish::Share(0.2499)), (41, true));
        assert_eq!(minimum(&own, Wish::Share(0.0)), (41, true));
        assert_eq!(minimum(&own, Wish::Share(1.0)), (10, true));
    }

    #[test]
    fn at_most_a_number_of_leads_reaches_it_at_each_instant() {
        let own = rows(&[(10_500, 5), (20_500, 12), (30_000, 8), (40_500, 30)]);
        // 50 rows of each of the points at either instant.
        assert_eq!(minimum(&own, Wish::Capacity(50)), (31, true));
        assert_eq!(minimum(&own, Wish::Capacity(49)), (41, true));
        assert_eq!(minimum(&own, Wish::Capacity(100)), (21, true));
        assert_eq!(minimum(&own, Wish::Capacity(0)), (41, true));
        assert_eq!(minimum(&own, Wish::Capacity(500)), (10, true));
    }

    #[test]
    fn without_rows_no_rate_is_met() {
        let own = ChoosingRows::new(&[]);
        assert_eq!(minimum(&own, Wish::Rate(0.1)), (0, false));
        assert_eq!(minimum(&own, Wish::Share(0.5)), (0, true));
    }
}

//! The rate of conversion by points: the best curve that never falls (pool adjacent violators).

use super::ratio::ratio;

/// A block of the curve of rates by points: neighbouring points with one rate.
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize)]
#[non_exhaustive]
pub struct CurveBlock {
    /// The least points of a row of the block.
    pub from: crate::Milli,
    /// The greatest points of a row of the block.
    pub to: crate::Milli,
    /// Number of rows.
    pub rows: u64,
    /// Number of rows that convert.
    pub conversions: u64,
    /// The share of rows that convert, 0 to 1.
    pub rate: f64,
}

/// The rate of conversion by points, as blocks of rising points and rising rates.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Curve {
    pub(crate) blocks: Vec<CurveBlock>,
}

/// Rows with the same points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct PointCounts {
    pub(crate) points: crate::Milli,
    pub(crate) rows: u64,
    pub(crate) conversions: u64,
}

impl Curve {
    /// The curve of rows, which are grouped by points, least first.
    ///
    /// Neighbouring blocks are joined if the rate does not rise from one to the next, so that blocks
    /// with equal rates are one block.
    pub(crate) fn new(groups: impl IntoIterator<Item = PointCounts>) -> Self {
        let mut blocks: Vec<CurveBlock> = Vec::new();
        for group in groups.into_iter().filter(|group| group.rows > 0) {
            let mut last = CurveBlock {
                from: group.points,
                to: group.points,
                rows: group.rows,
                conversions: group.conversions,
                rate: 0.0,
            };
            while let Some(before) = blocks.pop_if(|before| !rises(before, &last)) {
                last.from = before.from;
                last.rows += before.rows;
                last.conversions += before.conversions;
            }
            blocks.push(last);
        }
        for block in &mut blocks {
            block.rate = ratio(block.conversions.into(), block.rows.into()).unwrap_or_default();
        }
        Self { blocks }
    }

    /// The rate at some points: that of the last block that begins at or below them, or of the first
    /// block. `None` without blocks.
    pub(crate) fn at(&self, points: crate::Milli) -> Option<f64> {
        let after = self.blocks.partition_point(|block| block.from <= points);
        let block = self.blocks.get(after.saturating_sub(1))?;
        Some(block.rate)
    }
}

/// Whether the rate rises from one block to the next.
fn rises(one: &CurveBlock, next: &CurveBlock) -> bool {
    let product = |conversions: u64, rows: u64| u128::from(conversions) * u128::from(rows);
    product(one.conversions, next.rows) < product(next.conversions, one.rows)
}

/// The Brier score: the mean squared difference between the predicted rate and 1 for a conversion, 0
/// for none. `groups` are rows with their predicted rate, in an order that depends on nothing but
/// their contents. `None` without rows.
pub(crate) fn brier(groups: impl IntoIterator<Item = (f64, PointCounts)>) -> Option<f64> {
    let (mut sum, mut rows) = (0.0, 0_u64);
    for (rate, group) in groups {
        let others = group.rows - group.conversions;
        let missed = 1.0 - rate;
        sum += group.conversions as f64 * missed * missed + others as f64 * rate * rate;
        rows += group.rows;
    }
    (rows > 0).then(|| sum / rows as f64)
}

#[cfg(test)]
#[path = "curve_tests.rs"]
mod tests;

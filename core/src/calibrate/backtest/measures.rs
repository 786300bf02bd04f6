//! How well points, priority, grade, rank and stage tell rows that convert from the others.

use crate::calibrate::sample::measure::Measure;
use crate::calibrate::sample::rows::SampleRow;
use crate::calibrate::stats::auc::{Auc, ScoredRow, auc};
use crate::calibrate::stats::curve::{Curve, CurveBlock, PointCounts};
use crate::calibrate::stats::gain::{ScoreCounts, gain};
use crate::exact::Milli;

/// The shares of rows, in percent, for which gains are reported.
const PERCENTS: [u32; 3] = [10, 20, 30];

/// How well a measure tells rows apart.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct MeasureFigures {
    /// The measure.
    pub measure: Measure,
    /// The area under the ROC curve; `None` unless some rows convert and others do not.
    pub auc: Option<Auc>,
    /// The shares of conversions in the best 10, 20 and 30 % of rows.
    pub gains: Vec<Gain>,
    /// Of points, the rate of conversion by points: blocks of rising points and rising rates (pool
    /// adjacent violators). Empty for other measures.
    pub curve: Vec<CurveBlock>,
}

/// The share of conversions in the best rows.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct Gain {
    /// The best rows, in percent of all rows.
    pub percent: u32,
    /// The share of all conversions, 0 to 1; equal rows at the border count in proportion. `None`
    /// without conversions.
    pub share: Option<f64>,
}

/// The figures of a measure over mature rows.
pub(crate) fn figures(measure: Measure, rows: &[&SampleRow]) -> MeasureFigures {
    let scored = rows.iter().map(|row| ScoredRow {
        score: measure.of(row),
        lead: row.lead,
        converts: row.converts(),
    });
    let groups = groups(measure, rows);
    let best_first: Vec<ScoreCounts> = groups.iter().rev().map(|group| group.counts).collect();
    let gains = PERCENTS.map(|percent| Gain {
        percent,
        share: gain(&best_first, percent),
    });
    let curve = if measure.is_points() {
        Curve::new(groups.iter().filter_map(ScoreGroup::points)).blocks
    } else {
        Vec::new()
    };
    MeasureFigures {
        measure,
        auc: auc(scored.collect()),
        gains: gains.into(),
        curve,
    }
}

/// Rows with one score.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ScoreGroup {
    score: Option<i64>,
    counts: ScoreCounts,
}

impl ScoreGroup {
    /// The same with the score as points.
    pub(crate) fn points(&self) -> Option<PointCounts> {
        Some(PointCounts {
            points: Milli(self.score?),
            rows: self.counts.rows,
            conversions: self.counts.conversions,
        })
    }
}

/// Rows by score, the least first.
pub(crate) fn groups(measure: Measure, rows: &[&SampleRow]) -> Vec<ScoreGroup> {
    let mut scores: Vec<(Option<i64>, bool)> = rows
        .iter()
        .map(|row| (measure.of(row), row.converts()))
        .collect();
    scores.sort_unstable();
    let group = |group: &[(Option<i64>, bool)]| ScoreGroup {
        score: group.first().and_then(|(score, _)| *score),
        counts: ScoreCounts {
            rows: group.len() as u64,
            conversions: group.iter().filter(|(_, converts)| *converts).count() as u64,
        },
    };
    let groups = scores.chunk_by(|one, next| one.0 == next.0);
    groups.map(group).collect()
}

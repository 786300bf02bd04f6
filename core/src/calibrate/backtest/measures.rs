//! How well points, priority, grade, rank and stage tell rows that convert from the others.

use crate::calibrate::sample::measure::Measure;
use crate::calibrate::sample::rows::SampleRow;
use crate::calibrate::stats::auc::{Auc, ScoredRow, grouped_auc};
use crate::calibrate::stats::curve::{Curve, CurveBlock, PointCounts};
use crate::calibrate::stats::gain::gain;
use crate::calibrate::stats::groups::ScoreGroups;
use crate::exact::Milli;

/// The shares of rows, in percent, for which gains are reported.
const PERCENTS: [u32; 3] = [10, 20, 30];

/// How well a measure tells rows apart.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
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
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize)]
#[non_exhaustive]
pub struct Gain {
    /// The best rows, in percent of all rows.
    pub percent: u32,
    /// The share of all conversions, 0 to 1; equal rows at the border count in proportion. `None`
    /// without conversions.
    pub share: Option<f64>,
}

/// The figures of a measure over mature rows, by lead.
pub(crate) fn figures(measure: Measure, rows: &[&SampleRow]) -> MeasureFigures {
    let scored = scored(measure, rows);
    let groups = ScoreGroups::new(&scored);
    let gains = PERCENTS.map(|percent| Gain {
        percent,
        share: gain(&groups.groups, percent),
    });
    let curve = if measure.is_points() {
        Curve::new(points(&groups)).blocks
    } else {
        Vec::new()
    };
    MeasureFigures {
        measure,
        auc: grouped_auc(&scored, &groups),
        gains: gains.into(),
        curve,
    }
}

/// Rows with the score of a measure.
pub(crate) fn scored(measure: Measure, rows: &[&SampleRow]) -> Vec<ScoredRow> {
    let scored = rows.iter().map(|row| ScoredRow {
        score: measure.of(row),
        lead: row.lead,
        converts: row.converts(),
    });
    scored.collect()
}

/// The rows of each score as points, the least first.
pub(crate) fn points(groups: &ScoreGroups) -> impl Iterator<Item = PointCounts> {
    groups.groups.iter().filter_map(|group| {
        Some(PointCounts {
            points: Milli(group.score?),
            rows: group.rows,
            conversions: group.conversions,
        })
    })
}

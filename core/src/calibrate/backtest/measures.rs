//! How well points, priority, grade, rank and stage tell rows that convert from the others.

use super::sample::SampleRow;
use crate::assessment::{Label, Row};
use crate::calibrate::stats::auc::{Auc, ScoredRow, auc};
use crate::calibrate::stats::curve::{Curve, CurveBlock, PointCounts};
use crate::calibrate::stats::gain::{ScoreCounts, gain};
use crate::document::Document;
use crate::exact::Milli;

/// What orders rows from the worst to the best.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Measure {
    /// The points of fit.
    Fit,
    /// The points of engagement.
    Engagement,
    /// The points of readiness.
    Readiness,
    /// The points of the buying cycle.
    Cycle,
    /// The points of fit and engagement together.
    Total,
    /// The priority; without one below all.
    Priority,
    /// The grade.
    Grade,
    /// The rank.
    Rank,
    /// The stage; a later one is better.
    Stage,
}

/// All measures, in the order of reports.
pub(crate) const MEASURES: [Measure; 9] = [
    Measure::Fit,
    Measure::Engagement,
    Measure::Readiness,
    Measure::Cycle,
    Measure::Total,
    Measure::Priority,
    Measure::Grade,
    Measure::Rank,
    Measure::Stage,
];

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

impl Measure {
    /// Whether a model has what is measured.
    pub(crate) fn is_in(self, document: &Document) -> bool {
        match self {
            Self::Fit | Self::Grade => document.fit.is_some(),
            Self::Engagement | Self::Rank => document.engagement.is_some(),
            Self::Readiness => document.readiness.is_some(),
            Self::Cycle => document.buying_cycle.is_some(),
            Self::Total => document.fit.is_some() && document.engagement.is_some(),
            Self::Priority => document.priority.is_some(),
            Self::Stage => document.lifecycle.is_some(),
        }
    }

    /// Whether it is points, which have a curve.
    pub(crate) fn is_points(self) -> bool {
        matches!(
            self,
            Self::Fit | Self::Engagement | Self::Readiness | Self::Cycle | Self::Total
        )
    }

    /// Its position in [`MEASURES`].
    pub(crate) fn at(self) -> usize {
        MEASURES
            .iter()
            .position(|one| *one == self)
            .unwrap_or_default()
    }

    /// Its score of a row.
    pub(crate) fn of(self, row: &SampleRow) -> Option<i64> {
        row.scores.get(self.at()).copied().flatten()
    }
}

/// A measure of a row, the greater the better: thousandths, or the position of a label.
pub(crate) fn score(measure: Measure, row: &Row) -> Option<i64> {
    let worse_by = |label| row.position(label).map(|at| -i64::from(at));
    match measure {
        Measure::Fit => Some(row.fit?.points.0),
        Measure::Engagement => Some(row.engagement?.points.0),
        Measure::Readiness => Some(row.readiness?.points.0),
        Measure::Cycle => Some(row.cycle?.points.0),
        Measure::Total => Some(row.total()?.0),
        Measure::Priority => Some(row.priority?.0),
        Measure::Grade => worse_by(Label::Grade),
        Measure::Rank => worse_by(Label::Rank),
        Measure::Stage => row.position(Label::Stage).map(i64::from),
    }
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

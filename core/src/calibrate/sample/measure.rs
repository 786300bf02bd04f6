//! What orders rows: points, priority, grade, rank and stage.

use super::rows::SampleRow;
use crate::assessment::{Label, Row};
use crate::document::Document;

/// What orders rows from the worst to the best.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "snake_case")]
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

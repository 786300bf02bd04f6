//! The figures of one instant and over all instants.

use super::labels::Scope;
use super::measures::{self, MeasureFigures};
use super::report::{Figures, Prediction};
use super::rules::RuleBook;
use crate::calibrate::sample::counts::LeftOut;
use crate::calibrate::sample::measure::{MEASURES, Measure};
use crate::calibrate::sample::rows::{Sample, SampleRow};
use crate::calibrate::stats::curve::{Curve, PointCounts, brier};
use crate::calibrate::stats::groups::ScoreGroups;
use crate::document::Document;
use crate::tables::parallel;

impl Sample {
    /// The figures of all rows, or of those of the instant at a position.
    pub(crate) fn figures(
        &self,
        rows: &[&SampleRow],
        at: Option<usize>,
        document: &Document,
        horizon_days: u32,
        rules: Option<&RuleBook>,
    ) -> Figures {
        let scope = Scope {
            rows,
            moments: &self.moments,
            horizon_days,
            one_instant: at.is_some(),
        };
        let mature: Vec<&SampleRow> = rows
            .iter()
            .copied()
            .filter(|row| self.is_mature(row))
            .collect();
        let measures = parallel::each(None, MEASURES.len(), |at| {
            let measure = MEASURES.get(at).filter(|one| one.is_in(document))?;
            Some(measures::figures(*measure, &mature))
        });
        let measures: Vec<MeasureFigures> = measures.into_iter().flatten().collect();
        let moment = at.and_then(|at| self.moments.get(at));
        let left_out = LeftOut::sum(self.moments.iter().map(|moment| moment.left_out));
        Figures {
            at: moment.map(|moment| moment.at),
            all: scope.all(),
            labels: scope.labels(document),
            measures,
            rules: rules.map_or_else(Vec::new, |rules| rules.figures(&mature)),
            left_out: moment.map_or(left_out, |moment| moment.left_out),
        }
    }

    /// How well the rates of earlier instants predict the last mature instant.
    pub(crate) fn predictions(&self, document: &Document) -> Vec<Prediction> {
        let Some(last) = self.last_mature() else {
            return Vec::new();
        };
        let begin = self.moments.get(last as usize).map(|moment| moment.at);
        let is_earlier = |row: &&SampleRow| {
            let end = self.moment(row).and_then(|moment| moment.end);
            row.moment < last && end.is_some_and(|end| Some(end) < begin)
        };
        let earlier: Vec<&SampleRow> = self.mature().filter(is_earlier).collect();
        let rows: Vec<&SampleRow> = self.mature().filter(|row| row.moment == last).collect();
        let points = MEASURES.into_iter();
        let points = points.filter(|one| one.is_points() && one.is_in(document));
        points
            .map(|measure| Prediction {
                measure,
                earlier_rows: earlier.len() as u64,
                rows: rows.len() as u64,
                brier: prediction(measure, &earlier, &rows),
            })
            .collect()
    }
}

/// The Brier score of rows by the curve of earlier rows; `None` without earlier rows.
fn prediction(measure: Measure, earlier: &[&SampleRow], rows: &[&SampleRow]) -> Option<f64> {
    let groups = |rows| -> Vec<PointCounts> {
        let groups = ScoreGroups::new(&measures::scored(measure, rows));
        measures::points(&groups).collect()
    };
    let curve = Curve::new(groups(earlier));
    let rows = groups(rows).into_iter();
    brier(rows.filter_map(|group| Some((curve.at(group.points)?, group))))
}

//! Scores the rows of a study with another model, and compares both in the report.

use super::report::{RefitGain, Refusal};
use crate::calibrate::sample::measure::{Measure, score};
use crate::calibrate::sample::rows::SampleRow;
use crate::calibrate::sample::study::Study;
use crate::calibrate::sample::times::ScoredLead;
use crate::calibrate::stats::auc::{ScoredRow, auc};
use crate::calibrate::stats::auc_difference::auc_difference;
use crate::calibrate::stats::interval::Z;
use crate::document::Document;
use crate::model::Model;
use crate::tables::TableError;

/// The quantile of the normal distribution at 99.5 %.
const Z_99: f64 = 2.575_829_303_548_901;
/// The measures that are read of each row.
const READ: [Measure; 4] = [
    Measure::Fit,
    Measure::Engagement,
    Measure::Readiness,
    Measure::Total,
];

/// The points of the mature rows of a study by another model, in the order of rows.
pub(crate) struct OtherPoints(Vec<[Option<i64>; READ.len()]>);

impl OtherPoints {
    /// Scores the tables once.
    ///
    /// # Errors
    /// Those of scoring tables.
    pub(crate) fn score(study: &Study<'_>, model: &Model) -> Result<Self, TableError> {
        let sample = &study.sample;
        let mature: Vec<bool> = sample.moments.iter().map(|one| one.is_mature).collect();
        let is_mature = |at: u32| mature.get(at as usize).copied().unwrap_or_default();
        let keep = |scored: ScoredLead<'_>| {
            let key = (study.leads.get(scored.id)?, scored.moment);
            let rows = &sample.rows;
            let at = rows.binary_search_by_key(&key, |row| (row.lead, row.moment));
            Some((at.ok()?, READ.map(|measure| score(measure, scored.row))))
        };
        let options = &study.options;
        let scored = study
            .times
            .score(model, study.tables, options, is_mature, keep)?;
        let mut found = vec![[None; READ.len()]; sample.rows.len()];
        for (at, points) in scored.rows.into_iter().flatten() {
            if let Some(own) = found.get_mut(at) {
                *own = points;
            }
        }
        Ok(Self(found))
    }

    /// The points of a row.
    pub(crate) fn of(&self, study: &Study<'_>, row: &SampleRow, measure: Measure) -> Option<i64> {
        let at = READ.iter().position(|one| *one == measure)?;
        let row = self.0.get(study.sample.position(row)?)?;
        row.get(at).copied().flatten()
    }
}

/// The points that are compared: the total, or those of the only section.
pub(crate) fn measure(document: &Document) -> Measure {
    match (&document.fit, &document.engagement) {
        (Some(_), None) => Measure::Fit,
        (None, Some(_)) => Measure::Engagement,
        _ => Measure::Total,
    }
}

/// Rows with a score.
pub(crate) fn scored(
    rows: &[&SampleRow],
    score: impl Fn(&SampleRow) -> Option<i64>,
) -> Vec<ScoredRow> {
    let rows = rows.iter().map(|row| ScoredRow {
        score: score(row),
        lead: row.lead,
        converts: row.converts(),
    });
    rows.collect()
}

/// Compares the given model with a learnt one by the rows of the report.
pub(crate) fn compare(
    study: &Study<'_>,
    report: &[&SampleRow],
    measure: Measure,
    learnt: &OtherPoints,
) -> RefitGain {
    let given = scored(report, |row| measure.of(row));
    let learnt = scored(report, |row| learnt.of(study, row, measure));
    RefitGain {
        measure,
        difference: auc_difference(&learnt, &given),
        given: auc(given),
        learnt: auc(learnt),
    }
}

impl RefitGain {
    /// Why the learnt points do not count.
    pub(crate) fn refusal(&self) -> Option<Refusal> {
        let low = self.learnt.and_then(|auc| {
            // The interval is cut at 0 and 1, so one bound may be closer than the other.
            let interval = auc.interval?;
            let half = (interval.high - auc.area).max(auc.area - interval.low);
            Some(auc.area - half / Z * Z_99)
        });
        if low.is_none_or(|low| low <= 0.5) {
            return Some(Refusal::Chance { low });
        }
        let difference = self.difference?;
        let error = difference.standard_error.unwrap_or(f64::INFINITY);
        (difference.difference <= error).then_some(Refusal::NoGain { difference })
    }
}

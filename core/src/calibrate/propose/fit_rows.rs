//! The rows to learn from: those of the period to fit.

use crate::calibrate::sample::profile_rows::{Place, ProfileRows};
use crate::calibrate::sample::split::{DealtBy, LearningPeriods};
use crate::calibrate::sample::study::Study;
use crate::exact::Day;

/// A row to learn from.
#[derive(Clone, Copy, Debug)]
pub(crate) struct FitRow {
    pub(crate) lead: u32,
    pub(crate) converts: bool,
    /// The day of its instant.
    pub(crate) day: Day,
    /// Its row of profiles.
    pub(crate) place: Option<Place>,
}

/// The rows to learn from, by lead.
pub(crate) struct FitRows {
    pub(crate) rows: Vec<FitRow>,
    pub(crate) dealt_by: DealtBy,
    pub(crate) leads: u64,
    pub(crate) conversions: u64,
}

impl FitRows {
    /// The rows of the period to fit.
    pub(crate) fn take(
        study: &Study<'_>,
        periods: &LearningPeriods<'_>,
        places: &ProfileRows,
    ) -> Self {
        let rows = periods.fit.iter().filter_map(|row| {
            let moment = study.sample.moment(row)?;
            Some(FitRow {
                lead: row.lead,
                converts: row.converts(),
                day: moment.day,
                place: places.of(row.lead, moment.at),
            })
        });
        let rows: Vec<FitRow> = rows.collect();
        Self {
            dealt_by: periods.dealt_by,
            leads: rows.chunk_by(|one, next| one.lead == next.lead).count() as u64,
            conversions: rows.iter().filter(|row| row.converts).count() as u64,
            rows,
        }
    }
}

//! The three periods of learning: to fit, to choose, and to report.

use super::error::SampleError;
use super::profile_rows::{Place, ProfileRows};
use super::rows::SampleRow;
use super::study::Study;
use crate::lead::Value;

/// How rows are dealt to three periods: one to fit points, one to choose settings, and one that is looked
/// at once, for the report.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Split {
    /// By instant: the last instants with a fifth of the conversions for the report, those before with
    /// another fifth to choose, the rest to fit. Like [`Split::Leads`] if there are too few instants.
    #[default]
    Instants,
    /// By lead: three fifths of the leads to fit, one to choose and one for the report, by a hash of
    /// their ids.
    Leads,
    /// By a column of profiles that holds the texts `fit`, `choose` and `report`. Rows without a text are
    /// left out.
    Column(String),
}

/// How the rows were dealt to the periods.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(tag = "by", rename_all = "snake_case")]
#[non_exhaustive]
pub enum DealtBy {
    /// By instant: an earlier period has only rows whose last day ends before the next one begins.
    Instants {
        /// Number of instants of the period to fit.
        fit: u32,
        /// Number of instants of the period to choose.
        choose: u32,
    },
    /// By lead, by a hash of the id.
    Leads,
    /// By a column of profiles.
    Column,
}

/// The parts into which leads are dealt; one is for the report, one to choose.
const PARTS: u32 = 5;
/// The name of the deal.
const DEAL: &str = "periods";
/// The texts of a column that deals rows.
const PERIODS: [&str; 3] = ["fit", "choose", "report"];

/// Mature rows of three periods, by lead.
pub(crate) struct LearningPeriods<'s> {
    pub(crate) fit: Vec<&'s SampleRow>,
    pub(crate) choose: Vec<&'s SampleRow>,
    pub(crate) report: Vec<&'s SampleRow>,
    pub(crate) dealt_by: DealtBy,
}

impl<'s> LearningPeriods<'s> {
    /// Deals the rows of a study.
    ///
    /// # Errors
    /// A column that profiles do not have, and one with other texts.
    pub(crate) fn take(
        study: &'s Study<'_>,
        split: &Split,
        places: &ProfileRows,
    ) -> Result<Self, SampleError> {
        match split {
            Split::Instants => Ok(match starts(study) {
                Some(starts) => Self::by_instants(study, starts),
                None => Self::by_leads(study),
            }),
            Split::Leads => Ok(Self::by_leads(study)),
            Split::Column(column) => Self::by_column(study, column, places),
        }
    }

    fn by_instants(study: &'s Study<'_>, starts: [u32; 2]) -> Self {
        let [choose, report] = starts;
        let mut periods = study.sample.periods(&starts).into_iter();
        let mut next = || periods.next().unwrap_or_default();
        Self {
            fit: next(),
            choose: next(),
            report: next(),
            dealt_by: DealtBy::Instants {
                fit: choose,
                choose: report - choose,
            },
        }
    }

    fn by_leads(study: &'s Study<'_>) -> Self {
        let period = |row: &SampleRow| match study.leads.block(row.lead, DEAL, PARTS) {
            0 => Some(2),
            1 => Some(1),
            _ => Some(0),
        };
        Self::dealt(study, DealtBy::Leads, period)
    }

    fn by_column(
        study: &'s Study<'_>,
        column: &str,
        places: &ProfileRows,
    ) -> Result<Self, SampleError> {
        let profiles = study.tables.profiles;
        let columns: Vec<_> = profiles.iter().map(|chunk| chunk.column(column)).collect();
        if columns.iter().all(Option::is_none) {
            return Err(SampleError::unknown_column("split", column, profiles));
        }
        let sample = &study.sample;
        let value = |place: Place| Some((*columns.get(place.chunk)?)?.value(place.row));
        let at = |row: &SampleRow| places.of(row.lead, sample.moment(row)?.at);
        let value = |row: &SampleRow| at(row).and_then(value);
        let others = sample.mature().filter_map(|row| match value(row)? {
            Value::Null => None,
            Value::Text(text) if PERIODS.contains(&text.as_str()) => None,
            Value::Text(text) => Some(format!("the text `{text}`")),
            _ => Some("a value that is not a text".to_owned()),
        });
        // Of several the first, whatever the order of rows is.
        if let Some(found) = others.min() {
            return Err(SampleError::UnknownPeriod {
                column: column.to_owned(),
                found,
            });
        }
        Ok(Self::dealt(study, DealtBy::Column, |row| {
            match value(row)? {
                Value::Text(text) => PERIODS.iter().position(|name| *name == text.as_str()),
                _ => None,
            }
        }))
    }

    /// `period` is the position of the period of a row.
    fn dealt(
        study: &'s Study<'_>,
        dealt_by: DealtBy,
        period: impl Fn(&SampleRow) -> Option<usize>,
    ) -> Self {
        let mut dealt = [const { Vec::new() }; 3];
        for row in study.sample.mature() {
            if let Some(own) = period(row).and_then(|period| dealt.get_mut(period)) {
                own.push(row);
            }
        }
        let [fit, choose, report] = dealt;
        Self {
            fit,
            choose,
            report,
            dealt_by,
        }
    }
}

/// The positions of the instants at which the periods to choose in and to report on begin: the last
/// instants with a fifth of the conversions, and those before with another fifth. `None` if no instant
/// is left to fit with, or its rows reach into the later periods.
fn starts(study: &Study<'_>) -> Option<[u32; 2]> {
    let sample = &study.sample;
    let mut conversions = vec![0_usize; sample.moments.len()];
    for row in sample.mature().filter(|row| row.converts()) {
        if let Some(count) = conversions.get_mut(row.moment as usize) {
            *count += 1;
        }
    }
    let all: usize = conversions.iter().sum();
    let begin = |end: u32| {
        let mut found = 0;
        let before = (0..end).rev();
        let mut before = before.skip_while(|at| {
            found += conversions.get(*at as usize).copied().unwrap_or_default();
            found * 5 < all
        });
        before.next().filter(|at| *at > 0)
    };
    let report = begin(u32::try_from(sample.moments.len()).ok()?)?;
    let starts = [begin(report)?, report];
    let fit = sample.periods(&starts).into_iter().next()?;
    fit.iter().any(|row| row.converts()).then_some(starts)
}

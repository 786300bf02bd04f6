//! The rows to learn from: those of the first of three periods.

use super::profiles::{Place, ProfileRows};
use super::report::FitSplit;
use crate::calibrate::sample::rows::SampleRow;
use crate::calibrate::sample::study::Study;
use crate::exact::Day;

/// The parts into which leads are dealt; one is for the report, one for choosing.
const PARTS: u32 = 5;
/// The name of the deal.
const DEAL: &str = "periods";

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
    pub(crate) split: FitSplit,
    pub(crate) leads: u64,
    pub(crate) conversions: u64,
}

impl FitRows {
    /// The rows of the fit period.
    pub(crate) fn take(study: &Study<'_>, profiles: &ProfileRows, deal_leads: bool) -> Self {
        let sample = &study.sample;
        let starts = if deal_leads { None } else { starts(study) };
        let (rows, split): (Vec<&SampleRow>, _) = match starts {
            Some(starts) => {
                let first = sample.periods(&starts).into_iter().next();
                let instants = starts[0];
                (first.unwrap_or_default(), FitSplit::Instants { instants })
            }
            None => {
                let is_fit = |row: &&SampleRow| study.leads.block(row.lead, DEAL, PARTS) > 1;
                (sample.mature().filter(is_fit).collect(), FitSplit::Leads)
            }
        };
        let rows = rows.iter().filter_map(|row| {
            let moment = sample.moment(row)?;
            Some(FitRow {
                lead: row.lead,
                converts: row.converts(),
                day: moment.day,
                place: profiles.of(row.lead, moment.at),
            })
        });
        let rows: Vec<FitRow> = rows.collect();
        Self {
            split,
            leads: rows.chunk_by(|one, next| one.lead == next.lead).count() as u64,
            conversions: rows.iter().filter(|row| row.converts).count() as u64,
            rows,
        }
    }
}

/// The positions of the instants at which the periods to choose in and to report on begin: the last
/// instants with a fifth of the conversions, and those before with another fifth. `None` if no instant
/// is left to learn from, or its rows reach into the later periods.
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

//! Checks of a request, and of the rows that it gives.

use super::error::BacktestError;
use super::leads::LeadNumbers;
use super::report::LeftOut;
use super::request::BacktestRequest;
use super::sample::{Sample, SampleRow, SampleRules};
use crate::exact::Instant;

/// The instants of a request, sorted, each once.
///
/// # Errors
/// No instants, or a horizon out of range.
pub(crate) fn instants(request: &BacktestRequest<'_>) -> Result<Vec<Instant>, BacktestError> {
    let found = request.horizon_days;
    if !(1..=3_650).contains(&found) {
        return Err(BacktestError::Horizon { found });
    }
    let mut at = request.at.clone();
    at.sort_unstable();
    at.dedup();
    if at.is_empty() {
        return Err(BacktestError::NoInstants);
    }
    Ok(at)
}

impl SampleRules<'_> {
    /// Checks that the last day of some instant has ended.
    ///
    /// # Errors
    /// It has not.
    pub(crate) fn check_maturity(&self, at: &[Instant]) -> Result<(), BacktestError> {
        if at.iter().any(|at| self.moment(*at).is_mature) {
            return Ok(());
        }
        Err(BacktestError::NotMature {
            at: at.first().copied().unwrap_or(self.until),
            horizon_days: self.horizon_days,
            until: self.until,
        })
    }
}

impl Sample {
    /// Checks that mature rows are of at least two leads, that some convert and that others do not.
    ///
    /// # Errors
    /// They are not.
    pub(crate) fn check(
        &self,
        leads: &LeadNumbers,
        horizon_days: u32,
    ) -> Result<(), BacktestError> {
        let Some(first) = self.mature().next() else {
            return Err(self.no_rows());
        };
        if self.mature().all(|row| row.lead == first.lead) {
            return Err(BacktestError::OneLead {
                lead: leads.id(first.lead).to_owned(),
            });
        }
        let rows = self.mature().count() as u64;
        if !self.mature().any(SampleRow::converts) {
            return Err(BacktestError::NoConversions { rows, horizon_days });
        }
        if self.mature().all(SampleRow::converts) {
            return Err(BacktestError::AllConvert { rows, horizon_days });
        }
        Ok(())
    }

    fn no_rows(&self) -> BacktestError {
        let mature = self.moments.iter().filter(|moment| moment.is_mature);
        let left_out = LeftOut::sum(mature.clone().map(|moment| moment.left_out));
        BacktestError::NoRows {
            instants: mature.count(),
            excluded: left_out.excluded,
            failed: left_out.failed,
            not_eligible: left_out.not_eligible,
            earlier_outcome: left_out.earlier_outcome,
        }
    }
}

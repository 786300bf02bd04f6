//! Checks of a request, and of the rows that it gives.

use super::error::BacktestError;
use super::leads::LeadNumbers;
use super::report::LeftOut;
use super::sample::{Sample, SampleRow, SampleRules};
use crate::exact::{Instant, MAX_DAYS};

/// Checks the horizon of a request.
///
/// # Errors
/// It is out of range.
pub(crate) fn check_horizon(found: u32) -> Result<(), BacktestError> {
    if (1..=MAX_DAYS).contains(&found) {
        Ok(())
    } else {
        Err(BacktestError::Horizon { found })
    }
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

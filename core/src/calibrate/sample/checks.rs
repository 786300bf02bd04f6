//! Checks of a request, and of the rows that it gives.

use super::counts::LeftOut;
use super::error::SampleError;
use super::leads::LeadNumbers;
use super::rows::{Sample, SampleRow, SampleRules};
use crate::exact::{Instant, MAX_DAYS};

/// Checks the horizon of a request.
///
/// # Errors
/// It is out of range.
pub(crate) fn check_horizon(found: u32) -> Result<(), SampleError> {
    if (1..=MAX_DAYS).contains(&found) {
        Ok(())
    } else {
        Err(SampleError::Horizon { found })
    }
}

impl SampleRules<'_> {
    /// Checks that the last day of some instant has ended.
    ///
    /// # Errors
    /// It has not.
    pub(crate) fn check_maturity(&self, at: &[Instant]) -> Result<(), SampleError> {
        if at.iter().any(|at| self.moment(*at).is_mature) {
            return Ok(());
        }
        Err(SampleError::NotMature {
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
    pub(crate) fn check(&self, leads: &LeadNumbers, horizon_days: u32) -> Result<(), SampleError> {
        let Some(first) = self.mature().next() else {
            return Err(self.no_rows());
        };
        if self.mature().all(|row| row.lead == first.lead) {
            return Err(SampleError::OneLead {
                lead: leads.id(first.lead).to_owned(),
            });
        }
        let rows = self.mature().count() as u64;
        if !self.mature().any(SampleRow::converts) {
            return Err(SampleError::NoConversions { rows, horizon_days });
        }
        if self.mature().all(SampleRow::converts) {
            return Err(SampleError::AllConvert { rows, horizon_days });
        }
        Ok(())
    }

    fn no_rows(&self) -> SampleError {
        let mature = self.moments.iter().filter(|moment| moment.is_mature);
        let left_out = LeftOut::sum(mature.clone().map(|moment| moment.left_out));
        SampleError::NoRows {
            instants: mature.count(),
            excluded: left_out.excluded,
            failed: left_out.failed,
            not_eligible: left_out.not_eligible,
            earlier_outcome: left_out.earlier_outcome,
        }
    }
}

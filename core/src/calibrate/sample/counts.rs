//! Number of rows that are not in a sample, by reason.

/// Number of rows that were left out; each counts for the first reason that applies.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
#[non_exhaustive]
pub struct LeftOut {
    /// Of leads that the model excludes.
    pub excluded: u64,
    /// Of leads with a sum out of range.
    pub failed: u64,
    /// For which `eligible` does not hold.
    pub not_eligible: u64,
    /// With an outcome at or before the instant, unless `again` is set.
    pub earlier_outcome: u64,
    /// Rows of a table of leads and instants that repeat another one.
    pub repeated: u64,
}

impl LeftOut {
    /// The sum of counts.
    pub(crate) fn sum(all: impl Iterator<Item = Self>) -> Self {
        all.fold(Self::default(), |sum, one| Self {
            excluded: sum.excluded + one.excluded,
            failed: sum.failed + one.failed,
            not_eligible: sum.not_eligible + one.not_eligible,
            earlier_outcome: sum.earlier_outcome + one.earlier_outcome,
            repeated: sum.repeated + one.repeated,
        })
    }
}

/// Number of rows dated up to the last instant that were recorded after it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
#[non_exhaustive]
pub struct RecordedLater {
    /// Rows of profiles, by `valid_from`; without it, all that were recorded later.
    pub profiles: u64,
    /// Events.
    pub events: u64,
}

/// Number of outcomes that were not counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
#[non_exhaustive]
pub struct OutcomeCounts {
    /// Outcomes that were read.
    pub read: u64,
    /// Outcomes after the end of the data.
    pub after_end: u64,
    /// Leads with an outcome that no instant lists.
    pub unlisted_leads: u64,
}

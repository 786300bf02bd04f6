//! From when on rows of profiles are valid, and when they were recorded.

use crate::exact::Instant;
use crate::intake::Fault;
use crate::model::plan::Compiled;
use crate::tables::columns::chunk::Chunk;
use crate::tables::columns::column::Column;
use crate::tables::options::KnownAt;

/// From when on a row of a profile is valid, and when it was recorded, in microseconds since 1970; null
/// is less than any instant. Of the rows of a lead, the one with the greatest times counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct ProfileTimes {
    valid_from: i64,
    recorded_at: i64,
}

/// Stands for null: valid or recorded from the beginning.
const EVER: i64 = i64::MIN;

impl ProfileTimes {
    /// Valid and recorded from the beginning.
    pub(super) const EVER: Self = Self {
        valid_from: EVER,
        recorded_at: EVER,
    };

    /// Whether a row exists and is valid at an instant.
    pub(crate) fn holds(self, as_of: Instant, known: KnownAt) -> bool {
        let until = as_of.micros();
        self.valid_from <= until && (known == KnownAt::Now || self.recorded_at <= until)
    }
}

/// The columns of [`ProfileTimes`].
#[derive(Clone, Copy)]
pub(crate) struct TimeColumns<'t> {
    valid_from: Option<&'t Column<'t>>,
    recorded_at: Option<&'t Column<'t>>,
}

impl<'t> TimeColumns<'t> {
    pub(crate) fn new(chunk: &'t Chunk<'t>) -> Self {
        Self {
            valid_from: chunk.column("valid_from"),
            recorded_at: chunk.column("recorded_at"),
        }
    }

    /// Reads the times of a row.
    ///
    /// # Errors
    /// The column that cannot be read, and why.
    pub(crate) fn read(
        self,
        row: usize,
        plan: &Compiled,
    ) -> Result<ProfileTimes, (&'static str, Fault)> {
        let (zone, valid_from, recorded_at) = (&plan.zone, self.valid_from, self.recorded_at);
        if valid_from.is_none() && recorded_at.is_none() {
            return Ok(ProfileTimes::EVER);
        }
        let from = valid_from.map_or(Ok(None), |column| column.valid_from(row, zone));
        let recorded = recorded_at.map_or(Ok(None), |column| column.recorded_at(row, zone));
        let micros = |instant: Option<Instant>| instant.map_or(EVER, Instant::micros);
        Ok(ProfileTimes {
            valid_from: micros(from.map_err(|fault| ("valid_from", fault))?),
            recorded_at: micros(recorded.map_err(|fault| ("recorded_at", fault))?),
        })
    }
}

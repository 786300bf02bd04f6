//! Why no criteria can be proposed.

use crate::calibrate::sample::error::SampleError;
use crate::document::ModelError;
use crate::tables::TableError;

/// Why no criteria can be proposed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ProposeError {
    /// The request or the data do not allow a sample.
    #[error(transparent)]
    Sample(#[from] SampleError),
    /// The most points are out of range.
    #[error("`max_points` is {found}; it must be a whole number from 1 to 1,000")]
    MaxPoints {
        /// What was asked for.
        found: u32,
    },
    /// Profiles have no column to look at.
    #[error(
        "profiles have no column besides `lead`, `valid_from` and `recorded_at`; criteria need at least one"
    )]
    NoColumns,
    /// A column that is no attribute.
    #[error(
        "`columns` names `{column}`, which says whose row it is or when it holds; criteria are for the other columns"
    )]
    ReservedColumn {
        /// The name.
        column: String,
    },
    /// Too few rows to learn from convert, or do not.
    #[error(
        "of the {rows} rows to learn from, {conversions} convert; criteria need at least 10 that do and 10 that do not"
    )]
    FewConversions {
        /// Number of rows in the fit period.
        rows: u64,
        /// Number of those that convert.
        conversions: u64,
    },
    /// The given model with the criteria is not valid, for example because it is too large.
    #[error("the model with the proposed criteria is not valid: {0}")]
    Model(ModelError),
}

impl From<TableError> for ProposeError {
    fn from(error: TableError) -> Self {
        Self::Sample(error.into())
    }
}

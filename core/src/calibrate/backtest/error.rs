//! Why a backtest cannot be made.

use crate::calibrate::sample::error::SampleError;
use crate::document::ModelError;
use crate::tables::TableError;

/// Why a backtest cannot be made.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum BacktestError {
    /// The request or the data do not allow it.
    #[error(transparent)]
    Sample(#[from] SampleError),
    /// The model cannot be taken apart into its rules, because it is too large.
    #[error("the rules cannot be told apart; use `rules = false`: {0}")]
    Rules(ModelError),
}

impl From<TableError> for BacktestError {
    fn from(error: TableError) -> Self {
        Self::Sample(error.into())
    }
}

//! Why an impact cannot be found.

use crate::calibrate::sample::error::SampleError;
use crate::tables::TableError;

/// Why an impact cannot be found.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ImpactError {
    /// The request or the data do not allow rates of conversion.
    #[error(transparent)]
    Sample(#[from] SampleError),
    /// The tables cannot be scored.
    #[error(transparent)]
    Tables(#[from] TableError),
}

//! Why no minimum points can be found.

use crate::calibrate::sample::error::SampleError;
use crate::document::ModelError;
use crate::tables::TableError;

/// Why no minimum points can be found.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ThresholdsError {
    /// The request or the data do not allow a sample.
    #[error(transparent)]
    Sample(#[from] SampleError),
    /// The model does not have the section.
    #[error("`of` asks for minima of `{section}`, a section that the model does not have")]
    NoSection {
        /// The section.
        section: &'static str,
    },
    /// The request has no wish.
    #[error("`wishes` is empty; it needs a wish for one of {}", quoted(bands))]
    NoWish {
        /// The bands with a minimum.
        bands: Vec<String>,
    },
    /// A wish for a band that has no minimum.
    #[error("`wishes` names `{band}`; expected {}", quoted(bands))]
    UnknownBand {
        /// The name.
        band: String,
        /// The bands with a minimum.
        bands: Vec<String>,
    },
    /// A rate or share is out of range.
    #[error("the wish for `{band}` is {found}; expected a number from 0 to 1")]
    Range {
        /// The band.
        band: String,
        /// What was asked for.
        found: f64,
    },
    /// The model with the new minima is not valid, for example because points are too large.
    #[error("the model with the new minimum points is not valid: {0}")]
    Model(ModelError),
}

impl From<TableError> for ThresholdsError {
    fn from(error: TableError) -> Self {
        Self::Sample(error.into())
    }
}

fn quoted(names: &[String]) -> String {
    let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    names.join(", ")
}

//! Why buying cycles cannot be studied.

use crate::calibrate::sample::error::SampleError;
use crate::document::ModelError;
use crate::tables::TableError;

/// Why buying cycles cannot be studied.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CycleError {
    /// The request or the data do not allow a sample.
    #[error(transparent)]
    Sample(#[from] SampleError),
    /// The model does not say which signals are purchases.
    #[error(
        "the model has no `purchases`; add `purchases = {{ signals = [..] }}` with the signals that are purchases"
    )]
    NoPurchaseSignals,
    /// No event is a purchase.
    #[error(
        "no event is a purchase (signals {}); a study of buying cycles needs some",
        names(signals)
    )]
    NoPurchases {
        /// The signals that are purchases.
        signals: Vec<String>,
    },
    /// The leads to choose settings by, or those to judge them by, all buy again or never do.
    #[error(
        "of the {rows} rows that {purpose}, {conversions} buy again; some must buy again and others not"
    )]
    OneKind {
        /// What the rows are for.
        purpose: &'static str,
        /// Number of rows.
        rows: u64,
        /// Number of rows with another purchase.
        conversions: u64,
    },
    /// The given model with a buying cycle is not valid.
    #[error("the model with a buying cycle is not valid: {0}")]
    Model(ModelError),
}

impl From<TableError> for CycleError {
    fn from(error: TableError) -> Self {
        Self::Sample(error.into())
    }
}

fn names(signals: &[String]) -> String {
    let names: Vec<String> = signals.iter().map(|name| format!("`{name}`")).collect();
    names.join(", ")
}

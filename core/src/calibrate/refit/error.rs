//! Why points cannot be learnt.

use crate::calibrate::sample::error::SampleError;
use crate::document::ModelError;
use crate::tables::TableError;

/// Why points cannot be learnt: the request does not fit the model or the data. If the data tells nothing,
/// that is an answer and no error, see [`Refit::refused`](crate::calibrate::Refit::refused).
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RefitError {
    /// The request or the data do not allow a sample.
    #[error(transparent)]
    Sample(#[from] SampleError),
    /// The most points are out of range.
    #[error("`max_points` is {found}; it must be a whole number from 1 to 1,000")]
    MaxPoints {
        /// What was asked for.
        found: u32,
    },
    /// The most rules are out of range.
    #[error("`max_rules` is 0; it must be at least 1")]
    MaxRules,
    /// A half-life or window is out of range.
    #[error("`{key}` has {found}; it must be a whole number of days from 1 to 3,650")]
    Days {
        /// The key of the request: `half_lives` or `windows`.
        key: &'static str,
        /// What was asked for.
        found: u32,
    },
    /// A rule that the model does not have.
    #[error("`{key}` names `{rule}`; expected a criterion, a persona or a signal with points{}", suggestion(nearest.as_deref()))]
    UnknownRule {
        /// The key of the request: `freeze` or `signs`.
        key: &'static str,
        /// The name.
        rule: String,
        /// The rule with the most similar name.
        nearest: Option<String>,
    },
    /// No rule is left.
    #[error(
        "the model has no points to learn; it needs criteria, personas or signals with points that are not in `freeze`"
    )]
    NoRules,
    /// The model has too many values.
    #[error(
        "the points of {found} cases, personas and signals are to be learnt; it may be at most 1,000, so name some rules in `freeze`"
    )]
    TooManyValues {
        /// Their number.
        found: usize,
    },
    /// The text is not that of the model.
    #[error("`text` is not the text of the model: {0}")]
    Text(String),
    /// A changed copy of the model is not valid, for example because it is too large.
    #[error("the model with changed points is not valid: {0}")]
    Model(ModelError),
}

impl From<TableError> for RefitError {
    fn from(error: TableError) -> Self {
        Self::Sample(error.into())
    }
}

fn suggestion(nearest: Option<&str>) -> String {
    nearest.map_or_else(String::new, |name| format!("; the nearest is `{name}`"))
}

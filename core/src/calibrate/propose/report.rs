//! What is proposed, and why.

use std::fmt;

use crate::calibrate::backtest::leaks::Leak;
use crate::calibrate::sample::split::DealtBy;
use crate::calibrate::stats::interval::Interval;
use crate::model::Model;

/// Proposed criteria.
#[derive(Debug, serde::Serialize)]
#[non_exhaustive]
pub struct Proposal {
    /// The given model with the columns as attributes and with the proposed criteria in `fit`.
    #[serde(skip)]
    pub model: Model,
    /// The same as TOML.
    pub toml: String,
    /// Each column that was looked at, in the order of the names.
    pub columns: Vec<ProposedColumn>,
    /// Number of rows to learn from.
    pub rows: u64,
    /// Number of those that convert.
    pub conversions: u64,
    /// How the rows were dealt to periods. Only those of the period to fit are used.
    pub dealt_by: DealtBy,
    /// What may have told the outcome in advance, by a column or by all of them.
    pub leaks: Vec<Leak>,
    /// The version of the library; another version may propose something else.
    pub library: &'static str,
}

/// What was found about a column.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[non_exhaustive]
pub struct ProposedColumn {
    /// Its name.
    pub column: String,
    /// Number of rows to learn from in which it is known.
    pub known: u64,
    /// Why there is no criterion for it; `None` if there is one, which has the name of the column.
    pub left_out: Option<Omitted>,
    /// The bins, in the order of the cases, then of all other values, then of missing ones. Empty for
    /// columns that are left out.
    pub bins: Vec<ProposedBin>,
}

/// Rows with similar values.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[non_exhaustive]
pub struct ProposedBin {
    /// The values in words, such as `30 to below 60`.
    pub label: String,
    /// Number of rows.
    pub rows: u64,
    /// Number of rows that convert.
    pub conversions: u64,
    /// The share of rows that convert, 0 to 1; `None` without rows.
    pub rate: Option<f64>,
    /// Wilson's interval of the rate, widened because rows of one lead depend on each other.
    pub interval: Option<Interval>,
    /// The first guess of points.
    pub points: i64,
}

/// Why there is no criterion for a column.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[non_exhaustive]
pub enum Omitted {
    /// It has no values in the rows to learn from.
    NoValues,
    /// Its name cannot be that of an attribute.
    Name {
        /// What is wrong with the name, such as `has a dot`.
        fault: &'static str,
    },
    /// Its values are of several types, lists or otherwise not suitable.
    Type {
        /// What was found.
        found: &'static str,
    },
    /// A criterion of the given model tests it already.
    HasCriterion {
        /// The criterion.
        criterion: String,
    },
    /// It may have told the outcome in advance; [`Proposal::leaks`] says how.
    Leak,
    /// No text occurs in 50 rows.
    RareTexts,
    /// No bins of at least 50 rows have rates that differ by more than chance explains.
    TellsNothing,
}

impl fmt::Display for Omitted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoValues => f.write_str("it has no values in the rows to learn from"),
            Self::Name { fault } => write!(f, "its name {fault}, so it cannot be an attribute"),
            Self::Type { found } => write!(
                f,
                "it holds {found}; criteria need numbers, texts, flags or dates"
            ),
            Self::HasCriterion { criterion } => {
                write!(
                    f,
                    "the criterion `{criterion}` of the model tests it already"
                )
            }
            Self::Leak => f.write_str("it may have told the outcome in advance"),
            Self::RareTexts => f.write_str("none of its texts occurs in 50 rows"),
            Self::TellsNothing => {
                f.write_str("no bins of at least 50 rows differ by more than chance explains")
            }
        }
    }
}

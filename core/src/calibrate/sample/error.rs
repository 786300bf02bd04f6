//! Why a sample cannot be taken.

use crate::document::Problem;
use crate::exact::Instant;
use crate::tables::{Chunk, TableError};
use crate::text::nearest;

/// Why leads cannot be compared with what happened afterwards: the request or the data do not allow it.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SampleError {
    /// The request names no instant.
    #[error("`at` has no instants; it needs at least one")]
    NoInstants,
    /// Leads have too many different instants.
    #[error(
        "`at` has {found} different instants; it may have at most 3,650, such as the ends of days of ten years"
    )]
    TooManyInstants {
        /// Number of different instants.
        found: usize,
    },
    /// The horizon is out of range.
    #[error("`horizon_days` is {found}; it must be a whole number from 1 to 3,650")]
    Horizon {
        /// The horizon that was asked for.
        found: u32,
    },
    /// The outcome is a signal that the model does not have.
    #[error("`outcome` names the signal `{signal}`, which the model does not have; {}", known(signals, nearest.as_deref()))]
    UnknownSignal {
        /// The name.
        signal: String,
        /// The signals of the model, by name.
        signals: Vec<String>,
        /// The signal with the most similar name.
        nearest: Option<String>,
    },
    /// Instants lie after the end of the data.
    #[error(
        "`at` has {at}, which is after {until}, the end of the data (`observed_until`); instants must not be after it"
    )]
    AfterObserved {
        /// The first such instant.
        at: Instant,
        /// The end of the data.
        until: Instant,
    },
    /// All outcomes lie before the first event.
    #[error(
        "`outcomes` end at {latest}, before the first event at {first_event}; some outcomes must be as late as the events"
    )]
    OutcomesBeforeEvents {
        /// The latest outcome.
        latest: Instant,
        /// The first event.
        first_event: Instant,
    },
    /// A lead has two outcomes at one instant.
    #[error("`outcomes` have two rows for the lead `{lead}` at {at}, {} in all; a lead may have one outcome at an instant", count(*rows))]
    DuplicateOutcomes {
        /// The lead; of several the first by id.
        lead: String,
        /// The instant; of several the first.
        at: Instant,
        /// Number of rows that repeat another one.
        rows: u64,
    },
    /// No row can be judged, because the data ends before the last day of all of them.
    #[error(
        "no row is mature: the data ends at {until}, before the end of {horizon_days} days after {at}; use earlier instants, a shorter horizon or later data"
    )]
    NotMature {
        /// The first instant.
        at: Instant,
        /// The horizon.
        horizon_days: u32,
        /// The end of the data.
        until: Instant,
    },
    /// No row is left, because all leads are excluded or not eligible or have converted before.
    #[error(
        "no mature row is left at {instants} instants: {excluded} excluded, {failed} failed, {not_eligible} not eligible, {earlier_outcome} with an earlier outcome; `again = true` keeps the latter"
    )]
    NoRows {
        /// Number of instants.
        instants: usize,
        /// Number of rows of excluded leads.
        excluded: u64,
        /// Number of rows of leads that could not be scored.
        failed: u64,
        /// Number of rows that are not eligible.
        not_eligible: u64,
        /// Number of rows with an outcome before.
        earlier_outcome: u64,
    },
    /// Only one lead is left.
    #[error("all mature rows are of the lead `{lead}`; learning needs at least two leads")]
    OneLead {
        /// The lead.
        lead: String,
    },
    /// No row converts.
    #[error(
        "none of the {rows} mature rows converts within {horizon_days} days; learning needs rows that convert and rows that do not"
    )]
    NoConversions {
        /// Number of mature rows.
        rows: u64,
        /// The horizon.
        horizon_days: u32,
    },
    /// All rows convert.
    #[error(
        "all of the {rows} mature rows convert within {horizon_days} days; learning needs rows that convert and rows that do not"
    )]
    AllConvert {
        /// Number of mature rows.
        rows: u64,
        /// The horizon.
        horizon_days: u32,
    },
    /// The condition `eligible` is not valid in this model.
    #[error("`eligible` has {} problem{}:\n{}", problems.len(), if problems.len() == 1 { "" } else { "s" }, lines(problems))]
    Eligible {
        /// At least one; paths begin in the condition.
        problems: Vec<Problem>,
    },
    /// A column that profiles do not have.
    #[error("`{key}` names the column `{column}`, which profiles do not have{}", suggestion(nearest.as_deref()))]
    UnknownColumn {
        /// The key of the request, such as `split`.
        key: &'static str,
        /// The name.
        column: String,
        /// The column with the most similar name.
        nearest: Option<String>,
    },
    /// A column that deals rows to periods has another value.
    #[error(
        "the column `{column}`, which `split` names, has {found}; expected `fit`, `choose`, `report` or nothing"
    )]
    UnknownPeriod {
        /// The column.
        column: String,
        /// What was found.
        found: String,
    },
    /// The tables cannot be scored.
    #[error(transparent)]
    Tables(#[from] TableError),
}

impl SampleError {
    /// The error for a column that profiles do not have.
    pub(crate) fn unknown_column(key: &'static str, column: &str, profiles: &[Chunk<'_>]) -> Self {
        let names = profiles.iter().flat_map(Chunk::names);
        Self::UnknownColumn {
            key,
            column: column.to_owned(),
            nearest: nearest(column, names).map(str::to_owned),
        }
    }
}

fn suggestion(nearest: Option<&str>) -> String {
    nearest.map_or_else(String::new, |name| format!("; the nearest is `{name}`"))
}

fn known(signals: &[String], nearest: Option<&str>) -> String {
    match nearest {
        Some(name) => format!("the nearest is `{name}`"),
        None if signals.is_empty() => "it has none".to_owned(),
        None => {
            let names = signals.iter().take(20).map(|name| format!("`{name}`"));
            format!("it has {}", names.collect::<Vec<_>>().join(", "))
        }
    }
}

fn count(rows: u64) -> String {
    match rows {
        1 => "1 such row".to_owned(),
        rows => format!("{rows} such rows"),
    }
}

fn lines(problems: &[Problem]) -> String {
    let lines = problems.iter().map(|problem| format!("  {problem}"));
    lines.collect::<Vec<_>>().join("\n")
}

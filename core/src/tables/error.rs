//! Errors of scoring tables, and checks of required columns.

use super::columns::chunk::Chunk;
use super::options::AsOf;
use crate::lead::Reject;

/// Why tables cannot be scored.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum TableError {
    /// A required column is missing.
    #[error("`{table}` has no column `{column}`; it has {}", listed(found))]
    MissingColumn {
        /// The table.
        table: &'static str,
        /// The missing column.
        column: &'static str,
        /// The columns that the table has.
        found: Vec<String>,
    },
    /// A stream is not sorted by lead.
    #[error("`{table}` are not sorted by lead: row {row} comes after a greater id")]
    NotSorted {
        /// The stream.
        table: &'static str,
        /// The row, counted from 0 at the beginning of the stream.
        row: u64,
    },
    /// [`Progress::cancel`](super::Progress::cancel) was called.
    #[error("scoring was cancelled")]
    Cancelled,
    /// With `strict`: there are rejects.
    #[error("{}", refused(rejects))]
    Rejected {
        /// All rejects.
        rejects: Vec<Reject>,
    },
}

fn listed(names: &[String]) -> String {
    match names {
        [] => "none".to_owned(),
        _ => names
            .iter()
            .map(|name| format!("`{name}`"))
            .collect::<Vec<_>>()
            .join(", "),
    }
}

/// The number of rejects and the first of them.
fn refused(rejects: &[Reject]) -> String {
    let values = match rejects.len() {
        1 => "1 value".to_owned(),
        count => format!("{count} values"),
    };
    let first = rejects.first().map(Reject::to_string).unwrap_or_default();
    format!("{values} could not be used, the first of them: {first}")
}

/// Checks that all tables have their required columns.
pub(crate) fn check(
    profiles: &[Chunk<'_>],
    events: &[Chunk<'_>],
    as_of: &AsOf<'_>,
) -> Result<(), TableError> {
    check_tables(profiles, events)?;
    match as_of {
        AsOf::Each(chunk) => check_columns("as_of", chunk, &["lead", "as_of"]),
        AsOf::One(_) => Ok(()),
    }
}

/// Checks that profiles and events have their required columns.
pub(crate) fn check_tables(profiles: &[Chunk<'_>], events: &[Chunk<'_>]) -> Result<(), TableError> {
    for chunk in profiles {
        check_columns("profiles", chunk, &["lead"])?;
    }
    for chunk in events {
        check_columns("events", chunk, &["lead", "event", "at"])?;
    }
    Ok(())
}

fn check_columns(
    table: &'static str,
    chunk: &Chunk<'_>,
    columns: &[&'static str],
) -> Result<(), TableError> {
    check_names(table, chunk.names(), columns)
}

/// Checks that `names` include the required `columns` of a table.
pub(crate) fn check_names<'n>(
    table: &'static str,
    names: impl Iterator<Item = &'n str> + Clone,
    columns: &[&'static str],
) -> Result<(), TableError> {
    let is_missing = |column: &&&str| !names.clone().any(|name| name == **column);
    match columns.iter().find(is_missing) {
        None => Ok(()),
        Some(column) => Err(TableError::MissingColumn {
            table,
            column,
            found: names.map(str::to_owned).collect(),
        }),
    }
}

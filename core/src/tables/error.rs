//! Why tables cannot be scored, and which columns must be there.

use super::columns::chunk::Chunk;
use super::options::AsOf;
use crate::lead::Reject;

/// Why tables cannot be scored.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum TableError {
    /// A column that must be there is not.
    #[error("`{table}` has no column `{column}`; it has {}", listed(found))]
    MissingColumn {
        /// Which table.
        table: &'static str,
        /// Which column.
        column: &'static str,
        /// The columns that it has.
        found: Vec<String>,
    },
    /// A stream that must be sorted by lead is not.
    #[error("`{table}` are not sorted by lead: row {row} comes after a greater id")]
    NotSorted {
        /// Which stream.
        table: &'static str,
        /// The row, from 0 over all of the stream.
        row: u64,
    },
    /// [`Progress::cancel`](super::Progress::cancel) was called.
    #[error("scoring was cancelled")]
    Cancelled,
    /// With `strict`: something could not be used.
    #[error("{}", refused(rejects))]
    Rejected {
        /// Everything that could not be used.
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

/// How many values, and the first of them.
fn refused(rejects: &[Reject]) -> String {
    let values = match rejects.len() {
        1 => "1 value".to_owned(),
        count => format!("{count} values"),
    };
    let first = rejects.first().map(Reject::to_string).unwrap_or_default();
    format!("{values} could not be used, the first of them: {first}")
}

/// Whether the columns are there that must be.
pub(crate) fn check(
    profiles: &[Chunk<'_>],
    events: &[Chunk<'_>],
    as_of: &AsOf<'_>,
) -> Result<(), TableError> {
    check_tables(profiles, events)?;
    match as_of {
        AsOf::Each(chunk) => needed("as_of", chunk, &["lead", "as_of"]),
        AsOf::One(_) => Ok(()),
    }
}

/// The same of profiles and events alone.
pub(crate) fn check_tables(profiles: &[Chunk<'_>], events: &[Chunk<'_>]) -> Result<(), TableError> {
    for chunk in profiles {
        needed("profiles", chunk, &["lead"])?;
    }
    for chunk in events {
        needed("events", chunk, &["lead", "event", "at"])?;
    }
    Ok(())
}

fn needed(
    table: &'static str,
    chunk: &Chunk<'_>,
    columns: &[&'static str],
) -> Result<(), TableError> {
    check_names(table, chunk.names(), columns)
}

/// Whether a table has the columns that it must have.
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

//! Errors of scoring tables of Arrow.

use arrow_schema::ArrowError;

use crate::tables::TableError;

/// Why tables of Arrow cannot be scored: invalid columns and requests. Invalid rows are not errors, see
/// [`ScoredTable::rejects`](super::ScoredTable::rejects).
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ArrowTableError {
    /// A missing column, an unsorted stream, cancelling, or with `strict` the rejects.
    #[error(transparent)]
    Table(#[from] TableError),
    /// `columns` maps a name that the model does not read.
    #[error(
        "`columns` maps `{name}`, which the model does not read; {}",
        offered(near, allowed)
    )]
    UnknownName {
        /// The name.
        name: String,
        /// The most similar name that is read.
        near: Option<String>,
        /// All names that are read.
        allowed: Vec<String>,
    },
    /// `columns` maps a name to a column that the table does not have.
    #[error(
        "`columns` maps `{name}` to `{column}`, but `{table}` has no such column; {}",
        offered(near, allowed)
    )]
    UnknownColumn {
        /// The table.
        table: &'static str,
        /// The name of leadgrade.
        name: String,
        /// The missing column.
        column: String,
        /// The most similar column of the table.
        near: Option<String>,
        /// All columns of the table.
        allowed: Vec<String>,
    },
    /// Two columns of a table have the same name, which is read.
    #[error(
        "`{table}` has two columns `{column}`; each column that is read needs a name of its own"
    )]
    TwoColumns {
        /// The table.
        table: &'static str,
        /// The name.
        column: String,
    },
    /// A column that is read does not match its declared type or length.
    #[error("the column `{column}` of `{table}` is damaged: {what}")]
    Damaged {
        /// The table.
        table: &'static str,
        /// The name of the column.
        column: String,
        /// What is wrong with it.
        what: String,
    },
    /// A batch declares very many rows, and no required column takes memory for them.
    #[error("`{table}` has {rows} rows in a batch, but no required column has values in them")]
    NothingIn {
        /// The table.
        table: &'static str,
        /// The number of rows of the batch.
        rows: usize,
    },
    /// `output` names an unknown column.
    #[error(
        "`output` names `{name}`, which is not a column of the result; {}",
        offered(near, allowed)
    )]
    UnknownOutput {
        /// The name.
        name: String,
        /// The most similar column.
        near: Option<String>,
        /// All columns.
        allowed: Vec<String>,
    },
    /// `explain` names leads that are not in the tables.
    #[error(
        "`explain` names the lead `{lead}`{}, which the tables do not have",
        if *.others == 0 { String::new() } else { format!(" and {others} others") }
    )]
    NoSuchLead {
        /// The first of them.
        lead: String,
        /// The number of others.
        others: usize,
    },
    /// A table of instants together with streams.
    #[error(
        "sorted streams are scored at one instant: `as_of` may not be a table of leads and instants"
    )]
    InstantsOfStreams,
    /// A column of the result needs more than 2 GiB of text or entries.
    #[error(
        "the column `{column}` of the result exceeds 2^31 - 1 bytes or entries; score fewer leads at once"
    )]
    TooLarge {
        /// The column.
        column: String,
    },
    /// Arrow could not read the input or hold the result.
    #[error("arrow: {0}")]
    Arrow(#[from] ArrowError),
}

/// The end of a message: the name that was probably meant, and all that are allowed.
fn offered(near: &Option<String>, allowed: &[String]) -> String {
    let list: Vec<String> = allowed.iter().map(|name| format!("`{name}`")).collect();
    let list = match list.as_slice() {
        [] => "there are none".to_owned(),
        _ => format!("there are {}", list.join(", ")),
    };
    match near {
        Some(near) => format!("did you mean `{near}`? {list}"),
        None => list,
    }
}

//! Why tables of Arrow cannot be scored.

use arrow_schema::ArrowError;

use crate::tables::TableError;

/// Why tables of Arrow cannot be scored: bad columns and requests. Bad rows are
/// no error, see [`ScoredTable::rejects`](super::ScoredTable::rejects).
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ArrowTableError {
    /// A column that must be there is not, or with `strict` the first rejects.
    #[error(transparent)]
    Table(#[from] TableError),
    /// A name of `columns` is none that the model reads.
    #[error(
        "`columns` maps `{name}`, which the model does not read; {}",
        offered(near, allowed)
    )]
    UnknownName {
        /// The name.
        name: String,
        /// The nearest that is read.
        near: Option<String>,
        /// All that are read.
        allowed: Vec<String>,
    },
    /// `columns` names a column that the table lacks.
    #[error(
        "`columns` maps `{name}` to `{column}`, but `{table}` has no such column; {}",
        offered(near, allowed)
    )]
    UnknownColumn {
        /// Which table.
        table: &'static str,
        /// Our name.
        name: String,
        /// The column that is not there.
        column: String,
        /// The nearest that is there.
        near: Option<String>,
        /// All that are there.
        allowed: Vec<String>,
    },
    /// Two columns of a table have the name of one that is read.
    #[error(
        "`{table}` has two columns `{column}`; each column that is read needs a name of its own"
    )]
    TwoColumns {
        /// Which table.
        table: &'static str,
        /// The name.
        column: String,
    },
    /// A column that is read is not what its type says.
    #[error("the column `{column}` of `{table}` is damaged: {what}")]
    Damaged {
        /// Which table.
        table: &'static str,
        /// The name of the column.
        column: String,
        /// What is wrong with it.
        what: String,
    },
    /// A table says that it has a great many rows, and has nothing in them.
    #[error(
        "`{table}` has {rows} rows in a batch, but no column that must be there has values in them"
    )]
    NothingIn {
        /// Which table.
        table: &'static str,
        /// How many rows the batch has.
        rows: usize,
    },
    /// `output` asks for a column that there is not.
    #[error(
        "`output` asks for `{name}`, which is no column of the result; {}",
        offered(near, allowed)
    )]
    UnknownOutput {
        /// The name.
        name: String,
        /// The nearest that there is.
        near: Option<String>,
        /// All that there are.
        allowed: Vec<String>,
    },
    /// `explain` names leads that the tables do not have.
    #[error(
        "`explain` names the lead `{lead}`{}, which the tables do not have",
        if *.others == 0 { String::new() } else { format!(" and {others} others") }
    )]
    NoSuchLead {
        /// The first of them.
        lead: String,
        /// How many others there are.
        others: usize,
    },
    /// A table of instants beside streams.
    #[error(
        "sorted streams are scored at one instant: `as_of` may not be a table of leads and instants"
    )]
    InstantsOfStreams,
    /// A column of the result needs more than 2 GiB of text or entries.
    #[error(
        "the column `{column}` of the result is beyond 2^31 - 1 bytes or entries; score fewer leads at once"
    )]
    TooLarge {
        /// Which column.
        column: String,
    },
    /// Arrow could not read the input or hold the result.
    #[error("arrow: {0}")]
    Arrow(#[from] ArrowError),
}

/// The end of a message: what was probably meant, and what is allowed.
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

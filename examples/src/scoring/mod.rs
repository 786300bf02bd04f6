//! Scores many leads from files: joins the rows, scores lead by lead, collects the rejects.
//!
//! The leads are those that tables in the language reference score: each lead of the
//! profiles, then each lead that has only events, if a valid one is not after the instant.

mod hints;
mod join;
mod read;
mod run;

pub use join::{Join, Lead};
pub use read::{Files, NAMES, Read, event_columns, profile_columns, read};
pub use run::{Scored, Totals, score};

use leadgrade::lead::TableName;

use crate::files::RowError;

/// A reject with its line in the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Located {
    /// The table; `None` for a lead that failed.
    pub table: Option<TableName>,
    /// The row from 0, as the library counts; `None` for a lead that failed.
    pub row: Option<u64>,
    /// The line from 1, as an editor counts; `None` for a lead that failed.
    pub line: Option<u64>,
    /// The lead's id, if it is known.
    pub lead: Option<String>,
    /// The column; `None` for a whole row.
    pub column: Option<String>,
    /// The code of the reason.
    pub code: &'static str,
    /// The reason in words.
    pub reason: String,
}

/// The place of a row in its file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// The row from 0, without the header.
    pub row: u64,
    /// The line from 1.
    pub line: u64,
}

impl Place {
    /// A reject of the file reader, before the model reads the row.
    fn reject(
        self,
        table: TableName,
        lead: Option<&str>,
        column: Option<&str>,
        wrong: RowError,
    ) -> Located {
        Located {
            table: Some(table),
            row: Some(self.row),
            line: Some(self.line),
            lead: lead.map(str::to_owned),
            column: column.map(str::to_owned),
            code: wrong.code.word(),
            reason: wrong.reason,
        }
    }
}

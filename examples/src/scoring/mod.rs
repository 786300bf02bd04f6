//! Many leads from files: joined, scored one by one, with all that was wrong.
//!
//! The rules are those of tables in the language reference: each lead of the
//! profiles, then each that only a valid event up to the instant makes known.

mod hints;
mod join;
mod read;
mod run;

pub use join::{Join, Lead};
pub use read::{Files, NAMES, Read, event_columns, profile_columns, read};
pub use run::{Scored, Totals, score};

use leadgrade::lead::TableName;

use crate::files::Wrong;

/// A reject with its line in the file, for people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Located {
    /// None for a lead that failed.
    pub table: Option<TableName>,
    /// Row from 0, as the library counts; none for a lead that failed.
    pub row: Option<u64>,
    /// Line from 1, as an editor counts; none for a lead that failed.
    pub line: Option<u64>,
    /// The lead's id, where it is known.
    pub lead: Option<String>,
    /// The column; none for a whole row.
    pub column: Option<String>,
    /// Why.
    pub code: &'static str,
    /// Why, in words.
    pub reason: String,
}

/// Where a row stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// From 0, the header not counted.
    pub row: u64,
    /// From 1.
    pub line: u64,
}

impl Place {
    /// A reject that is found while reading, before any model sees the row.
    fn reject(
        self,
        table: TableName,
        lead: Option<&str>,
        column: Option<&str>,
        wrong: Wrong,
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

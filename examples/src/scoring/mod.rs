//! Many leads from files: joined, scored one by one, with all that was wrong.
//!
//! The rules are those of tables in the language reference: each lead of the
//! profiles, then each that only a valid event up to the instant makes known.

mod join;
mod read;
mod run;

pub use join::{Join, Lead};
pub use read::{Files, Read, read};
pub use run::{Scored, Totals, score};

use leadgrade::lead::TableName;
use leadgrade::{Reject, RejectCode};

/// A reject with its line in the file, for people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Located {
    /// Row from 0, as the library counts.
    pub reject: Reject,
    /// Line from 1, as an editor counts; none for a lead that failed.
    pub line: Option<u64>,
}

/// Where a row stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// From 0, the header not counted.
    pub row: u64,
    /// From 1.
    pub line: u64,
}

/// A reject that is found while reading, before any model sees the row.
fn reject(
    table: TableName,
    place: Place,
    lead: Option<&str>,
    column: &str,
    (code, reason): (RejectCode, String),
) -> Located {
    let reject = Reject {
        table: Some(table),
        row: Some(place.row),
        lead: lead.map(str::to_owned),
        column: Some(column.to_owned()),
        code,
        reason,
    };
    Located {
        reject,
        line: Some(place.line),
    }
}

//! Tables that cannot be scored, as the problems that are answered.

use super::{problem, refusal};
use crate::document::Problem;
use crate::document::problems::Path;
use crate::lead::{Reject, TableName};
use crate::tables::TableError;

/// Rejects that an answer lists one by one.
pub(super) const MOST_LISTED: usize = 1_000;

/// The refusal of tables that cannot be scored.
pub fn tables_refusal(error: &TableError) -> String {
    refusal(&problems(error, "", "name the columns as the model does"))
}

/// What is wrong; `path` is the JSON Pointer to the table that it is about, and
/// `columns` says what helps where a column is missing.
pub(super) fn problems(error: &TableError, path: &str, columns: &str) -> Vec<Problem> {
    let (code, help) = match error {
        TableError::MissingColumn { .. } => ("missing_column", columns),
        TableError::NotSorted { .. } => ("not_sorted", ""),
        TableError::Cancelled => ("cancelled", ""),
        TableError::Rejected { .. } => {
            ("rejected", "without `strict` they are listed in `rejects`")
        }
    };
    let mut problems = vec![problem(code, path.to_owned(), error.to_string(), help)];
    if let TableError::Rejected { rejects } = error {
        problems.extend(rejects.iter().take(MOST_LISTED).map(rejected));
    }
    problems
}

/// A reject as a problem: its path names table, row and column.
fn rejected(reject: &Reject) -> Problem {
    let table = reject.table.map(TableName::word);
    let row = reject.row.map(|row| row.to_string());
    let parts = [table, row.as_deref(), reject.column.as_deref()];
    let escaped = |part: &str| Path::ROOT.key(part).to_string();
    let path = parts.into_iter().flatten().map(escaped).collect();
    problem(reject.code.word(), path, reject.reason.clone(), "")
}

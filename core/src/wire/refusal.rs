//! Refusals: the answer to a request that cannot be carried out.

use serde::Serialize;
use serde_json::value::RawValue;

use super::json::JsonKind;
use crate::assessment::canonical;
use crate::document::Problem;
use crate::document::problems::Path;
use crate::lead::{Reject, TableName};
use crate::tables::TableError;

/// How many rejects an answer lists at most.
pub(super) const MAX_LISTED: usize = 1_000;

/// The answer `{"error": {"problems": [..]}}` as canonical JSON text.
pub fn refusal(problems: &[Problem]) -> String {
    #[derive(Serialize)]
    struct Refusal<'a> {
        error: RefusalError<'a>,
    }
    #[derive(Serialize)]
    struct RefusalError<'a> {
        problems: &'a [Problem],
    }
    canonical(&Refusal {
        error: RefusalError { problems },
    })
}

/// A problem of a request. Its path is a JSON Pointer into the request.
pub fn problem(
    code: &'static str,
    path: String,
    message: String,
    help: impl Into<String>,
) -> Problem {
    Problem {
        code,
        path,
        line: None,
        column: None,
        message,
        help: help.into(),
    }
}

/// Bytes as text.
///
/// # Errors
/// The refusal, if the bytes are not UTF-8.
///
/// ```
/// assert_eq!(leadgrade::wire::utf8(b"{}"), Ok("{}"));
/// assert!(leadgrade::wire::utf8(b"{\xff}").unwrap_err().contains("invalid UTF-8 at byte 1"));
/// ```
pub fn utf8(bytes: &[u8]) -> Result<&str, String> {
    std::str::from_utf8(bytes).map_err(|error| {
        let message = format!("invalid UTF-8 at byte {}", error.valid_up_to());
        let path = String::new();
        refusal(&[problem(
            "not_unicode",
            path,
            message,
            "expected JSON text in UTF-8",
        )])
    })
}

/// Parses JSON text and reads its value. `shape` is the help if the text is not JSON, or `read`
/// returns `None`.
pub(super) fn parse_json<'t, T>(
    text: &'t str,
    shape: &'static str,
    read: impl FnOnce(&'t RawValue) -> Option<T>,
) -> Result<T, Problem> {
    let raw = raw_json(text, shape)?;
    read(raw).ok_or_else(|| wrong_shape(raw, shape))
}

// Not generic, so that these are compiled once.
fn raw_json<'t>(text: &'t str, shape: &'static str) -> Result<&'t RawValue, Problem> {
    let invalid = |error: serde_json::Error| {
        let (line, column) = (error.line(), error.column());
        let message = format!("invalid JSON at line {line} column {column}");
        problem("syntax", String::new(), message, shape)
    };
    serde_json::from_str(text.trim_start_matches('\u{feff}')).map_err(invalid)
}

/// The problem of JSON text whose value does not have the shape.
pub(super) fn wrong_shape(found: &RawValue, shape: &'static str) -> Problem {
    let message = format!("found {}", JsonKind::of(found).word());
    problem("wrong_type", String::new(), message, shape)
}

/// The refusal of tables that cannot be scored.
pub fn tables_refusal(error: &TableError) -> String {
    let help = "name the columns as the model does";
    refusal(&table_problems(error, "", help))
}

/// The problems of tables that cannot be scored. `path` is the JSON Pointer to the table in
/// question, `columns` the help where a column is missing.
pub(super) fn table_problems(error: &TableError, path: &str, columns: &str) -> Vec<Problem> {
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
        problems.extend(rejects.iter().take(MAX_LISTED).map(reject_problem));
    }
    problems
}

/// A reject as a problem, whose path names table, row and column.
fn reject_problem(reject: &Reject) -> Problem {
    let table = reject.table.map(TableName::word);
    let row = reject.row.map(|row| row.to_string());
    let parts = [table, row.as_deref(), reject.column.as_deref()];
    let escaped = |part: &str| Path::ROOT.key(part).to_string();
    let path = parts.into_iter().flatten().map(escaped).collect();
    problem(reject.code.word(), path, reject.reason.clone(), "")
}

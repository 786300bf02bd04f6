//! The problems of a document, each with its place.

use std::fmt;

use serde::Serialize;

/// Every code that reading a document can report, with its meaning. Compiling a
/// model adds [`COMPILE_CODES`](crate::COMPILE_CODES).
pub const CODES: [(&str, &str); 31] = [
    ("all_zero", "every weight of the priority is 0"),
    (
        "bad_date",
        "a text is not a date, or a date is not allowed here",
    ),
    (
        "bad_name",
        "a name is empty or too long, or has a dot, control or format character",
    ),
    ("bad_row", "a list has too few or too many elements"),
    ("bad_time", "a text is not a time of day"),
    ("conflicting_keys", "keys of one table exclude each other"),
    (
        "dotted_name",
        "a dot in an unquoted name was read as nesting",
    ),
    ("duplicate_key", "a key occurs twice in one table"),
    ("duplicate_name", "a name occurs twice in its section"),
    ("empty_list", "a list is empty"),
    ("empty_text", "a text is empty"),
    (
        "misplaced_section",
        "a key of the top level is in another table",
    ),
    ("missing_key", "a required key is missing"),
    ("missing_operator", "a condition or case has no operator"),
    ("not_allowed", "a value is not one of the allowed values"),
    (
        "not_finite",
        "a number is infinite, not a number, or too large for a double",
    ),
    ("not_whole", "a number has a fraction, but must be whole"),
    ("out_of_range", "a number is too small or too large"),
    ("reserved_name", "a name is reserved"),
    ("syntax", "the text is not TOML or JSON"),
    ("too_deep", "values or conditions are nested too deeply"),
    ("too_large", "the text has more than 1 MiB"),
    ("too_long", "a regular expression has more than 1 KiB"),
    (
        "too_many_places",
        "a number has more decimal places than allowed",
    ),
    (
        "too_many_problems",
        "there are more problems than the list shows",
    ),
    (
        "too_many_rules",
        "there are more than 10,000 criteria, cases, signals and conditions",
    ),
    ("too_many_signals", "there are more than 1,000 signals"),
    ("unknown_key", "a key is not known here"),
    ("unknown_timezone", "there is no such time zone"),
    (
        "wrong_order",
        "a minimum is above its maximum, or rows are out of order",
    ),
    ("wrong_type", "a value has the wrong type"),
];

/// A problem of a model document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Problem {
    /// A stable code, such as `unknown_key`.
    pub code: &'static str,
    /// JSON Pointer to the place; for a missing key, the pointer that the key would have.
    pub path: String,
    /// Line, counted from 1; only if the model was read from text.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(with = "u32"))]
    pub line: Option<u32>,
    /// Column in characters, counted from 1; only if the model was read from text.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(with = "u32"))]
    pub column: Option<u32>,
    /// What was found.
    pub message: String,
    /// What is allowed, or the nearest known name.
    pub help: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let (Some(line), Some(column)) = (self.line, self.column) {
            write!(f, "{line}:{column}: ")?;
        }
        let path = if self.path.is_empty() {
            "/"
        } else {
            &self.path
        };
        write!(f, "[{}] {path}: {}", self.code, self.message)?;
        if !self.help.is_empty() {
            write!(f, " ({})", self.help)?;
        }
        Ok(())
    }
}

/// The error of a model that does not load: all of its problems, in the order of
/// their places.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("the model has {} problem{}:\n{}", .problems.len(), if .problems.len() == 1 { "" } else { "s" }, lines(.problems))]
#[non_exhaustive]
pub struct ModelError {
    /// The problems; at least one.
    pub problems: Vec<Problem>,
}

fn lines(problems: &[Problem]) -> String {
    problems
        .iter()
        .map(|p| format!("  {p}"))
        .collect::<Vec<_>>()
        .join("\n")
}

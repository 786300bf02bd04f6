//! One row of CSV or JSON Lines.

use std::borrow::Cow;

use leadgrade::wire::json::{self, Numbers};
use leadgrade::{Event, Model, Profile, RejectCode, Value};
use serde_json::value::RawValue;

/// One row of a file.
#[derive(Debug)]
pub struct Row<'r> {
    /// The row from 0, without the header.
    pub row: u64,
    /// The line from 1, as an editor shows it.
    pub line: u64,
    /// The cells that are read, by name and in order; empty for a row that cannot be used.
    pub cells: Vec<(Cow<'r, str>, Cell<'r>)>,
    /// Why the whole row cannot be used, if it cannot.
    pub wrong: Option<RowError>,
    /// The number of lines in its quoted cells that look like rows: a quote may be closed too late.
    pub lines_like_rows: u64,
}

/// One cell of a row.
#[derive(Clone, Copy, Debug)]
pub enum Cell<'r> {
    /// A cell of CSV: a text to be parsed as the declared type.
    Text(&'r str),
    /// A value of JSON.
    Json(&'r RawValue),
    /// Bytes that are not UTF-8.
    NotUnicode,
}

/// Why a row or a value cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowError {
    /// The kind of error.
    pub code: Code,
    /// What was found and what is allowed.
    pub reason: String,
}

/// The kinds of errors.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Code {
    /// A row whose cells cannot be told apart.
    MalformedRow,
    /// A value that is rejected, with a code of the library.
    Value(RejectCode),
}

impl Code {
    /// The code as text.
    pub fn word(self) -> &'static str {
        match self {
            Self::MalformedRow => "malformed_row",
            Self::Value(code) => code.word(),
        }
    }
}

impl RowError {
    /// A value that is rejected.
    pub fn value(code: RejectCode, reason: impl Into<String>) -> Self {
        Self {
            code: Code::Value(code),
            reason: reason.into(),
        }
    }

    /// A text that is not UTF-8.
    pub fn not_unicode() -> Self {
        Self::value(RejectCode::NotUnicode, "the text is not UTF-8")
    }
}

impl<'r> Row<'r> {
    /// The cell with a name; the last one if there are several.
    pub fn cell(&self, name: &str) -> Option<Cell<'r>> {
        let found = self.cells.iter().rev().find(|(known, _)| known == name);
        found.map(|(_, cell)| *cell)
    }

    /// The id of the row's lead.
    ///
    /// # Errors
    /// If it is missing, or cannot be used.
    pub fn lead(&self) -> Result<String, RowError> {
        lead_id(self.cell("lead"))
    }

    /// The event of the row. Cells of CSV are parsed as the types that the model declares, values
    /// of JSON stay as they are.
    ///
    /// # Errors
    /// The name of a cell that is not UTF-8.
    pub fn event(&self, model: &Model) -> Result<Event, &str> {
        let (mut texts, mut json) = (Vec::new(), Vec::new());
        for (name, cell) in self.cells.iter().filter(|(name, _)| name != "lead") {
            match cell {
                Cell::Text(text) => texts.push((name.as_ref(), *text)),
                Cell::Json(value) => json.push((name.as_ref().to_owned(), *value)),
                Cell::NotUnicode => return Err(name),
            }
        }
        if json.is_empty() {
            return Ok(model.event_from_text(texts));
        }
        Ok(json::event_of(json::Members(json)))
    }

    /// The profile of the row, and the columns whose cells are not UTF-8.
    pub fn profile(&self, model: &Model, lead: &str) -> (Profile, Vec<&str>) {
        let (mut profile, mut not_text) = (Profile::new(lead), Vec::new());
        for (name, cell) in &self.cells {
            if matches!(name.as_ref(), "lead" | "valid_from") {
                continue;
            }
            let value = match cell {
                Cell::Text(text) => {
                    model.cell_from_text(leadgrade::TableName::Profiles, name, text)
                }
                Cell::Json(json) => json::value(json),
                Cell::NotUnicode => {
                    not_text.push(name.as_ref());
                    continue;
                }
            };
            profile.set(name.as_ref().to_owned(), value);
        }
        (profile, not_text)
    }
}

/// The id of a lead. Whole numbers in JSON keep all of their digits.
///
/// # Errors
/// If it is missing, or cannot be used.
pub fn lead_id(cell: Option<Cell<'_>>) -> Result<String, RowError> {
    let id = match cell {
        Some(Cell::Text(text)) => Value::from(text.trim()),
        Some(Cell::Json(json)) => json::id_with(json, Numbers::Nearest),
        Some(Cell::NotUnicode) => return Err(RowError::not_unicode()),
        None => Value::Null,
    };
    let missing = || RowError::value(RejectCode::Missing, "every row needs the id of its lead");
    match id.id() {
        Ok(id) => id.map(String::from).ok_or_else(missing),
        Err((code, reason)) => Err(RowError::value(code, reason)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(text: &str) -> Result<String, &'static str> {
        let json: Box<RawValue> = serde_json::from_str(text).unwrap();
        lead_id(Some(Cell::Json(&json))).map_err(|wrong| wrong.code.word())
    }

    #[test]
    fn ids_in_digits_keep_all_of_them() {
        for text in ["7", "-7", "9007199254740993", "18446744073709551615"] {
            assert_eq!(id(text).as_deref(), Ok(text));
        }
        let long = "1".repeat(60);
        assert_eq!(id(&long), Ok(long));
        assert_eq!(id("-0").as_deref(), Ok("0"));
        assert_eq!(id("\"007\"").as_deref(), Ok("007"));
    }

    #[test]
    fn other_numbers_are_ids_where_a_double_is_exact() {
        for (text, same) in [
            ("7.0", "7"),
            ("1e3", "1000"),
            ("-2.50e1", "-25"),
            ("-0.0", "0"),
        ] {
            assert_eq!(id(text).as_deref(), Ok(same));
        }
        assert_eq!(id("7.5"), Err("wrong_type"));
        for text in ["9007199254740992.0", "1e30", "-1e300"] {
            assert_eq!(id(text), Err("out_of_range"), "{text}");
        }
        for text in ["true", "[1]", "{}"] {
            assert_eq!(id(text), Err("wrong_type"), "{text}");
        }
        assert_eq!(id("null"), Err("missing"));
        assert_eq!(id("\" \""), Err("missing"));
        assert_eq!(id("\"\\ud800\""), Err("not_unicode"));
        assert_eq!(
            lead_id(Some(Cell::Text(" 9007199254740993 "))).unwrap(),
            "9007199254740993"
        );
    }
}

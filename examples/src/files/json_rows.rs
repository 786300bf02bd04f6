//! Reads the rows of a JSON Lines file: one object per line.

use std::borrow::Cow;

use leadgrade::RejectCode;
use leadgrade::wire::json::{self, JsonKind};
use serde_json::value::RawValue;

use super::lines::Lines;
use super::{Cell, Code, Row, RowError, kind};
use crate::error::ProgramError;

const ALLOWED: &str = "each line is one JSON object, such as {\"lead\": \"L-1\", ..}";

/// A file of JSON Lines.
pub(super) struct JsonRows<'p> {
    pub(super) lines: Lines<'p>,
    row: u64,
}

impl<'p> JsonRows<'p> {
    pub(super) fn begin(lines: Lines<'p>) -> Self {
        Self { lines, row: 0 }
    }

    /// Continues after rows that were read before.
    pub(super) fn skip_to(&mut self, rows: u64) {
        self.row = rows;
    }

    /// The next row. A line that is not an object is a wrong row; if it is the first line, the
    /// file is not JSON Lines, which is an error.
    pub(super) fn next(&mut self) -> Result<Option<Row<'_>>, ProgramError> {
        let place = loop {
            let Some(place) = self.lines.next()? else {
                return Ok(None);
            };
            if !text(self.lines.bytes(place.clone())).is_empty() {
                break place;
            }
            self.lines.settle(self.row);
        };
        let (row, line) = (self.row, self.lines.line);
        self.row = self.row.saturating_add(1);
        self.lines.settle_later(self.row);
        let bytes = text(self.lines.bytes(place));
        match members(bytes) {
            Ok(cells) => Ok(Some(Row {
                row,
                line,
                cells,
                wrong: None,
                lines_like_rows: 0,
            })),
            Err(wrong) if row == 0 && wrong.code == Code::MalformedRow => {
                Err(ProgramError::line(&self.lines.path, line, wrong.reason))
            }
            Err(wrong) => Ok(Some(Row {
                row,
                line,
                cells: Vec::new(),
                wrong: Some(wrong),
                lines_like_rows: 0,
            })),
        }
    }
}

/// A line without a byte order mark and surrounding white space.
fn text(line: &[u8]) -> &[u8] {
    kind::without_mark(line).trim_ascii()
}

fn members(text: &[u8]) -> Result<Vec<(Cow<'_, str>, Cell<'_>)>, RowError> {
    let wrong = |code, found: &str| RowError {
        code,
        reason: format!("{found}; {ALLOWED}"),
    };
    let malformed = |found: &str| wrong(Code::MalformedRow, found);
    let not_text = |found: &str| wrong(Code::Value(RejectCode::NotUnicode), found);
    let text = std::str::from_utf8(text).map_err(|_| not_text("found bytes that are not UTF-8"))?;
    let object: &RawValue = serde_json::from_str(text)
        .map_err(|error| malformed(&format!("invalid JSON at column {}", error.column())))?;
    if JsonKind::of(object) != JsonKind::Object {
        return Err(malformed(&format!("found {}", JsonKind::of(object).word())));
    }
    let members = json::members(object)
        .ok_or_else(|| not_text("found a key that escapes half of a surrogate pair"))?;
    let cells = members.0.into_iter();
    Ok(cells
        .map(|(name, raw)| (Cow::Owned(name), Cell::Json(raw)))
        .collect())
}

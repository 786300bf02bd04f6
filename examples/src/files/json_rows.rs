//! Rows of JSON Lines: one object a line.

use std::io::{BufRead, BufReader, Read};
use std::path::Path;

use serde_json::value::RawValue;

use super::{Cell, Row};
use crate::trouble::Trouble;
use leadgrade::wire::raw::{self, Kind};

const ALLOWED: &str = "each line is one JSON object, such as {\"lead\": \"L-1\", ..}";

pub(super) fn read(
    path: &Path,
    file: impl Read,
    take: &mut dyn FnMut(&Row<'_>),
) -> Result<(), Trouble> {
    let mut file = BufReader::new(file);
    let (mut bytes, mut row, mut line) = (Vec::new(), 0_u64, 0_u64);
    loop {
        bytes.clear();
        let read = file.read_until(b'\n', &mut bytes);
        if read.map_err(|error| Trouble::device(path, "read", &error))? == 0 {
            return Ok(());
        }
        line = line.saturating_add(1);
        let text = bytes
            .strip_prefix(b"\xef\xbb\xbf")
            .unwrap_or(&bytes)
            .trim_ascii();
        if !text.is_empty() {
            take_object(path, row, line, text, take)?;
            row = row.saturating_add(1);
        }
    }
}

fn take_object(
    path: &Path,
    row: u64,
    line: u64,
    text: &[u8],
    take: &mut dyn FnMut(&Row<'_>),
) -> Result<(), Trouble> {
    let wrong = |found: &str| Trouble::line(path, line, format!("{found}; {ALLOWED}"));
    let text = std::str::from_utf8(text).map_err(|_| wrong("found bytes that are not UTF-8"))?;
    let object: &RawValue = serde_json::from_str(text)
        .map_err(|error| wrong(&format!("found no JSON, from column {}", error.column())))?;
    if Kind::of(object) != Kind::Object {
        return Err(wrong(&format!("found {}", Kind::of(object).word())));
    }
    let members = raw::members(object)
        .ok_or_else(|| wrong("found a key that escapes half of a surrogate pair"))?;
    let cells = members
        .0
        .iter()
        .map(|(name, raw)| (name.as_str(), Cell::Json(raw)));
    take(&Row {
        row,
        line,
        cells: cells.collect(),
    });
    Ok(())
}

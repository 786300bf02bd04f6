//! Files of rows: CSV with a header, or JSON Lines, told by their extension.

mod csv_rows;
mod json_rows;

use std::fs::File;
use std::io::{BufReader, Read};
use std::path::Path;

use leadgrade::wire::raw;
use leadgrade::{Event, Model, Profile};
use serde_json::value::RawValue;

use crate::progress::Progress;
use crate::trouble::Trouble;

/// One row of a file.
#[derive(Debug)]
pub struct Row<'r> {
    /// From 0, the header not counted.
    pub row: u64,
    /// From 1, as an editor shows it.
    pub line: u64,
    /// The cells by name, in their order.
    pub cells: Vec<(&'r str, Cell<'r>)>,
}

/// One cell of a row.
#[derive(Clone, Copy, Debug)]
pub enum Cell<'r> {
    /// Of CSV: a text that may stand for anything.
    Text(&'r str),
    /// Of JSON: a value.
    Json(&'r RawValue),
    /// Bytes that are no text.
    NotUnicode,
}

impl<'r> Row<'r> {
    /// The cell of that name; the last of several.
    pub fn cell(&self, name: &str) -> Option<Cell<'r>> {
        let found = self.cells.iter().rev().find(|(known, _)| *known == name);
        found.map(|(_, cell)| *cell)
    }
}

impl Row<'_> {
    /// The event of the row: cells of CSV by the types that a model declares,
    /// those of JSON as they are.
    ///
    /// # Errors
    /// The name of a cell that is no text.
    pub fn event(&self, model: &Model) -> Result<Event, &str> {
        let (mut texts, mut json) = (Vec::new(), Vec::new());
        for (name, cell) in self.cells.iter().filter(|(name, _)| *name != "lead") {
            match cell {
                Cell::Text(text) => texts.push((*name, *text)),
                Cell::Json(value) => json.push(((*name).to_owned(), *value)),
                Cell::NotUnicode => return Err(name),
            }
        }
        if json.is_empty() {
            return Ok(model.event_from_text(texts));
        }
        Ok(raw::event_of(raw::Members(json)))
    }

    /// The profile of the row, in the same way; what is no text is left out.
    pub fn profile(&self, model: &Model) -> Profile {
        let texts = self.cells.iter().filter_map(|(name, cell)| match cell {
            Cell::Text(text) => Some((*name, *text)),
            _ => None,
        });
        let mut profile = model.profile_from_text(texts);
        for (name, cell) in self.cells.iter().filter(|(name, _)| *name != "lead") {
            if let Cell::Json(json) = cell {
                profile.set((*name).to_owned(), raw::value(json));
            }
        }
        profile
    }
}

/// A file to read, and how.
#[derive(Clone, Copy, Debug)]
pub struct Input<'p> {
    /// The file.
    pub path: &'p Path,
    /// What stands between the cells of CSV.
    pub delimiter: u8,
    /// The columns that must be there.
    pub needed: &'p [&'p str],
}

/// Reads a file row by row; the names of its columns if it has a header.
///
/// # Errors
/// When the file is not there or its text is broken: the line, what was found
/// and what is allowed.
pub fn read(
    input: Input<'_>,
    progress: &Progress,
    take: &mut dyn FnMut(&Row<'_>),
) -> Result<Option<Vec<String>>, Trouble> {
    let extension = input.path.extension().and_then(|name| name.to_str());
    match extension.map(str::to_ascii_lowercase).as_deref() {
        Some("csv") => csv_rows::read(input, open(input.path, progress)?, take).map(Some),
        Some("jsonl" | "ndjson") => {
            json_rows::read(input.path, open(input.path, progress)?, take).map(|()| None)
        }
        _ => Err(Trouble::Extension {
            path: input.path.display().to_string(),
            allowed: "rows are read from `.csv`, `.jsonl` and `.ndjson` files",
        }),
    }
}

fn open(path: &Path, progress: &Progress) -> Result<impl Read + use<>, Trouble> {
    let file = File::open(path).map_err(|error| Trouble::device(path, "read", &error))?;
    let size = file.metadata().map_or(0, |about| about.len());
    Ok(BufReader::with_capacity(
        1 << 18,
        progress.reading(path, size).wrap_read(file),
    ))
}

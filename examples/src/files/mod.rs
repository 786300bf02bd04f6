//! Files of rows: CSV with a header, or JSON Lines, by their extension.
//!
//! Rows are read one at a time, in bounded memory. A row that cannot be used has an error of its
//! own; a file in which rows cannot be told apart is an error as a whole.

mod csv_rows;
mod header;
mod json_rows;
pub(crate) mod kind;
mod lines;
mod record;
mod row;

use std::fs::File;
use std::io::Read;
use std::path::Path;

use crate::error::ProgramError;
use crate::progress::Progress;
use csv_rows::CsvRows;
use json_rows::JsonRows;
use lines::{Breaks, Lines};

pub use lines::Mark;
pub use row::{Cell, Code, Row, RowError, lead_id};

/// A file to read, and how.
#[derive(Clone, Copy, Debug)]
pub struct Input<'p> {
    /// The file.
    pub path: &'p Path,
    /// The delimiter of CSV.
    pub delimiter: u8,
    /// The required columns.
    pub needed: &'p [&'p str],
    /// The optional columns that are read; others are ignored.
    pub read: &'p [&'p str],
    /// Whether another program may still be writing the file: a last line without an end is not read.
    pub grows: bool,
}

impl Input<'_> {
    fn reads(&self, name: &str) -> bool {
        self.needed.contains(&name) || self.read.contains(&name)
    }
}

/// The rows of a file.
pub struct Rows<'p>(Kind<'p>);

enum Kind<'p> {
    Csv(CsvRows<'p>),
    Json(JsonRows<'p>),
}

impl Rows<'static> {
    /// Opens a file.
    ///
    /// # Errors
    /// If it does not exist, is not text, or its header cannot be used.
    pub fn open(input: Input<'_>, progress: &Progress) -> Result<Self, ProgramError> {
        let failed = |error| ProgramError::io(input.path, "read", &error);
        let is_csv = is_csv(input.path)?;
        let file = File::open(input.path).map_err(failed)?;
        let size = file.metadata().map_or(0, |about| about.len());
        let file = progress.reading(input.path, size).wrap_read(file);
        Self::begin(input, Box::new(file), is_csv)
    }
}

impl<'p> Rows<'p> {
    /// Reads bytes as if they were the file of the input.
    ///
    /// # Errors
    /// See [`Rows::open`].
    pub fn from_bytes(input: Input<'_>, bytes: &'p [u8]) -> Result<Self, ProgramError> {
        let is_csv = is_csv(input.path)?;
        Self::begin(input, Box::new(bytes), is_csv)
    }

    fn begin(
        input: Input<'_>,
        file: Box<dyn Read + 'p>,
        is_csv: bool,
    ) -> Result<Self, ProgramError> {
        let lines = |breaks| Lines::begin(input.path, file, breaks, input.grows);
        Ok(Self(if is_csv {
            Kind::Csv(CsvRows::begin(input, lines(Breaks::Any)?)?)
        } else {
            Kind::Json(JsonRows::begin(lines(Breaks::Feed)?))
        }))
    }

    /// The names of the columns; `None` without a header.
    pub fn columns(&self) -> Option<&[String]> {
        match &self.0 {
            Kind::Csv(rows) => rows.header.as_ref().map(|header| header.names.as_slice()),
            Kind::Json(_) => None,
        }
    }

    /// The next row.
    ///
    /// # Errors
    /// If the file cannot be read, or rows cannot be told apart.
    #[expect(
        clippy::should_implement_trait,
        reason = "a row borrows from its file, which `Iterator` does not allow"
    )]
    pub fn next(&mut self) -> Result<Option<Row<'_>>, ProgramError> {
        match &mut self.0 {
            Kind::Csv(rows) => rows.next(),
            Kind::Json(rows) => rows.next(),
        }
    }

    /// How far the file was read, including the last row that was returned.
    pub fn mark(&mut self) -> Mark {
        self.lines().mark()
    }

    /// The incomplete last line of a growing file, after all rows were read.
    pub fn cut_line(&mut self) -> Option<u64> {
        let lines = self.lines();
        lines.is_cut().then(|| lines.line.saturating_add(1))
    }

    /// Skips what was read before, after checking that it has not changed.
    ///
    /// # Errors
    /// If the file is shorter now, or its beginning differs.
    pub fn resume(&mut self, mark: Mark) -> Result<(), ProgramError> {
        self.lines().resume(mark)?;
        match &mut self.0 {
            Kind::Csv(rows) => rows.skip_to(mark.rows),
            Kind::Json(rows) => rows.skip_to(mark.rows),
        }
        Ok(())
    }

    fn lines(&mut self) -> &mut Lines<'p> {
        match &mut self.0 {
            Kind::Csv(rows) => &mut rows.lines,
            Kind::Json(rows) => &mut rows.lines,
        }
    }
}

fn is_csv(path: &Path) -> Result<bool, ProgramError> {
    let extension = path.extension().and_then(|name| name.to_str());
    match extension.map(str::to_ascii_lowercase).as_deref() {
        Some("csv") => Ok(true),
        Some("jsonl" | "ndjson") => Ok(false),
        _ => Err(ProgramError::extension(
            path,
            "rows are read from `.csv`, `.jsonl` and `.ndjson` files",
        )),
    }
}

/// Reads a file row by row, and returns the names of its columns if it has a header.
///
/// # Errors
/// If the file does not exist or its rows cannot be told apart.
pub fn read(
    input: Input<'_>,
    progress: &Progress,
    take: &mut dyn FnMut(&Row<'_>),
) -> Result<Option<Vec<String>>, ProgramError> {
    let mut rows = Rows::open(input, progress)?;
    while let Some(row) = rows.next()? {
        take(&row);
    }
    Ok(rows.columns().map(<[String]>::to_vec))
}

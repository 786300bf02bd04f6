//! Files of rows: CSV with a header, or JSON Lines, told by their extension.
//!
//! Rows are read one at a time, in bounded memory. A row that cannot be used as a whole is given
//! as such; a file whose rows cannot be told apart is an error.

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

use crate::progress::Progress;
use crate::trouble::Trouble;
use csv_rows::CsvRows;
use json_rows::JsonRows;
use lines::{Breaks, Lines};

pub use lines::Mark;
pub use row::{Cell, Code, Row, Wrong, lead_id};

/// A file to read, and how.
#[derive(Clone, Copy, Debug)]
pub struct Input<'p> {
    /// The file.
    pub path: &'p Path,
    /// What stands between the cells of CSV.
    pub delimiter: u8,
    /// The columns that must be there.
    pub needed: &'p [&'p str],
    /// Further columns that are read; all others do not matter.
    pub read: &'p [&'p str],
    /// Whether somebody may still be writing the last line: without an end it waits.
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
    /// When it is not there, is no text, or its header cannot be used.
    pub fn open(input: Input<'_>, progress: &Progress) -> Result<Self, Trouble> {
        let failed = |error| Trouble::device(input.path, "read", &error);
        let is_csv = is_csv(input.path)?;
        let file = File::open(input.path).map_err(failed)?;
        let size = file.metadata().map_or(0, |about| about.len());
        let file = progress.reading(input.path, size).wrap_read(file);
        Self::begin(input, Box::new(file), is_csv)
    }
}

impl<'p> Rows<'p> {
    /// Reads bytes as the file of the input.
    ///
    /// # Errors
    /// As those of [`Rows::open`].
    pub fn of(input: Input<'_>, bytes: &'p [u8]) -> Result<Self, Trouble> {
        let is_csv = is_csv(input.path)?;
        Self::begin(input, Box::new(bytes), is_csv)
    }

    fn begin(input: Input<'_>, file: Box<dyn Read + 'p>, is_csv: bool) -> Result<Self, Trouble> {
        let lines = |breaks| Lines::begin(input.path, file, breaks, input.grows);
        Ok(Self(if is_csv {
            Kind::Csv(CsvRows::begin(input, lines(Breaks::Any)?)?)
        } else {
            Kind::Json(JsonRows::begin(lines(Breaks::Feed)?))
        }))
    }

    /// The names of the columns, where there is a header.
    pub fn columns(&self) -> Option<&[String]> {
        match &self.0 {
            Kind::Csv(rows) => rows.header.as_ref().map(|header| header.names.as_slice()),
            Kind::Json(_) => None,
        }
    }

    /// The next row.
    ///
    /// # Errors
    /// When the file cannot be read, or nobody can say where rows begin and end.
    #[expect(
        clippy::should_implement_trait,
        reason = "a row is borrowed from its file, which an iterator cannot say"
    )]
    pub fn next(&mut self) -> Result<Option<Row<'_>>, Trouble> {
        match &mut self.0 {
            Kind::Csv(rows) => rows.next(),
            Kind::Json(rows) => rows.next(),
        }
    }

    /// How far the file was read, the last row that was given included.
    pub fn mark(&mut self) -> Mark {
        self.lines().mark()
    }

    /// The line that the file ends within, after all rows of a file that grows.
    pub fn cut_line(&mut self) -> Option<u64> {
        let lines = self.lines();
        lines.is_cut().then(|| lines.line.saturating_add(1))
    }

    /// Skips what was read before, which must still be there.
    ///
    /// # Errors
    /// When the file is shorter now or begins otherwise.
    pub fn resume(&mut self, mark: Mark) -> Result<(), Trouble> {
        self.lines().resume(mark)?;
        match &mut self.0 {
            Kind::Csv(rows) => rows.go_on(mark.rows),
            Kind::Json(rows) => rows.go_on(mark.rows),
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

fn is_csv(path: &Path) -> Result<bool, Trouble> {
    let extension = path.extension().and_then(|name| name.to_str());
    match extension.map(str::to_ascii_lowercase).as_deref() {
        Some("csv") => Ok(true),
        Some("jsonl" | "ndjson") => Ok(false),
        _ => Err(Trouble::extension(
            path,
            "rows are read from `.csv`, `.jsonl` and `.ndjson` files",
        )),
    }
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
    let mut rows = Rows::open(input, progress)?;
    while let Some(row) = rows.next()? {
        take(&row);
    }
    Ok(rows.columns().map(<[String]>::to_vec))
}

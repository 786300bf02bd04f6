//! Reads the rows of a CSV file.

use std::borrow::Cow;

use super::header::Header;
use super::lines::Lines;
use super::record::{Record, Step, split_end};
use super::{Cell, Code, Input, Row, RowError};
use crate::error::ProgramError;
use crate::show::text::{counted, quoted};

/// A file of CSV.
pub(super) struct CsvRows<'p> {
    pub(super) lines: Lines<'p>,
    delimiter: u8,
    record: Record,
    /// `None` until the first line is complete.
    pub(super) header: Option<Header>,
    row: u64,
    /// The number of lines in the record's quoted cells that look like rows.
    lines_like_rows: u64,
}

impl<'p> CsvRows<'p> {
    /// Starts a file: reads and checks the header.
    pub(super) fn begin(input: Input<'_>, lines: Lines<'p>) -> Result<Self, ProgramError> {
        let mut rows = Self {
            lines,
            delimiter: input.delimiter,
            record: Record::default(),
            header: None,
            row: 0,
            lines_like_rows: 0,
        };
        match rows.next_record()? {
            Some(line) => {
                if let Some(cell) = rows.record.bare_quote {
                    let message = bare_quote(&format!("column {}", cell.saturating_add(1)));
                    return Err(ProgramError::line(input.path, line, message));
                }
                rows.header = Some(Header::read(input, &rows.record, line)?);
                rows.lines.settle(0);
                Ok(rows)
            }
            None if input.grows => Ok(rows),
            None => Err(ProgramError::empty(input)),
        }
    }

    /// Continues after rows that were read before.
    pub(super) fn skip_to(&mut self, rows: u64) {
        self.row = rows;
    }

    /// The next row.
    pub(super) fn next(&mut self) -> Result<Option<Row<'_>>, ProgramError> {
        if self.header.is_none() {
            return Ok(None);
        }
        let Some(line) = self.next_record()? else {
            return Ok(None);
        };
        let row = self.row;
        self.row = self.row.saturating_add(1);
        self.lines.settle_later(self.row);
        let Some(header) = &self.header else {
            return Ok(None);
        };
        let wrong = row_error(header, &self.record);
        let cells = match wrong {
            None => cells(header, &self.record),
            Some(_) => Vec::new(),
        };
        Ok(Some(Row {
            row,
            line,
            cells,
            wrong,
            lines_like_rows: self.lines_like_rows,
        }))
    }

    /// Reads the next record and returns the line on which it starts.
    fn next_record(&mut self) -> Result<Option<u64>, ProgramError> {
        self.record.clear();
        self.lines_like_rows = 0;
        let mut first = None;
        while let Some(place) = self.lines.next()? {
            let number = self.lines.line;
            let line = self.lines.bytes(place);
            if first.is_none() && split_end(line).0.is_empty() {
                // Lines up to the header are read again when reading continues later.
                if self.header.is_some() {
                    self.lines.settle(self.row);
                }
                continue;
            }
            if first.is_some() && looks_like_row(self.header.as_ref(), line, self.delimiter) {
                self.lines_like_rows = self.lines_like_rows.saturating_add(1);
            }
            let first = *first.get_or_insert(number);
            match self.record.take(line, number, self.delimiter) {
                Step::Complete => return Ok(Some(first)),
                Step::Open => {}
                Step::AfterQuote => return Err(self.after_quote(number)),
            }
        }
        if self.record.is_open() {
            return Err(self.unclosed());
        }
        Ok(None)
    }

    fn unclosed(&self) -> ProgramError {
        let message = "the quote that opens a cell here is never closed; write a quote inside a cell twice, and put the cell in quotes";
        ProgramError::line(&self.lines.path, self.record.opened, message)
    }

    fn after_quote(&self, number: u64) -> ProgramError {
        let opened = self.record.opened;
        let place = match opened == number {
            true => String::new(),
            false => format!(" on line {number}"),
        };
        let message = format!(
            "the quote that opens a cell here is closed{place} with text after it; write a quote inside a cell twice"
        );
        ProgramError::line(&self.lines.path, opened, message)
    }
}

/// Whether a line would have as many cells as a row, if quotes are ignored.
fn looks_like_row(header: Option<&Header>, line: &[u8], delimiter: u8) -> bool {
    let wanted = header.map_or(0, |header| header.names.len());
    let found = memchr::memchr_iter(delimiter, line)
        .count()
        .saturating_add(1);
    wanted > 1 && found == wanted
}

/// Why the whole row cannot be used, if it cannot.
fn row_error(header: &Header, record: &Record) -> Option<RowError> {
    let (found, wanted) = (record.len(), header.names.len());
    let reason = if found != wanted {
        format!(
            "found {}, but the header names {}; put a cell that contains a delimiter or a line break in quotes",
            counted(number(found), "cell", "cells"),
            counted(number(wanted), "column", "columns")
        )
    } else {
        let name = header.names.get(record.bare_quote?);
        bare_quote(&quoted(name.map_or("", String::as_str)))
    };
    Some(RowError {
        code: Code::MalformedRow,
        reason,
    })
}

fn bare_quote(place: &str) -> String {
    format!(
        "the cell of {place} has a quote but does not start with one; put the cell in quotes, and write the quotes inside it twice"
    )
}

fn number(count: usize) -> u64 {
    u64::try_from(count).unwrap_or(u64::MAX)
}

/// The cells that are read.
fn cells<'r>(header: &'r Header, record: &'r Record) -> Vec<(Cow<'r, str>, Cell<'r>)> {
    let named = header.names.iter().zip(&header.is_read).zip(record.cells());
    let read = named.filter(|((_, is_read), _)| **is_read);
    read.map(|((name, _), bytes)| {
        let cell = match std::str::from_utf8(bytes) {
            Ok(text) => Cell::Text(text),
            Err(_) => Cell::NotUnicode,
        };
        (Cow::Borrowed(name.as_str()), cell)
    })
    .collect()
}

//! Rows of CSV.

use std::borrow::Cow;

use super::header::Header;
use super::lines::Lines;
use super::record::{Record, Step, split_end};
use super::{Cell, Code, Input, Row, Wrong};
use crate::show::text::{counted, quoted};
use crate::trouble::Trouble;

/// A file of CSV.
pub(super) struct CsvRows<'p> {
    pub(super) lines: Lines<'p>,
    delimiter: u8,
    record: Record,
    /// None before the first line is whole.
    pub(super) header: Option<Header>,
    row: u64,
    /// Lines of the record that look like rows of their own.
    like_rows: u64,
}

impl<'p> CsvRows<'p> {
    /// Begins a file: reads and checks the header.
    pub(super) fn begin(input: Input<'_>, lines: Lines<'p>) -> Result<Self, Trouble> {
        let mut rows = Self {
            lines,
            delimiter: input.delimiter,
            record: Record::default(),
            header: None,
            row: 0,
            like_rows: 0,
        };
        match rows.next_record()? {
            Some(line) => {
                if let Some(cell) = rows.record.bare_quote {
                    let message = bare_quote(&format!("column {}", cell.saturating_add(1)));
                    return Err(Trouble::line(input.path, line, message));
                }
                rows.header = Some(Header::read(input, &rows.record, line)?);
                rows.lines.settle(0);
                Ok(rows)
            }
            None if input.grows => Ok(rows),
            None => Err(Trouble::empty(input)),
        }
    }

    /// Goes on after rows that were read before.
    pub(super) fn go_on(&mut self, rows: u64) {
        self.row = rows;
    }

    /// The next row.
    pub(super) fn next(&mut self) -> Result<Option<Row<'_>>, Trouble> {
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
        let wrong = wrong(header, &self.record);
        let cells = match wrong {
            None => cells(header, &self.record),
            Some(_) => Vec::new(),
        };
        Ok(Some(Row {
            row,
            line,
            cells,
            wrong,
            like_rows: self.like_rows,
        }))
    }

    /// Puts the next record together; the line on which it begins.
    fn next_record(&mut self) -> Result<Option<u64>, Trouble> {
        self.record.clear();
        self.like_rows = 0;
        let mut first = None;
        while let Some(place) = self.lines.next()? {
            let number = self.lines.line;
            let line = self.lines.bytes(place);
            if first.is_none() && split_end(line).0.is_empty() {
                // Before the header nothing is settled: who goes on reads it again.
                if self.header.is_some() {
                    self.lines.settle(self.row);
                }
                continue;
            }
            if first.is_some() && looks_like_row(self.header.as_ref(), line, self.delimiter) {
                self.like_rows = self.like_rows.saturating_add(1);
            }
            let first = *first.get_or_insert(number);
            match self.record.take(line, number, self.delimiter) {
                Step::Whole => return Ok(Some(first)),
                Step::Open => {}
                Step::AfterQuote => return Err(self.after_quote(number)),
            }
        }
        if self.record.is_open() {
            return Err(self.unclosed());
        }
        Ok(None)
    }

    fn unclosed(&self) -> Trouble {
        let message = "the quote that opens a cell here is never closed; a quote within a cell is written twice, and such a cell stands in quotes";
        Trouble::line(&self.lines.path, self.record.opened, message)
    }

    fn after_quote(&self, number: u64) -> Trouble {
        let opened = self.record.opened;
        let place = match opened == number {
            true => String::new(),
            false => format!(" on line {number}"),
        };
        let message = format!(
            "the quote that opens a cell here is closed{place} with text after it; a quote within a cell is written twice"
        );
        Trouble::line(&self.lines.path, opened, message)
    }
}

/// Whether a line has as many cells as a row, if one knows of no quote.
fn looks_like_row(header: Option<&Header>, line: &[u8], delimiter: u8) -> bool {
    let wanted = header.map_or(0, |header| header.names.len());
    let found = memchr::memchr_iter(delimiter, line)
        .count()
        .saturating_add(1);
    wanted > 1 && found == wanted
}

/// Why a whole row cannot be used.
fn wrong(header: &Header, record: &Record) -> Option<Wrong> {
    let (found, wanted) = (record.len(), header.names.len());
    let reason = if found != wanted {
        format!(
            "found {}, but the header names {}; a cell with a delimiter or a line break in it is written in quotes",
            counted(number(found), "cell", "cells"),
            counted(number(wanted), "column", "columns")
        )
    } else {
        let name = header.names.get(record.bare_quote?);
        bare_quote(&quoted(name.map_or("", String::as_str)))
    };
    Some(Wrong {
        code: Code::MalformedRow,
        reason,
    })
}

fn bare_quote(place: &str) -> String {
    format!(
        "the cell of {place} has a quote but does not begin with one; such a cell is written in quotes, the quotes in it twice"
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

//! Tables as they come in: columns by name, in one or many chunks.

use std::ops::Range;
use std::sync::Arc;

use super::column::Column;
use crate::model::plan::Field;
use crate::text::nfc;

/// Columns by name, all of one length: a table or a part of one.
///
/// Profiles have `lead` and columns of attributes, and may have `valid_from`;
/// events have `lead`, `event`, `at`, and may have `value`, `id` and columns of
/// properties. Other columns are ignored.
#[derive(Clone, Debug, Default)]
pub struct Chunk<'a> {
    /// The rows of the columns that belong to it.
    first: usize,
    end: usize,
    /// The row of its table in which the columns begin, where that is known.
    origin: Option<usize>,
    columns: Arc<Vec<(String, Column<'a>)>>,
    /// Names of further columns, which no model reads here.
    unread: Arc<Vec<String>>,
}

impl<'a> Chunk<'a> {
    /// No columns and so many rows.
    pub fn new(rows: usize) -> Self {
        Self {
            end: rows,
            ..Self::default()
        }
    }

    /// Adds a column; the last one of a name counts. Rows that it lacks are
    /// null, rows that it has too many are ignored.
    #[must_use]
    pub fn with(mut self, name: impl Into<String>, column: Column<'a>) -> Self {
        let name = name.into();
        let name = nfc(&name).into_owned();
        // A chunk that is still being made has its columns for itself.
        if let Some(columns) = Arc::get_mut(&mut self.columns) {
            columns.retain(|(known, _)| *known != name);
            columns.push((name, column));
        }
        self
    }

    /// Names further columns of the table, so that a hint can say which of them is
    /// probably meant where one is missing.
    #[must_use]
    pub fn with_unread(mut self, names: impl IntoIterator<Item = String>) -> Self {
        self.unread = Arc::new(names.into_iter().collect());
        self
    }

    /// The names of all columns, those that are not read included.
    pub(crate) fn all_names(&self) -> impl Iterator<Item = &str> {
        let unread = self.unread.iter().map(String::as_str);
        self.names().chain(unread)
    }

    /// How many rows there are.
    pub fn rows(&self) -> usize {
        self.end - self.first
    }

    /// The names of the columns.
    pub fn names(&self) -> impl Iterator<Item = &str> + Clone {
        self.columns.iter().map(|(name, _)| name.as_str())
    }

    /// The columns with their names.
    pub(crate) fn columns(&self) -> impl Iterator<Item = (&str, &Column<'a>)> {
        self.columns
            .iter()
            .map(|(name, column)| (name.as_str(), column))
    }

    /// Its rows as rows of its columns.
    pub(crate) fn range(&self) -> Range<usize> {
        self.first..self.end
    }

    /// The same chunk as rows of a table from that row on.
    pub(crate) fn at(mut self, row: usize) -> Self {
        self.origin = Some(row);
        self
    }

    /// Splits it: its rows before that row of its columns, and the others.
    pub(crate) fn split(&self, row: usize) -> (Self, Self) {
        let row = row.clamp(self.first, self.end);
        let (mut before, mut after) = (self.clone(), self.clone());
        (before.end, after.first) = (row, row);
        (before, after)
    }

    /// The column of that name.
    pub(crate) fn column(&self, name: &str) -> Option<&Column<'a>> {
        let found = self.columns.iter().find(|(known, _)| known == name);
        found.map(|(_, column)| column)
    }

    /// The columns of declared fields, by their position.
    pub(crate) fn fields(&self, fields: &[Field]) -> Vec<Option<&Column<'a>>> {
        let column = |field: &Field| self.column(&field.name);
        fields.iter().map(column).collect()
    }
}

/// Where the columns of chunks begin in the rows of their table.
pub(crate) fn starts(chunks: &[Chunk<'_>]) -> Vec<usize> {
    let mut next = 0;
    let start = |chunk: &Chunk<'_>| {
        let start = chunk.origin.unwrap_or(next);
        next = start + chunk.end;
        start
    };
    chunks.iter().map(start).collect()
}

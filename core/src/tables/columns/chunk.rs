//! Chunks: columns by name, a table or a part of one.

use std::ops::Range;
use std::sync::Arc;

use super::column::Column;
use crate::model::plan::Field;
use crate::text::nfc;

/// Columns by name, all of the same length: a table or a part of one.
///
/// Profiles have `lead` and columns of attributes, and may have `valid_from` and `recorded_at`.
/// Events have `lead`, `event` and `at`, and may have `value`, `id`, `recorded_at` and columns of
/// properties. Other columns are ignored.
#[derive(Clone, Debug, Default)]
pub struct Chunk<'a> {
    /// The first row of the columns that belongs to the chunk.
    first: usize,
    /// The row after the last.
    end: usize,
    /// The row of the table at which the columns begin; `None` if they follow the chunk before.
    origin: Option<usize>,
    columns: Arc<Vec<(String, Column<'a>)>>,
    /// Names of further columns of the table, which were not handed over.
    unread: Arc<Vec<String>>,
}

impl<'a> Chunk<'a> {
    /// A chunk of `rows` rows without columns.
    pub fn new(rows: usize) -> Self {
        Self {
            end: rows,
            ..Self::default()
        }
    }

    /// Adds a column, which replaces a column of the same name. Missing rows at its end are null,
    /// and additional rows are ignored.
    #[must_use]
    pub fn with(mut self, name: impl Into<String>, column: Column<'a>) -> Self {
        let name = name.into();
        let name = nfc(&name).into_owned();
        // A chunk that is being built does not share its columns.
        if let Some(columns) = Arc::get_mut(&mut self.columns) {
            columns.retain(|(known, _)| *known != name);
            columns.push((name, column));
        }
        self
    }

    /// Names further columns of the table. Hints use them to suggest which column was probably meant
    /// when one is missing.
    #[must_use]
    pub fn with_unread(mut self, names: impl IntoIterator<Item = String>) -> Self {
        self.unread = Arc::new(names.into_iter().collect());
        self
    }

    /// The names of all columns, including those that were not handed over.
    pub(crate) fn all_names(&self) -> impl Iterator<Item = &str> {
        let unread = self.unread.iter().map(String::as_str);
        self.names().chain(unread)
    }

    /// The number of rows.
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

    /// The rows of its columns that belong to it.
    pub(crate) fn range(&self) -> Range<usize> {
        self.first..self.end
    }

    /// The same chunk, whose columns begin at `row` of the table.
    pub(crate) fn at(mut self, row: usize) -> Self {
        self.origin = Some(row);
        self
    }

    /// Splits the chunk at a row of its columns: the rows before it, and the others.
    pub(crate) fn split(&self, row: usize) -> (Self, Self) {
        let row = row.clamp(self.first, self.end);
        let (mut before, mut after) = (self.clone(), self.clone());
        (before.end, after.first) = (row, row);
        (before, after)
    }

    /// The column with a name.
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

/// The rows of the table at which the columns of each chunk begin.
pub(crate) fn starts(chunks: &[Chunk<'_>]) -> Vec<usize> {
    let mut next = 0;
    let start = |chunk: &Chunk<'_>| {
        let start = chunk.origin.unwrap_or(next);
        next = start + chunk.end;
        start
    };
    chunks.iter().map(start).collect()
}

//! Tables as they come in: columns by name, in one or many chunks.

use super::column::Column;
use crate::model::plan::Field;
use crate::text::nfc;

/// Columns by name, all of one length: a table or a part of one.
///
/// Profiles have `lead` and columns of attributes, and may have `valid_from`;
/// events have `lead`, `event`, `at`, and may have `value`, `id` and columns of
/// properties. Other columns are ignored.
#[derive(Debug, Default)]
pub struct Chunk<'a> {
    rows: usize,
    /// INVARIANT: each of `rows` rows.
    columns: Vec<(String, Column<'a>)>,
}

impl<'a> Chunk<'a> {
    /// No columns and so many rows.
    pub fn new(rows: usize) -> Self {
        Self {
            rows,
            columns: Vec::new(),
        }
    }

    /// Adds a column; the last one of a name counts. Rows that it lacks are
    /// null, rows that it has too many are ignored.
    #[must_use]
    pub fn with(mut self, name: impl Into<String>, column: Column<'a>) -> Self {
        let name = name.into();
        let name = nfc(&name).into_owned();
        self.columns.retain(|(known, _)| *known != name);
        self.columns.push((name, column));
        self
    }

    /// How many rows there are.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// The names of the columns.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.columns.iter().map(|(name, _)| name.as_str())
    }

    /// The column of that name.
    pub(super) fn column(&self, name: &str) -> Option<&Column<'a>> {
        let found = self.columns.iter().find(|(known, _)| known == name);
        found.map(|(_, column)| column)
    }

    /// The columns of declared fields, by their position.
    pub(super) fn fields(&self, fields: &[Field]) -> Vec<Option<&Column<'a>>> {
        fields
            .iter()
            .map(|field| self.column(&field.name))
            .collect()
    }
}

/// Where chunks begin in the rows of their table.
pub(super) fn starts(chunks: &[Chunk<'_>]) -> Vec<usize> {
    let mut next = 0;
    let start = |chunk: &Chunk<'_>| {
        let start = next;
        next += chunk.rows;
        start
    };
    chunks.iter().map(start).collect()
}

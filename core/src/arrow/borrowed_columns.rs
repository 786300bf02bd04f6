//! The columns that are read of each batch, which chunks borrow.

use arrow_array::{Array, ArrayRef, RecordBatch};
use arrow_schema::{DataType, Field};

use super::batches::Batches;
use super::column::{ReadColumn, read};
use super::dictionaries::Dictionaries;
use super::error::ArrowTableError;
use super::names::{ColumnSource, TableSources};
use super::values::{ValueRows, Values};
use super::work::over;
use crate::intake::coerce_value;
use crate::tables::{Chunk, Column};
use crate::text::nfc;

/// The columns that are read of a batch, for chunks to borrow.
pub(super) struct BorrowedColumns<'s> {
    rows: usize,
    columns: Vec<(&'s ColumnSource, ReadColumn)>,
    /// The names of columns that are not read.
    unread: &'s [String],
}

/// Number of rows that are converted at once, so that all cores can work on a large batch.
const ROWS: usize = 1 << 17;

/// Greatest number of rows of a table whose required columns take no memory. A few bytes can declare more
/// such rows than any memory could hold.
const MOST_EMPTY: usize = 1 << 22;

/// The columns of all batches of a table, in pieces of rows.
pub(super) fn borrowed<'s>(
    batches: &Batches,
    sources: &'s TableSources,
) -> Result<Vec<BorrowedColumns<'s>>, ArrowTableError> {
    let (mut pieces, mut empty, mut start) = (Vec::new(), 0_usize, 0);
    for batch in batches.batches() {
        sources.check(&batch.schema())?;
        let columns = BatchColumns::new(batch, sources, batches.values(), start)?;
        start += columns.rows;
        empty = empty.saturating_add(columns.empty());
        if empty > MOST_EMPTY {
            return Err(too_many(sources, batch.num_rows()));
        }
        let firsts = (0..columns.rows).step_by(ROWS);
        pieces.extend(firsts.map(|first| columns.piece(first)));
    }
    let pieces = over(pieces, |piece| piece.read(sources));
    pieces.into_iter().collect()
}

/// The columns of all batches of a table, joined.
pub(super) fn joined<'s>(
    batches: &Batches,
    sources: &'s TableSources,
) -> Result<BorrowedColumns<'s>, ArrowTableError> {
    let parts = borrowed(batches, sources)?;
    let column = |source: &'s ColumnSource| {
        let columns = parts.iter().flat_map(|part| &part.columns);
        let own = columns.filter(|(one, _)| one.ours == source.ours);
        let own: Vec<&ReadColumn> = own.map(|(_, read)| read).collect();
        (source, ReadColumn::joined(&own, &source.purpose))
    };
    Ok(BorrowedColumns {
        rows: parts.iter().map(|part| part.rows).sum(),
        columns: sources.columns.iter().map(column).collect(),
        unread: &sources.unread,
    })
}

/// The columns of a batch that are read, before conversion.
struct BatchColumns<'s> {
    rows: usize,
    columns: Vec<(&'s ColumnSource, InputColumn)>,
}

/// A column before conversion.
enum InputColumn {
    Array(Field, ArrayRef),
    Values(ValueRows),
}

impl InputColumn {
    fn slice(&self, first: usize, rows: usize) -> Self {
        match self {
            Self::Array(field, array) => Self::Array(field.clone(), array.slice(first, rows)),
            Self::Values(values) => Self::Values(values.slice(first, rows)),
        }
    }

    /// Whether each row takes memory.
    /// Rows of nulls, runs and empty nested types do not.
    fn is_stored(&self) -> bool {
        let Self::Array(_, array) = self else {
            return true;
        };
        !matches!(
            array.data_type(),
            DataType::Null
                | DataType::RunEndEncoded(..)
                | DataType::Struct(_)
                | DataType::FixedSizeList(..)
                | DataType::FixedSizeBinary(0)
        )
    }

    fn read(&self, source: &ColumnSource) -> Result<ReadColumn, String> {
        let purpose = &source.purpose;
        match self {
            Self::Array(field, array) => read(array, field, purpose),
            Self::Values(values) => Ok(ReadColumn::Values(match purpose.coerce {
                true => {
                    let values = values.get().iter().cloned();
                    let values = values.map(|value| coerce_value(value, &purpose.coercion));
                    values.collect()
                }
                false => values.get().to_vec(),
            })),
        }
    }
}

impl<'s> BatchColumns<'s> {
    /// The columns of a batch that the model reads; other columns are not touched. `values` are those
    /// of the whole table, in which the batch begins at row `first`.
    ///
    /// # Errors
    /// A column whose length differs from that of the batch, which an unchecked reader may produce.
    fn new(
        batch: &RecordBatch,
        sources: &'s TableSources,
        values: &Values,
        first: usize,
    ) -> Result<Self, ArrowTableError> {
        let (fields, rows) = (batch.schema_ref().fields().iter(), batch.num_rows());
        let named: Vec<_> = fields.map(|field| (nfc(field.name()), field)).collect();
        let column = |source: &'s ColumnSource| {
            let at = named.iter().position(|(name, _)| *name == source.theirs)?;
            let (_, field) = named.get(at)?;
            let array =
                || InputColumn::Array(Field::clone(field), ArrayRef::clone(batch.column(at)));
            let given = values.rows(at, first, rows).map(InputColumn::Values);
            Some((source, given.unwrap_or_else(array)))
        };
        let columns: Vec<_> = sources.columns.iter().filter_map(column).collect();
        for (source, given) in &columns {
            if let InputColumn::Array(_, array) = given
                && array.len() != rows
            {
                let what = format!("it has {} rows, and its batch {rows}", array.len());
                return Err(damaged(sources, source, what));
            }
        }
        Ok(Self { rows, columns })
    }

    /// The number of rows if no required column takes memory for each row, else 0.
    fn empty(&self) -> usize {
        let mut needed = self.columns.iter().filter(|(source, _)| source.needed);
        if needed.any(|(_, given)| given.is_stored()) {
            0
        } else {
            self.rows
        }
    }

    /// Up to [`ROWS`] rows from `first` on.
    fn piece(&self, first: usize) -> Self {
        let rows = ROWS.min(self.rows - first);
        let slice =
            |(source, given): &(&'s ColumnSource, InputColumn)| (*source, given.slice(first, rows));
        Self {
            rows,
            columns: self.columns.iter().map(slice).collect(),
        }
    }

    /// Converts the columns.
    fn read(&self, sources: &'s TableSources) -> Result<BorrowedColumns<'s>, ArrowTableError> {
        let column = |(source, given): &(&'s ColumnSource, InputColumn)| {
            let read = given.read(source);
            let read = read.map_err(|what| damaged(sources, source, what))?;
            Ok((*source, read))
        };
        let columns = self.columns.iter().map(column);
        Ok(BorrowedColumns {
            rows: self.rows,
            columns: columns.collect::<Result<_, ArrowTableError>>()?,
            unread: &sources.unread,
        })
    }
}

fn damaged(sources: &TableSources, source: &ColumnSource, what: String) -> ArrowTableError {
    ArrowTableError::Damaged {
        table: sources.table,
        column: source.theirs.clone(),
        what,
    }
}

fn too_many(sources: &TableSources, rows: usize) -> ArrowTableError {
    ArrowTableError::NothingIn {
        table: sources.table,
        rows,
    }
}

impl<'s> BorrowedColumns<'s> {
    /// The columns of a batch of a stream, which begins at row `first`.
    pub(super) fn new(
        batch: &RecordBatch,
        sources: &'s TableSources,
        values: &Values,
        first: usize,
    ) -> Result<Self, ArrowTableError> {
        let columns = BatchColumns::new(batch, sources, values, first)?;
        if columns.empty() > MOST_EMPTY {
            return Err(too_many(sources, columns.rows));
        }
        columns.read(sources)
    }

    /// The columns as a chunk.
    pub(super) fn chunk(&self) -> Chunk<'_> {
        self.chunk_with(&Dictionaries::default())
    }

    /// The column with a name of leadgrade.
    pub(super) fn column(&self, name: &str) -> Option<Column<'_>> {
        let (source, read) = self
            .columns
            .iter()
            .find(|(source, _)| source.ours == name)?;
        Some(read.column(&source.purpose, &Dictionaries::default()))
    }

    fn arrays(&self) -> impl Iterator<Item = &ArrayRef> {
        self.columns.iter().filter_map(|(_, read)| read.array())
    }

    fn chunk_with(&self, dictionaries: &Dictionaries) -> Chunk<'_> {
        let mut chunk = Chunk::new(self.rows);
        for (source, read) in &self.columns {
            let column = read.column(&source.purpose, dictionaries);
            chunk = chunk.with(source.ours.as_str(), column);
        }
        chunk.with_unread(self.unread.iter().cloned())
    }
}

/// The columns of a table as chunks, which share dictionaries.
pub(super) fn chunks<'h>(borrowed: &'h [BorrowedColumns<'_>]) -> Vec<Chunk<'h>> {
    let dictionaries = Dictionaries::new(borrowed.iter().flat_map(BorrowedColumns::arrays));
    over(borrowed.iter().collect(), |one: &BorrowedColumns<'_>| {
        one.chunk_with(&dictionaries)
    })
}

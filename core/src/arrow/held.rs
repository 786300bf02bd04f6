//! The columns that are read of each batch, held while chunks borrow them.

use arrow_array::{Array, ArrayRef, RecordBatch};
use arrow_schema::{DataType, Field};

use super::batches::Batches;
use super::column::{Read, read};
use super::dictionaries::Dictionaries;
use super::error::ArrowTableError;
use super::names::{Source, Sources};
use super::work::over;
use crate::tables::{Chunk, Column};
use crate::text::nfc;

/// The columns that are read of a batch.
pub(super) struct Held<'s> {
    rows: usize,
    columns: Vec<(&'s Source, Read)>,
    /// Names of columns that are not read.
    unread: &'s [String],
}

/// Rows that are converted at once: a large batch is work for all cores.
const ROWS: usize = 1 << 17;

/// Rows of a table of which nothing that must be there takes memory: a few bytes can say that
/// there are more of them than any memory holds.
const MOST_EMPTY: usize = 1 << 22;

/// What is read of all batches of a table, in pieces.
pub(super) fn held<'s>(
    batches: &Batches,
    sources: &'s Sources,
) -> Result<Vec<Held<'s>>, ArrowTableError> {
    let (mut pieces, mut empty) = (Vec::new(), 0_usize);
    for batch in batches.batches() {
        sources.check(&batch.schema())?;
        let found = Found::of(batch, sources)?;
        empty = empty.saturating_add(found.empty());
        if empty > MOST_EMPTY {
            return Err(too_many(sources, batch.num_rows()));
        }
        let firsts = (0..found.rows).step_by(ROWS);
        pieces.extend(firsts.map(|first| found.piece(first)));
    }
    let held = over(pieces, |piece| piece.read(sources));
    held.into_iter().collect()
}

/// What is read of all batches of a table as one.
pub(super) fn joined<'s>(
    batches: &Batches,
    sources: &'s Sources,
) -> Result<Held<'s>, ArrowTableError> {
    let parts = held(batches, sources)?;
    let column = |source: &'s Source| {
        let columns = parts.iter().flat_map(|part| &part.columns);
        let own = columns.filter(|(one, _)| one.ours == source.ours);
        let own: Vec<&Read> = own.map(|(_, read)| read).collect();
        (source, Read::joined(&own, &source.purpose))
    };
    Ok(Held {
        rows: parts.iter().map(|part| part.rows).sum(),
        columns: sources.columns.iter().map(column).collect(),
        unread: &sources.unread,
    })
}

/// The columns of a batch that are read, as they came.
struct Found<'s> {
    rows: usize,
    columns: Vec<(&'s Source, Field, ArrayRef)>,
}

impl<'s> Found<'s> {
    /// Those that a model names; nothing is asked of any other. Each must be as long as the batch
    /// says, which a reader that does not check its input does not see to.
    fn of(batch: &RecordBatch, sources: &'s Sources) -> Result<Self, ArrowTableError> {
        let fields = batch.schema_ref().fields().iter().zip(batch.columns());
        let named: Vec<_> = fields
            .map(|(field, array)| (nfc(field.name()), field, array))
            .collect();
        let column = |source: &'s Source| {
            let own = named.iter().find(|(name, ..)| *name == source.theirs)?;
            Some((source, Field::clone(own.1), ArrayRef::clone(own.2)))
        };
        let (rows, columns) = (
            batch.num_rows(),
            sources
                .columns
                .iter()
                .filter_map(column)
                .collect::<Vec<_>>(),
        );
        let other = columns.iter().find(|(.., array)| array.len() != rows);
        if let Some((source, _, array)) = other {
            let what = format!("it has {} rows, and its batch {rows}", array.len());
            return Err(damaged(sources, source, what));
        }
        Ok(Self { rows, columns })
    }

    /// How many rows there are, if nothing that must be there takes memory for each.
    fn empty(&self) -> usize {
        let needed = self.columns.iter().filter(|(source, ..)| source.needed);
        let stored = |(.., array): &(_, _, ArrayRef)| {
            let virtual_ = matches!(
                array.data_type(),
                DataType::Null
                    | DataType::RunEndEncoded(..)
                    | DataType::Struct(_)
                    | DataType::FixedSizeList(..)
                    | DataType::FixedSizeBinary(0)
            );
            !virtual_
        };
        if needed.into_iter().any(stored) {
            0
        } else {
            self.rows
        }
    }

    fn piece(&self, first: usize) -> Self {
        let rows = ROWS.min(self.rows - first);
        let slice = |(source, field, array): &(&'s Source, Field, ArrayRef)| {
            (*source, field.clone(), array.slice(first, rows))
        };
        Self {
            rows,
            columns: self.columns.iter().map(slice).collect(),
        }
    }

    fn read(&self, sources: &'s Sources) -> Result<Held<'s>, ArrowTableError> {
        let column = |(source, field, array): &(&'s Source, Field, ArrayRef)| {
            let read = read(array, field, &source.purpose);
            let read = read.map_err(|what| damaged(sources, source, what))?;
            Ok((*source, read))
        };
        let columns = self.columns.iter().map(column);
        Ok(Held {
            rows: self.rows,
            columns: columns.collect::<Result<_, ArrowTableError>>()?,
            unread: &sources.unread,
        })
    }
}

fn damaged(sources: &Sources, source: &Source, what: String) -> ArrowTableError {
    ArrowTableError::Damaged {
        table: sources.table,
        column: source.theirs.clone(),
        what,
    }
}

fn too_many(sources: &Sources, rows: usize) -> ArrowTableError {
    ArrowTableError::NothingIn {
        table: sources.table,
        rows,
    }
}

impl<'s> Held<'s> {
    /// What is read of a batch of a stream.
    pub(super) fn of(batch: &RecordBatch, sources: &'s Sources) -> Result<Self, ArrowTableError> {
        let found = Found::of(batch, sources)?;
        if found.empty() > MOST_EMPTY {
            return Err(too_many(sources, found.rows));
        }
        found.read(sources)
    }

    /// The columns as the tables of the core take them.
    pub(super) fn chunk(&self) -> Chunk<'_> {
        self.chunk_with(&Dictionaries::default())
    }

    /// The column of that name.
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

/// Chunks of a table.
pub(super) fn chunks<'h>(held: &'h [Held<'_>]) -> Vec<Chunk<'h>> {
    let dictionaries = Dictionaries::of(held.iter().flat_map(Held::arrays));
    over(held.iter().collect(), |one: &Held<'_>| {
        one.chunk_with(&dictionaries)
    })
}

//! The columns that are read of each batch, held while chunks borrow them.

use arrow_array::{ArrayRef, RecordBatch};
use arrow_schema::ArrowError;
use arrow_select::concat::concat;

use super::batches::Batches;
use super::column::column;
use super::dictionaries::Dictionaries;
use super::error::ArrowTableError;
use super::names::{Source, Sources};
use super::plain::plain;
use super::work::over;
use crate::tables::Chunk;
use crate::text::nfc;

/// The columns that are read of a batch.
pub(super) struct Held<'s> {
    rows: usize,
    columns: Vec<(&'s Source, ArrayRef)>,
}

/// Rows that are converted at once: a large batch is work for all cores.
const ROWS: usize = 1 << 17;

/// What is read of all batches of a table, in pieces.
pub(super) fn held<'s>(
    batches: &Batches,
    sources: &'s Sources,
) -> Result<Vec<Held<'s>>, ArrowTableError> {
    for batch in batches.batches() {
        sources.check(&batch.schema())?;
    }
    let pieces = |batch: &RecordBatch| {
        let rows = batch.num_rows();
        let firsts = (0..rows).step_by(ROWS);
        let piece = |first: usize| batch.slice(first, ROWS.min(rows - first));
        firsts.map(piece).collect::<Vec<_>>()
    };
    let pieces: Vec<RecordBatch> = batches.batches().iter().flat_map(pieces).collect();
    let held = over(pieces, |piece| Held::of(&piece, sources));
    Ok(held.into_iter().collect::<Result<_, _>>()?)
}

/// What is read of all batches of a table as one.
pub(super) fn joined<'s>(
    batches: &Batches,
    sources: &'s Sources,
) -> Result<Held<'s>, ArrowTableError> {
    let mut parts = held(batches, sources)?;
    if let (true, Some(schema)) = (parts.is_empty(), batches.schema()) {
        parts.push(Held::of(&RecordBatch::new_empty(schema), sources)?);
    }
    if parts.len() == 1
        && let Some(only) = parts.pop()
    {
        return Ok(only);
    }
    let rows = parts.iter().map(|part| part.rows).sum();
    let sources = parts.first().map(|part| part.columns.iter());
    let mut columns = Vec::new();
    for (at, (source, _)) in sources.into_iter().flatten().enumerate() {
        let arrays = parts.iter().filter_map(|part| part.columns.get(at));
        let arrays: Vec<_> = arrays.map(|(_, array)| array.as_ref()).collect();
        columns.push((*source, concat(&arrays)?));
    }
    Ok(Held { rows, columns })
}

fn find<'b>(batch: &'b RecordBatch, name: &str) -> Option<&'b ArrayRef> {
    let schema = batch.schema_ref().fields().iter().zip(batch.columns());
    let mut named = schema.filter(|(field, _)| nfc(field.name()) == name);
    named.next().map(|(_, array)| array)
}

impl<'s> Held<'s> {
    pub(super) fn of(batch: &RecordBatch, sources: &'s Sources) -> Result<Self, ArrowError> {
        let mut columns = Vec::new();
        for source in &sources.columns {
            if let Some(array) = find(batch, &source.theirs) {
                columns.push((source, plain(array)?));
            }
        }
        let rows = batch.num_rows();
        Ok(Self { rows, columns })
    }

    /// The columns as the tables of the core take them.
    pub(super) fn chunk(&self) -> Result<Chunk<'_>, ArrowError> {
        self.chunk_with(&Dictionaries::default())
    }

    fn arrays(&self) -> impl Iterator<Item = &ArrayRef> {
        self.columns.iter().map(|(_, array)| array)
    }

    fn chunk_with(&self, dictionaries: &Dictionaries) -> Result<Chunk<'_>, ArrowError> {
        let mut chunk = Chunk::new(self.rows);
        for (source, array) in &self.columns {
            chunk = chunk.with(
                source.ours.as_str(),
                column(array, &source.purpose, dictionaries)?,
            );
        }
        Ok(chunk)
    }
}

/// Chunks of a table.
pub(super) fn chunks<'h>(held: &'h [Held<'_>]) -> Result<Vec<Chunk<'h>>, ArrowError> {
    let dictionaries = Dictionaries::of(held.iter().flat_map(Held::arrays));
    let chunks = over(held.iter().collect(), |one: &Held<'_>| {
        one.chunk_with(&dictionaries)
    });
    chunks.into_iter().collect()
}

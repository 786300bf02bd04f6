//! The columns that are read of each batch, held while chunks borrow them.

use arrow_array::{ArrayRef, RecordBatch};
use arrow_schema::ArrowError;
use arrow_select::concat::concat;

use super::batches::Batches;
use super::column::column;
use super::error::ArrowTableError;
use super::names::{Source, Sources};
use super::plain::plain;
use crate::tables::Chunk;
use crate::text::nfc;

/// The columns that are read of a batch.
pub(super) struct Held<'s> {
    rows: usize,
    columns: Vec<(&'s Source, ArrayRef)>,
}

/// What is read of all batches of a table.
pub(super) fn held<'s>(
    batches: &Batches,
    sources: &'s Sources,
) -> Result<Vec<Held<'s>>, ArrowTableError> {
    let one = |batch: &RecordBatch| {
        sources.check(&batch.schema())?;
        let mut columns = Vec::new();
        for source in &sources.columns {
            if let Some(array) = find(batch, &source.theirs) {
                columns.push((source, plain(array)?));
            }
        }
        let rows = batch.num_rows();
        Ok(Held { rows, columns })
    };
    match (batches.batches(), batches.schema()) {
        ([], Some(schema)) => Ok(vec![one(&RecordBatch::new_empty(schema))?]),
        (batches, _) => batches.iter().map(one).collect(),
    }
}

fn find<'b>(batch: &'b RecordBatch, name: &str) -> Option<&'b ArrayRef> {
    let schema = batch.schema_ref().fields().iter().zip(batch.columns());
    let mut named = schema.filter(|(field, _)| nfc(field.name()) == name);
    named.next().map(|(_, array)| array)
}

impl Held<'_> {
    /// The columns as the tables of the core take them.
    pub(super) fn chunk(&self) -> Result<Chunk<'_>, ArrowError> {
        let mut chunk = Chunk::new(self.rows);
        for (source, array) in &self.columns {
            chunk = chunk.with(source.ours.as_str(), column(array, source.purpose)?);
        }
        Ok(chunk)
    }
}

/// All batches as one.
pub(super) fn joined<'s>(mut parts: Vec<Held<'s>>) -> Result<Held<'s>, ArrowError> {
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

/// Chunks of a table.
pub(super) fn chunks<'h>(held: &'h [Held<'_>]) -> Result<Vec<Chunk<'h>>, ArrowError> {
    held.iter().map(Held::chunk).collect()
}

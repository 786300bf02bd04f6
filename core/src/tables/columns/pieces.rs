//! Pieces of work: ranges of rows of chunks.

use super::chunk::Chunk;

/// The rows from `first` up to, but not including, `end`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct RowRange {
    pub(crate) first: usize,
    pub(crate) end: usize,
}

/// Number of rows that are read at once.
pub(crate) const BLOCK: usize = 256;

/// Number of rows of one piece of work.
const PIECE: usize = 1 << 17;

/// Some rows of the chunk at a position.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Piece {
    pub(crate) chunk: usize,
    pub(crate) rows: RowRange,
}

/// Some rows of a chunk, to be read.
#[derive(Clone, Copy)]
pub(crate) struct ChunkRows<'t> {
    pub(crate) chunk: &'t Chunk<'t>,
    pub(crate) rows: RowRange,
    /// The row of the table at which the columns of the chunk begin.
    pub(crate) start: usize,
}

/// All rows of all chunks, in order.
pub(crate) fn pieces(chunks: &[Chunk<'_>]) -> Vec<Piece> {
    let of = |(at, chunk): (usize, &Chunk<'_>)| {
        let rows = chunk.range();
        let firsts = rows.clone().step_by(PIECE);
        let piece = move |first: usize| RowRange {
            first,
            end: rows.end.min(first + PIECE),
        };
        firsts
            .map(move |first| Piece {
                chunk: at,
                rows: piece(first),
            })
            .collect::<Vec<_>>()
    };
    chunks.iter().enumerate().flat_map(of).collect()
}

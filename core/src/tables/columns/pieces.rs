//! Rows of a chunk in pieces of work.

use super::chunk::Chunk;

/// Rows from `first` to `end`, not included.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Rows {
    pub(crate) first: usize,
    pub(crate) end: usize,
}

/// Rows that are read at once.
pub(crate) const BLOCK: usize = 256;

/// Rows of one piece of work.
const PIECE: usize = 1 << 17;

/// A chunk's position and some of its rows.
pub(crate) type Piece = (usize, Rows);

/// All rows of all chunks in pieces, in order.
pub(crate) fn pieces(chunks: &[Chunk<'_>]) -> Vec<Piece> {
    let of = |(at, chunk): (usize, &Chunk<'_>)| {
        let rows = chunk.range();
        let firsts = rows.clone().step_by(PIECE);
        let piece = move |first: usize| Rows {
            first,
            end: rows.end.min(first + PIECE),
        };
        firsts
            .map(move |first| (at, piece(first)))
            .collect::<Vec<_>>()
    };
    chunks.iter().enumerate().flat_map(of).collect()
}

//! Rows of a chunk in pieces of work.

use super::input::Chunk;

/// Rows from `first` to `end`, not included.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rows {
    pub(super) first: usize,
    pub(super) end: usize,
}

/// Rows of one piece of work.
const PIECE: usize = 1 << 17;

/// A chunk's position and some of its rows.
pub(super) type Piece = (usize, Rows);

/// All rows of all chunks in pieces, in order.
pub(super) fn pieces(chunks: &[Chunk<'_>]) -> Vec<Piece> {
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

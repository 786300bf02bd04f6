//! Columns, chunks and keys of leads: the input of tables over plain slices.

pub(crate) mod chunk;
pub(crate) mod column;
pub(crate) mod known;
pub(crate) mod lead_key;
pub(crate) mod packed_text;
pub(crate) mod pieces;
pub(crate) mod short_text;
pub(crate) mod texts;

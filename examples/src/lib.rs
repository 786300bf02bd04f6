//! What the example programs of leadgrade share.
//!
//! The programs in `rust/` only read their arguments and connect these parts
//! to files and the terminal, so that everything here can be tested with plain
//! values.

pub mod door;
pub mod raw;

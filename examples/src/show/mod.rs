//! Prints results as text and tables.

pub mod ledger;
pub mod ready;
pub mod rejects;
pub mod summary;
pub mod text;
mod why;
mod words;

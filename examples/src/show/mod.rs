//! Results in words and tables, for people.

pub mod ledger;
pub mod ready;
pub mod rejects;
pub mod summary;
pub mod text;
mod why;
mod words;

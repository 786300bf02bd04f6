//! JSON Schemas of what a model document holds: numbers with their ranges, names, references,
//! operators, and the short and long forms of one thing.
//!
//! The limits are those of the readers. [`schema`](crate::schema) puts them together.

pub(crate) mod defaults;
pub(crate) mod forms;
mod numbers;
mod operators;
mod parts;
mod rhythm;
mod texts;
mod unions;

pub(crate) use numbers::*;
pub(crate) use operators::Tags;
pub(crate) use parts::*;
pub(crate) use rhythm::FixedLength;
pub(crate) use texts::*;
pub(crate) use unions::{Grades, Ranks};

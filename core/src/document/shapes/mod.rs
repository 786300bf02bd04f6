//! JSON Schemas of the values in a model document: numbers with their ranges, names, references,
//! operators, and short and long forms.
//!
//! The limits are those of the readers. [`schema`](crate::schema) combines the schemas.

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

//! Proposed criteria: a first points table from raw columns.
//!
//! Types of columns are told from their values ([`columns`]). The rows to learn from ([`fit_rows`]) are
//! put into bins, column by column ([`bins`]), which get points ([`points`]) and become criteria of a
//! model ([`criteria`], [`toml_text`]).

pub(crate) mod bins;
pub(crate) mod columns;
pub(crate) mod criteria;
pub(crate) mod error;
pub(crate) mod fit_rows;
pub(crate) mod numbers;
pub(crate) mod points;
pub(crate) mod report;
pub(crate) mod request;
pub(crate) mod run;
pub(crate) mod texts;
pub(crate) mod toml_text;

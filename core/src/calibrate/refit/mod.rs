//! Points learnt from outcomes.
//!
//! The [`rules`] whose points are learnt become columns ([`rule_reader`]) of the rows of a sample
//! ([`learning_rows`]). The period to choose picks penalty, rules and decay ([`choice`]), and both periods
//! together give the points and their errors ([`estimate`]). They become changes of the document
//! ([`edits`], [`minima`]) and of its text ([`toml_edits`]), which the last period judges.

pub(crate) mod answer;
pub(crate) mod choice;
pub(crate) mod edits;
pub(crate) mod error;
pub(crate) mod estimate;
pub(crate) mod judge;
pub(crate) mod learner;
pub(crate) mod learning_rows;
pub(crate) mod lift;
pub(crate) mod minima;
pub(crate) mod report;
pub(crate) mod request;
pub(crate) mod rule_reader;
pub(crate) mod rules;
pub(crate) mod run;
pub(crate) mod toml_edits;

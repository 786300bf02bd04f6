//! Backtests: what a model would have said at past instants, compared with what happened afterwards.
//!
//! The tables are scored once for each instant ([`times`]), with a copy of the model whose segments also say which
//! attributes were known ([`probe`]). The rows that count keep their labels and points ([`sample`]);
//! all figures come from them. For the figures of single rules, the tables are scored once more for
//! each mature instant, with a copy of the model in which each rule is a group of its own ([`rules`]).

pub(crate) mod checks;
pub(crate) mod data;
pub(crate) mod error;
pub(crate) mod event_walk;
pub(crate) mod figures;
pub(crate) mod labels;
pub(crate) mod leads;
pub(crate) mod leaks;
pub(crate) mod lists;
pub(crate) mod measures;
pub(crate) mod outcome_book;
pub(crate) mod probe;
pub(crate) mod report;
pub(crate) mod request;
pub(crate) mod rule_sections;
pub(crate) mod rules;
pub(crate) mod run;
pub(crate) mod sample;
pub(crate) mod times;
pub(crate) mod values;

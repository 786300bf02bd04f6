//! Backtests: what a model would have said at past instants, compared with what happened afterwards.
//!
//! All figures come from the rows of a [sample](super::sample). For the figures of single rules, the
//! tables are scored once more for each mature instant, with a copy of the model in which each rule is
//! a group of its own ([`rules`]).

pub(crate) mod error;
pub(crate) mod figures;
pub(crate) mod labels;
pub(crate) mod leaks;
pub(crate) mod lists;
pub(crate) mod measures;
pub(crate) mod report;
pub(crate) mod request;
pub(crate) mod rule_sections;
pub(crate) mod rules;
pub(crate) mod run;
pub(crate) mod values;

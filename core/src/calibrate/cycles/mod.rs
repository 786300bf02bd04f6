//! Buying cycles: whether customers buy again in a rhythm of their own.
//!
//! [`purchases`] reads the purchase days of leads. [`settings`] tries settings of a buying cycle, and of
//! purchases whose points fade. [`run`] chooses among them and compares the best cycle with what is
//! simpler.

pub(crate) mod error;
pub(crate) mod purchases;
pub(crate) mod report;
pub(crate) mod request;
pub(crate) mod run;
pub(crate) mod settings;

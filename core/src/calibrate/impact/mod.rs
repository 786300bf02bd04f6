//! The impact of a new model: which leads move to another cell, stage or qualification, and which rules move
//! them.

pub(crate) mod error;
pub(crate) mod moves;
pub(crate) mod report;
pub(crate) mod request;
pub(crate) mod run;

//! Minimum points of grades and ranks, and the threshold of readiness, for a wanted rate, share or number of
//! leads.
//!
//! A [`request`] names a wish for some bands. The earlier two thirds of the instants give the least whole
//! minimum that fulfils each ([`minimum`]), and the [`report`] shows at all instants what it means.

pub(crate) mod error;
pub(crate) mod minimum;
pub(crate) mod report;
pub(crate) mod request;
pub(crate) mod run;

//! Looking ahead: the next day on which a label of a lead differs, if no further event comes.
//!
//! [`Forecast`] compares [`Snapshot`](snapshot::Snapshot)s of two days. If every label provably
//! stays the same between them ([`unchanged`]), all days between are skipped. Otherwise the span is
//! split, where possible at a crossing that can be predicted ([`crossings`]). The result equals
//! that of evaluating every day, and most days are never evaluated.

mod crossings;
mod monotonicity;
mod range;
mod search;
mod snapshot;
mod unchanged;

pub(crate) use search::Forecast;

//! Looking ahead: the next day on which a label of a lead differs, if no event comes.
//!
//! [`Forecast`] walks over days by comparing [`Snapshot`](snapshot::Snapshot)s: a span of days on
//! which every label provably stays the same ([`unchanged`]) is passed over whole, any other span is
//! split, at best where a crossing can be foreseen ([`crossings`]). So the answer is the one of
//! looking at every day, while most days are never looked at.

mod crossings;
mod monotonicity;
mod range;
mod search;
mod snapshot;
mod unchanged;

pub(crate) use search::Forecast;

//! From events to sums and counts at one instant: the one fold.
//!
//! [`gather`] turns a lead's events into runs (kind, day, count, value), which
//! is also the shape in which histories and tables hold them; [`fold`] turns
//! runs into a [`Tally`]. Nothing later looks at an event again.

mod field;
mod fold;
mod gather;
mod interests;
mod kinds;
mod rules;
mod sorter;
mod switches;

pub(crate) use field::BatchTally;
pub(crate) use fold::{Counter, PurchaseDay, Run, Tally, Window, age, within_total};
pub(crate) use gather::EventSet;
pub(crate) use interests::InterestTally;
pub(crate) use rules::BatchRules;
pub(crate) use sorter::Sorter;
pub(crate) use switches::turn;

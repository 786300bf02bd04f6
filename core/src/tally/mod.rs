//! From events to sums and counts at one instant: the one fold.
//!
//! [`gather`] reads a lead's events into runs (kind, day, count, value), which
//! is also the shape in which histories and tables hold them; [`fold`] turns
//! runs into a [`Tally`]. Nothing later looks at an event again.

mod fold;
mod gather;
mod identity;
mod interests;
mod kinds;
mod switches;

pub(crate) use fold::{Counter, PurchaseDay, Run, Tally, Window, age, within_total};
pub(crate) use gather::Gathering;
pub(crate) use interests::InterestTally;

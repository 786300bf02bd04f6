//! From events to sums and counts at one instant: the one fold.
//!
//! [`readable`] gives one event its meaning, [`gather`] turns a lead's events into runs (kind, day, count, value), which
//! is also the shape in which histories and tables hold them; [`fold`] turns
//! runs into a [`Tally`]. Nothing later looks at an event again.

mod field;
mod fold;
mod gather;
mod identity;
mod interests;
mod kinds;
mod read;
mod readable;
mod rules;
mod switches;

pub(crate) use field::Field;
pub(crate) use fold::{Counter, PurchaseDay, Run, Tally, Window, age, within_total};
pub(crate) use gather::Gathering;
pub(crate) use identity::{contents_text, reads};
pub(crate) use interests::InterestTally;
pub(crate) use read::{Origin, Properties, Read, Sorter, members, property};
pub(crate) use readable::{Readable, rejects};
pub(crate) use rules::Rules;
pub(crate) use switches::turn;

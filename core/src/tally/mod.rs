//! From events to sums and counts at one instant: the one fold.
//!
//! [`EventSet`] turns the events of a lead into runs (kind, day, count, value), the form in which
//! histories and tables hold them too; [`fold`] turns runs into a [`Tally`]. Later modules never
//! look at an event again.

mod batch_rules;
mod batch_tally;
mod event_set;
mod fold;
mod interests;
mod kinds;
mod classifier;
mod switches;

pub(crate) use batch_rules::BatchRules;
pub(crate) use batch_tally::{BatchTally, LeadEvent};
pub(crate) use classifier::Classifier;
pub(crate) use event_set::EventSet;
pub(crate) use fold::{Counter, PurchaseDay, Run, Tally, Window, age, within_total};
pub(crate) use interests::InterestTally;
pub(crate) use switches::{SwitchTurn, turn};

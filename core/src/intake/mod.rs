//! The only place where input becomes cells, ids, instants, events and profiles of a model, or
//! rejects.
//!
//! JSON text, Arrow, objects of other languages and CSV text become [`Value`](crate::Value)s and
//! columns elsewhere. This module gives them their meaning, by the same rules for single calls,
//! histories and tables.

mod amount;
mod cell;
mod dedup;
mod event;
mod fault;
mod from_text;
pub(crate) mod hints;
mod id;
mod instant;
mod load;
mod profile;
mod read_event;
mod test_lead;

pub(crate) use amount::{amount, amount_from_f64};
pub(crate) use cell::{Cell, Tags, TextNumber, cell, fill, is_blank, known_day};
pub(crate) use dedup::{contents_text, once_each, reads};
pub(crate) use event::{EventRead, Origin, Properties, members, property};
pub(crate) use fault::{COUNT, Fault, count_hint};
pub(crate) use from_text::{CoercedType, Coercion, coerce_text, coerce_value};
pub(crate) use id::id;
pub use instant::AsOfError;
pub(crate) use instant::{as_of, event_instant, recorded_at};
pub(crate) use profile::read_profile;
pub(crate) use read_event::{
    EventParts, Faults, Readable, event_faults, event_name, event_rejects,
};
pub(crate) use test_lead::TestLead;

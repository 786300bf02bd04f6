//! Conditions as programs over fact slots.
//!
//! A [`Check`] knows neither documents nor leads: it compares [`Slots`], a flat
//! array of values that somebody else fills. Signals' `where` and every section
//! share it.

mod check;
mod lexicon;
mod pattern;
mod slots;

pub(crate) use check::{Accept, Check, Memo, Needle, Needles, Right, Test, TextPart, TextTest};
pub(crate) use lexicon::Lexicon;
pub(crate) use pattern::Pattern;
pub(crate) use slots::{Slot, SlotId, Slots, TextForm};

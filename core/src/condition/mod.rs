//! Conditions as programs over fact slots.
//!
//! A [`Check`] depends on neither documents nor leads: it reads [`Slots`], a flat array of
//! values that the caller fills. The `where` of signals and all sections use it.

mod check;
mod lexicon;
mod pattern;
mod slots;

pub(crate) use check::{Accept, Check, Memo, Needle, Needles, Right, Test, TextPart, TextTest};
pub(crate) use lexicon::Lexicon;
pub(crate) use pattern::Pattern;
pub(crate) use slots::{Slot, SlotId, Slots, TextForm};

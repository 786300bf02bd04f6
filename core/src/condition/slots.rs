//! The values of facts for one lead or one event.

use std::cmp::Ordering;
use std::sync::Arc;

use super::check::Memo;
use super::lexicon::Lexicon;
use crate::exact::{Day, Number};
use crate::text::{Compare, prepare_into, seen_by_regex};

/// Index of a slot.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct SlotId(pub(crate) u32);

/// A range of the text of the slots, or a word of the [`Lexicon`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct TextSpan {
    start: u32,
    end: u32,
}

/// The `start` of a span that is a word of the lexicon; its `end` is the position of the word.
const WORD: u32 = u32::MAX;

/// A range of tags.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct TagSpan {
    start: u32,
    end: u32,
}

/// The value of a fact.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Slot {
    /// Not known.
    Missing,
    /// A number.
    Number(Number),
    /// A flag.
    Flag(bool),
    /// A grade, rank or stage by its position in the model's list.
    Level(u32),
    /// A date.
    Day(Day),
    /// A text, prepared for its comparison.
    Text(TextSpan),
    /// Tags, each prepared.
    Tags(TagSpan),
}

/// The form in which a slot keeps a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum TextForm {
    /// Prepared for comparing.
    Prepared(Compare),
    /// In the form that regular expressions match.
    ForRegex(Compare),
}

/// A flat array of fact values with the text that they refer to. Reused from lead to lead, so
/// that scoring does not allocate.
#[derive(Clone, Debug, Default)]
pub(crate) struct Slots {
    cells: Vec<Slot>,
    text: String,
    tags: Vec<TextSpan>,
    /// The lengths of text and tags at the mark.
    marked: (usize, usize),
    /// Texts that many leads have.
    lexicon: Option<Arc<Lexicon>>,
}

impl Slots {
    /// Slots for leads that share texts.
    pub(crate) fn sharing(lexicon: Arc<Lexicon>) -> Self {
        Self {
            lexicon: Some(lexicon),
            ..Self::default()
        }
    }

    /// The word of the lexicon for a text of a slot, by the number of the text. Returns `None` if
    /// the lexicon does not have it.
    #[inline]
    pub(crate) fn word(&self, slot: SlotId, number: u32) -> Option<Slot> {
        let end = self.lexicon.as_ref()?.word(slot, number)?;
        Some(Slot::Text(TextSpan { start: WORD, end }))
    }

    /// The stored answer of a test for a word of the lexicon.
    #[inline]
    pub(super) fn answered(&self, span: TextSpan, memo: Memo) -> Option<bool> {
        if span.start != WORD {
            return None;
        }
        self.lexicon.as_ref()?.answer(span.end, memo.number()?)
    }

    /// Clears all values and sets `count` slots to missing.
    pub(crate) fn reset(&mut self, count: usize) {
        self.cells.clear();
        self.cells.resize(count, Slot::Missing);
        self.text.clear();
        self.tags.clear();
    }

    /// Sets the mark to which `rewind` returns.
    pub(crate) fn mark(&mut self) {
        self.marked = (self.text.len(), self.tags.len());
    }

    /// Drops the texts and tags since the mark. The caller must fill their slots again before
    /// reading them.
    pub(crate) fn rewind(&mut self) {
        self.text.truncate(self.marked.0);
        self.tags.truncate(self.marked.1);
    }

    pub(crate) fn get(&self, id: SlotId) -> Slot {
        *self.at(id)
    }

    #[inline]
    pub(super) fn at(&self, id: SlotId) -> &Slot {
        self.cells.get(id.0 as usize).unwrap_or(&Slot::Missing)
    }

    /// The values of all slots.
    pub(crate) fn all(&self) -> &[Slot] {
        &self.cells
    }

    pub(crate) fn set(&mut self, id: SlotId, slot: Slot) {
        if let Some(cell) = self.cells.get_mut(id.0 as usize) {
            *cell = slot;
        }
    }

    pub(crate) fn text(&self, span: TextSpan) -> &str {
        if let (WORD, Some(lexicon)) = (span.start, &self.lexicon) {
            return lexicon.text(span.end);
        }
        self.text
            .get(span.start as usize..span.end as usize)
            .unwrap_or_default()
    }

    pub(crate) fn tags(&self, tags: TagSpan) -> impl Iterator<Item = &str> {
        let spans = self
            .tags
            .get(tags.start as usize..tags.end as usize)
            .unwrap_or_default();
        spans.iter().map(|span| self.text(*span))
    }

    /// Keeps a text in the given form.
    pub(crate) fn keep(&mut self, text: &str, form: TextForm) -> TextSpan {
        let start = end_of(&self.text);
        match form {
            TextForm::Prepared(how) => prepare_into(text, how, &mut self.text),
            TextForm::ForRegex(how) => self.text.push_str(&seen_by_regex(text, how)),
        }
        TextSpan {
            start,
            end: end_of(&self.text),
        }
    }

    /// Keeps a set of texts in the given form. Returns a missing slot for an empty set.
    pub(crate) fn keep_tags<'a>(
        &mut self,
        members: impl IntoIterator<Item = &'a str>,
        form: TextForm,
    ) -> Slot {
        let start = self.tags.len();
        for member in members {
            let span = self.keep(member, form);
            self.tags.push(span);
        }
        if self.tags.len() == start {
            Slot::Missing
        } else {
            Slot::Tags(TagSpan {
                start: index(start),
                end: index(self.tags.len()),
            })
        }
    }

    /// The order of two known values of one type; `None` otherwise.
    pub(crate) fn order(&self, left: Slot, right: Slot) -> Option<Ordering> {
        match (left, right) {
            (Slot::Number(a), Slot::Number(b)) => Some(a.cmp(&b)),
            (Slot::Flag(a), Slot::Flag(b)) => Some(a.cmp(&b)),
            (Slot::Level(a), Slot::Level(b)) => Some(a.cmp(&b)),
            (Slot::Day(a), Slot::Day(b)) => Some(a.cmp(&b)),
            (Slot::Text(a), Slot::Text(b)) => Some(self.text(a).cmp(self.text(b))),
            _ => None,
        }
    }
}

fn end_of(text: &str) -> u32 {
    index(text.len())
}

/// A length as a position of 32 bits. Texts are far below 4 GiB, so it does not saturate.
pub(super) fn index(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

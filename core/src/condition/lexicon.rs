//! Texts that many leads share, called words here. Each is prepared and tested once.

use super::check::{Check, Memo, Test};
use super::slots::{Slot, SlotId, Slots, TextForm, index};

/// The texts of some slots, with the answers of the tests on them.
#[derive(Debug, Default)]
pub(crate) struct Lexicon {
    text: String,
    words: Vec<Word>,
    /// For each slot, the position of its first word and the number of its words.
    ranges: Vec<(u32, u32)>,
}

/// A prepared text.
#[derive(Clone, Copy, Debug)]
struct Word {
    start: usize,
    end: usize,
    /// A bit for each numbered test that ran, see [`Memo`].
    tested: u64,
    /// The answers of those tests.
    answers: u64,
}

impl Lexicon {
    /// Prepares the texts of the slots and runs the tests of `checks` on them.
    pub(crate) fn new<'l>(
        slots: impl Iterator<Item = (SlotId, TextForm, &'l [&'l str])>,
        checks: &[&Check],
    ) -> Self {
        let mut lexicon = Self::default();
        for (slot, form, texts) in slots {
            let mut tests = Vec::new();
            checks
                .iter()
                .for_each(|check| check.tests(slot, &mut tests));
            let first = index(lexicon.words.len());
            let at = slot.0 as usize;
            if lexicon.ranges.len() <= at {
                lexicon.ranges.resize(at + 1, (0, 0));
            }
            if let Some(range) = lexicon.ranges.get_mut(at) {
                *range = (first, index(texts.len()));
            }
            texts
                .iter()
                .for_each(|text| lexicon.add(text, form, &tests));
        }
        lexicon
    }

    fn add(&mut self, text: &str, form: TextForm, tests: &[(&Test, Memo)]) {
        let mut slots = Slots::default();
        let span = slots.keep(text, form);
        let (mut tested, mut answers) = (0, 0);
        for (test, memo) in tests {
            if let Some(number) = memo.number() {
                tested |= 1 << number;
                answers |= u64::from(test.holds(Slot::Text(span), &slots)) << number;
            }
        }
        let start = self.text.len();
        self.text.push_str(slots.text(span));
        self.words.push(Word {
            start,
            end: self.text.len(),
            tested,
            answers,
        });
    }

    /// The position of the word for a text of a slot, by the number of the text. Returns `None` if
    /// the lexicon does not have it.
    #[inline]
    pub(super) fn word(&self, slot: SlotId, number: u32) -> Option<u32> {
        let (first, count) = self.ranges.get(slot.0 as usize)?;
        (number < *count).then(|| first + number)
    }

    #[inline]
    pub(super) fn text(&self, word: u32) -> &str {
        let word = self.words.get(word as usize);
        word.and_then(|word| self.text.get(word.start..word.end))
            .unwrap_or_default()
    }

    /// The answer of a numbered test for a word; `None` if the test did not run.
    #[inline]
    pub(super) fn answer(&self, word: u32, number: u8) -> Option<bool> {
        let word = self.words.get(word as usize)?;
        (word.tested >> number & 1 == 1).then_some(word.answers >> number & 1 == 1)
    }
}

//! Compiled conditions: names are resolved and literals are prepared.

use std::cmp::Ordering;

use memchr::memmem::Finder;

use super::pattern::Pattern;
use super::slots::{Slot, SlotId, Slots};

/// A compiled condition.
#[derive(Clone, Debug)]
pub(crate) enum Check {
    All(Box<[Check]>),
    Any(Box<[Check]>),
    Not(Box<Check>),
    Test(SlotId, Test, Memo),
}

/// The number of a test among the tests on the texts of its slot. The answers of numbered
/// tests are stored for texts that many leads share. Only the first tests have numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Memo(u8);

impl Memo {
    /// The number of a test that always runs.
    pub(crate) const NONE: Self = Self(u8::MAX);

    /// The number of a test that follows a number of others.
    pub(crate) fn after(others: usize) -> Self {
        match u8::try_from(others) {
            Ok(number) if u32::from(number) < u64::BITS => Self(number),
            _ => Self::NONE,
        }
    }

    #[inline]
    pub(super) fn number(self) -> Option<u8> {
        (self != Self::NONE).then_some(self.0)
    }
}

/// The test of an operator on a slot.
#[derive(Clone, Debug)]
pub(crate) enum Test {
    /// Not missing (true) or missing (false).
    Known(bool),
    /// The slot compares with the right-hand side in one of these orders.
    Compare(Accept, Right),
    /// Between two values, both included.
    Between(Slot, Slot),
    /// A member of the list (true), or known and not a member (false).
    In(Box<[Slot]>, bool),
    /// The same test for texts.
    InTexts(Box<[Box<str>]>, bool),
    /// A test on a part of a text.
    Text(TextTest),
    /// Has any of the tags (false) or all of them (true).
    Has(Box<[Box<str>]>, bool),
    /// Has the tag in a text slot, or any of the tags in a tags slot.
    HasSlot(SlotId),
}

/// The orders that satisfy a comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Accept {
    pub(crate) less: bool,
    pub(crate) equal: bool,
    pub(crate) greater: bool,
}

impl Accept {
    pub(crate) const EQ: Self = Self {
        less: false,
        equal: true,
        greater: false,
    };
    pub(crate) const NE: Self = Self {
        less: true,
        equal: false,
        greater: true,
    };
    pub(crate) const GT: Self = Self {
        less: false,
        equal: false,
        greater: true,
    };
    pub(crate) const GTE: Self = Self {
        less: false,
        equal: true,
        greater: true,
    };
    pub(crate) const LT: Self = Self {
        less: true,
        equal: false,
        greater: false,
    };
    pub(crate) const LTE: Self = Self {
        less: true,
        equal: true,
        greater: false,
    };

    #[inline]
    fn holds(self, order: Ordering) -> bool {
        match order {
            Ordering::Less => self.less,
            Ordering::Equal => self.equal,
            Ordering::Greater => self.greater,
        }
    }
}

/// The right-hand side of a comparison.
#[derive(Clone, Debug)]
pub(crate) enum Right {
    /// A literal other than a text.
    Value(Slot),
    /// A prepared text.
    Text(Box<str>),
    /// Another fact.
    Slot(SlotId),
}

/// A test on a part of a text.
#[derive(Clone, Debug)]
pub(crate) struct TextTest {
    pub(crate) part: TextPart,
    pub(crate) needles: Needles,
}

/// The part of the text that must equal a needle.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TextPart {
    Anywhere,
    Start,
    End,
}

/// What to search for in a text.
#[derive(Clone, Debug)]
pub(crate) enum Needles {
    /// Any of these.
    Texts(Box<[Needle]>),
    /// A pattern, for which `part` has no meaning.
    Pattern(Pattern),
}

/// A prepared text to search for, with its search tables. Built once per model.
#[derive(Clone, Debug)]
pub(crate) struct Needle {
    text: Box<str>,
    finder: Finder<'static>,
}

impl Needle {
    pub(crate) fn new(text: impl Into<Box<str>>) -> Self {
        let text = text.into();
        let finder = Finder::new(text.as_bytes()).into_owned();
        Self { text, finder }
    }
}

impl std::ops::Deref for Needle {
    type Target = str;

    fn deref(&self) -> &str {
        &self.text
    }
}

impl Check {
    /// Whether the condition holds for these facts.
    #[inline]
    pub(crate) fn holds(&self, slots: &Slots) -> bool {
        match self {
            Self::Test(id, test, memo) => {
                let slot = slots.at(*id);
                match (test, slot) {
                    // The common cases first, for speed.
                    (
                        Test::Compare(accept, Right::Value(Slot::Number(right))),
                        Slot::Number(left),
                    ) => accept.holds(left.cmp(right)),
                    (_, Slot::Text(span)) => {
                        let answer = slots.answered(*span, *memo);
                        answer.unwrap_or_else(|| test.holds(*slot, slots))
                    }
                    _ => test.holds(*slot, slots),
                }
            }
            _ => self.combination_holds(slots),
        }
    }

    fn combination_holds(&self, slots: &Slots) -> bool {
        match self {
            Self::All(checks) => checks.iter().all(|check| check.holds(slots)),
            Self::Any(checks) => checks.iter().any(|check| check.holds(slots)),
            Self::Not(check) => !check.holds(slots),
            Self::Test(..) => self.holds(slots),
        }
    }

    /// The tests on a slot.
    pub(super) fn tests<'c>(&'c self, slot: SlotId, found: &mut Vec<(&'c Test, Memo)>) {
        match self {
            Self::All(checks) | Self::Any(checks) => {
                checks.iter().for_each(|check| check.tests(slot, found));
            }
            Self::Not(check) => check.tests(slot, found),
            Self::Test(id, test, memo) => {
                if *id == slot {
                    found.push((test, *memo));
                }
            }
        }
    }

    /// The slots that the condition reads.
    pub(crate) fn reads(&self, found: &mut Vec<SlotId>) {
        match self {
            Self::All(checks) | Self::Any(checks) => {
                checks.iter().for_each(|check| check.reads(found))
            }
            Self::Not(check) => check.reads(found),
            Self::Test(id, test, _) => {
                found.push(*id);
                if let Test::Compare(_, Right::Slot(right)) | Test::HasSlot(right) = test {
                    found.push(*right);
                }
            }
        }
    }
}

impl Test {
    /// Whether it tests only the text of one slot.
    pub(crate) fn is_of_text(&self) -> bool {
        matches!(
            self,
            Self::Text(_) | Self::InTexts(..) | Self::Compare(_, Right::Text(_))
        )
    }

    /// Whether the test holds for a value. A missing value satisfies only `known = false`.
    #[cfg_attr(small, optimize(speed))]
    pub(crate) fn holds(&self, slot: Slot, slots: &Slots) -> bool {
        match (self, slot) {
            (Self::Known(wanted), slot) => (slot != Slot::Missing) == *wanted,
            (_, Slot::Missing) => false,
            (Self::Compare(accept, right), slot) => {
                order(slot, right, slots).is_some_and(|order| accept.holds(order))
            }
            (Self::Between(low, high), slot) => {
                slots.order(slot, *low).is_some_and(Ordering::is_ge)
                    && slots.order(slot, *high).is_some_and(Ordering::is_le)
            }
            (Self::In(list, wanted), slot) => {
                list.iter()
                    .any(|item| slots.order(slot, *item) == Some(Ordering::Equal))
                    == *wanted
            }
            (Self::InTexts(list, wanted), Slot::Text(span)) => {
                list.iter().any(|item| **item == *slots.text(span)) == *wanted
            }
            (Self::Text(test), Slot::Text(span)) => test.holds(slots.text(span)),
            (Self::Has(wanted, false), Slot::Tags(tags)) => slots
                .tags(tags)
                .any(|tag| wanted.iter().any(|one| **one == *tag)),
            (Self::Has(wanted, true), Slot::Tags(tags)) => wanted
                .iter()
                .all(|one| slots.tags(tags).any(|tag| **one == *tag)),
            (Self::HasSlot(id), Slot::Tags(tags)) => match slots.get(*id) {
                Slot::Text(span) => slots.tags(tags).any(|tag| tag == slots.text(span)),
                Slot::Tags(wanted) => slots
                    .tags(tags)
                    .any(|tag| slots.tags(wanted).any(|one| one == tag)),
                _ => false,
            },
            _ => false,
        }
    }
}

fn order(left: Slot, right: &Right, slots: &Slots) -> Option<Ordering> {
    match right {
        Right::Value(value) => slots.order(left, *value),
        Right::Slot(id) => slots.order(left, slots.get(*id)),
        Right::Text(text) => match left {
            Slot::Text(span) => Some(slots.text(span).cmp(text)),
            _ => None,
        },
    }
}

impl TextTest {
    #[cfg_attr(small, optimize(speed))]
    fn holds(&self, text: &str) -> bool {
        match &self.needles {
            Needles::Pattern(pattern) => pattern.is_match(text),
            Needles::Texts(needles) => needles.iter().any(|needle| match self.part {
                TextPart::Anywhere => needle.finder.find(text.as_bytes()).is_some(),
                TextPart::Start => text.starts_with(&**needle),
                TextPart::End => text.ends_with(&**needle),
            }),
        }
    }
}

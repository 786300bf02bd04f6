//! The value of a fact.

use crate::condition::{Slot, Slots, TextForm};
use crate::document::Compare;
use crate::exact::{Day, Milli, Number};
use crate::intake::Tags;
use crate::model::fact::Domain;

/// The value of a fact, with texts in the spelling that is shown.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum FactValue<'s> {
    Missing,
    Number(Number),
    Flag(bool),
    Level(u32, Domain),
    Day(Day),
    Text(&'s str),
    Owned(String),
    Members(Tags<'s>),
    Texts(Vec<&'s str>),
}

impl<'s> FactValue<'s> {
    pub(super) fn whole(number: impl Into<i64>) -> Self {
        Self::Number(Number::whole(number.into()))
    }

    pub(super) fn count(number: u64) -> Self {
        Self::whole(i64::try_from(number).unwrap_or(i64::MAX))
    }

    pub(super) fn milli(milli: Milli) -> Self {
        Self::Number(Number::milli(milli))
    }

    /// A sum of values, whose range was checked when it was counted.
    pub(super) fn value(sum: i128) -> Self {
        i64::try_from(sum).map_or(Self::Missing, |sum| Self::milli(Milli(sum)))
    }

    pub(super) fn or_missing(value: Option<Self>) -> Self {
        value.unwrap_or(Self::Missing)
    }

    /// The value in the form that conditions compare.
    #[inline]
    pub(crate) fn into_slot(self, slots: &mut Slots, form: Option<TextForm>) -> Slot {
        let form = form.unwrap_or(TextForm::Prepared(Compare::Fold));
        match self {
            Self::Missing => Slot::Missing,
            Self::Number(number) => Slot::Number(number),
            Self::Flag(flag) => Slot::Flag(flag),
            Self::Level(level, _) => Slot::Level(level),
            Self::Day(day) => Slot::Day(day),
            Self::Text(text) => Slot::Text(slots.keep(text, form)),
            Self::Owned(text) => Slot::Text(slots.keep(&text, form)),
            Self::Members(tags) => slots.keep_tags(tags.texts(), form),
            Self::Texts(list) => slots.keep_tags(list, form),
        }
    }

    /// The number; `None` for other values.
    pub(crate) fn as_number(&self) -> Option<Number> {
        match self {
            Self::Number(number) => Some(*number),
            _ => None,
        }
    }

    /// The text; `None` for other values.
    pub(crate) fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            Self::Owned(text) => Some(text),
            _ => None,
        }
    }

    /// The text, owned; `None` for other values.
    pub(crate) fn into_text(self) -> Option<String> {
        match self {
            Self::Text(text) => Some(text.to_owned()),
            Self::Owned(text) => Some(text),
            _ => None,
        }
    }
}

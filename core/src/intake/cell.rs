//! Reads values as the types that the model declares, or gives the reason why not.

use super::fault::Fault;
use crate::condition::{Slot, SlotId, Slots, TextForm};
use crate::document::{Compare, Type};
use crate::exact::{DATE_YEARS, Day, Number, When, WhenError, Zone};
use crate::lead::{RejectCode, Value, local_text};
use crate::model::NotKnown;
use crate::model::plan::Field;
use crate::text::is_invisible;

/// The number of a text among the texts that many leads share, see
/// [`Lexicon`](crate::condition::Lexicon).
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct TextNumber(pub(crate) u32);

impl TextNumber {
    /// A text without a number.
    pub(crate) const NONE: Self = Self(u32::MAX);
}

/// A value of a declared type.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Cell<'v> {
    Missing,
    Number(Number),
    Flag(bool),
    Day(Day),
    Text(&'v str, TextNumber),
    Tags(Tags<'v>),
}

/// A non-empty set of texts: the texts of a list without blank texts and texts that mean
/// "not known".
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Tags<'v> {
    members: &'v Vec<Value>,
    not_known: Option<&'v NotKnown>,
}

impl<'v> Tags<'v> {
    #[inline]
    pub(crate) fn texts(self) -> impl Iterator<Item = &'v str> {
        self.members.iter().filter_map(move |member| match member {
            Value::Text(text) if !is_blank(text) && !self.leaves_out(text) => Some(text.as_str()),
            _ => None,
        })
    }

    fn leaves_out(self, text: &str) -> bool {
        self.not_known.is_some_and(|list| list.has_text(text))
    }
}

/// Reads a value as a declared attribute or property.
#[inline]
pub(crate) fn cell<'v>(value: &'v Value, field: &'v Field, zone: &Zone) -> Result<Cell<'v>, Fault> {
    match (&field.not_known, value) {
        (Some(not_known), Value::Text(text)) if not_known.has_text(text) => Ok(Cell::Missing),
        (Some(not_known), _) => {
            let read = typed(value, field, zone)?;
            let is_missing = match read {
                Cell::Number(number) => not_known.has_number(number),
                Cell::Day(day) => not_known.has_day(day),
                Cell::Flag(flag) => not_known.has_flag(flag),
                Cell::Missing | Cell::Text(..) | Cell::Tags(_) => false,
            };
            Ok(if is_missing { Cell::Missing } else { read })
        }
        (None, _) => typed(value, field, zone),
    }
}

/// Reads a value as the declared type.
fn typed<'v>(value: &'v Value, field: &'v Field, zone: &Zone) -> Result<Cell<'v>, Fault> {
    match (field.type_, value) {
        (_, Value::Null) => Ok(Cell::Missing),
        (_, Value::Text(text)) if is_blank(text) => Ok(Cell::Missing),
        (Type::Number, value) => number(value).map(Cell::Number),
        (Type::Flag, Value::Flag(flag)) => Ok(Cell::Flag(*flag)),
        (Type::Text, Value::Text(text)) => Ok(Cell::Text(text, TextNumber::NONE)),
        (Type::Date, value) => date(value, zone).map(Cell::Day),
        (Type::Tags, Value::List(members)) => tags(members, field),
        (type_, value) => Err(Fault::wrong(value, expected(type_))),
    }
}

/// Describes a type for messages.
fn expected(type_: Type) -> &'static str {
    match type_ {
        Type::Number => "a number",
        Type::Text => "a text",
        Type::Flag => "true or false",
        Type::Date => "a date such as `2026-11-22`",
        Type::Tags => "a list of texts",
    }
}

fn number(value: &Value) -> Result<Number, Fault> {
    let number = match value {
        Value::Number(number) => Some(*number),
        Value::LargeDouble(double) => Number::from_f64(*double),
        Value::LongWhole(whole) => Some(Number::wide(**whole)),
        Value::NotFinite => return Err(Fault::not_finite()),
        _ => None,
    };
    number.ok_or_else(|| Fault::wrong(value, expected(Type::Number)))
}

fn tags<'v>(members: &'v Vec<Value>, field: &'v Field) -> Result<Cell<'v>, Fault> {
    let other = members
        .iter()
        .find(|member| !matches!(member, Value::Null | Value::Text(_)));
    if let Some(other) = other {
        return Err(Fault::wrong(other, expected(Type::Tags)));
    }
    let tags = Tags {
        members,
        not_known: field.not_known.as_deref(),
    };
    Ok(match tags.texts().next() {
        Some(_) => Cell::Tags(tags),
        None => Cell::Missing,
    })
}

/// Whether a valid value of an attribute or property is missing.
pub(crate) fn is_missing(value: &Value, field: &Field, zone: &Zone) -> bool {
    matches!(cell(value, field, zone), Ok(Cell::Missing))
}

/// Whether a text consists only of white space and invisible characters.
#[inline]
pub(crate) fn is_blank(text: &str) -> bool {
    // Fast path: most texts start with a letter or digit.
    let first = text.as_bytes().first();
    !first.is_some_and(u8::is_ascii_graphic)
        && text.chars().all(|c| c.is_whitespace() || is_invisible(c))
}

fn date(value: &Value, zone: &Zone) -> Result<Day, Fault> {
    match value {
        Value::Day(day) => known_day(*day),
        Value::Instant(instant) => Ok(zone.day_of(*instant)),
        Value::Local(micros) => match zone.resolve(When::Local(*micros)) {
            Some(instant) => Ok(zone.day_of(instant)),
            None => Err(Fault::out_of_years(&local_text(*micros))),
        },
        Value::Text(text) => zone.day_of_text(text).map_err(|error| match error {
            WhenError::Unreadable => Fault::wrong_time(value, expected(Type::Date)),
            WhenError::OutOfRange => Fault::out_of_years(text),
        }),
        other => Err(Fault::wrong_time(other, expected(Type::Date))),
    }
}

/// The date; a fault if it is outside the years of dates.
pub(crate) fn known_day(day: Day) -> Result<Day, Fault> {
    if (Day::FIRST..=Day::LAST).contains(&day) {
        return Ok(day);
    }
    let (first, last) = DATE_YEARS;
    Err(Fault::new(
        RejectCode::OutOfRange,
        format!("the date is outside the years {first} to {last}"),
    ))
}

/// Puts a value into a slot, a text in the form that the slot needs.
#[cfg_attr(small, optimize(speed))]
pub(crate) fn fill(slots: &mut Slots, slot: SlotId, cell: Cell<'_>, form: Option<TextForm>) {
    let form = form.unwrap_or(TextForm::Prepared(Compare::Fold));
    let value = match cell {
        Cell::Missing => Slot::Missing,
        Cell::Number(number) => Slot::Number(number),
        Cell::Flag(flag) => Slot::Flag(flag),
        Cell::Day(day) => Slot::Day(day),
        Cell::Text(text, TextNumber(number)) => match slots.word(slot, number) {
            Some(known) => known,
            None => Slot::Text(slots.keep(text, form)),
        },
        Cell::Tags(tags) => slots.keep_tags(tags.texts(), form),
    };
    slots.set(slot, value);
}

//! Values get the meaning that the model declares, or a reason why not.

use crate::condition::{Form, Slot, SlotId, Slots};
use crate::document::words::grouped;
use crate::document::{Compare, Type};
use crate::exact::{Day, INSTANT_YEARS, Instant, MAX_VALUE, Milli, Number, When, WhenError, Zone};
use crate::lead::{RejectCode, Text, Value};

/// The number of a text among those that many leads have.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Shared(pub(crate) u32);

impl Shared {
    /// It has none.
    pub(crate) const NO: Self = Self(u32::MAX);
}

/// A value of a declared type.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Cell<'v> {
    Missing,
    Number(Number),
    Flag(bool),
    Day(Day),
    Text(&'v str, Shared),
    Tags(&'v [Value]),
}

/// Why a value is not used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Fault {
    pub(crate) code: RejectCode,
    pub(crate) reason: String,
}

impl Fault {
    /// Another type than the wanted one; what can be of no type says why.
    pub(crate) fn wrong(value: &Value, wanted: &str) -> Self {
        let code = match value {
            Value::NotUnicode => RejectCode::NotUnicode,
            _ => RejectCode::WrongType,
        };
        Self {
            code,
            reason: format!("found {}, {wanted} is needed", value.described()),
        }
    }
}

/// Reads a value as the declared type.
pub(crate) fn cell<'v>(value: &'v Value, type_: Type, zone: &Zone) -> Result<Cell<'v>, Fault> {
    match (type_, value) {
        (_, Value::Null) => Ok(Cell::Missing),
        (_, Value::Text(text)) if is_blank(text) => Ok(Cell::Missing),
        (Type::Number, Value::Number(number)) => Ok(Cell::Number(*number)),
        (Type::Number, Value::NotFinite) => Err(not_finite()),
        (Type::Flag, Value::Flag(flag)) => Ok(Cell::Flag(*flag)),
        (Type::Text, Value::Text(text)) => Ok(Cell::Text(text, Shared::NO)),
        (Type::Date, value) => date(value, zone).map(Cell::Day),
        (Type::Tags, Value::List(members)) => tags(members),
        (Type::Number, value) => Err(Fault::wrong(value, "a number")),
        (Type::Text, value) => Err(Fault::wrong(value, "a text")),
        (Type::Flag, value) => Err(Fault::wrong(value, "true or false")),
        (Type::Tags, value) => Err(Fault::wrong(value, "a list of texts")),
    }
}

fn tags(members: &[Value]) -> Result<Cell<'_>, Fault> {
    match members
        .iter()
        .find(|member| !matches!(member, Value::Null | Value::Text(_)))
    {
        Some(other) => Err(Fault::wrong(other, "a list of texts")),
        None if texts(members).next().is_none() => Ok(Cell::Missing),
        None => Ok(Cell::Tags(members)),
    }
}

/// The texts of a set of tags; null and blank members are none.
#[cfg_attr(small, optimize(speed))]
pub(crate) fn texts(members: &[Value]) -> impl Iterator<Item = &str> {
    members.iter().filter_map(|member| match member {
        Value::Text(text) if !is_blank(text) => Some(text.as_str()),
        _ => None,
    })
}

/// Whether a valid value of any type is missing.
pub(crate) fn is_missing(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Text(text) => is_blank(text),
        Value::List(members) => texts(members).next().is_none(),
        _ => false,
    }
}

#[inline]
pub(crate) fn is_blank(text: &str) -> bool {
    // Most texts begin with a letter or digit.
    let first = text.as_bytes().first();
    !first.is_some_and(u8::is_ascii_graphic) && text.chars().all(char::is_whitespace)
}

fn date(value: &Value, zone: &Zone) -> Result<Day, Fault> {
    match value {
        Value::Day(day) => Ok(*day),
        Value::Instant(instant) => Ok(zone.day_of(*instant)),
        Value::Text(text) => date_of_text(text, zone).map_err(|error| match error {
            WhenError::Unreadable => Fault::wrong(value, "a date such as `2026-11-22`"),
            WhenError::OutOfRange => out_of_years(text),
        }),
        other => Err(Fault::wrong(other, "a date such as `2026-11-22`")),
    }
}

/// Reads a date; of an instant, or of a local time in the zone, its day counts.
pub(crate) fn date_of_text(text: &str, zone: &Zone) -> Result<Day, WhenError> {
    if let Some(day) = Day::parse(text.trim()) {
        return Ok(day);
    }
    let instant = zone
        .resolve(When::parse(text)?)
        .ok_or(WhenError::OutOfRange)?;
    Ok(zone.day_of(instant))
}

pub(crate) fn out_of_years(text: &str) -> Fault {
    let (first, last) = INSTANT_YEARS;
    let reason = format!(
        "`{}` is outside the years {first} to {last}",
        crate::lead::shortened(text)
    );
    Fault {
        code: RejectCode::OutOfRange,
        reason,
    }
}

fn unreadable(text: &str) -> Fault {
    let text = crate::lead::shortened(text);
    let reason =
        format!("`{text}` cannot be read, an instant such as `2026-11-22T09:30:00Z` is needed");
    Fault {
        code: RejectCode::UnreadableInstant,
        reason,
    }
}

pub(crate) fn not_finite() -> Fault {
    Fault {
        code: RejectCode::NotFinite,
        reason: "found a number that is not finite".into(),
    }
}

/// Reads an event's instant; also whether it came as local time without an offset.
#[inline]
pub(crate) fn instant(value: &Value, zone: &Zone) -> Result<(Instant, bool), Fault> {
    let when = match value {
        Value::Instant(instant) => return Ok((*instant, false)),
        Value::Day(day) => Ok(When::Day(*day)),
        Value::Null => return Err(missing("an event needs the instant at which it was")),
        Value::Text(text) if is_blank(text) => {
            return Err(missing("an event needs the instant at which it was"));
        }
        Value::Text(text) => When::parse(text),
        other => return Err(Fault::wrong(other, "an instant")),
    };
    let shown = || match value {
        Value::Day(day) => day.to_string(),
        Value::Text(text) => text.to_string(),
        _ => String::new(),
    };
    let resolved = when.and_then(|when| {
        let instant = zone.resolve(when).ok_or(WhenError::OutOfRange)?;
        Ok((instant, matches!(when, When::Local(_))))
    });
    resolved.map_err(|error| match error {
        WhenError::Unreadable => unreadable(&shown()),
        WhenError::OutOfRange => out_of_years(&shown()),
    })
}

fn missing(reason: &str) -> Fault {
    Fault {
        code: RejectCode::Missing,
        reason: reason.into(),
    }
}

/// Reads an event's name.
#[inline]
pub(crate) fn name(value: &Value) -> Result<&str, Fault> {
    match value {
        Value::Text(text) if is_blank(text) => Err(missing("an event needs a name")),
        Value::Text(text) => Ok(text),
        Value::Null => Err(missing("an event needs a name")),
        other => Err(Fault::wrong(other, "the name of an event")),
    }
}

/// Reads an event's value in thousandths; null and NaN are none.
#[inline]
pub(crate) fn amount(value: &Value) -> Result<Option<Milli>, Fault> {
    match value {
        Value::Null => Ok(None),
        Value::Text(text) if is_blank(text) => Ok(None),
        Value::Number(number) => amount_of_number(*number).map(Some),
        Value::NotFinite => Err(not_finite()),
        other => Err(Fault::wrong(other, "a number")),
    }
}

/// Reads a number as an event's value.
#[inline]
pub(crate) fn amount_of_number(number: Number) -> Result<Milli, Fault> {
    match number.to_milli() {
        Some(milli) if is_value(number) => Ok(milli),
        _ => Err(beyond(number.to_f64())),
    }
}

/// Reads a double as an event's value; NaN must have been taken out.
#[inline]
pub(crate) fn amount_of(value: f64) -> Result<Option<Milli>, Fault> {
    match Milli::nearest(value) {
        Some(milli) if value.abs() <= Milli::whole(MAX_VALUE).to_f64() => Ok(Some(milli)),
        _ if value.is_infinite() => Err(not_finite()),
        _ => Err(beyond(value)),
    }
}

fn beyond(value: f64) -> Fault {
    Fault {
        code: RejectCode::OutOfRange,
        reason: format!("the value `{value}` is beyond {}", grouped(MAX_VALUE)),
    }
}

/// Whether a number may be the value of an event.
#[inline]
fn is_value(number: Number) -> bool {
    (Number::whole(-MAX_VALUE)..=Number::whole(MAX_VALUE)).contains(&number)
}

/// Reads an id: a text, or a whole number as its decimal text.
#[inline]
pub(crate) fn id(value: &Value) -> Result<Option<Text>, Fault> {
    match value {
        Value::Null => Ok(None),
        Value::Text(text) if is_blank(text) => Ok(None),
        Value::Text(text) => Ok(Some(text.clone())),
        Value::Number(number) => match whole_text(*number) {
            Some(text) => Ok(Some(text)),
            None => Err(Fault::wrong(value, "a text or a whole number")),
        },
        other => Err(Fault::wrong(other, "a text or a whole number")),
    }
}

fn whole_text(number: Number) -> Option<Text> {
    if let Some(double) = number.to_double() {
        // Beyond 64 bits they are whole, too: the shortest decimal is meant.
        let whole = crate::exact::Decimal::of(double)?.scaled(0)?;
        return Some(whole.to_string().into());
    }
    number.to_wide().map(|whole| whole.to_string().into())
}

/// Puts a value into a slot, a text in the form that the slot needs.
#[cfg_attr(small, optimize(speed))]
pub(crate) fn fill(slots: &mut Slots, slot: SlotId, cell: Cell<'_>, form: Option<Form>) {
    let form = form.unwrap_or(Form::Prepared(Compare::Fold));
    let value = match cell {
        Cell::Missing => Slot::Missing,
        Cell::Number(number) => Slot::Number(number),
        Cell::Flag(flag) => Slot::Flag(flag),
        Cell::Day(day) => Slot::Day(day),
        Cell::Text(text, Shared(number)) => match slots.shared(slot, number) {
            Some(known) => known,
            None => Slot::Text(slots.keep(text, form)),
        },
        Cell::Tags(members) => slots.keep_tags(texts(members), form),
    };
    slots.set(slot, value);
}

//! Requests from bare values; what is no request says nothing.

use super::names::Names;
use crate::exact::{Number, parse_prefix};
use crate::lead::{Event, Profile, SimpleEvent, Value, WrittenEvent};
use crate::wire::{quick, raw};

/// The kind of a value of a profile that is a text.
const TEXT: f64 = 1.0;

/// A text as UTF-8; of no Unicode nothing.
pub(super) fn utf8(text: &[u16]) -> Option<String> {
    if text.iter().fold(0, |bits, unit| bits | unit) > 0x7f {
        return String::from_utf16(text).ok();
    }
    let low = |unit: &u16| {
        let [low, _] = unit.to_le_bytes();
        low
    };
    String::from_utf8(text.iter().map(low).collect()).ok()
}

/// What a request says, each part if it is there.
pub(super) struct Request<'t> {
    pub(super) profile: Option<Profile>,
    pub(super) events: Option<Vec<WrittenEvent<'t>>>,
    /// The JSON text of what else there is.
    pub(super) rest: &'t str,
}

/// Reads a request.
pub(super) fn read<'t>(numbers: &[f64], text: &'t str, names: &'t Names) -> Option<Request<'t>> {
    let mut values = Values {
        numbers,
        texts: Texts::of(text, names),
    };
    Some(Request {
        profile: values.profile()?,
        events: values.events()?,
        rest: values.rest()?,
    })
}

/// What is not read yet.
struct Values<'n, 't> {
    numbers: &'n [f64],
    texts: Texts<'t>,
}

impl<'n, 't> Values<'n, 't> {
    /// The next parts of so many numbers each, as many as the number before them says.
    fn parts<const NUMBERS: usize>(&mut self) -> Option<Option<&'n [[f64; NUMBERS]]>> {
        let (count, numbers) = self.numbers.split_first()?;
        self.numbers = numbers;
        if count.is_nan() {
            return Some(None);
        }
        let (parts, rest) = numbers.split_at_checked(whole(*count)?.checked_mul(NUMBERS)?)?;
        self.numbers = rest;
        Some(Some(parts.as_chunks().0))
    }

    fn profile(&mut self) -> Option<Option<Profile>> {
        let Some(attributes) = self.parts()? else {
            return Some(None);
        };
        let mut profile = Profile::with_room(attributes.len());
        for [name, kind, value] in attributes {
            let name = self.texts.text(*name)?;
            let value = match *value {
                value if *kind == TEXT => Value::from(self.texts.text(value)?),
                f64::INFINITY => Value::Flag(true),
                f64::NEG_INFINITY => Value::Flag(false),
                value => Value::from(value),
            };
            quick::put(&mut profile, name, value);
        }
        Some(Some(profile))
    }

    fn events(&mut self) -> Option<Option<Vec<WrittenEvent<'t>>>> {
        let Some(events) = self.parts()? else {
            return Some(None);
        };
        let rows = events.iter().map(|event| self.texts.event(event));
        rows.collect::<Option<_>>().map(Some)
    }

    fn rest(&mut self) -> Option<&'t str> {
        self.texts.text(*self.numbers.first()?)
    }
}

/// Texts that stand one after the other.
struct Texts<'t> {
    rest: &'t str,
    ascii: bool,
    names: &'t Names,
}

impl<'t> Texts<'t> {
    fn of(text: &'t str, names: &'t Names) -> Self {
        Self {
            rest: text,
            ascii: text.is_ascii(),
            names,
        }
    }

    /// The text that a number stands for.
    #[inline]
    fn text(&mut self, number: f64) -> Option<&'t str> {
        if number >= 0.0 {
            return self.names.get(whole(number)?);
        }
        let units = whole(number.abs())?.checked_sub(1)?;
        let length = if self.ascii {
            units
        } else {
            self.bytes(units)?
        };
        let (text, rest) = self.rest.split_at_checked(length)?;
        self.rest = rest;
        Some(text)
    }

    /// How many bytes the next code units are.
    fn bytes(&self, units: usize) -> Option<usize> {
        let (mut bytes, mut left) = (0, units);
        let mut characters = self.rest.chars();
        while left > 0 {
            let one = characters.next()?;
            bytes += one.len_utf8();
            // A text does not end within a character.
            left = left.checked_sub(one.len_utf16())?;
        }
        Some(bytes)
    }

    /// An event as text says it.
    #[inline]
    fn event(&mut self, [name, at, value, id]: &[f64; 4]) -> Option<WrittenEvent<'t>> {
        let (name, at) = (self.text(*name)?, self.text(*at)?);
        let value = match Value::from(*value) {
            Value::Number(value) => Some(value),
            Value::LargeDouble(value) => Number::from_f64(value),
            Value::Null => None,
            _ => return None,
        };
        let id = match id.is_nan() {
            true => None,
            false => Some(self.text(*id)?),
        };
        Some(match parse_prefix(at.as_bytes()) {
            Some((at, [])) => WrittenEvent::Simple(SimpleEvent {
                name,
                at,
                value,
                id,
            }),
            _ => WrittenEvent::Whole(Box::new(
                Event::new(name, raw::at(at.into()))
                    .value(value.map_or(Value::Null, Value::Number))
                    .id(id),
            )),
        })
    }
}

/// A whole number of a size that lengths have.
#[inline]
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "within the range of both"
)]
fn whole(number: f64) -> Option<usize> {
    (0.0..=f64::from(u32::MAX))
        .contains(&number)
        .then_some(number as usize)
}

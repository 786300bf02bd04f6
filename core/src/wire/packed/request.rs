//! Unpacks requests. Returns `None` for numbers and texts that are not a packed request.

use super::text_table::TextTable;
use crate::exact::{Number, parse_prefix};
use crate::lead::{Event, Profile, SimpleEvent, Value, WrittenEvent};
use crate::wire::json::{self, fast};

/// Marks the value of an attribute as a text.
const TEXT: f64 = 1.0;

/// UTF-16 as UTF-8; `None` for half a surrogate pair.
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

/// An unpacked request.
pub(super) struct PackedRequest<'t> {
    pub(super) profile: Option<Profile>,
    pub(super) events: Option<Vec<WrittenEvent<'t>>>,
    /// The other arguments as the JSON text of an object.
    pub(super) rest: &'t str,
}

/// Unpacks a request.
pub(super) fn read<'t>(
    numbers: &[f64],
    text: &'t str,
    texts: &'t TextTable,
) -> Option<PackedRequest<'t>> {
    let mut values = PackedValues {
        numbers,
        texts: PackedTexts::new(text, texts),
    };
    Some(PackedRequest {
        profile: values.profile()?,
        events: values.events()?,
        rest: values.rest()?,
    })
}

/// The numbers and texts that have not been read yet.
struct PackedValues<'n, 't> {
    numbers: &'n [f64],
    texts: PackedTexts<'t>,
}

impl<'n, 't> PackedValues<'n, 't> {
    /// Reads a number of parts, then the parts of `NUMBERS` numbers each. The inner `None` stands
    /// for NaN in the place of the number of parts.
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
            fast::put(&mut profile, name, value);
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

/// The text beside the numbers, of which texts are read from front to back.
struct PackedTexts<'t> {
    rest: &'t str,
    ascii: bool,
    table: &'t TextTable,
}

impl<'t> PackedTexts<'t> {
    fn new(text: &'t str, table: &'t TextTable) -> Self {
        Self {
            rest: text,
            ascii: text.is_ascii(),
            table,
        }
    }

    /// The text that a number encodes.
    #[inline]
    fn text(&mut self, number: f64) -> Option<&'t str> {
        if number >= 0.0 {
            return self.table.get(whole(number)?);
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

    /// The length in bytes of the next UTF-16 code units.
    fn bytes(&self, units: usize) -> Option<usize> {
        let (mut bytes, mut left) = (0, units);
        let mut characters = self.rest.chars();
        while left > 0 {
            let one = characters.next()?;
            bytes += one.len_utf8();
            // A text cannot end within a surrogate pair.
            left = left.checked_sub(one.len_utf16())?;
        }
        Some(bytes)
    }

    /// An event.
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
                Event::new(name, json::instant_or_text(at))
                    .value(value.map_or(Value::Null, Value::Number))
                    .id(id),
            )),
        })
    }
}

/// A number as a length; `None` if it is negative or larger than a `u32`. Fractions are cut off.
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

//! Values of leads in one pass over their JSON text.
//!
//! What is odd (half of a surrogate pair, an object in the place of a value)
//! ends the pass and says nothing: [`raw`](super::raw) then reads value by
//! value, so that an odd one rejects its own attribute or event and nothing else.

use serde_json::value::RawValue;

use super::raw::{self, DEEPEST, Numbers};
use super::reader::Reader;
use crate::lead::{Event, Profile, SimpleEvent, Value, WrittenEvent};

/// Fewer bytes than most events have in JSON.
const SHORT_EVENT: usize = 48;

/// More attributes than most profiles have.
const MANY_ATTRIBUTES: usize = 8;

/// Reads the whole of a value, if nothing in it is odd.
pub(super) fn read<'t, T>(
    raw: &'t RawValue,
    read: impl FnOnce(&mut Reader<'t>) -> Option<T>,
) -> Option<T> {
    let mut reader = Reader::of(raw.get());
    let found = read(&mut reader)?;
    reader.end()?;
    Some(found)
}

/// A profile; the last of equal names counts.
pub(super) fn profile(reader: &mut Reader<'_>, numbers: Numbers) -> Option<Profile> {
    let mut profile = Profile::with_room(MANY_ATTRIBUTES);
    reader.members(|reader| {
        let name = reader.any_key()?;
        let value = match &*name {
            "lead" => id(reader, numbers)?,
            _ => value(reader, numbers, 0)?,
        };
        put(&mut profile, &name, value);
        Some(())
    })?;
    Some(profile)
}

/// Puts a member of a profile where it belongs.
#[inline]
pub(super) fn put(profile: &mut Profile, name: &str, value: Value) {
    match name {
        "lead" => profile.lead = value,
        _ => profile.set(name, value),
    }
}

/// A list of events.
pub(super) fn events(reader: &mut Reader<'_>, numbers: Numbers) -> Option<Vec<Event>> {
    each(reader, |reader| event(reader, numbers))
}

/// The same where most of them stay in the text.
pub(super) fn rows<'t>(reader: &mut Reader<'t>, numbers: Numbers) -> Option<Vec<WrittenEvent<'t>>> {
    each(reader, |reader| row(reader, numbers))
}

#[inline]
fn each<'t, T>(
    reader: &mut Reader<'t>,
    mut read: impl FnMut(&mut Reader<'t>) -> Option<T>,
) -> Option<Vec<T>> {
    let mut list = Vec::with_capacity(reader.left() / SHORT_EVENT);
    reader.elements(|reader| {
        list.push(read(reader)?);
        Some(())
    })?;
    Some(list)
}

/// An event, which stays where it stands if it says no more than most do.
#[inline]
fn row<'t>(reader: &mut Reader<'t>, numbers: Numbers) -> Option<WrittenEvent<'t>> {
    let mut ahead = *reader;
    if let Some(plain) = plain(&mut ahead, numbers) {
        *reader = ahead;
        return Some(WrittenEvent::Simple(plain));
    }
    event(reader, numbers).map(|event| WrittenEvent::Whole(Box::new(event)))
}

/// An event with a name and an instant in one of the usual forms, and nothing
/// else but perhaps a value and a text for its id; the last of equal names counts.
#[inline]
fn plain<'t>(reader: &mut Reader<'t>, numbers: Numbers) -> Option<SimpleEvent<'t>> {
    let (mut name, mut at, mut value, mut id) = (None, None, None, None);
    reader.members(|reader| {
        if reader.key(b"\"event\":") {
            name = Some(reader.plain()?);
        } else if reader.key(b"\"at\":") {
            at = Some(reader.instant()?);
        } else if reader.key(b"\"value\":") {
            let Value::Number(number) = raw::number(reader.number()?, numbers) else {
                return None;
            };
            value = Some(number);
        } else if reader.key(b"\"id\":") {
            id = Some(reader.plain()?);
        } else {
            return None;
        }
        Some(())
    })?;
    let (name, at) = name.zip(at)?;
    Some(SimpleEvent {
        name,
        at,
        value,
        id,
    })
}

/// An event; the last of equal names counts.
pub(super) fn event(reader: &mut Reader<'_>, numbers: Numbers) -> Option<Event> {
    let mut event = Event::new(Value::Null, Value::Null);
    reader.members(|reader| {
        let name = reader.any_key()?;
        let value = match &*name {
            "at" => at(reader, numbers)?,
            "id" => id(reader, numbers)?,
            _ => value(reader, numbers, 0)?,
        };
        event.set(&name, value);
        Some(())
    })?;
    Some(event)
}

/// The instant of an event.
#[inline]
fn at(reader: &mut Reader<'_>, numbers: Numbers) -> Option<Value> {
    if reader.peek()? != b'"' {
        return value(reader, numbers, 0);
    }
    match reader.instant() {
        Some(instant) => Some(Value::Instant(instant)),
        None => reader.string().map(raw::at),
    }
}

/// The id of a lead or an event.
fn id(reader: &mut Reader<'_>, numbers: Numbers) -> Option<Value> {
    match reader.peek()? {
        b'0'..=b'9' | b'-' => Some(raw::id_number(reader.number()?, numbers)),
        _ => value(reader, numbers, 0),
    }
}

/// A value within so many lists.
#[inline]
fn value(reader: &mut Reader<'_>, numbers: Numbers, depth: u8) -> Option<Value> {
    match reader.peek()? {
        b'"' => Some(Value::Text(match reader.plain() {
            Some(text) => text.into(),
            None => reader.string()?.into(),
        })),
        b'0'..=b'9' | b'-' => Some(raw::number(reader.number()?, numbers)),
        _ => other(reader, numbers, depth),
    }
}

/// A value that is no text and no number.
fn other(reader: &mut Reader<'_>, numbers: Numbers, depth: u8) -> Option<Value> {
    match reader.peek()? {
        b't' => reader.word("true").map(|()| Value::Flag(true)),
        b'f' => reader.word("false").map(|()| Value::Flag(false)),
        b'n' => reader.word("null").map(|()| Value::Null),
        b'[' if depth < DEEPEST => {
            let mut values = Vec::new();
            reader.elements(|reader| {
                values.push(value(reader, numbers, depth + 1)?);
                Some(())
            })?;
            Some(Value::List(values))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::raw;
    use super::*;

    /// Texts of values, odd ones among them.
    fn texts() -> impl Strategy<Value = String> {
        let leaf = prop_oneof![
            any::<f64>().prop_map(|number| serde_json::json!(number).to_string()),
            any::<i64>().prop_map(|number| number.to_string()),
            any::<u64>().prop_map(|number| number.to_string()),
            any::<i128>().prop_map(|number| number.to_string()),
            any::<String>().prop_map(|text| serde_json::json!(text).to_string()),
            "(null|true|false|-0|1e999|0.1|\"\\\\ud800\"|\"\\\\u00fc\\\\n\"|9007199254740993)",
            "-?[0-9]{1,18}(\\.[0-9]{1,4})?",
            "\"(19|20|22)[0-9][0-9]-[01][0-9]-[0-3][0-9]T[012][0-9]:[0-6][0-9]:[0-6][0-9](\\.[0-9]{3})?(Z|\\+01:00)?\"",
        ];
        leaf.prop_recursive(6, 24, 3, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..3)
                    .prop_map(|items| format!("[{}]", items.join(", "))),
                members(inner),
            ]
        })
    }

    /// Texts of objects; a key may come twice, and with an escape.
    fn members(values: impl Strategy<Value = String>) -> impl Strategy<Value = String> {
        let keys = "\"(event|at|value|id|lead|a|\\\\u0061t|values)\" ?: ?";
        prop::collection::vec((keys, values), 0..6).prop_map(|members| {
            let members: Vec<_> = members
                .into_iter()
                .map(|(key, value)| key + &value)
                .collect();
            format!("{{{}}}", members.join(", "))
        })
    }

    fn seen(text: &str, numbers: Numbers) -> Option<Event> {
        let raw: &RawValue = serde_json::from_str(text).ok()?;
        read(raw, |reader| row(reader, numbers)).map(Event::from)
    }

    fn both_ways(text: &str, numbers: Numbers) -> Result<(), TestCaseError> {
        if let Some(event) = seen(text, numbers) {
            let members = serde_json::from_str(text).unwrap();
            prop_assert_eq!(event, raw::event_with(members, numbers));
        }
        Ok(())
    }

    proptest! {
        /// The quick way says what the careful one says, or nothing.
        #[test]
        fn both_ways_say_the_same(text in texts(), exact in any::<bool>()) {
            let numbers = if exact { Numbers::Exact } else { Numbers::Nearest };
            let text = format!("{{\"event\": {text}}}");
            both_ways(&text, numbers)?;
        }

        #[test]
        fn both_ways_say_the_same_of_events(text in members(texts()), exact in any::<bool>()) {
            both_ways(&text, if exact { Numbers::Exact } else { Numbers::Nearest })?;
        }
    }

    #[test]
    fn what_is_odd_is_left_to_the_careful_way() {
        for odd in [
            "\"\\ud800\"",
            "{}",
            "[{}]",
            "[[[[[1]]]]]",
            "01",
            "[1,]",
            "\"\n\"",
        ] {
            assert_eq!(
                seen(&format!("{{\"event\": {odd}}}"), Numbers::Nearest),
                None
            );
        }
        let plain = seen(
            "{\"event\": \"visit\", \"at\": [1, 1e999]}",
            Numbers::Nearest,
        );
        let at = Value::List(vec![Value::from(1), Value::NotFinite]);
        assert_eq!(plain, Some(Event::new("visit", at)));
    }
}

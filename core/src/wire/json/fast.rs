//! Fast path: profiles, events and values in one pass over their JSON text.
//!
//! Every function returns `None` for a text that it does not handle, such as half a surrogate
//! pair or an object in the place of a value. The caller then takes the slow path of
//! [`json`](super), which gives the same values for every text that is handled here.

use serde_json::value::RawValue;

use super::lead::instant_or_text;
use super::value::{self as slow, MAX_DEPTH};
use super::{Numbers, Reader};
use crate::lead::{Event, Profile, SimpleEvent, Value, WrittenEvent};

/// Bytes of a short event in JSON; estimates how many events a text holds.
const SHORT_EVENT: usize = 48;

/// The initial capacity of a profile; most have fewer attributes.
const MANY_ATTRIBUTES: usize = 8;

/// Reads a whole value; `None` also if text follows it.
pub(in crate::wire) fn read<'t, T>(
    raw: &'t RawValue,
    read: impl FnOnce(&mut Reader<'t>) -> Option<T>,
) -> Option<T> {
    let mut reader = Reader::new(raw.get());
    let found = read(&mut reader)?;
    reader.end()?;
    Some(found)
}

/// A profile. Of members with the same name the last counts.
pub(in crate::wire) fn profile(reader: &mut Reader<'_>, numbers: Numbers) -> Option<Profile> {
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

/// Sets the id or an attribute of a profile.
#[inline]
pub(in crate::wire) fn put(profile: &mut Profile, name: &str, value: Value) {
    match name {
        "lead" => profile.lead = value,
        _ => profile.set(name, value),
    }
}

/// A list of events.
pub(in crate::wire) fn events(reader: &mut Reader<'_>, numbers: Numbers) -> Option<Vec<Event>> {
    each(reader, |reader| event(reader, numbers))
}

/// A list of events, most of which borrow from the text.
pub(in crate::wire) fn written_events<'t>(
    reader: &mut Reader<'t>,
    numbers: Numbers,
) -> Option<Vec<WrittenEvent<'t>>> {
    each(reader, |reader| written_event(reader, numbers))
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

/// An event, borrowed from the text if [`simple_event`] can read it.
#[inline]
fn written_event<'t>(reader: &mut Reader<'t>, numbers: Numbers) -> Option<WrittenEvent<'t>> {
    let mut ahead = *reader;
    if let Some(simple) = simple_event(&mut ahead, numbers) {
        *reader = ahead;
        return Some(WrittenEvent::Simple(simple));
    }
    event(reader, numbers).map(|event| WrittenEvent::Whole(Box::new(event)))
}

/// An event with a name, an instant with an offset, and at most a number as its value and a
/// text as its id. Of members with the same name the last counts.
#[inline]
fn simple_event<'t>(reader: &mut Reader<'t>, numbers: Numbers) -> Option<SimpleEvent<'t>> {
    let (mut name, mut at, mut value, mut id) = (None, None, None, None);
    reader.members(|reader| {
        if reader.key(b"\"event\":") {
            name = Some(reader.plain()?);
        } else if reader.key(b"\"at\":") {
            at = Some(reader.instant()?);
        } else if reader.key(b"\"value\":") {
            let Value::Number(number) = slow::number(reader.number()?, numbers) else {
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

/// An event. Of members with the same name the last counts.
pub(in crate::wire) fn event(reader: &mut Reader<'_>, numbers: Numbers) -> Option<Event> {
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

/// The value of an event's `at`.
#[inline]
fn at(reader: &mut Reader<'_>, numbers: Numbers) -> Option<Value> {
    if reader.peek()? != b'"' {
        return value(reader, numbers, 0);
    }
    match reader.instant() {
        Some(instant) => Some(Value::Instant(instant)),
        None => reader.string().map(instant_or_text),
    }
}

/// The id of a lead or an event.
fn id(reader: &mut Reader<'_>, numbers: Numbers) -> Option<Value> {
    match reader.peek()? {
        b'0'..=b'9' | b'-' => Some(slow::id_number(reader.number()?, numbers)),
        _ => value(reader, numbers, 0),
    }
}

/// A value nested in `depth` lists.
#[inline]
fn value(reader: &mut Reader<'_>, numbers: Numbers, depth: u8) -> Option<Value> {
    match reader.peek()? {
        b'"' => Some(Value::Text(match reader.plain() {
            Some(text) => text.into(),
            None => reader.string()?.into(),
        })),
        b'0'..=b'9' | b'-' => Some(slow::number(reader.number()?, numbers)),
        _ => other(reader, numbers, depth),
    }
}

/// A flag, null or list.
fn other(reader: &mut Reader<'_>, numbers: Numbers, depth: u8) -> Option<Value> {
    match reader.peek()? {
        b't' => reader.word("true").map(|()| Value::Flag(true)),
        b'f' => reader.word("false").map(|()| Value::Flag(false)),
        b'n' => reader.word("null").map(|()| Value::Null),
        b'[' if depth < MAX_DEPTH => {
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

    use super::super::lead::event_with;
    use super::*;

    /// Texts of values, including those that the fast path does not handle.
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

    /// Texts of objects; a key may occur twice and contain an escape.
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

    fn fast_event(text: &str, numbers: Numbers) -> Option<Event> {
        let raw: &RawValue = serde_json::from_str(text).ok()?;
        read(raw, |reader| written_event(reader, numbers)).map(Event::from)
    }

    fn assert_both_paths_agree(text: &str, numbers: Numbers) -> Result<(), TestCaseError> {
        if let Some(event) = fast_event(text, numbers) {
            let members = serde_json::from_str(text).unwrap();
            prop_assert_eq!(event, event_with(members, numbers));
        }
        Ok(())
    }

    proptest! {
        /// The fast path reads what the slow path reads, or returns `None`.
        #[test]
        fn both_paths_agree(text in texts(), exact in any::<bool>()) {
            let numbers = if exact { Numbers::Exact } else { Numbers::Nearest };
            let text = format!("{{\"event\": {text}}}");
            assert_both_paths_agree(&text, numbers)?;
        }

        #[test]
        fn both_paths_agree_on_events(text in members(texts()), exact in any::<bool>()) {
            assert_both_paths_agree(&text, if exact { Numbers::Exact } else { Numbers::Nearest })?;
        }
    }

    #[test]
    fn odd_texts_are_left_to_the_slow_path() {
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
                fast_event(&format!("{{\"event\": {odd}}}"), Numbers::Nearest),
                None
            );
        }
        let plain = fast_event(
            "{\"event\": \"visit\", \"at\": [1, 1e999]}",
            Numbers::Nearest,
        );
        let at = Value::List(vec![Value::from(1), Value::NotFinite]);
        assert_eq!(plain, Some(Event::new("visit", at)));
    }
}

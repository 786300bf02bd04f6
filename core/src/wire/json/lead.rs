//! JSON objects as profiles and events.

use serde_json::value::RawValue;

use super::{Members, Numbers, elements, fast, id_with, members, value, value_with};
use crate::exact::When;
use crate::lead::{Event, Profile, Text, Value};

/// Reads a profile. Of members with the same name the last counts. Returns `None` if the
/// value is not an object.
pub fn profile(raw: &RawValue, numbers: Numbers) -> Option<Profile> {
    if let Some(profile) = fast::read(raw, |reader| fast::profile(reader, numbers)) {
        return Some(profile);
    }
    let mut profile = Profile::default();
    for (name, raw) in members(raw)?.0 {
        match name.as_str() {
            "lead" => profile.lead = id_with(raw, numbers),
            _ => profile.set(name, value_with(raw, numbers)),
        }
    }
    Some(profile)
}

/// Reads a list of events. Returns `None` if the value is not a list.
pub fn events(raw: &RawValue, numbers: Numbers) -> Option<Vec<Event>> {
    if let Some(events) = fast::read(raw, |reader| fast::events(reader, numbers)) {
        return Some(events);
    }
    let list = elements(raw)?.into_iter();
    Some(list.map(|raw| event(raw, numbers)).collect())
}

/// Reads an event. A value that is not an object becomes an event that every model rejects.
pub fn event(raw: &RawValue, numbers: Numbers) -> Event {
    if let Some(event) = fast::read(raw, |reader| fast::event(reader, numbers)) {
        return event;
    }
    let other = || Event::new(value(raw), Value::Null);
    members(raw).map_or_else(other, |members| event_with(members, numbers))
}

/// Reads an event from its members. Of members with the same name the last counts.
pub fn event_of(members: Members<'_>) -> Event {
    event_with(members, Numbers::Nearest)
}

pub(super) fn event_with(members: Members<'_>, numbers: Numbers) -> Event {
    let mut event = Event::new(Value::Null, Value::Null);
    for (name, raw) in members.0 {
        let value = match name.as_str() {
            "id" => id_with(raw, numbers),
            "at" => match value_with(raw, numbers) {
                Value::Text(text) => instant_or_text(text),
                value => value,
            },
            _ => value_with(raw, numbers),
        };
        event.set(&name, value);
    }
    event
}

/// The value of an event's `at`. A text with an offset is the same instant to every model, so
/// it is parsed here; any other text is kept until a model's zone is known.
pub(in crate::wire) fn instant_or_text<T: AsRef<str> + Into<Text>>(text: T) -> Value {
    match When::parse(text.as_ref()) {
        Ok(When::Instant(instant)) => Value::Instant(instant),
        _ => Value::Text(text.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::super::text;
    use super::*;

    fn raw(text: &str) -> &RawValue {
        serde_json::from_str(text).unwrap()
    }

    #[test]
    fn a_list_reads_as_its_events_do_one_by_one() {
        let one_by_one = |text| {
            let list = elements(raw(text)).unwrap().into_iter();
            list.map(|raw| event(raw, Numbers::Nearest)).collect()
        };
        for text in [
            "[]",
            r#"[{"event":"a","at":"2026-01-01","value":1e999,"\u0070":"\ud800"},{"id":7,"id":"8"},{}]"#,
            r#"[{"event":"a"},7,["b"],null,{"\ud800":1}]"#,
        ] {
            let together: Vec<Event> = events(raw(text), Numbers::Nearest).unwrap();
            let apart: Vec<Event> = one_by_one(text);
            assert_eq!(together, apart, "{text}");
        }
        assert_eq!(events(raw("{}"), Numbers::Nearest), None);
        assert_eq!(text(raw("7")), None);
        assert_eq!(text(raw(r#""""#)), Some(String::new()));
    }

    #[test]
    fn the_last_of_equal_keys_counts() {
        let twice = r#"{"event":"a","at":"2026-01-01","event":"b"}"#;
        let twice = event(raw(twice), Numbers::Nearest);
        assert_eq!(twice, Event::new("b", "2026-01-01"));
    }
}

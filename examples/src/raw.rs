//! JSON text to the plain values of leads.
//!
//! A generic JSON tree refuses a whole text because of one number beyond all
//! doubles. Values are therefore read one by one from their own text, so that
//! such a number rejects its own attribute or event and nothing else.

use std::fmt;

use leadgrade::{Event, Profile, Value};
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

/// Lists within lists are never valid, so deeper ones need no reading.
const DEEPEST: u8 = 4;

/// The members of an object in their order, values unread, duplicates kept.
#[derive(Debug)]
pub struct Members<'t>(pub Vec<(String, &'t RawValue)>);

impl<'de> Deserialize<'de> for Members<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Read;
        impl<'de> Visitor<'de> for Read {
            type Value = Members<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut members = Vec::new();
                while let Some(member) = map.next_entry()? {
                    members.push(member);
                }
                Ok(Members(members))
            }
        }
        deserializer.deserialize_map(Read)
    }
}

/// What kind of value a JSON text holds, told by its first character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `null`.
    Null,
    /// `true` or `false`.
    Flag,
    /// A number.
    Number,
    /// A text.
    Text,
    /// A list.
    List,
    /// An object.
    Object,
}

impl Kind {
    /// The kind of a valid JSON text.
    pub fn of(raw: &RawValue) -> Self {
        match raw.get().bytes().next() {
            Some(b'n') => Self::Null,
            Some(b't' | b'f') => Self::Flag,
            Some(b'"') => Self::Text,
            Some(b'[') => Self::List,
            Some(b'{') => Self::Object,
            _ => Self::Number,
        }
    }

    /// What was found, in the words of messages.
    pub fn found(self) -> &'static str {
        match self {
            Self::Null => "found nothing",
            Self::Flag => "found a flag",
            Self::Number => "found a number",
            Self::Text => "found a text",
            Self::List => "found a list",
            Self::Object => "found an object",
        }
    }
}

/// A text that escapes half of a surrogate pair is no Unicode; where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotUnicode {
    /// JSON Pointer from the value that was read.
    pub path: String,
}

/// The text of a JSON text; `None` for another value and for no Unicode.
pub fn text(raw: &RawValue) -> Option<String> {
    serde_json::from_str(raw.get()).ok()
}

/// The members of an object; `None` for another value.
pub fn members(raw: &RawValue) -> Option<Members<'_>> {
    serde_json::from_str(raw.get()).ok()
}

/// The elements of a list; `None` for another value.
pub fn elements(raw: &RawValue) -> Option<Vec<&RawValue>> {
    serde_json::from_str(raw.get()).ok()
}

/// Reads any JSON value.
///
/// # Errors
/// Where a text is no Unicode.
pub fn value(raw: &RawValue) -> Result<Value, NotUnicode> {
    nested(raw, 0)
}

fn nested(raw: &RawValue, depth: u8) -> Result<Value, NotUnicode> {
    let here = || NotUnicode {
        path: String::new(),
    };
    Ok(match Kind::of(raw) {
        Kind::Null => Value::Null,
        Kind::Flag => Value::Flag(raw.get() == "true"),
        Kind::Number => raw
            .get()
            .parse::<f64>()
            .map_or(Value::NotFinite, Value::from),
        Kind::Text => Value::Text(text(raw).ok_or_else(here)?),
        Kind::List if depth < DEEPEST => Value::List(list(raw, depth)?),
        Kind::List | Kind::Object => Value::Other,
    })
}

fn list(raw: &RawValue, depth: u8) -> Result<Vec<Value>, NotUnicode> {
    let elements = elements(raw).unwrap_or_default();
    let read = |(index, raw)| nested(raw, depth.saturating_add(1)).map_err(within(&index));
    elements.into_iter().enumerate().map(read).collect()
}

/// Prefixes the place of an error by one step.
fn within(step: &impl fmt::Display) -> impl FnOnce(NotUnicode) -> NotUnicode {
    let step = step.to_string().replace('~', "~0").replace('/', "~1");
    move |error| NotUnicode {
        path: format!("/{step}{}", error.path),
    }
}

/// Reads the members of a profile; the last of equal names counts.
///
/// # Errors
/// Where a text is no Unicode.
pub fn profile(members: &Members<'_>) -> Result<Profile, NotUnicode> {
    let mut profile = Profile::default();
    let lead = members.0.iter().rev().find(|(name, _)| name == "lead");
    if let Some((name, raw)) = lead {
        profile = Profile::new(value(raw).map_err(within(name))?);
    }
    for (name, raw) in members.0.iter().filter(|(name, _)| name != "lead") {
        profile.set(name.clone(), value(raw).map_err(within(name))?);
    }
    Ok(profile)
}

/// Reads an event; what is no object becomes one that every model rejects.
///
/// # Errors
/// Where a text is no Unicode.
pub fn event(raw: &RawValue) -> Result<Event, NotUnicode> {
    let Some(members) = members(raw) else {
        return Ok(Event::new(value(raw)?, Value::Null));
    };
    event_of(members)
}

/// Reads the members of an event; the last of equal names counts.
///
/// # Errors
/// Where a text is no Unicode.
pub fn event_of(members: Members<'_>) -> Result<Event, NotUnicode> {
    let (mut name, mut at) = (Value::Null, Value::Null);
    let mut rest = Vec::with_capacity(members.0.len());
    for (key, raw) in members.0 {
        let read = value(raw).map_err(within(&key))?;
        match key.as_str() {
            "event" => name = read,
            "at" => at = read,
            _ => rest.push((key, read)),
        }
    }
    let mut event = Event::new(name, at);
    for (key, read) in rest {
        event = match key.as_str() {
            "value" => event.value(read),
            "id" => event.id(read),
            _ => event.with(key, read),
        };
    }
    Ok(event)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn raw(text: &str) -> &RawValue {
        serde_json::from_str(text).unwrap()
    }

    #[test]
    fn values_are_read_as_they_stand() {
        assert_eq!(value(raw("1e999")), Ok(Value::NotFinite));
        assert_eq!(value(raw("-30.0")), Ok(Value::from(-30)));
        assert_eq!(value(raw("true")), Ok(Value::from(true)));
        assert_eq!(value(raw("null")), Ok(Value::Null));
        assert_eq!(value(raw(r#""\u00fc\n""#)), Ok(Value::from("ü\n")));
        assert_eq!(value(raw(r#"["a", "b"]"#)), Ok(Value::from(vec!["a", "b"])));
        assert_eq!(value(raw(r#"{"a": 1}"#)), Ok(Value::Other));
    }

    #[test]
    fn deep_lists_do_not_exhaust_the_stack() {
        let deep = format!("{}{}", "[".repeat(500_000), "]".repeat(500_000));
        assert!(matches!(value(raw(&deep)), Ok(Value::List(_))));
    }

    #[test]
    fn half_a_surrogate_pair_is_found_where_it_stands() {
        let members: Members<'_> = serde_json::from_str(r#"{"a/b": ["x", "\ud800"]}"#).unwrap();
        let error = profile(&members).unwrap_err();
        assert_eq!(error.path, "/a~1b/1");
    }

    #[test]
    fn the_last_of_equal_keys_counts() {
        let twice = event(raw(r#"{"event":"a","at":"2026-01-01","event":"b"}"#));
        assert_eq!(twice, Ok(Event::new("b", "2026-01-01")));
    }
}

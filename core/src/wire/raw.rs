//! JSON text to the plain values of leads.
//!
//! A generic JSON tree refuses a whole text because of one number beyond all
//! doubles, or of half a surrogate pair. Values are therefore read one by one
//! from their own text, so that such a value rejects its own attribute or event
//! and nothing else.

use std::borrow::Cow;
use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::quick;
use crate::assessment::canonical;
use crate::exact::{MAX_INTEGER_DIGITS, When, nearest};
use crate::lead::{Event, Profile, Value};
use crate::text::shortened;

/// Lists within lists are never valid, so deeper ones need no reading.
pub(super) const DEEPEST: u8 = 4;

/// The members of an object in their order, values unread, duplicates kept.
#[derive(Debug, Default)]
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

    /// In the words of messages.
    pub fn word(self) -> &'static str {
        match self {
            Self::Null => "nothing",
            Self::Flag => "a flag",
            Self::Number => "a number",
            Self::Text => "a text",
            Self::List => "a list",
            Self::Object => "an object",
        }
    }
}

/// What stands there in the words of messages, with what a list or an object holds:
/// `a list with a number`, where a list of something else is allowed.
pub fn described(raw: &RawValue) -> String {
    let held: Vec<&RawValue> = match Kind::of(raw) {
        Kind::List => elements(raw).unwrap_or_default(),
        Kind::Object => members(raw).map_or_else(Vec::new, |members| {
            members.0.into_iter().map(|(_, value)| value).collect()
        }),
        _ => Vec::new(),
    };
    let mut words: Vec<&str> = Vec::new();
    for value in held {
        let word = match Kind::of(value) {
            Kind::Null => "null",
            kind => kind.word(),
        };
        if !words.contains(&word) {
            words.push(word);
        }
    }
    let word = Kind::of(raw).word();
    if words.is_empty() {
        return word.to_owned();
    }
    format!("{word} with {}", words.join(", "))
}

/// The text of a JSON text; `None` for another value and for no Unicode.
pub fn text(raw: &RawValue) -> Option<String> {
    // It is valid JSON: without an escape it says what stands between its quotes.
    let quoted = raw.get().strip_prefix('"')?.strip_suffix('"')?;
    if !quoted.contains('\\') {
        return Some(quoted.to_owned());
    }
    serde_json::from_str(raw.get()).ok()
}

/// The members of an object; `None` for another value, or when a key is no Unicode.
pub fn members(raw: &RawValue) -> Option<Members<'_>> {
    serde_json::from_str(raw.get()).ok()
}

/// The elements of a list; `None` for another value.
pub fn elements(raw: &RawValue) -> Option<Vec<&RawValue>> {
    serde_json::from_str(raw.get()).ok()
}

/// What the numbers of a text stand for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Numbers {
    /// The nearest double, as JSON's do.
    #[default]
    Nearest,
    /// Whole numbers for themselves: the text was written by a language with
    /// exact ones. A double that such a language writes as a whole number
    /// stands for that number anyway.
    Exact,
}

/// Reads any JSON value; what no model can use becomes a value that every model rejects.
pub fn value(raw: &RawValue) -> Value {
    value_with(raw, Numbers::Nearest)
}

/// [`value`] with numbers of a language that has exact ones.
pub fn value_with(raw: &RawValue, numbers: Numbers) -> Value {
    nested(raw, numbers, 0)
}

/// A number from its text.
pub(super) fn number(text: &str, numbers: Numbers) -> Value {
    if let Some(whole) = short(text) {
        return Value::from(whole);
    }
    match numbers {
        Numbers::Exact if is_whole(text) => Value::from_digits(text),
        _ => nearest(text).map_or(Value::NotFinite, Value::from),
    }
}

/// An id from the text of a number: digits alone keep themselves, however many
/// there are in text that people or other programs wrote.
pub(super) fn id_number(text: &str, numbers: Numbers) -> Value {
    match numbers {
        Numbers::Nearest if is_whole(text) && short(text).is_none() => Value::from(text),
        _ => number(text, numbers),
    }
}

/// Whether the text of a number has digits alone, perhaps after a minus.
fn is_whole(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// A whole number of so few digits that a double is exactly it.
fn short(text: &str) -> Option<i64> {
    let digits = text.strip_prefix('-').unwrap_or(text).as_bytes();
    if digits.len() > 15 {
        return None;
    }
    let size = digits.iter().try_fold(0, |size, byte| {
        let digit = byte.wrapping_sub(b'0');
        (digit <= 9).then(|| size * 10 + i64::from(digit))
    })?;
    Some(if digits.len() < text.len() {
        -size
    } else {
        size
    })
}

/// The instant of an event. A text with an offset is the same to every model, and
/// becomes the instant itself; any other is kept as it came.
pub(super) fn at(text: Cow<'_, str>) -> Value {
    match When::parse(&text) {
        Ok(When::Instant(instant)) => Value::Instant(instant),
        _ => Value::Text(text.into()),
    }
}

/// Reads a JSON value as an id of a lead or an event.
pub fn id_with(raw: &RawValue, numbers: Numbers) -> Value {
    match Kind::of(raw) {
        Kind::Number => id_number(raw.get(), numbers),
        _ => value_with(raw, numbers),
    }
}

fn nested(raw: &RawValue, numbers: Numbers, depth: u8) -> Value {
    match Kind::of(raw) {
        Kind::Null => Value::Null,
        Kind::Flag => Value::Flag(raw.get() == "true"),
        Kind::Number => number(raw.get(), numbers),
        Kind::Text => text(raw).map_or(Value::NotUnicode, Value::from),
        Kind::List if depth < DEEPEST => {
            let elements = elements(raw).unwrap_or_default();
            Value::List(
                elements
                    .into_iter()
                    .map(|raw| nested(raw, numbers, depth + 1))
                    .collect(),
            )
        }
        Kind::List => Value::other("lists within lists"),
        Kind::Object if numbers == Numbers::Exact => foreign(raw),
        Kind::Object => Value::other("an object"),
    }
}

/// A value that a language has and JSON has not: in a text that a binding wrote,
/// an object whose one member has no name says what was found, as `{"": "a Map"}`.
fn foreign(raw: &RawValue) -> Value {
    let found = members(raw).and_then(|members| match members.0.as_slice() {
        [(name, found)] if name.is_empty() => text(found),
        _ => None,
    });
    Value::other(found.map_or_else(|| "an object".to_owned(), |found| shortened(&found)))
}

/// The JSON text of a value; what is never valid becomes a text that is read as
/// the same kind of value. Whole numbers are exact.
pub fn written(value: &Value) -> String {
    match value {
        Value::NotFinite => "1e999".to_owned(),
        Value::NotUnicode => r#""\ud800""#.to_owned(),
        Value::Other(_) => "{}".to_owned(),
        Value::OutOfRange(_) => format!("1{}", "0".repeat(MAX_INTEGER_DIGITS as usize)),
        Value::LongWhole(whole) => whole.to_string(),
        Value::LargeDouble(double) => with_exponent(*double),
        Value::List(items) => {
            let items: Vec<String> = items.iter().map(written).collect();
            format!("[{}]", items.join(","))
        }
        Value::Number(number) if number.to_double().is_none() => number
            .to_wide()
            .map_or_else(|| canonical(&number.to_f64()), |whole| whole.to_string()),
        other => canonical(&other.to_json()),
    }
}

/// A double of 2^53 or more in size with an exponent, so that it is not read as
/// exact. Made of its canonical text: a second way to find the digits of doubles
/// would weigh several kB in browsers.
fn with_exponent(double: f64) -> String {
    let mut text = canonical(&double);
    if text.contains('e') {
        text.retain(|c| c != '+');
        return text;
    }
    let first = if double < 0.0 { 2 } else { 1 };
    let exponent = text.len() - first;
    text.insert(first, '.');
    let digits = text.trim_end_matches('0').trim_end_matches('.');
    format!("{digits}e{exponent}")
}

/// Reads a profile; the last of equal names counts; `None` for what is no object.
pub fn profile(raw: &RawValue, numbers: Numbers) -> Option<Profile> {
    if let Some(profile) = quick::read(raw, |reader| quick::profile(reader, numbers)) {
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

/// Reads a list of events; `None` for another value.
pub fn events(raw: &RawValue, numbers: Numbers) -> Option<Vec<Event>> {
    if let Some(events) = quick::read(raw, |reader| quick::events(reader, numbers)) {
        return Some(events);
    }
    let list = elements(raw)?.into_iter();
    Some(list.map(|raw| event(raw, numbers)).collect())
}

/// Reads an event; what is no object becomes an event that every model rejects.
pub fn event(raw: &RawValue, numbers: Numbers) -> Event {
    if let Some(event) = quick::read(raw, |reader| quick::event(reader, numbers)) {
        return event;
    }
    let other = || Event::new(value(raw), Value::Null);
    members(raw).map_or_else(other, |members| event_with(members, numbers))
}

/// Reads the members of an event; the last of equal names counts.
pub fn event_of(members: Members<'_>) -> Event {
    event_with(members, Numbers::Nearest)
}

pub(super) fn event_with(members: Members<'_>, numbers: Numbers) -> Event {
    let mut event = Event::new(Value::Null, Value::Null);
    for (name, raw) in members.0 {
        let value = match name.as_str() {
            "id" => id_with(raw, numbers),
            "at" => match value_with(raw, numbers) {
                Value::Text(text) => at(text.into()),
                value => value,
            },
            _ => value_with(raw, numbers),
        };
        event.set(&name, value);
    }
    event
}

#[cfg(test)]
mod tests {
    use super::*;

    fn raw(text: &str) -> &RawValue {
        serde_json::from_str(text).unwrap()
    }

    #[test]
    fn values_are_read_as_they_stand() {
        assert_eq!(value(raw("1e999")), Value::NotFinite);
        assert_eq!(value(raw("-30.0")), Value::from(-30));
        assert_eq!(
            value(raw("9007199254740993")),
            Value::from(9_007_199_254_740_992.0)
        );
        assert_eq!(value(raw("true")), Value::from(true));
        assert_eq!(value(raw("null")), Value::Null);
        assert_eq!(value(raw(r#""\u00fc\n""#)), Value::from("ü\n"));
        assert_eq!(value(raw(r#""\ud800""#)), Value::NotUnicode);
        assert_eq!(value(raw(r#"["a", "b"]"#)), Value::from(vec!["a", "b"]));
        assert_eq!(value(raw(r#"{"a": 1}"#)), Value::other("an object"));
    }

    #[test]
    fn whole_numbers_of_other_languages_are_exact() {
        let exact = |text| value_with(raw(text), Numbers::Exact);
        assert_eq!(
            exact("9007199254740993"),
            Value::from(9_007_199_254_740_993_i64)
        );
        assert_eq!(
            exact("1152921504606847000"),
            Value::from(1_152_921_504_606_847_000_i64)
        );
        assert_eq!(exact("0.1"), Value::from(0.1));
        assert_eq!(exact("1e999"), Value::NotFinite);
        let huge = format!("1{}", "0".repeat(60));
        assert!(matches!(exact(&huge), Value::OutOfRange(_)));
        assert_eq!(exact("1e60"), Value::from(1e60));
    }

    #[test]
    fn what_json_has_not_is_said_in_words() {
        let map = raw(r#"{"":"a Map"}"#);
        assert_eq!(value_with(map, Numbers::Exact), Value::other("a Map"));
        // In text that people wrote it is what it looks like.
        assert_eq!(value(map), Value::other("an object"));
        for other in [r#"{"":7}"#, r#"{"a":"a Map"}"#, r#"{"":"a","b":1}"#, "{}"] {
            assert_eq!(
                value_with(raw(other), Numbers::Exact),
                Value::other("an object")
            );
        }
    }

    #[test]
    fn large_doubles_are_written_with_an_exponent() {
        let sizes = [
            9007199254740992.0,
            1e16,
            1.5e20,
            1e21,
            123456789e300,
            f64::MAX,
        ];
        for double in sizes.into_iter().flat_map(|size| [size, -size]) {
            let text = with_exponent(double);
            assert_eq!(text, format!("{double:e}"));
            assert_eq!(value_with(raw(&text), Numbers::Exact), Value::from(double));
        }
    }

    #[test]
    fn ids_in_digits_keep_them() {
        let id = |text, numbers| id_with(raw(text), numbers);
        let long = "123456789".repeat(6);
        for text in ["9007199254740993", "18446744073709551615", &long] {
            assert_eq!(id(text, Numbers::Nearest), Value::from(text));
        }
        assert_eq!(id("-0", Numbers::Nearest), Value::from(0));
        assert_eq!(id("7.0", Numbers::Nearest), Value::from(7));
        assert_eq!(
            id("9007199254740992.0", Numbers::Nearest),
            Value::LargeDouble(9_007_199_254_740_992.0)
        );
        // Of a language they are whole numbers, which end at 38 digits.
        assert_eq!(
            id("9007199254740993", Numbers::Exact),
            Value::from(9_007_199_254_740_993_i64)
        );
        assert!(matches!(id(&long, Numbers::Exact), Value::OutOfRange(_)));
    }

    #[test]
    fn what_is_written_is_read_as_the_same() {
        for text in [
            "1e999",
            r#""\ud800""#,
            "{}",
            "null",
            "true",
            "0.1",
            "-7",
            "9007199254740993",
            "1e300",
            r#"["a",null,[1]]"#,
            r#""\"ü\n""#,
        ] {
            let value = value_with(raw(text), Numbers::Exact);
            let written = written(&value);
            assert_eq!(
                value_with(raw(&written), Numbers::Exact),
                value,
                "{text}: {written}"
            );
        }
    }

    #[test]
    fn deep_lists_do_not_exhaust_the_stack() {
        let deep = format!("{}{}", "[".repeat(500_000), "]".repeat(500_000));
        assert!(matches!(value(raw(&deep)), Value::List(_)));
    }

    #[test]
    fn events_read_in_one_go_are_those_read_one_by_one() {
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

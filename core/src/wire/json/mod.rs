//! JSON text as values of leads, read on a fast path and a slow path.
//!
//! The fast path (`fast`) reads plain text in one pass and returns `None` for anything it
//! does not handle. The slow path is here. A generic JSON tree would refuse a whole text
//! because of one number beyond all doubles or one half of a surrogate pair, so the slow path
//! reads each value from its own text, and such a value rejects only its own attribute or event.

pub(super) mod fast;
mod lead;
mod reader;
mod value;

pub(super) use lead::instant_or_text;
pub use lead::{event, event_of, events, profile};
pub(super) use reader::Reader;
pub use value::{Numbers, id_with, value, value_with, written};

use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

/// The members of an object in their order, as unparsed text, duplicates included.
#[derive(Debug, Default)]
pub struct Members<'t>(pub Vec<(String, &'t RawValue)>);

impl<'de> Deserialize<'de> for Members<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct MembersVisitor;
        impl<'de> Visitor<'de> for MembersVisitor {
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
        deserializer.deserialize_map(MembersVisitor)
    }
}

/// The kind of a JSON value, which its first character determines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JsonKind {
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

impl JsonKind {
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

    /// The kind as messages call it, with its article.
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

/// The value as messages describe it, with the kinds of what a list or an object contains:
/// `a list with a number`.
pub fn described(raw: &RawValue) -> String {
    let contents: Vec<&RawValue> = match JsonKind::of(raw) {
        JsonKind::List => elements(raw).unwrap_or_default(),
        JsonKind::Object => members(raw).map_or_else(Vec::new, |members| {
            members.0.into_iter().map(|(_, value)| value).collect()
        }),
        _ => Vec::new(),
    };
    let mut words: Vec<&str> = Vec::new();
    for value in contents {
        let word = match JsonKind::of(value) {
            JsonKind::Null => "null",
            kind => kind.word(),
        };
        if !words.contains(&word) {
            words.push(word);
        }
    }
    let word = JsonKind::of(raw).word();
    if words.is_empty() {
        return word.to_owned();
    }
    format!("{word} with {}", words.join(", "))
}

/// The text that a JSON string stands for; `None` for another kind of value and for half a
/// surrogate pair.
pub fn text(raw: &RawValue) -> Option<String> {
    // The JSON is valid: a string without escapes stands for what is between its quotes.
    let quoted = raw.get().strip_prefix('"')?.strip_suffix('"')?;
    if !quoted.contains('\\') {
        return Some(quoted.to_owned());
    }
    serde_json::from_str(raw.get()).ok()
}

/// The members of an object; `None` for another kind of value, and if a key contains half a
/// surrogate pair.
pub fn members(raw: &RawValue) -> Option<Members<'_>> {
    serde_json::from_str(raw.get()).ok()
}

/// The elements of a list; `None` for another kind of value.
pub fn elements(raw: &RawValue) -> Option<Vec<&RawValue>> {
    serde_json::from_str(raw.get()).ok()
}

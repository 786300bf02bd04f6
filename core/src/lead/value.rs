//! One value of a profile or an event, as it came.

use crate::exact::{Day, Instant, Number};

/// The text of a value, or a name: a short one, as most are, stands in its place without an
/// allocation (of up to 24 bytes, or 12 where an address has 32 bits).
///
/// ```
/// use leadgrade::{Text, Value};
/// assert_eq!(Value::from("Legal"), Value::Text(Text::from("Legal")));
/// ```
pub type Text = compact_str::CompactString;

/// One value of a profile or an event, as it came.
///
/// A model gives it a meaning: a [`Value::Text`] is a date where the model
/// declares one. `From` is implemented for the usual types; a NaN becomes
/// [`Value::Null`], an infinite number [`Value::NotFinite`], which is rejected
/// wherever a number belongs.
///
/// ```
/// use leadgrade::Value;
/// assert_eq!(Value::from(f64::NAN), Value::Null);
/// assert_eq!(Value::from(30), Value::from(30.0));
/// ```
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Not known.
    Null,
    /// True or false.
    Flag(bool),
    /// A finite number.
    Number(Number),
    /// An infinite number: never valid.
    NotFinite,
    /// A text that is no Unicode (half of a surrogate pair): never valid.
    NotUnicode,
    /// A text.
    Text(Text),
    /// A list, of texts where a set of tags is meant.
    List(Vec<Value>),
    /// An instant.
    Instant(Instant),
    /// A civil date.
    Day(Day),
    /// Something else (an object): never valid.
    Other,
}

impl Value {
    /// Reads a JSON value; numbers stand for the nearest double.
    pub fn from_json(json: &serde_json::Value) -> Self {
        match json {
            serde_json::Value::Null => Self::Null,
            serde_json::Value::Bool(flag) => Self::Flag(*flag),
            serde_json::Value::Number(number) => {
                number.as_f64().map_or(Self::NotFinite, Self::from)
            }
            serde_json::Value::String(text) => Self::Text(text.as_str().into()),
            serde_json::Value::Array(items) => {
                Self::List(items.iter().map(Self::from_json).collect())
            }
            serde_json::Value::Object(_) => Self::Other,
        }
    }

    /// The JSON value that stands for it; `None` for null and what is never valid.
    pub(crate) fn to_json(&self) -> Option<serde_json::Value> {
        match self {
            Self::Null | Self::NotFinite | Self::NotUnicode | Self::Other => None,
            Self::Flag(flag) => Some((*flag).into()),
            Self::Number(number) => Some(number.to_f64().into()),
            Self::Text(text) => Some(text.as_str().into()),
            Self::List(items) => Some(
                items
                    .iter()
                    .map(|item| item.to_json().unwrap_or_default())
                    .collect(),
            ),
            Self::Instant(instant) => Some(instant.to_string().into()),
            Self::Day(day) => Some(day.to_string().into()),
        }
    }

    /// What it is, in the words of messages.
    pub(crate) fn described(&self) -> String {
        match self {
            Self::Null => "nothing".into(),
            Self::Flag(flag) => format!("the flag `{flag}`"),
            Self::Number(number) => format!("the number `{}`", number.to_f64()),
            Self::NotFinite => "a number that is not finite".into(),
            Self::NotUnicode => "a text that is not Unicode".into(),
            Self::Text(text) => format!("the text `{}`", shortened(text)),
            Self::List(items) => format!("a list of {}", items.len()),
            Self::Instant(instant) => format!("the instant `{instant}`"),
            Self::Day(day) => format!("the date `{day}`"),
            Self::Other => "an object".into(),
        }
    }
}

/// The first 60 characters: a message names a value, it does not repeat a file.
pub(crate) fn shortened(text: &str) -> String {
    match text.char_indices().nth(60) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}

impl From<bool> for Value {
    fn from(flag: bool) -> Self {
        Self::Flag(flag)
    }
}

impl From<f64> for Value {
    fn from(number: f64) -> Self {
        match Number::of(number) {
            Some(number) => Self::Number(number),
            None if number.is_nan() => Self::Null,
            None => Self::NotFinite,
        }
    }
}

impl From<i64> for Value {
    fn from(number: i64) -> Self {
        Self::Number(Number::whole(number))
    }
}

impl From<i32> for Value {
    fn from(number: i32) -> Self {
        Self::from(i64::from(number))
    }
}

impl From<u32> for Value {
    fn from(number: u32) -> Self {
        Self::from(i64::from(number))
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.into())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text.into())
    }
}

impl From<Instant> for Value {
    fn from(instant: Instant) -> Self {
        Self::Instant(instant)
    }
}

impl From<Day> for Value {
    fn from(day: Day) -> Self {
        Self::Day(day)
    }
}

impl<T: Into<Value>> From<Vec<T>> for Value {
    fn from(items: Vec<T>) -> Self {
        Self::List(items.into_iter().map(Into::into).collect())
    }
}

impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

// SHIM until the core has these.
impl Value {
    pub(crate) fn other(_: impl Into<Text>) -> Self {
        Self::Other
    }
    pub(crate) fn out_of_range(_: impl Into<Text>) -> Self {
        Self::NotFinite
    }
}
impl From<i128> for Value {
    fn from(number: i128) -> Self {
        Number::wide(number).map_or(Self::NotFinite, Self::Number)
    }
}

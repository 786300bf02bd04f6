//! A value of a profile or an event, as it came.

use super::Text;
use crate::exact::{Day, Instant, MAX_INTEGER_DIGITS, Number, SPARSE};
use crate::text::number_text;
use crate::text::shortened;

/// A value of a profile or an event, as it came.
///
/// The model decides its meaning: a [`Value::Text`] is a date if the model declares one. `From`
/// is implemented for the usual types. NaN becomes [`Value::Null`]. An infinite number becomes
/// [`Value::NotFinite`], which is rejected wherever a number is expected.
///
/// ```
/// use leadgrade::Value;
/// assert_eq!(Value::from(f64::NAN), Value::Null);
/// assert_eq!(Value::from(30), Value::from(30.0));
/// ```
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Value {
    /// Not known.
    Null,
    /// True or false.
    Flag(bool),
    /// A finite number.
    Number(Number),
    /// A double of 2^53 or more in size: valid as a number, but not as an id, because it does not
    /// identify one whole number.
    LargeDouble(f64),
    /// An exact whole number of up to 38 digits that [`Value::Number`] cannot hold.
    LongWhole(Box<i128>),
    /// An infinite number. Never valid.
    NotFinite,
    /// A number, date or instant outside the range of the language, as written. Never valid.
    OutOfRange(Text),
    /// A text that is not valid Unicode, such as half of a surrogate pair or invalid UTF-8. Never
    /// valid.
    NotUnicode,
    /// A text.
    Text(Text),
    /// A list. A set of tags is a list of texts.
    List(Vec<Value>),
    /// An instant.
    Instant(Instant),
    /// A local time in the model's time zone: microseconds of its clocks since 1970-01-01T00:00.
    Local(i64),
    /// A civil date.
    Day(Day),
    /// Anything else, named with its article, such as `an object`. Never valid.
    Other(Text),
}

impl Value {
    /// Parses a whole number of decimal digits with an optional `-`. Exact up to 38 digits and
    /// [`Value::OutOfRange`] beyond. Any other text gives [`Value::Other`].
    ///
    /// ```
    /// use leadgrade::Value;
    /// assert_eq!(Value::from_digits("-7"), Value::from(-7));
    /// assert_eq!(Value::from_digits(&"9".repeat(39)), Value::out_of_range("9".repeat(39)));
    /// ```
    pub fn from_digits(text: &str) -> Self {
        let digits = text.strip_prefix('-').unwrap_or(text);
        if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return Self::other("a text that is not a whole number");
        }
        match text.parse::<i128>() {
            Ok(whole) => Self::from(whole),
            Err(_) => Self::out_of_range(shortened(text)),
        }
    }

    /// A number, date or instant outside the range of the language, with its text for messages.
    pub fn out_of_range(found: impl Into<Text>) -> Self {
        Self::OutOfRange(found.into())
    }

    /// A value that no model can use, named with its article, such as `a duration`.
    pub fn other(found: impl Into<Text>) -> Self {
        Self::Other(found.into())
    }

    /// Converts a JSON value. Numbers become the nearest double.
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
            serde_json::Value::Object(_) => Self::other("an object"),
        }
    }

    /// Converts a JSON value to an id. A whole number of up to 64 bits keeps its digits.
    pub(crate) fn id_from_json(json: &serde_json::Value) -> Self {
        match (json.as_i64(), json.as_u64()) {
            (Some(whole), _) => Self::from(whole),
            (_, Some(whole)) => Self::from(i128::from(whole)),
            _ => Self::from_json(json),
        }
    }

    /// The value as JSON. Returns `None` for null and for values that are never valid.
    pub(crate) fn to_json(&self) -> Option<serde_json::Value> {
        match self {
            Self::Null | Self::NotFinite | Self::NotUnicode => None,
            Self::OutOfRange(_) | Self::Other(_) => None,
            Self::Flag(flag) => Some((*flag).into()),
            Self::Number(number) => Some(number.to_f64().into()),
            Self::LargeDouble(double) => Some((*double).into()),
            Self::LongWhole(whole) => Some(Number::wide(**whole).to_f64().into()),
            Self::Text(text) => Some(text.as_str().into()),
            Self::List(items) => Some(
                items
                    .iter()
                    .map(|item| item.to_json().unwrap_or_default())
                    .collect(),
            ),
            Self::Instant(instant) => Some(instant.to_string().into()),
            Self::Local(micros) => Some(local_text(*micros).into()),
            Self::Day(day) => Some(day.to_string().into()),
        }
    }

    /// Describes the value for messages.
    pub(crate) fn described(&self) -> String {
        match self {
            Self::Null => "nothing".into(),
            Self::Flag(flag) => format!("the flag `{flag}`"),
            Self::Number(number) => format!("the number `{}`", number_text(number.to_f64())),
            Self::LargeDouble(double) => format!("the number `{}`", number_text(*double)),
            Self::LongWhole(whole) => format!("the number `{whole}`"),
            Self::NotFinite => "a number that is not finite".into(),
            Self::OutOfRange(text) => format!("`{}`", shortened(text)),
            Self::NotUnicode => "a text that is not valid Unicode".into(),
            Self::Text(text) => format!("the text `{}`", shortened(text)),
            Self::List(items) => format!("a list of length {}", items.len()),
            Self::Instant(instant) => format!("the instant `{instant}`"),
            Self::Local(micros) => format!("the local time `{}`", local_text(*micros)),
            Self::Day(day) => format!("the date `{day}`"),
            Self::Other(what) => what.to_string(),
        }
    }
}

/// Microseconds of local clocks as text without an offset.
pub(crate) fn local_text(micros: i64) -> String {
    crate::exact::rfc3339(micros)
        .trim_end_matches('Z')
        .to_owned()
}

impl From<bool> for Value {
    fn from(flag: bool) -> Self {
        Self::Flag(flag)
    }
}

impl From<f64> for Value {
    fn from(number: f64) -> Self {
        if number.is_nan() {
            return Self::Null;
        }
        match Number::from_f64(number) {
            Some(_) if number.abs() >= SPARSE => Self::LargeDouble(number),
            Some(number) => Self::Number(number),
            None => Self::NotFinite,
        }
    }
}

impl From<i64> for Value {
    fn from(number: i64) -> Self {
        Self::Number(Number::whole(number))
    }
}

impl From<i128> for Value {
    fn from(number: i128) -> Self {
        let digits = number.unsigned_abs().checked_ilog10().unwrap_or(0) + 1;
        match Number::exact(number) {
            Some(number) => Self::Number(number),
            None if digits <= MAX_INTEGER_DIGITS => Self::LongWhole(Box::new(number)),
            None => Self::out_of_range(number.to_string()),
        }
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

//! JSON values as values of leads.

use serde_json::value::RawValue;

use super::{JsonKind, elements, members, text};
use crate::assessment::canonical;
use crate::exact::{MAX_INTEGER_DIGITS, nearest};
use crate::lead::Value;
use crate::text::shortened;

/// How many levels of nested lists are read. A list within a list is never valid, so deeper
/// levels need not be.
pub(super) const MAX_DEPTH: u8 = 4;

/// How the numbers of a text are read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Numbers {
    /// As the nearest double, the usual meaning of a number in JSON.
    #[default]
    Nearest,
    /// Whole numbers exactly, up to 38 digits; for text written by a language with exact whole
    /// numbers. A double that such a language writes as a whole number is that number anyway.
    Exact,
}

/// Reads any JSON value, numbers as the nearest doubles. A value that no model can use becomes
/// one that every model rejects.
pub fn value(raw: &RawValue) -> Value {
    value_with(raw, Numbers::Nearest)
}

/// [`value`] with a choice of how numbers are read.
pub fn value_with(raw: &RawValue, numbers: Numbers) -> Value {
    nested(raw, numbers, 0)
}

/// Reads the text of a JSON number.
pub(in crate::wire) fn number(text: &str, numbers: Numbers) -> Value {
    if let Some(whole) = short_whole(text) {
        return Value::from(whole);
    }
    match numbers {
        Numbers::Exact if is_whole(text) => Value::from_digits(text),
        _ => nearest(text).map_or(Value::NotFinite, Value::from),
    }
}

/// Reads the text of a JSON number as an id: with [`Numbers::Nearest`], a whole number of any
/// length keeps all its digits.
pub(in crate::wire) fn id_number(text: &str, numbers: Numbers) -> Value {
    match numbers {
        Numbers::Nearest if is_whole(text) && short_whole(text).is_none() => Value::from(text),
        _ => number(text, numbers),
    }
}

/// Whether the text of a number consists of digits, with at most a minus before them.
fn is_whole(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// A whole number of at most 15 digits, which a double represents exactly.
fn short_whole(text: &str) -> Option<i64> {
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

/// Reads a JSON value as the id of a lead or an event.
pub fn id_with(raw: &RawValue, numbers: Numbers) -> Value {
    match JsonKind::of(raw) {
        JsonKind::Number => id_number(raw.get(), numbers),
        _ => value_with(raw, numbers),
    }
}

fn nested(raw: &RawValue, numbers: Numbers, depth: u8) -> Value {
    match JsonKind::of(raw) {
        JsonKind::Null => Value::Null,
        JsonKind::Flag => Value::Flag(raw.get() == "true"),
        JsonKind::Number => number(raw.get(), numbers),
        JsonKind::Text => text(raw).map_or(Value::NotUnicode, Value::from),
        JsonKind::List if depth < MAX_DEPTH => {
            let elements = elements(raw).unwrap_or_default();
            Value::List(
                elements
                    .into_iter()
                    .map(|raw| nested(raw, numbers, depth + 1))
                    .collect(),
            )
        }
        JsonKind::List => Value::other("lists within lists"),
        JsonKind::Object if numbers == Numbers::Exact => foreign(raw),
        JsonKind::Object => Value::other("an object"),
    }
}

/// A value that JSON does not have. A binding writes it as an object whose only member has an
/// empty name and describes the value: `{"": "a Map"}`.
fn foreign(raw: &RawValue) -> Value {
    let found = members(raw).and_then(|members| match members.0.as_slice() {
        [(name, found)] if name.is_empty() => text(found),
        _ => None,
    });
    Value::other(found.map_or_else(|| "an object".to_owned(), |found| shortened(&found)))
}

/// The JSON text of a value, which [`value_with`] reads back with [`Numbers::Exact`]. A value
/// that is never valid becomes a text that is read as the same kind of invalid value.
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

/// A double of 2^53 or more in size, written with an exponent so that it is not read as an
/// exact whole number. It rearranges the canonical text, because a second algorithm for the
/// digits of doubles would add several kB to the browser module.
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
    fn foreign_values_are_described() {
        let map = raw(r#"{"":"a Map"}"#);
        assert_eq!(value_with(map, Numbers::Exact), Value::other("a Map"));
        // In text that people wrote it is an ordinary object.
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
}

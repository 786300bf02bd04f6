//! Text from CSV becomes a value of the declared type: the one rule for it.

use super::Value;
use crate::exact::nearest;

/// What a text is meant to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Meant {
    Number,
    Flag,
    Tags,
    /// A text, date, instant or id: the text itself.
    Text,
}

/// Outer white space is trimmed, an empty text is missing. A text that is not
/// of the form stays a text, so that reading it finds the wrong type.
pub(crate) fn coerce(text: &str, meant: Meant) -> Value {
    let text = text.trim();
    if text.is_empty() {
        return Value::Null;
    }
    let read = match meant {
        Meant::Number => number(text),
        Meant::Flag => flag(text),
        Meant::Tags => tags(text),
        Meant::Text => None,
    };
    read.unwrap_or_else(|| Value::from(text))
}

/// The same of any value: a text as above, and of a number that stands where a
/// flag is meant, 0 and 1 are one; all else stays.
pub(crate) fn coerced(value: Value, meant: Meant) -> Value {
    match value {
        Value::Text(text) => coerce(&text, meant),
        ref zero if meant == Meant::Flag && *zero == Value::from(0) => Value::Flag(false),
        ref one if meant == Meant::Flag && *one == Value::from(1) => Value::Flag(true),
        other => other,
    }
}

/// A number in JSON's form; one beyond all doubles is not finite.
fn number(text: &str) -> Option<Value> {
    let raw: &serde_json::value::RawValue = serde_json::from_str(text).ok()?;
    let is_number = raw
        .get()
        .starts_with(|first: char| first == '-' || first.is_ascii_digit());
    is_number.then(|| nearest(raw.get()).map_or(Value::NotFinite, Value::from))
}

fn flag(text: &str) -> Option<Value> {
    let is = |words: [&str; 3]| words.iter().any(|word| text.eq_ignore_ascii_case(word));
    match () {
        () if is(["true", "yes", "1"]) => Some(Value::Flag(true)),
        () if is(["false", "no", "0"]) => Some(Value::Flag(false)),
        () => None,
    }
}

/// A JSON array, or texts between semicolons.
fn tags(text: &str) -> Option<Value> {
    if text.starts_with('[') {
        return serde_json::from_str(text)
            .ok()
            .map(|json| Value::from_json(&json));
    }
    Some(Value::List(
        text.split(';').map(|tag| Value::from(tag.trim())).collect(),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_0_and_1_are_flags() {
        let flag = |value| coerced(value, Meant::Flag);
        let flags = [0.into(), 1.into(), (-0.0).into(), "1".into()].map(flag);
        assert_eq!(flags, [false, true, false, true].map(Value::from));
        for other in [Value::from(2), 0.5.into(), Value::Null, "maybe".into()] {
            assert_eq!(flag(other.clone()), other);
        }
        assert_eq!(coerced(1.into(), Meant::Number), 1.into());
    }

    #[test]
    fn forms_of_the_language_are_read_and_others_stay_texts() {
        let number = |text| coerce(text, Meant::Number);
        assert_eq!(number(" 12.5 "), Value::from(12.5));
        assert_eq!(number("-1e3"), Value::from(-1000));
        assert_eq!(number("1e999"), Value::NotFinite);
        assert_eq!(number("  "), Value::Null);
        for text in ["1,5", "+1", ".5", "01", "NaN", "true", "\"1\"", "0x10"] {
            assert_eq!(number(text), Value::from(text), "{text}");
        }
        let flag = |text| coerce(text, Meant::Flag);
        assert_eq!(
            [flag("TRUE"), flag("Yes"), flag("1")],
            [true, true, true].map(Value::from)
        );
        assert_eq!(
            [flag("False"), flag("NO"), flag("0")],
            [false, false, false].map(Value::from)
        );
        assert_eq!(flag("on"), Value::from("on"));
        let tags = |text| coerce(text, Meant::Tags);
        assert_eq!(tags("a; b;"), Value::from(vec!["a", "b", ""]));
        assert_eq!(tags(r#"["a;b", "c"]"#), Value::from(vec!["a;b", "c"]));
        assert_eq!(tags("[oops"), Value::from("[oops"));
    }
}

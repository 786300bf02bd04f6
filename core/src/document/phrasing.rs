//! How messages show values: short, with user text in backticks.

use super::tree::TreeValue;
use crate::text::{name_fault, number_text};

/// The most characters of a text in a message.
const SHOWN: usize = 60;

/// User text in backticks, shortened, with invisible characters escaped.
pub(crate) fn quoted(text: &str) -> String {
    let mut shown = String::from("`");
    for (index, character) in text.chars().enumerate() {
        if index == SHOWN {
            shown.push('…');
            break;
        }
        if is_hidden(character) {
            shown.extend(character.escape_unicode());
        } else {
            shown.push(character);
        }
    }
    shown.push('`');
    shown
}

/// Whether the character is invisible and therefore not allowed in names.
fn is_hidden(character: char) -> bool {
    character != '.' && name_fault(character.encode_utf8(&mut [0; 4])).is_some()
}

/// Describes the value that was found.
pub(crate) fn found(value: &TreeValue) -> String {
    match value {
        TreeValue::Null | TreeValue::Faulty => "found nothing".to_owned(),
        TreeValue::Flag(flag) => format!("found {flag}"),
        TreeValue::Number(number) => format!("found {}", number_text(*number)),
        TreeValue::Digits(digits) => format!("found {}", crate::text::shortened(digits)),
        TreeValue::Text(text) => format!("found the text {}", quoted(text)),
        TreeValue::List(_) => "found a list".to_owned(),
        TreeValue::Table(_) => "found a table".to_owned(),
    }
}

/// Describes what is allowed instead of the value.
pub(crate) fn expected(allowed: &str) -> String {
    ["expected ", allowed].concat()
}

/// A whole number with commas as thousands separators.
pub(crate) fn grouped(number: i64) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut text = String::from(if number < 0 { "-" } else { "" });
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && digits.len().saturating_sub(index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// Words in backticks: `a`, `b` or `c`.
pub(crate) fn any_of(words: &[&str]) -> String {
    list_of("or", words)
}

/// Words in backticks with the word `join` before the last.
pub(crate) fn list_of(join: &str, words: &[&str]) -> String {
    let words: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
    match words.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} {join} {last}", rest.join(", ")),
        Some((last, _)) => last.clone(),
        None => String::new(),
    }
}

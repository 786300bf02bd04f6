//! How messages show what was found: briefly, and user text in backticks.

use super::tree::TreeValue;
use crate::text::{name_fault, number_text};

/// Characters of a text that a message shows.
const SHOWN: usize = 60;

/// User text in backticks, shortened, what cannot be seen escaped.
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

/// Whether no name may have the character since it cannot be seen.
fn is_hidden(character: char) -> bool {
    character != '.' && name_fault(character.encode_utf8(&mut [0; 4])).is_some()
}

/// What a value is, in words.
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

/// What is needed instead of a value, in words.
pub(crate) fn expected(allowed: &str) -> String {
    format!("expected {allowed}")
}

/// A whole number with commas between thousands.
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

/// Words in backticks with a word before the last.
pub(crate) fn list_of(join: &str, words: &[&str]) -> String {
    let words: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
    match words.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} {join} {last}", rest.join(", ")),
        Some((last, _)) => last.clone(),
        None => String::new(),
    }
}

//! Numbers and texts as ECMAScript writes them.

use crate::text::escaped::is_plain;

/// Appends an integer that a double holds exactly.
#[inline]
pub(super) fn whole(text: &mut String, number: i64) {
    text.push_str(itoa::Buffer::new().format(number));
}

/// Writes a number in canonical form.
pub(crate) fn number_text(number: f64) -> String {
    let mut text = String::new();
    double(&mut text, number);
    text
}

/// Appends the shortest digits that read back as the same double, or null if it is not finite.
pub(super) fn double(text: &mut String, number: f64) {
    if let Some(milli) = thousandths(number) {
        decimal(text, milli);
    } else if number.is_finite() {
        text.push_str(ryu_js::Buffer::new().format_finite(number));
    } else {
        text.push_str("null");
    }
}

/// The thousandths that a double represents, as almost all numbers of an answer do. Returns `None`
/// for any other double. They have at most 15 digits, and no other decimal of up to 15 digits has
/// the same nearest double, so they are its shortest digits.
#[expect(
    clippy::float_arithmetic,
    reason = "a result that does not convert back is refused"
)]
#[expect(clippy::cast_possible_truncation, reason = "it is below 10^15")]
fn thousandths(number: f64) -> Option<i64> {
    if number.abs() >= 1e12 || number.is_nan() {
        return None;
    }
    let milli = (number * 1e3 + 0.5_f64.copysign(number)) as i64;
    (milli as f64 / 1e3 == number).then_some(milli)
}

fn decimal(text: &mut String, milli: i64) {
    if milli < 0 {
        text.push('-');
    }
    let size = milli.unsigned_abs();
    text.push_str(itoa::Buffer::new().format(size / 1_000));
    let rest = size % 1_000;
    if rest > 0 {
        // Adding 1000 keeps the leading zeros of the three digits.
        let with_zeros = rest + 1_000;
        let mut digits = itoa::Buffer::new();
        let three = digits
            .format(with_zeros)
            .strip_prefix('1')
            .unwrap_or_default();
        text.push('.');
        text.push_str(three.trim_end_matches('0'));
    }
}

/// Appends a text in quotes. Returns whether it needed no escapes.
#[cfg_attr(not(target_family = "wasm"), inline(always))]
pub(super) fn quoted(text: &mut String, content: &str) -> bool {
    text.push('"');
    let plain = is_plain(content.as_bytes());
    if plain {
        text.push_str(content);
    } else {
        escape(text, content);
    }
    text.push('"');
    plain
}

#[cold]
fn escape(text: &mut String, content: &str) {
    for one in content.chars() {
        match one {
            '"' => text.push_str("\\\""),
            '\\' => text.push_str("\\\\"),
            '\u{8}' => text.push_str("\\b"),
            '\t' => text.push_str("\\t"),
            '\n' => text.push_str("\\n"),
            '\u{c}' => text.push_str("\\f"),
            '\r' => text.push_str("\\r"),
            '\0'..='\u{1f}' => {
                let hex = |digit| char::from_digit(digit, 16).unwrap_or('0');
                text.push_str("\\u00");
                text.push(hex(u32::from(one) >> 4));
                text.push(hex(u32::from(one) & 15));
            }
            _ => text.push(one),
        }
    }
}

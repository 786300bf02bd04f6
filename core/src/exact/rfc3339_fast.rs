//! Fast path for the RFC 3339 forms that most programs write: UTC to the second or the
//! millisecond. Parses eight bytes at a time.

use super::day::Day;
use super::instant::{self, Instant};

const DATE: DigitPattern = DigitPattern::new(b"0000-00-");
const CLOCK: DigitPattern = DigitPattern::new(b"00T00:00");
const MILLIS: DigitPattern = DigitPattern::new(b":00.000Z");
const SECONDS: DigitPattern = DigitPattern::new(b":00Z\0\0\0\0");

/// Parses an instant at the start of a text, in the form `2026-11-22T09:30:00Z` or
/// `2026-11-22T09:30:00.000Z`. Returns it with the rest of the text. Returns `None` if the
/// text does not start with one of these forms; it may still be an instant of another form.
#[inline]
pub(crate) fn parse_prefix(text: &[u8]) -> Option<(Instant, &[u8])> {
    let (date, rest) = text.split_first_chunk()?;
    let (clock, rest) = rest.split_first_chunk()?;
    let [century, _, year, _, _, month, ..] = DATE.pairs(*date)?;
    let [day, _, _, hour, _, _, minute, _] = CLOCK.pairs(*clock)?;
    let (second, millis, rest) = match rest {
        [b':', _, _, b'.', ..] => {
            let (end, rest) = rest.split_first_chunk()?;
            let [_, second, _, hundreds, _, ones, ..] = MILLIS.pairs(*end)?;
            (second, i64::from(hundreds) * 100 + i64::from(ones), rest)
        }
        [b':', tens, ones, b'Z', rest @ ..] => {
            let [_, second, ..] = SECONDS.pairs([b':', *tens, *ones, b'Z', 0, 0, 0, 0])?;
            (second, 0, rest)
        }
        _ => return None,
    };
    if hour > 23 || minute > 59 || second > 60 {
        return None;
    }
    let day = Day::from_civil(i32::from(century) * 100 + i32::from(year), month, day)?;
    let seconds = (i64::from(hour) * 60 + i64::from(minute)) * 60 + i64::from(second);
    let of_day = seconds * 1_000_000 + millis * 1_000;
    let instant = Instant::from_micros(i64::from(day.0) * instant::DAY + of_day)?;
    Some((instant, rest))
}

/// A pattern of eight characters: a digit for each 0, and the character itself elsewhere.
struct DigitPattern {
    zeros: u64,
    /// Added to each byte minus its zero; the highest bit is then set if the byte is too large.
    most: u64,
}

impl DigitPattern {
    const fn new(form: &[u8; 8]) -> Self {
        let zeros = u64::from_le_bytes(*form);
        let mut most = 0;
        let mut at = 0;
        while at < u64::BITS {
            let digit = (zeros >> at) & 0xff == b'0' as u64;
            most |= (if digit { 0x7f - 9 } else { 0x7f }) << at;
            at += 8;
        }
        Self { zeros, most }
    }

    /// For each position the two-digit number of this digit and the next one. Characters that
    /// are not digits count as 0.
    #[inline]
    fn pairs(&self, text: [u8; 8]) -> Option<[u8; 8]> {
        let digits = u64::from_le_bytes(text) ^ self.zeros;
        // A byte that carries into the next one has its own highest bit set.
        let beyond = (digits.wrapping_add(self.most) | digits) & ((u64::MAX / 255) << 7);
        let pairs = digits.wrapping_mul(10).wrapping_add(digits >> 8);
        (beyond == 0).then_some(pairs.to_le_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::super::When;
    use super::*;
    use proptest::prelude::*;

    /// The result of the slow path.
    fn any_form(text: &str) -> Option<Instant> {
        match When::parse_any(text) {
            Ok(When::Instant(instant)) => Some(instant),
            _ => None,
        }
    }

    proptest! {
        #[test]
        fn as_the_reader_of_all_forms(
            year in "(19|20|22)[0-9]{2}", rest in "-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-6][0-9]:[0-6][0-9](\\.[0-9]{3})?Z",
            after in "[\" Z0]{0,3}",
        ) {
            let expected = any_form(&format!("{year}{rest}")).map(|instant| (instant, after.as_bytes()));
            let text = format!("{year}{rest}{after}");
            prop_assert_eq!(parse_prefix(text.as_bytes()), expected);
        }
    }

    /// Changes each byte to every value. The fast path must agree with the slow path. Some
    /// marks end the instant earlier, such as a Z in the place of the point; the rest then
    /// starts after it.
    #[test]
    fn one_byte_off() {
        for usual in ["2026-11-22T09:30:00Z", "2026-11-22T09:30:00.000Z"] {
            for (at, byte) in
                (0..usual.len()).flat_map(|at| (0..=u8::MAX).map(move |byte| (at, byte)))
            {
                let mut text = usual.as_bytes().to_vec();
                text[at] = byte;
                let Some((instant, rest)) = parse_prefix(&text) else {
                    // Only the slow path accepts other characters for T and Z.
                    let other = matches!(byte, b't' | b' ' | b'z');
                    let any = std::str::from_utf8(&text).ok().and_then(any_form);
                    assert!(other || any.is_none(), "{text:?}");
                    continue;
                };
                let text = std::str::from_utf8(&text[..text.len() - rest.len()]).unwrap();
                assert_eq!(Some(instant), any_form(text), "{text} before {rest:?}");
            }
        }
    }
}

//! The forms in which most programs write instants: UTC to the second or the
//! millisecond, read in words of eight bytes.

use super::day::Day;
use super::instant::{self, Instant};

const DATE: DigitPattern = DigitPattern::new(b"0000-00-");
const CLOCK: DigitPattern = DigitPattern::new(b"00T00:00");
const MILLIS: DigitPattern = DigitPattern::new(b":00.000Z");
const SECONDS: DigitPattern = DigitPattern::new(b":00Z\0\0\0\0");

/// The instant that a text begins with, as `2026-11-22T09:30:00Z` or
/// `2026-11-22T09:30:00.000Z`, and what comes after it. Nothing means nothing:
/// it may be an instant of another form.
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

/// Eight characters: digits where it has a 0, itself elsewhere.
struct DigitPattern {
    zeros: u64,
    /// Added to each byte less its zero, the highest bit says that it is beyond.
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

    /// At each place the number of the digit that is there and the next one;
    /// what is no digit counts as 0.
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

    /// What the reader of all forms says of a text that is an instant.
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

    /// Any character at any place is taken for a digit or a mark only where it
    /// is one. A mark may end the instant earlier, as a Z in the place of the
    /// point does: what is left then begins after the instant.
    #[test]
    fn one_byte_off() {
        for usual in ["2026-11-22T09:30:00Z", "2026-11-22T09:30:00.000Z"] {
            for (at, byte) in
                (0..usual.len()).flat_map(|at| (0..=u8::MAX).map(move |byte| (at, byte)))
            {
                let mut text = usual.as_bytes().to_vec();
                text[at] = byte;
                let Some((instant, rest)) = parse_prefix(&text) else {
                    // Only the reader of all forms knows other signs for T and Z.
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

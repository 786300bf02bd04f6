//! Reading points in time from text.
//!
//! Millions of events arrive as text, so this parser works on bytes and does not allocate.
//! It accepts RFC 3339 and the few deviations that the language allows, and nothing else:
//! the parser of a library might accept more with every version.

use super::bounds::INSTANT_YEARS;
use super::day::{Day, date, two};
use super::instant::{self, Instant, MINUTE};
use super::rfc3339_fast;

/// A point in time as it was written.
///
/// ```
/// use leadgrade::exact::{Day, Instant, When};
/// let noon = Instant::from_micros(43_200_000_000).unwrap();
/// assert_eq!(When::parse("1970-01-01T13:00:00+01:00"), Ok(When::Instant(noon)));
/// assert_eq!(When::parse("1970-01-01 12:00"), Ok(When::Local(43_200_000_000)));
/// assert_eq!(When::parse("1970-01-02"), Ok(When::Day(Day(1))));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// With an offset.
    Instant(Instant),
    /// Without an offset: microseconds of the local civil time since 1970-01-01T00:00, in the years
    /// 0 to 9999. [`Zone::resolve`](super::Zone::resolve) decides whether its instant is in range.
    Local(i64),
    /// A bare date of the years 0 to 9999.
    Day(Day),
}

/// The error of a text or time that is not a [`When`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WhenError {
    /// Not in the form of RFC 3339, or not an existing date or time.
    #[error("not a date or time as RFC 3339 writes them")]
    Unreadable,
    /// A time, but outside the years.
    #[error("outside the years {} to {}", INSTANT_YEARS.0, INSTANT_YEARS.1)]
    OutOfRange,
}

impl When {
    /// Reads RFC 3339 text.
    ///
    /// Outer white space is ignored. The `T` may be a space, `T` and `Z` may be lower case, and
    /// the seconds, the offset or the whole time may be omitted. A fraction may have any number
    /// of digits; the first six count. Second 60 is second 00 of the next minute.
    ///
    /// # Errors
    ///
    /// [`WhenError::Unreadable`] for any other text,
    /// [`WhenError::OutOfRange`] with an offset, for an instant outside the years 1900 to 2200 of UTC.
    #[inline]
    pub fn parse(text: &str) -> Result<When, WhenError> {
        match rfc3339_fast::parse_prefix(text.as_bytes()) {
            Some((instant, [])) => Ok(When::Instant(instant)),
            _ => When::parse_any(text),
        }
    }

    /// The slow path of [`When::parse`].
    pub(super) fn parse_any(text: &str) -> Result<When, WhenError> {
        let (date, rest) = trimmed(text)
            .as_bytes()
            .split_first_chunk()
            .ok_or(WhenError::Unreadable)?;
        let (_, day) = self::date(date).ok_or(WhenError::Unreadable)?;
        if rest.is_empty() {
            return Ok(When::Day(day));
        }
        let (of_day, offset) = time(rest).ok_or(WhenError::Unreadable)?;
        let local = i64::from(day.0) * instant::DAY + of_day;
        let Some(minutes) = offset else {
            return Ok(When::Local(local));
        };
        let instant = Instant::from_micros(local - minutes * MINUTE);
        instant.map(When::Instant).ok_or(WhenError::OutOfRange)
    }
}

/// The text without outer white space; most texts have none.
#[inline]
fn trimmed(text: &str) -> &str {
    match text.as_bytes() {
        [first, .., last] if first.is_ascii_graphic() && last.is_ascii_graphic() => text,
        _ => text.trim(),
    }
}

/// Parses everything after the date: the microseconds of the day, and the offset in minutes.
#[inline]
fn time(bytes: &[u8]) -> Option<(i64, Option<i64>)> {
    let [b'T' | b't' | b' ', h1, h2, b':', m1, m2, rest @ ..] = bytes else {
        return None;
    };
    let minutes = clock(*h1, *h2, *m1, *m2)?;
    let (seconds, rest) = match rest {
        [b':', s1, s2, rest @ ..] => (two(*s1, *s2).filter(|s| *s <= 60)?, rest),
        rest => return Some((minutes * MINUTE, offset(rest)?)),
    };
    let (micros, rest) = match rest {
        [b'.', rest @ ..] => fraction(rest)?,
        rest => (0, rest),
    };
    let of_day = minutes * MINUTE + i64::from(seconds) * 1_000_000 + micros;
    Some((of_day, offset(rest)?))
}

/// Minutes of `HH:MM`.
#[inline]
fn clock(h1: u8, h2: u8, m1: u8, m2: u8) -> Option<i64> {
    let hours = two(h1, h2).filter(|h| *h <= 23)?;
    let minutes = two(m1, m2).filter(|m| *m <= 59)?;
    Some(i64::from(hours) * 60 + i64::from(minutes))
}

/// Parses the digits of a fraction, at least one, into microseconds. Returns the rest too.
#[inline]
fn fraction(bytes: &[u8]) -> Option<(i64, &[u8])> {
    let digits = bytes.iter().take_while(|b| b.is_ascii_digit()).count();
    let (digits, rest) = bytes.split_at_checked(digits)?;
    if digits.is_empty() {
        return None;
    }
    let units = [100_000, 10_000, 1_000, 100, 10, 1];
    let micros = digits.iter().zip(units);
    let micros = micros.map(|(digit, unit)| i64::from(digit.wrapping_sub(b'0')) * unit);
    Some((micros.sum(), rest))
}

/// The offset in minutes ahead of UTC; `Some(None)` if the text ends here without one.
#[inline]
fn offset(bytes: &[u8]) -> Option<Option<i64>> {
    match bytes {
        [] => Some(None),
        [b'Z' | b'z'] => Some(Some(0)),
        [b'+', h1, h2, b':', m1, m2] => Some(Some(clock(*h1, *h2, *m1, *m2)?)),
        [b'-', h1, h2, b':', m1, m2] => Some(Some(-clock(*h1, *h2, *m1, *m2)?)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::Zone;
    use super::*;
    use proptest::prelude::*;

    fn shown(text: &str) -> String {
        match When::parse(text) {
            Ok(When::Instant(instant)) => instant.to_string(),
            Ok(When::Local(micros)) => Instant::from_micros(micros)
                .map_or("a year that UTC does not have".to_owned(), |instant| {
                    instant.to_string().replace('Z', "")
                }),
            Ok(When::Day(day)) => day.to_string(),
            Err(WhenError::Unreadable) => "unreadable".to_owned(),
            Err(WhenError::OutOfRange) => "out of range".to_owned(),
        }
    }

    #[test]
    fn by_hand() {
        for (text, meant) in [
            ("2026-11-22T09:30:00Z", "2026-11-22T09:30:00Z"),
            ("2026-11-22t09:30z", "2026-11-22T09:30:00Z"),
            (
                "\u{a0}2026-11-22 09:30:15.5+03:00\n",
                "2026-11-22T06:30:15.5Z",
            ),
            ("2026-11-22T00:15:00+05:45", "2026-11-21T18:30:00Z"),
            (
                "2026-11-22T23:59:59.9999999999999999999999-00:00",
                "2026-11-22T23:59:59.999999Z",
            ),
            (
                "1969-12-31T23:59:59.0000019Z",
                "1969-12-31T23:59:59.000001Z",
            ),
            ("2016-12-31T23:59:60Z", "2017-01-01T00:00:00Z"),
            ("2016-12-31T23:59:60.25", "2017-01-01T00:00:00.25"),
            ("2026-11-22 09:30", "2026-11-22T09:30:00"),
            ("2026-11-22", "2026-11-22"),
            ("2024-02-29", "2024-02-29"),
        ] {
            assert_eq!(shown(text), meant, "{text:?}");
        }
    }

    #[test]
    fn unreadable() {
        for text in [
            "",
            " ",
            "2026",
            "2026-11",
            "2026-02-29",
            "2026-11-31T00:00Z",
            "2026-11-22T",
            "2026-11-22Z",
            "2026-11-22T9:30Z",
            "2026-11-22T09Z",
            "2026-11-22T24:00Z",
            "2026-11-22T23:60Z",
            "2026-11-22T09:30:61Z",
            "2026-11-22T09:30:00.Z",
            "2026-11-22T09:30.5Z",
            "2026-11-22T09:30:00,5Z",
            "2026-11-22T09:30:00+3",
            "2026-11-22T09:30:00+0300",
            "2026-11-22T09:30:00+24:00",
            "2026-11-22T09:30:00+03:60",
            "2026-11-22T09:30:00 Z",
            "2026-11-22T09:30:00ZZ",
            "2026-11-22  09:30",
            "+2026-11-22",
            "22.11.2026",
            "2026-11-22T09:30:00Z[UTC]",
            "2026\u{2010}11\u{2010}22",
            "\u{662}026-11-22",
            "2026-11-22T09:30:00\u{2212}03:00",
            "1-11-22",
            "20261122T093000Z",
            "1763800000",
        ] {
            assert_eq!(When::parse(text), Err(WhenError::Unreadable), "{text:?}");
        }
    }

    #[test]
    fn the_years() {
        for (text, meant) in [
            ("1900-01-01", "1900-01-01"),
            ("1899-12-31", "1899-12-31"),
            ("2201-01-01", "2201-01-01"),
            ("0000-01-01", "0000-01-01"),
            ("1900-01-01T00:00:00Z", "1900-01-01T00:00:00Z"),
            ("1900-01-01T00:00:00+00:01", "out of range"),
            ("1899-12-31T23:59:00-00:01", "1900-01-01T00:00:00Z"),
            ("2200-12-31T23:59:59.999999Z", "2200-12-31T23:59:59.999999Z"),
            ("2200-12-31T23:59:60Z", "out of range"),
            ("9999-99-01", "unreadable"),
        ] {
            assert_eq!(shown(text), meant, "{text:?}");
        }
        assert_eq!(
            WhenError::OutOfRange.to_string(),
            "outside the years 1900 to 2200"
        );
    }

    #[test]
    fn the_zone_decides_whether_a_local_time_is_in_range() {
        let resolved = |zone, text| {
            let instant = Zone::get(zone).unwrap().resolve(When::parse(text).unwrap());
            instant.map_or("out of range".to_owned(), |instant| instant.to_string())
        };
        for (zone, text, instant) in [
            ("UTC", "1899-12-31T23:30", "out of range"),
            // Clocks were 3 hours, 6 minutes and 28 seconds behind UTC.
            (
                "America/Sao_Paulo",
                "1899-12-31T23:30",
                "1900-01-01T02:36:28Z",
            ),
            ("America/Sao_Paulo", "1899-12-31T20:53:31", "out of range"),
            ("America/Sao_Paulo", "1899-12-31", "out of range"),
            (
                "Asia/Tokyo",
                "2201-01-01T08:59:59.9",
                "2200-12-31T23:59:59.9Z",
            ),
            ("Asia/Tokyo", "2201-01-01T09:00", "out of range"),
            ("Asia/Tokyo", "2201-01-01", "2200-12-31T15:00:00Z"),
            ("Asia/Tokyo", "0000-01-01T00:00", "out of range"),
            ("Asia/Tokyo", "9999-12-31T23:59:60", "out of range"),
        ] {
            assert_eq!(resolved(zone, text), instant, "{text} in {zone}");
        }
    }

    proptest! {
        #[test]
        fn as_jiff_reads_it(
            year in 1890i32..2210, month in 0u8..14, day in 0u8..33, hour in 0u8..25, minute in 0u8..61, second in 0u8..60,
            fraction in "(\\.[0-9]{1,9})?", mark in "[Tt ]", offset in "(Z|z|[+-](0[0-9]|1[0-9]|2[0-3]):[0-5][0-9])?",
        ) {
            let text = format!("{year}-{month:02}-{day:02}{mark}{hour:02}:{minute:02}:{second:02}{fraction}{offset}");
            let local = offset.is_empty();
            let read = if local {
                text.parse::<jiff::civil::DateTime>()
                    .and_then(|time| jiff::tz::TimeZone::UTC.to_timestamp(time))
            } else {
                text.parse::<jiff::Timestamp>()
            };
            let expected = match read.map(|t| t.as_nanosecond().div_euclid(1_000)) {
                Err(_) => Err(WhenError::Unreadable),
                Ok(micros) => match Instant::from_micros(i64::try_from(micros).unwrap()) {
                    _ if local => Ok(When::Local(i64::try_from(micros).unwrap())),
                    None => Err(WhenError::OutOfRange),
                    Some(instant) => Ok(When::Instant(instant)),
                },
            };
            prop_assert_eq!(When::parse(&text), expected, "{}", text);
        }

        #[test]
        fn what_is_shown_is_read(micros in Instant::FIRST.micros()..=Instant::LAST.micros()) {
            let instant = Instant::from_micros(micros).unwrap();
            prop_assert_eq!(When::parse(&instant.to_string()), Ok(When::Instant(instant)));
        }

        #[test]
        fn any_text_has_an_answer(text in "[-0-9T:.Z+ ]{0,30}|.{0,20}") {
            let _ = When::parse(&text);
        }
    }
}

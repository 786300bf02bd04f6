//! Points in time: whole microseconds of the years 1900 to 2200.

use std::fmt;

use super::bounds::INSTANT_YEARS;
use super::day::{Day, digits, number, written};

/// Microseconds of a minute.
pub(super) const MINUTE: i64 = 60_000_000;
/// Microseconds of a day without a clock change.
pub(super) const DAY: i64 = 1_440 * MINUTE;

/// A point in time: whole microseconds since 1970-01-01T00:00:00Z, in the years
/// 1900 to 2200 of UTC.
///
/// ```
/// use leadgrade::exact::Instant;
/// let instant = Instant::from_micros(1_500_000).unwrap();
/// assert_eq!(instant.to_string(), "1970-01-01T00:00:01.5Z");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instant(i64);

impl Instant {
    /// The first instant: 1900-01-01T00:00:00Z.
    pub const FIRST: Instant = Instant(start_of_year(INSTANT_YEARS.0));
    /// The last instant: the last microsecond of the year 2200.
    pub const LAST: Instant = Instant(start_of_year(INSTANT_YEARS.1 + 1) - 1);

    /// The instant at a number of microseconds since 1970. Returns `None` outside the years 1900
    /// to 2200.
    #[inline]
    pub fn from_micros(micros: i64) -> Option<Instant> {
        let instant = Instant(micros);
        (Instant::FIRST <= instant && instant <= Instant::LAST).then_some(instant)
    }

    /// Microseconds since 1970-01-01T00:00:00Z.
    #[inline]
    pub fn micros(self) -> i64 {
        self.0
    }

    /// The instant, clamped to the range of instants.
    pub(crate) fn clamped(micros: i64) -> Instant {
        Instant(micros).clamp(Instant::FIRST, Instant::LAST)
    }
}

/// Microseconds from 1970 to the beginning of a year.
const fn start_of_year(year: i16) -> i64 {
    number(year as i64, 1, 1) * DAY
}

impl fmt::Display for Instant {
    /// Writes RFC 3339 in UTC, with a fraction only if there is one.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&rfc3339(self.0))
    }
}

/// Writes microseconds since 1970 as RFC 3339 in UTC, also outside the range of instants, with
/// a fraction only if there is one.
pub(crate) fn rfc3339(micros: i64) -> String {
    let day = Day(i32::try_from(micros.div_euclid(DAY)).unwrap_or_default());
    let of_day = micros.rem_euclid(DAY);
    let part = |part: i64| u8::try_from(part).unwrap_or_default();
    let (minute, rest) = (of_day / MINUTE, of_day % MINUTE);
    let ([h1, h2], [m1, m2]) = (written(part(minute / 60)), written(part(minute % 60)));
    let [s1, s2] = written(part(rest / 1_000_000));
    let fraction = u32::try_from(rest % 1_000_000).unwrap_or_default();
    let mut text = String::with_capacity("2026-11-22T09:30:00.000000Z".len());
    day.write(&mut text);
    let time = [b'T', h1, h2, b':', m1, m2, b':', s1, s2];
    text.push_str(std::str::from_utf8(&time).unwrap_or_default());
    if fraction != 0 {
        text.push('.');
        digits(&mut text, fraction, 6);
        text.truncate(text.trim_end_matches('0').len());
    }
    text.push('Z');
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_years() {
        assert_eq!(Instant::FIRST.to_string(), "1900-01-01T00:00:00Z");
        assert_eq!(Instant::LAST.to_string(), "2200-12-31T23:59:59.999999Z");
        assert_eq!(Instant::from_micros(Instant::FIRST.micros() - 1), None);
        assert_eq!(Instant::from_micros(Instant::LAST.micros() + 1), None);
        assert_eq!(Instant::from_micros(i64::MIN), None);
    }

    #[test]
    fn fractions_without_trailing_zeros() {
        for (micros, text) in [
            (0, "1970-01-01T00:00:00Z"),
            (-1, "1969-12-31T23:59:59.999999Z"),
            (100_000, "1970-01-01T00:00:00.1Z"),
            (10, "1970-01-01T00:00:00.00001Z"),
            (86_399_000_001, "1970-01-01T23:59:59.000001Z"),
        ] {
            assert_eq!(Instant::from_micros(micros).unwrap().to_string(), text);
        }
    }

    proptest! {
        #[test]
        fn shown_as_jiff_shows_it(micros in Instant::FIRST.micros()..=Instant::LAST.micros()) {
            let shown = Instant::from_micros(micros).unwrap().to_string();
            prop_assert_eq!(shown, jiff::Timestamp::from_microsecond(micros).unwrap().to_string());
        }
    }
}

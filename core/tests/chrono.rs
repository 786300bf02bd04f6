//! Instants from those of `chrono` (feature `chrono`).

#![allow(clippy::unwrap_used, reason = "helpers of tests")]

use chrono::{DateTime, NaiveDate, Utc};
use leadgrade::Instant;
use leadgrade::exact::WhenError;

fn text(time: DateTime<Utc>) -> Result<String, WhenError> {
    Instant::try_from(time).map(|instant| instant.to_string())
}

/// An instant of the last minute of a year.
fn last_minute(year: i32, second: u32, nanos: u32) -> DateTime<Utc> {
    let date = NaiveDate::from_ymd_opt(year, 12, 31).unwrap();
    let time = date.and_hms_nano_opt(23, 59, second, nanos).unwrap();
    time.and_utc()
}

#[test]
fn fractions_of_a_microsecond_are_cut_off() {
    let last = text(last_minute(1969, 59, 999_999_999)).unwrap();
    assert_eq!(last, "1969-12-31T23:59:59.999999Z");
}

#[test]
fn a_leap_second_is_the_first_of_the_next_minute() {
    let leap = text(last_minute(2016, 59, 1_500_000_000)).unwrap();
    assert_eq!(leap, "2017-01-01T00:00:00.5Z");
}

#[test]
fn instants_outside_the_years_are_refused() {
    for time in [
        last_minute(1899, 59, 0),
        DateTime::<Utc>::MAX_UTC,
        DateTime::<Utc>::MIN_UTC,
    ] {
        assert_eq!(text(time), Err(WhenError::OutOfRange));
    }
}

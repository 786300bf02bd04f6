//! Specification, section 2: instants, days and months.

use jiff::civil::{Date, DateTime, date};
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp};

pub use crate::written::{Fault, Written, read, written_utc};
pub use crate::zone::Zone;

/// Microseconds since 1970-01-01T00:00:00Z.
pub type Instant = i64;

/// A second.
pub const SECOND: i64 = 1_000_000;
/// 24 hours.
pub const DAY: i64 = 86_400 * SECOND;

/// "Instants are whole microseconds, years 1900 to 2200 in UTC."
pub fn in_range(at: Instant) -> bool {
    (-2_208_988_800 * SECOND..7_289_654_400 * SECOND).contains(&at)
}

/// An instant as the zone library takes it.
pub fn timestamp(at: Instant) -> Timestamp {
    Timestamp::from_microsecond(at).expect("an instant near 1900 to 2200")
}

/// The date and time that UTC shows so many microseconds after 1970.
pub fn unix_wall(at: Instant) -> DateTime {
    TimeZone::UTC.to_datetime(timestamp(at))
}

/// The inverse: microseconds after 1970 at which UTC shows a date and time.
pub fn wall_unix(wall: DateTime) -> Instant {
    let days = days_between(date(1970, 1, 1), wall.date());
    let time =
        i64::from(wall.hour()) * 3600 + i64::from(wall.minute()) * 60 + i64::from(wall.second());
    days * DAY + time * SECOND
}

/// `b - a` in days.
pub fn days_between(a: Date, b: Date) -> i64 {
    b.duration_since(a).as_hours() / 24
}

/// The date so many days later.
pub fn plus_days(day: Date, days: i64) -> Date {
    day.checked_add(Span::new().days(days))
        .expect("a date near 1900 to 2300")
}

/// "`s + n months`, its day clamped to the month's last."
pub fn plus_months(day: Date, months: i64) -> Date {
    let month = i64::from(day.year()) * 12 + i64::from(day.month()) - 1 + months;
    let first = date((month / 12) as i16, (month % 12 + 1) as i8, 1);
    date(
        first.year(),
        first.month(),
        day.day().min(first.days_in_month()),
    )
}

/// "`n` full months have passed since date `s` when `s + n months` is not after today": the greatest such n.
pub fn full_months(since: Date, today: Date) -> i64 {
    let mut months = 0;
    while plus_months(since, months + 1) <= today {
        months += 1;
    }
    months
}

#[cfg(test)]
#[path = "time_tests.rs"]
mod tests;

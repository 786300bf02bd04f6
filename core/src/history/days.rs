//! The days that a history can have. Local time differs from UTC by at most a day.

use crate::exact::{Day, Instant};

/// Whether `day` is the day of some instant in some zone.
pub(super) fn possible(day: Day) -> bool {
    (first()..=last_day(Instant::LAST)).contains(&day)
}

/// The latest day that an instant can have in any zone.
pub(super) fn last_day(instant: Instant) -> Day {
    Day(utc_day(instant).saturating_add(1))
}

/// A day that can be written as a date and has the same events before it.
pub(super) fn clamped(day: Day) -> Day {
    let Day(last) = last_day(Instant::LAST);
    day.clamp(first(), Day(last.saturating_add(1)))
}

fn first() -> Day {
    Day(utc_day(Instant::FIRST).saturating_sub(1))
}

fn utc_day(instant: Instant) -> i32 {
    i32::try_from(instant.micros().div_euclid(86_400_000_000)).unwrap_or_default()
}

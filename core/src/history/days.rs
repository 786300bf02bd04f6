//! Which days a history can have: clocks are at most a day from UTC.

use crate::exact::{Day, Instant};

/// Whether an instant can be on that day.
pub(super) fn possible(day: Day) -> bool {
    (first()..=last_day(Instant::LAST)).contains(&day)
}

/// The last day that it can be anywhere.
pub(super) fn last_day(instant: Instant) -> Day {
    Day(utc_day(instant).saturating_add(1))
}

/// A day before which there are the same events, so that every day can be
/// written as a date.
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

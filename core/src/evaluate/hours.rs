//! Hours in which a channel may be used.

use super::state::AssessmentState;
use crate::document::Weekday;
use crate::document::steps::read::minutes;
use crate::exact::{Day, Instant, Zone};
use crate::model::plan::HoursPlan;

const MICROS_PER_MINUTE: i64 = 60_000_000;
const MICROS_PER_DAY: i64 = 24 * 60 * MICROS_PER_MINUTE;
/// The most spans with one UTC offset that are searched. Each weekday comes within a week, and clock
/// changes and skipped days may make a second week necessary.
const MAX_SEGMENTS: usize = 21;

/// A range of the day in minutes: from the first up to, but not including, the second.
pub(super) type HourRange = (u16, u16);

/// The hours that apply to a lead: those of the fact if it can be read, else the fixed ones.
pub(super) fn hours_of(plan: &HoursPlan, state: &AssessmentState<'_>) -> Option<HourRange> {
    let value = plan.fact.map(|fact| state.base.value(fact));
    let own = value.and_then(|value| read(value.as_text()?));
    own.or(plan.fixed)
}

/// Reads a range such as `10:00-14:00`; `None` for any other text.
fn read(text: &str) -> Option<HourRange> {
    let (from, to) = text.trim().split_once('-')?;
    let (from, to) = (minutes(from)?, minutes(to)?);
    (from < to).then_some((from, to))
}

/// The first instant from `as_of` on whose local time lies within the hours; `None` if there is
/// none in the next weeks.
pub(super) fn earliest(
    hours: HourRange,
    weekdays: Option<&[Weekday]>,
    as_of: Instant,
    zone: &Zone,
) -> Option<Instant> {
    let mut at = as_of;
    for _ in 0..MAX_SEGMENTS {
        let (offset, until) = zone.segment(at);
        let found = in_segment(hours, weekdays, at.micros() + offset).map(|local| local - offset);
        match (found, until) {
            (Some(found), Some(until)) if found >= until.micros() => at = until,
            (Some(found), _) => return Instant::from_micros(found),
            (None, Some(until)) => at = until,
            (None, None) => return None,
        }
    }
    None
}

/// The first local time from `local` on within the hours, under the assumption that the UTC offset
/// does not change. All in microseconds.
fn in_segment(hours: HourRange, weekdays: Option<&[Weekday]>, local: i64) -> Option<i64> {
    let today = local.div_euclid(MICROS_PER_DAY);
    let (from, to) = (
        i64::from(hours.0) * MICROS_PER_MINUTE,
        i64::from(hours.1) * MICROS_PER_MINUTE,
    );
    (today..today + 8)
        .filter(|day| weekdays.is_none_or(|list| list.contains(&weekday(*day))))
        .map(|day| {
            (
                local.max(day * MICROS_PER_DAY + from),
                day * MICROS_PER_DAY + to,
            )
        })
        .find(|(start, end)| start < end)
        .map(|(start, _)| start)
}

/// The weekday of a day, counted from 1970-01-01.
fn weekday(day: i64) -> Weekday {
    match Day(i32::try_from(day).unwrap_or_default()).weekday() {
        0 => Weekday::Mon,
        1 => Weekday::Tue,
        2 => Weekday::Wed,
        3 => Weekday::Thu,
        4 => Weekday::Fri,
        5 => Weekday::Sat,
        _ => Weekday::Sun,
    }
}

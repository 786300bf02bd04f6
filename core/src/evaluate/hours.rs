//! Hours in which a channel may be used.

use super::state::State;
use crate::document::Weekday;
use crate::document::steps::read::minutes;
use crate::exact::{Instant, Zone};
use crate::model::plan::HoursPlan;

const MICROS_PER_MINUTE: i64 = 60_000_000;
const MICROS_PER_DAY: i64 = 24 * 60 * MICROS_PER_MINUTE;
/// Every week has the weekday; clock changes and skipped days ask for a second one.
const DAYS_AHEAD: usize = 21;

/// From and to, in minutes of the day.
pub(super) type Span = (u16, u16);

/// The hours that apply to a lead, if they are known.
pub(super) fn known(plan: &HoursPlan, state: &State<'_>) -> Option<Span> {
    let said = plan.fact.map(|fact| state.base.value(fact));
    let said = said.and_then(|said| read(said.as_text()?));
    said.or(plan.fixed)
}

/// Reads `10:00-14:00`.
fn read(text: &str) -> Option<Span> {
    let (from, to) = text.trim().split_once('-')?;
    let (from, to) = (minutes(from)?, minutes(to)?);
    (from < to).then_some((from, to))
}

/// The first instant from `as_of` on whose local time lies in the hours.
pub(super) fn earliest(
    span: Span,
    weekdays: Option<&[Weekday]>,
    as_of: Instant,
    zone: &Zone,
) -> Option<Instant> {
    let mut at = as_of;
    for _ in 0..DAYS_AHEAD {
        let (offset, until) = zone.segment(at);
        let found = in_segment(span, weekdays, at.micros() + offset).map(|local| local - offset);
        match (found, until) {
            (Some(found), Some(until)) if found >= until.micros() => at = until,
            (Some(found), _) => return Instant::from_micros(found),
            (None, Some(until)) => at = until,
            (None, None) => return None,
        }
    }
    None
}

/// The first local time from `local` on inside the hours, as if no clock changed.
fn in_segment((from, to): Span, weekdays: Option<&[Weekday]>, local: i64) -> Option<i64> {
    let today = local.div_euclid(MICROS_PER_DAY);
    let (from, to) = (
        i64::from(from) * MICROS_PER_MINUTE,
        i64::from(to) * MICROS_PER_MINUTE,
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

/// The weekday of a day since 1970-01-01, a Thursday.
fn weekday(day: i64) -> Weekday {
    match (day + 3).rem_euclid(7) {
        0 => Weekday::Mon,
        1 => Weekday::Tue,
        2 => Weekday::Wed,
        3 => Weekday::Thu,
        4 => Weekday::Fri,
        5 => Weekday::Sat,
        _ => Weekday::Sun,
    }
}

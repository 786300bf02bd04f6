//! Specification, section 2: instants and dates as text.

use jiff::civil::{Date, DateTime};

use crate::time::{Instant, SECOND, unix_wall, wall_unix};

/// The time that a text stands for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Written {
    /// With an offset.
    Instant(Instant),
    /// "Text without an offset is local time in the model's zone."
    Local(DateTime, i64),
    /// A bare date.
    Day(Date),
}

/// Why a text is not an instant.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Fault {
    /// Not in the form of RFC 3339.
    Unreadable,
    /// Outside the years that are allowed.
    OutOfRange,
}

/// "`as_of` is in UTC with `Z`, a fraction only if it is not zero and without trailing zeros."
pub fn written_utc(at: Instant) -> String {
    let wall = unix_wall(at);
    let fraction = format!(".{:06}", at.rem_euclid(SECOND));
    let fraction = fraction.trim_end_matches('0').trim_end_matches('.');
    let (day, time) = (wall.date(), wall.time());
    format!(
        "{day}T{:02}:{:02}:{:02}{fraction}Z",
        time.hour(),
        time.minute(),
        time.second()
    )
}

/// Reads the profile of RFC 3339 that section 2 allows.
pub fn read(text: &str) -> Result<Written, Fault> {
    read_form(text).ok_or(Fault::Unreadable)
}

fn read_form(text: &str) -> Option<Written> {
    if !text.is_ascii() || text.len() < 10 {
        return None;
    }
    let (day, rest) = text.split_at(10);
    let (year, month_day) = (digits(&day[..4])?, &day[4..]);
    let month = digits(month_day.strip_prefix('-')?.get(..2)?)?;
    let of_month = digits(month_day[3..].strip_prefix('-')?)?;
    let day = Date::new(year as i16, month as i8, of_month as i8).ok()?;
    if rest.is_empty() {
        return Some(Written::Day(day));
    }
    let rest = rest.strip_prefix(['T', 't', ' '])?;
    let (hour, rest) = (digits(rest.get(..2)?)?, &rest[2..]);
    let (minute, rest) = (digits(rest.strip_prefix(':')?.get(..2)?)?, &rest[3..]);
    let (second, micros, rest) = seconds(rest)?;
    let wall = DateTime::new(
        day.year(),
        day.month(),
        day.day(),
        hour as i8,
        minute as i8,
        second as i8,
        0,
    )
    .ok()?;
    if rest.is_empty() {
        return Some(Written::Local(wall, micros));
    }
    Some(Written::Instant(
        wall_unix(wall) + micros - offset(rest)? * SECOND,
    ))
}

/// `:30.123456789`, or nothing ("the seconds may be left out"); "finer digits cut".
fn seconds(rest: &str) -> Option<(i64, i64, &str)> {
    let Some(rest) = rest.strip_prefix(':') else {
        return Some((0, 0, rest));
    };
    let (second, rest) = (digits(rest.get(..2)?)?, &rest[2..]);
    let Some(fraction) = rest.strip_prefix('.') else {
        return Some((second, 0, rest));
    };
    let end = fraction
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(fraction.len());
    if end == 0 {
        return None;
    }
    let micros: String = fraction[..end]
        .chars()
        .chain("000000".chars())
        .take(6)
        .collect();
    Some((second, micros.parse().ok()?, &fraction[end..]))
}

/// `Z` or `+02:00`, in seconds.
fn offset(text: &str) -> Option<i64> {
    if text.eq_ignore_ascii_case("z") {
        return Some(0);
    }
    let sign = match text.chars().next()? {
        '+' => 1,
        '-' => -1,
        _ => return None,
    };
    let (hours, minutes) = text[1..].split_once(':')?;
    if hours.len() != 2 || minutes.len() != 2 {
        return None;
    }
    let (hours, minutes) = (digits(hours)?, digits(minutes)?);
    (hours < 24 && minutes < 60).then_some(sign * (hours * 3600 + minutes * 60))
}

fn digits(text: &str) -> Option<i64> {
    if text.bytes().all(|b| b.is_ascii_digit()) {
        text.parse().ok()
    } else {
        None
    }
}

//! The instant of an event, and the instant at which leads are assessed.

use super::cell::is_blank;
use super::fault::{Fault, INSTANT};
use crate::exact::{Day, Instant, When, WhenError, Zone};
use crate::lead::{Value, local_text};
use crate::model::Model;
use crate::text::shortened;

/// Reads the instant of an event. A date without a time is the first instant of its day. The
/// flag tells whether it was local time without an offset.
#[inline]
pub(crate) fn event_instant(value: &Value, zone: &Zone) -> Result<(Instant, bool), Fault> {
    match value {
        Value::Instant(instant) => Ok((*instant, false)),
        _ => any_instant(value, zone, start_of, "an event needs an instant"),
    }
}

/// Reads an `as_of`. A date without a time is the last instant of its day, so that the whole
/// day counts.
pub(crate) fn as_of(value: &Value, zone: &Zone) -> Result<(Instant, bool), Fault> {
    any_instant(value, zone, end_of, "a row needs its `as_of`")
}

/// Reads the time when a row was recorded. A date without a time is the last instant of its day.
pub(crate) fn recorded_at(value: &Value, zone: &Zone) -> Result<(Instant, bool), Fault> {
    any_instant(value, zone, end_of, "a row needs its `recorded_at`")
}

/// The instant of a date without a time; `None` outside the years of instants.
type OfDay = fn(&Zone, Day) -> Option<Instant>;

fn start_of(zone: &Zone, day: Day) -> Option<Instant> {
    zone.resolve(When::Day(day))
}

fn end_of(zone: &Zone, day: Day) -> Option<Instant> {
    zone.end_in_range(day)
}

fn any_instant(
    value: &Value,
    zone: &Zone,
    of_day: OfDay,
    missing: &str,
) -> Result<(Instant, bool), Fault> {
    match value {
        Value::Instant(instant) => Ok((*instant, false)),
        Value::Day(day) => of_day(zone, *day)
            .map(|instant| (instant, false))
            .ok_or_else(|| Fault::out_of_years(&day.to_string())),
        Value::Local(micros) => zone
            .resolve(When::Local(*micros))
            .map(|instant| (instant, true))
            .ok_or_else(|| Fault::out_of_years(&local_text(*micros))),
        Value::Null => Err(Fault::missing(missing)),
        Value::Text(text) if is_blank(text) => Err(Fault::missing(missing)),
        Value::Text(text) => instant_of_text(text, zone, of_day).map_err(|error| match error {
            WhenError::Unreadable => Fault::unreadable_instant(text),
            WhenError::OutOfRange => Fault::out_of_years(text),
        }),
        other => Err(Fault::wrong_time(other, INSTANT)),
    }
}

fn instant_of_text(text: &str, zone: &Zone, of_day: OfDay) -> Result<(Instant, bool), WhenError> {
    let when = When::parse(text)?;
    let instant = match when {
        When::Day(day) => of_day(zone, day),
        when => zone.resolve(when),
    };
    let is_local = matches!(when, When::Local(_));
    instant
        .map(|instant| (instant, is_local))
        .ok_or(WhenError::OutOfRange)
}

impl Model {
    /// Parses an `as_of`: RFC 3339, local time in the model's time zone, or a date, which means the
    /// end of that day.
    ///
    /// # Errors
    /// Fails if the text is not readable or outside the years 1900 to 2200. The error says what was
    /// found and what is allowed.
    ///
    /// ```
    /// use leadgrade::Model;
    /// let model = Model::from_toml("format = 1\nname = \"n\"\ntimezone = \"Europe/Berlin\"")?;
    /// assert_eq!(model.as_of("2026-11-22")?.to_string(), "2026-11-22T22:59:59.999999Z");
    /// assert!(model.as_of("yesterday").is_err());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn as_of(&self, text: &str) -> Result<Instant, AsOfError> {
        let found = || shortened(text);
        match instant_of_text(text, &self.0.zone, end_of) {
            Ok((instant, _)) => Ok(instant),
            Err(WhenError::OutOfRange) => Err(AsOfError::OutOfRange(found())),
            Err(WhenError::Unreadable) => Err(AsOfError::Unreadable(found())),
        }
    }
}

/// The error of an `as_of` that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum AsOfError {
    /// Not an instant, a local time or a date.
    #[error(
        "`as_of` is `{0}`, expected an instant such as `2026-11-22T09:30:00Z` or a date such as `2026-11-22`"
    )]
    Unreadable(String),
    /// Outside the years 1900 to 2200.
    #[error("`as_of` is `{0}`, which is outside the years 1900 to 2200")]
    OutOfRange(String),
}

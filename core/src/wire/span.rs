//! Requests about spans of days.

use serde_json::value::RawValue;

use super::problem;
use super::raw::{self, Kind};
use super::request::{Given, Refused};
use crate::assessment::{ForecastError, SpanError, TimelineDetail, canonical};
use crate::document::Problem;
use crate::document::words::grouped;
use crate::exact::{Day, INSTANT_YEARS, MAX_DAYS, Milli, When, WhenError, nearest};
use crate::history::History;
use crate::model::Model;

/// The days of a timeline, and which of them give rows.
pub(super) fn days(mut given: Given<'_>) -> Result<(Day, Day, TimelineDetail), Vec<Problem>> {
    let (from, to) = (given.part("from", date), given.part("to", date));
    let every = given.part("every", every).unwrap_or_default();
    given.check()?;
    // Both are required, and what is missing was said.
    Ok((from.unwrap_or_default(), to.unwrap_or_default(), every))
}

/// The answer of `timeline`.
pub(super) fn timeline(
    mut given: Given<'_>,
    model: &Model,
    history: Option<&History>,
) -> Result<String, Vec<Problem>> {
    let (profile, events) = given.known();
    let (from, to, every) = days(given)?;
    let events = events.into_values();
    let rows = super::known(model, &profile, &events, history).timeline(from, to, every);
    rows.map(|rows| canonical(&rows))
        .map_err(|error| refused("/to", "/from", error))
}

/// Days that cannot be looked at, as a problem of the member at a path: of the span, or of when
/// the history ends.
pub(super) fn refused(span: &str, as_of: &str, error: ForecastError) -> Vec<Problem> {
    let error = match error {
        ForecastError::Span(error) => error,
        ForecastError::History(error) => return vec![error.problem(as_of)],
    };
    let most = grouped(i64::from(MAX_DAYS));
    let (code, help) = match error {
        SpanError::Backwards { .. } => ("wrong_order", "`to` is not before `from`".to_owned()),
        SpanError::TooLong { .. } => ("out_of_range", format!("at most {most} days")),
        SpanError::Horizon(_) => ("out_of_range", horizon_allowed()),
    };
    vec![problem(code, span.to_owned(), error.to_string(), help)]
}

fn horizon_allowed() -> String {
    format!(
        "a whole number of days from 1 to {}",
        grouped(i64::from(MAX_DAYS))
    )
}

/// A number of days to look ahead.
pub(super) fn horizon(raw: &RawValue) -> Result<u32, Refused> {
    if Kind::of(raw) != Kind::Number {
        return Err(Refused::Type);
    }
    let refused = |code| Refused::Value {
        code,
        help: horizon_allowed(),
    };
    let number = nearest(raw.get()).unwrap_or(f64::INFINITY);
    if !(1.0..=f64::from(MAX_DAYS)).contains(&number) {
        return Err(refused("out_of_range"));
    }
    let whole = Milli::exact(number).filter(|milli| milli.0 % Milli::ONE.0 == 0);
    let days = whole.and_then(|milli| u32::try_from(milli.0 / Milli::ONE.0).ok());
    days.ok_or_else(|| refused("not_whole"))
}

/// A day.
pub(super) fn date(raw: &RawValue) -> Result<Day, Refused> {
    let text = raw::text(raw).ok_or(Refused::Type)?;
    let (code, help) = match When::parse(&text) {
        Ok(When::Day(day)) => return Ok(day),
        Err(WhenError::OutOfRange) => {
            let (first, last) = INSTANT_YEARS;
            (
                "out_of_range",
                format!("a date in the years {first} to {last}"),
            )
        }
        _ => ("bad_date", "a date such as `2026-11-22`".to_owned()),
    };
    Err(Refused::Value { code, help })
}

fn every(raw: &RawValue) -> Result<TimelineDetail, Refused> {
    match raw::text(raw).ok_or(Refused::Type)?.as_str() {
        "label" => Ok(TimelineDetail::Label),
        "number" => Ok(TimelineDetail::Number),
        _ => Err(Refused::Value {
            code: "not_allowed",
            help: "`label` or `number`".to_owned(),
        }),
    }
}

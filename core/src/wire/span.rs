//! Requests about several days: timelines, and how far `next_change` looks ahead.

use serde_json::value::RawValue;

use super::argument::DATE;
use super::call::known_lead;
use super::json::{self, JsonKind};
use super::problem;
use super::request::{ArgumentError, Request, expected_in_years};
use crate::assessment::{ForecastError, SpanError, TimelineDetail, canonical};
use crate::document::Problem;
use crate::document::phrasing::{expected, grouped};
use crate::exact::{Day, INSTANT_YEARS, MAX_DAYS, Milli, When, WhenError, nearest};
use crate::history::History;
use crate::model::Model;

/// The answer of `timeline`.
pub(super) fn timeline(
    mut request: Request<'_>,
    model: &Model,
    history: Option<&History>,
) -> Result<String, Vec<Problem>> {
    let (profile, events) = (request.profile(), request.events());
    let (from, to) = (request.part("from", date), request.part("to", date));
    let every = request.part("every", every).unwrap_or_default();
    request.check()?;
    // Both are required: `check` has failed if one is missing.
    let (from, to) = (from.unwrap_or_default(), to.unwrap_or_default());
    let events = events.into_values();
    let rows = known_lead(model, &profile, &events, history).timeline(from, to, every);
    rows.map(|rows| canonical(&rows))
        .map_err(|error| refused("/to", "/from", error))
}

/// The problem of a span of days. `span` is the path of the argument to blame for the span,
/// `as_of` that of the argument to blame if the history starts later.
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
        "expected a whole number of days from 1 to {}",
        grouped(i64::from(MAX_DAYS))
    )
}

/// Reads a number of days to look ahead.
pub(super) fn horizon(raw: &RawValue) -> Result<u32, ArgumentError> {
    if JsonKind::of(raw) != JsonKind::Number {
        return Err(ArgumentError::Type);
    }
    let refused = |code| ArgumentError::Value {
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

/// Reads a day.
pub(super) fn date(raw: &RawValue) -> Result<Day, ArgumentError> {
    let text = json::text(raw).ok_or(ArgumentError::Type)?;
    let (first, last) = INSTANT_YEARS;
    let in_years = |day: Day| (i32::from(first)..=i32::from(last)).contains(&day.year());
    let (code, help) = match When::parse(&text) {
        Ok(When::Day(day)) if in_years(day) => return Ok(day),
        Ok(When::Day(_)) | Err(WhenError::OutOfRange) => {
            ("out_of_range", expected_in_years("a date"))
        }
        _ => ("bad_date", expected(DATE)),
    };
    Err(ArgumentError::Value { code, help })
}

fn every(raw: &RawValue) -> Result<TimelineDetail, ArgumentError> {
    match json::text(raw).ok_or(ArgumentError::Type)?.as_str() {
        "label" => Ok(TimelineDetail::Label),
        "number" => Ok(TimelineDetail::Number),
        _ => Err(ArgumentError::Value {
            code: "not_allowed",
            help: "expected `label` or `number`".to_owned(),
        }),
    }
}

//! Specification, sections 4.3 and 4.6: seasons, and the purchases of earlier occurrences.

use jiff::civil::{Date, date};
use serde_json::Value;

use crate::lead::Lead;
use crate::model::{Model, list, text};
use crate::purchases;
use crate::rows::Event;
use crate::time::plus_days;

/// Whether a day lies in a season.
pub fn lies_in(model: &Model, season: &str, day: Date) -> bool {
    let Some(season) = model.get(&["seasons", season]) else {
        return false;
    };
    match (text(season, "from"), text(season, "to")) {
        (Some(from), Some(to)) => lies_between(from, to, day),
        _ => ranges(season)
            .iter()
            .any(|(first, last)| *first <= day && day <= *last),
    }
}

/// "Every year, both ends included, wrapping over new year if from > to; `02-29` lies in a season that holds 28
/// February."
fn lies_between(from: &str, to: &str, day: Date) -> bool {
    let of_month = if day.month() == 2 && day.day() == 29 {
        28
    } else {
        day.day()
    };
    let today = format!("{:02}-{of_month:02}", day.month());
    let today = today.as_str();
    if from <= to {
        from <= today && today <= to
    } else {
        from <= today || today <= to
    }
}

/// "`dates = [[first, last], ..]` (both ends included)."
fn ranges(season: &Value) -> Vec<(Date, Date)> {
    let day = |value: Option<&Value>| {
        value
            .and_then(Value::as_str)
            .and_then(|text| text.get(..10)?.parse().ok())
    };
    let range = |pair: &Value| Some((day(pair.get(0))?, day(pair.get(1))?));
    list(season.get("dates")).iter().filter_map(range).collect()
}

/// "Purchases in that season on days before its current or, outside it, its next occurrence."
pub fn purchases_before<'l>(lead: &'l Lead, name: &str) -> Vec<&'l Event> {
    let start = occurrence_start(lead.model, name, lead.today);
    let counts = |event: &&Event| {
        lies_in(lead.model, name, event.day) && start.is_none_or(|start| event.day < start)
    };
    purchases::events(lead).into_iter().filter(counts).collect()
}

/// The first day of the current occurrence, outside one of the next; absent when dates have run out.
fn occurrence_start(model: &Model, name: &str, today: Date) -> Option<Date> {
    let season = model.get(&["seasons", name])?;
    let Some(from) = text(season, "from") else {
        let mut ranges = ranges(season);
        ranges.sort();
        return ranges
            .into_iter()
            .find(|(_, last)| *last >= today)
            .map(|(first, _)| first);
    };
    let (month, of_month) = from.split_once('-')?;
    let (month, of_month) = (month.parse().ok()?, of_month.parse().ok()?);
    let in_year = |year| date(year, month, of_month);
    if lies_in(model, name, today) {
        let this_year = in_year(today.year());
        return Some(if this_year <= today {
            this_year
        } else {
            in_year(today.year() - 1)
        });
    }
    let mut day = today;
    while !lies_in(model, name, day) {
        day = plus_days(day, 1);
    }
    Some(day)
}

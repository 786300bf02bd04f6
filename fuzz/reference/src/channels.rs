//! Specification, section 4.9: channels, whether they may be used and when.

use jiff::civil::{Date, Weekday};
use serde_json::Value;

use crate::condition::holds;
use crate::facts::{Fact, fact};
use crate::lead::{Lead, Place};
use crate::model::{list, one_or_list, text};
use crate::number::count;
use crate::time::{Instant, in_range};

/// Opening hours: minutes of the day, the end not included, and the days of the week.
#[derive(Clone, Debug)]
pub struct Hours {
    from: i64,
    to: i64,
    weekdays: Option<Vec<String>>,
}

/// Why a channel may not be used: `no_permission`, `limit_reached` or `no_hours`.
pub fn refusal(lead: &Lead, place: Place, channel: &str) -> Option<&'static str> {
    let table = lead.model.get(&["channels", channel])?;
    // "When `allowed` holds (permission; without it: never)."
    if !table
        .get("allowed")
        .is_some_and(|allowed| holds(lead, place, allowed))
    {
        return Some("no_permission");
    }
    // "When of every one of `limits` that applies fewer are on record."
    let reached = |limit: &Value| {
        let applies = limit
            .get("when")
            .is_none_or(|when| holds(lead, place, when));
        let events = lead.of_signals(&one_or_list(limit.get("signal")));
        let on_record = lead.within(events, count(limit.get("within_days"))).len() as i64;
        applies && on_record >= count(limit.get("count")).unwrap_or(i64::MAX)
    };
    if list(table.get("limits")).iter().any(reached) {
        return Some("limit_reached");
    }
    // "And when its hours are known."
    if table.get("hours").is_some() && hours(lead, table).is_none() {
        Some("no_hours")
    } else {
        None
    }
}

/// The hours of a channel; `None` where it has none or they are not known.
fn hours(lead: &Lead, channel: &Value) -> Option<Hours> {
    let table = channel.get("hours")?;
    let weekdays = table.get("weekdays").map(|days| {
        one_or_list(Some(days))
            .into_iter()
            .map(str::to_owned)
            .collect()
    });
    let (from, to) = match text(table, "fact") {
        None => range(text(table, "from")?, text(table, "to")?)?,
        Some(name) => named_hours(lead, name).or_else(|| {
            let otherwise = one_or_list(table.get("otherwise"));
            range(otherwise.first()?, otherwise.get(1)?)
        })?,
    };
    Some(Hours { from, to, weekdays })
}

/// "Naming a text `10:00-14:00`." Outer white space is ignored, as in dates: see the decisions of the reference.
fn named_hours(lead: &Lead, name: &str) -> Option<(i64, i64)> {
    let Fact::Text(written, _) = fact(lead, Place::default(), name, None) else {
        return None;
    };
    let (from, to) = written.trim().split_once('-')?;
    range(from, to)
}

/// "From < to, the end not included, `24:00` allowed."
fn range(from: &str, to: &str) -> Option<(i64, i64)> {
    let (from, to) = (minutes(from)?, minutes(to)?);
    (from < to).then_some((from, to))
}

fn minutes(text: &str) -> Option<i64> {
    let two_digits = |part: &str| {
        (part.len() == 2 && part.bytes().all(|b| b.is_ascii_digit()))
            .then(|| part.parse::<i64>().ok())
            .flatten()
    };
    let (hour, minute) = text.split_once(':')?;
    let (hour, minute) = (two_digits(hour)?, two_digits(minute)?);
    let all = hour * 60 + minute;
    (minute < 60 && all <= 24 * 60).then_some(all)
}

/// "`earliest`, the first instant from `as_of` on inside the channel's hours (`as_of` without hours)."
pub fn earliest(lead: &Lead, channel: &str) -> Option<Instant> {
    let table = lead.model.get(&["channels", channel])?;
    let Some(hours) = hours(lead, table) else {
        return Some(lead.as_of);
    };
    let open = |day: Date| {
        let named = hours
            .weekdays
            .as_ref()
            .is_none_or(|days| days.iter().any(|name| name == weekday(day)));
        named.then_some((hours.from, hours.to))
    };
    // An instant outside the years is none.
    lead.model
        .zone
        .first_open(lead.as_of, &open)
        .filter(|at| in_range(*at))
}

fn weekday(day: Date) -> &'static str {
    match day.weekday() {
        Weekday::Monday => "mon",
        Weekday::Tuesday => "tue",
        Weekday::Wednesday => "wed",
        Weekday::Thursday => "thu",
        Weekday::Friday => "fri",
        Weekday::Saturday => "sat",
        Weekday::Sunday => "sun",
    }
}

/// The channel that a fact names: "the same when they compare equal, and the spelling that is least in UTF-8 bytes".
pub fn named_by(lead: &Lead, place: Place, name: &str) -> Option<String> {
    let Fact::Text(wanted, compare) = fact(lead, place, name, None) else {
        return None;
    };
    let channels = lead.model.named(&["channels"]);
    channels
        .into_iter()
        .map(|(channel, _)| channel)
        .find(|channel| compare.same(channel, &wanted))
        .map(str::to_owned)
}

/// A text of a step, or `{ fact = ".." }` of a text fact.
pub fn text_or_fact(lead: &Lead, place: Place, value: Option<&Value>) -> Option<String> {
    match value? {
        Value::String(text) => Some(text.clone()),
        table => match fact(lead, place, text(table, "fact")?, None) {
            Fact::Text(text, _) => Some(text),
            _ => None,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn readable_hours() {
        assert_eq!(range("10:00", "14:30"), Some((600, 870)));
        assert_eq!(range("00:00", "24:00"), Some((0, 1440)));
        for (from, to) in [
            ("10:00", "10:00"),
            ("14:00", "10:00"),
            ("9:00", "10:00"),
            ("10:60", "12:00"),
            ("10:00", "24:01"),
            ("a", "b"),
        ] {
            assert_eq!(range(from, to), None, "{from} {to}");
        }
    }
}

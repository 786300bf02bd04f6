//! Specification, section 4.2: facts.

use jiff::civil::{Date, date};
use serde_json::{Value, json};

use crate::cell::Cell;
use crate::interests;
use crate::lead::{Lead, Place, sum_of_values};
use crate::number::{Exact, exact, exact_json, from_thousandths, whole};
use crate::rows::Event;
use crate::sections::{ladder, section_fact};
use crate::text::Compare;
use crate::time::days_between;
use crate::{purchases, seasons, switches};

/// A position on a list of grades, ranks or stages.
#[derive(Clone, Debug, PartialEq)]
pub struct Ladder {
    /// The names as written.
    pub names: Vec<Value>,
    /// The position.
    pub at: usize,
    /// Grades and ranks are written best first, stages earliest first.
    pub best_first: bool,
}

/// The value of a fact.
#[derive(Clone, Debug, PartialEq)]
pub enum Fact {
    /// "Not known".
    Missing,
    /// number
    Number(Exact),
    /// text
    Text(String, Compare),
    /// flag
    Flag(bool),
    /// date
    Date(Date),
    /// tags
    Tags(Vec<String>, Compare),
    /// grade, rank, stage
    Ladder(Ladder),
}

impl Fact {
    /// A whole number, if there is one.
    pub fn number(value: Option<i64>) -> Fact {
        value.map_or(Fact::Missing, |n| Fact::Number(whole(n)))
    }

    /// Points, if there are any.
    pub fn points(value: Option<i128>) -> Fact {
        value.map_or(Fact::Missing, |n| Fact::Number(from_thousandths(n)))
    }

    /// A text that is not declared by the model's author: the default of `compare`.
    pub fn text(value: Option<&str>) -> Fact {
        value.map_or(Fact::Missing, |text| {
            Fact::Text(text.to_owned(), Compare::Fold)
        })
    }

    fn of_cell(cell: Option<&Cell>, compare: Compare) -> Fact {
        match cell {
            None => Fact::Missing,
            Some(Cell::Number(number)) => Fact::Number(number.clone()),
            Some(Cell::Text(text)) => Fact::Text(text.clone(), compare),
            Some(Cell::Flag(flag)) => Fact::Flag(*flag),
            Some(Cell::Date(date)) => Fact::Date(*date),
            Some(Cell::Tags(tags)) => Fact::Tags(tags.clone(), compare),
        }
    }

    /// How an explanation shows it.
    pub fn json(&self) -> Value {
        match self {
            Fact::Missing => Value::Null,
            Fact::Number(number) => exact_json(number),
            Fact::Text(text, _) => json!(text),
            Fact::Flag(flag) => json!(flag),
            Fact::Date(date) => json!(date.to_string()),
            Fact::Tags(tags, _) => json!(tags),
            Fact::Ladder(ladder) => shown(&ladder.names[ladder.at]),
        }
    }
}

/// The value of a fact at a place, `days` being `within_days`.
pub fn fact(lead: &Lead, place: Place, name: &str, days: Option<i64>) -> Fact {
    let parts: Vec<&str> = name.split('.').collect();
    match parts.as_slice() {
        ["profile", attribute] => Fact::of_cell(
            lead.profile.get(*attribute),
            lead.model.attribute_compare(attribute),
        ),
        ["profile", attribute, question] => match lead.profile.get(*attribute) {
            Some(Cell::Date(date)) => {
                Fact::number(Some(date_question(lead.today, *date, question)))
            }
            _ => Fact::Missing,
        },
        ["event", property] => event_fact(lead, place, property),
        ["signals", signal, question] => events_fact(lead, lead.of_signal(signal), question, days),
        ["activity", question] => events_fact(
            lead,
            lead.of_signals(&purchases::activity_signals(lead.model)),
            question,
            days,
        ),
        ["switches", switch] => switches::fact(lead, switch),
        ["seasons", season] => Fact::Flag(seasons::lies_in(lead.model, season, lead.today)),
        ["purchases", "products"] => Fact::number(Some(purchases::products(lead) as i64)),
        ["purchases", question] => events_fact(lead, purchases::events(lead), question, days),
        ["season", "purchases", question] => {
            let season = place.season.unwrap_or_default();
            events_fact(
                lead,
                seasons::purchases_before(lead, season),
                question,
                days,
            )
        }
        ["interest", rest @ ..] => interest_fact(lead, place, rest, days),
        ["interests", "top"] => interests::top(lead),
        ["interests", ..] => interests::named_fact(lead, name),
        ["step", "content"] => Fact::text(place.step.and_then(|step| step.0)),
        ["step", "topic"] => Fact::text(place.step.and_then(|step| step.1)),
        _ => section_fact(lead, &parts),
    }
}

/// A name of a list as results show it.
pub fn shown(name: &Value) -> Value {
    match name {
        Value::Number(number) => exact_json(&exact(number)),
        other => other.clone(),
    }
}

/// "`event.value`, `event.<property>`: only in `where`."
fn event_fact(lead: &Lead, place: Place, property: &str) -> Fact {
    let Some(event) = place.event else {
        return Fact::Missing;
    };
    if property == "value" {
        return event.value.clone().map_or(Fact::Missing, Fact::Number);
    }
    Fact::of_cell(
        event.properties.get(property),
        lead.model.property_compare(property),
    )
}

/// Count, sum of values and distances of some events.
fn events_fact(lead: &Lead, events: Vec<&Event>, question: &str, days: Option<i64>) -> Fact {
    match question {
        "count" => Fact::number(Some(lead.within(events, days).len() as i64)),
        "value" => Fact::points(Some(sum_of_values(&lead.within(events, days)))),
        "days_since" => Fact::number(lead.days_since(&events)),
        _ => Fact::number(lead.days_since_first(&events)),
    }
}

/// `interest.*`, at a place of one interest.
fn interest_fact(lead: &Lead, place: Place, rest: &[&str], days: Option<i64>) -> Fact {
    let Some(interest) = place.interest else {
        return Fact::Missing;
    };
    let of_interest = |events: Vec<&'_ Event>| -> Vec<Event> {
        events
            .into_iter()
            .filter(|event| interests::carries(lead, event, &interest.key))
            .cloned()
            .collect()
    };
    match rest {
        ["points"] => Fact::points(Some(interest.points)),
        ["stage"] => ladder(
            interest.stage,
            lead.model.list(&["interests", "stages"]),
            false,
        ),
        ["signals", signal, question] => events_fact(
            lead,
            of_interest(lead.of_signal(signal)).iter().collect(),
            question,
            days,
        ),
        ["purchases", question] => events_fact(
            lead,
            of_interest(purchases::events(lead)).iter().collect(),
            question,
            days,
        ),
        _ => Fact::Missing,
    }
}

/// The stage of an interest as a fact.
pub fn interest_stage(lead: &Lead, stage: Option<usize>) -> Fact {
    ladder(stage, lead.model.list(&["interests", "stages"]), false)
}

/// "`.days_since`, `.days_until` (negative: the other way) and `.days_to_anniversary`."
fn date_question(today: Date, then: Date, question: &str) -> i64 {
    match question {
        "days_since" => days_between(then, today),
        "days_until" => days_between(today, then),
        _ => {
            let this_year = days_between(today, anniversary(then, today.year()));
            if this_year >= 0 {
                this_year
            } else {
                days_between(today, anniversary(then, today.year() + 1))
            }
        }
    }
}

/// "29 February counts as 28 February in other years."
fn anniversary(then: Date, year: i16) -> Date {
    let last = date(year, then.month(), 1).days_in_month();
    date(year, then.month(), then.day().min(last))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn anniversaries() {
        let to = |today, then| date_question(today, then, "days_to_anniversary");
        assert_eq!(to(date(2026, 2, 28), date(2024, 2, 29)), 0);
        assert_eq!(to(date(2028, 2, 28), date(2024, 2, 29)), 1);
        assert_eq!(to(date(2026, 3, 1), date(1990, 2, 28)), 364);
        assert_eq!(to(date(2027, 3, 1), date(1990, 2, 29 - 1)), 364);
        assert_eq!(to(date(2027, 3, 1), date(2024, 2, 29)), 365);
        assert_eq!(to(date(2026, 11, 22), date(2030, 11, 22)), 0);
        assert_eq!(
            date_question(date(2026, 1, 1), date(2026, 1, 31), "days_since"),
            -30
        );
        assert_eq!(
            date_question(date(2026, 1, 1), date(2026, 1, 31), "days_until"),
            30
        );
    }
}

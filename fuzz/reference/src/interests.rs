//! Specification, section 4.7: interests.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::cell::texts;
use crate::condition::holds;
use crate::engagement::{after_limits, after_reset, signal_points};
use crate::facts::{Fact, interest_stage};
use crate::fit::clamp;
use crate::intake::interest_signals;
use crate::lead::{Failure, Lead, Place, checked};
use crate::model::{Model, list, one_or_list, text};
use crate::number::{from_thousandths, thousandths_json};
use crate::rows::Event;
use crate::text::Compare;

/// One interest of a lead.
#[derive(Clone, Debug)]
pub struct Interest {
    /// The form in which it compares.
    pub key: String,
    /// "The spelling that is least in UTF-8 bytes."
    pub name: String,
    /// In thousandths.
    pub points: i128,
    /// Position of the stage.
    pub stage: Option<usize>,
}

fn property(model: &Model) -> &str {
    model
        .get(&["interests"])
        .and_then(|section| text(section, "property"))
        .unwrap_or_default()
}

fn compare(model: &Model) -> Compare {
    model.property_compare(property(model))
}

/// Whether an event carries an interest.
pub fn carries(lead: &Lead, event: &Event, key: &str) -> bool {
    texts(event.properties.get(property(lead.model)))
        .into_iter()
        .any(|value| compare(lead.model).prepare(value) == key)
}

/// "A lead has the interests of its events that fit a listed signal": their keys and spellings.
fn found(lead: &Lead) -> BTreeMap<String, String> {
    let mut spellings: BTreeMap<String, String> = BTreeMap::new();
    for event in lead.of_signals(&interest_signals(lead.model)) {
        for value in texts(event.properties.get(property(lead.model))) {
            let least = spellings
                .entry(compare(lead.model).prepare(value))
                .or_insert_with(|| value.to_owned());
            if value < least.as_str() {
                value.clone_into(least);
            }
        }
    }
    spellings
}

/// "The listed signals' points over that interest's events only (decay, limits and signal clamps apply, groups do not,
/// group weights do, `engagement.reset_on` does not)."
fn points(lead: &Lead, key: &str) -> Result<i128, Failure> {
    let of_interest = |events: Vec<&'_ Event>| -> Vec<Event> {
        events
            .into_iter()
            .filter(|event| carries(lead, event, key))
            .cloned()
            .collect()
    };
    let resets =
        of_interest(lead.of_signals(&one_or_list(lead.model.get(&["interests", "reset_on"]))));
    let mut total = 0;
    for name in interest_signals(lead.model) {
        let Some(signal) = lead.model.get(&["signals", name]) else {
            continue;
        };
        let events = of_interest(lead.of_signal(name));
        let counted = after_limits(
            signal,
            after_reset(events.iter().collect(), &resets.iter().collect::<Vec<_>>()),
        );
        let sum = signal_points(lead, name, signal, &counted)?;
        total += clamp(sum, Some(signal), "signal", name, &mut Vec::new());
    }
    checked(total, "interests")
}

/// The last stage "whose `when` holds, the first if none does".
pub fn last_stage(lead: &Lead, place: Place, stages: &[Value]) -> usize {
    stages
        .iter()
        .rposition(|stage| {
            stage
                .get("when")
                .is_some_and(|when| holds(lead, place, when))
        })
        .unwrap_or(0)
}

/// The whole section: "listed by points, most first, then by name".
pub fn evaluate(lead: &Lead) -> Result<Vec<Interest>, Failure> {
    if lead.model.get(&["interests"]).is_none() {
        return Ok(Vec::new());
    }
    let mut all = Vec::new();
    for (key, name) in found(lead) {
        let mut interest = Interest {
            points: points(lead, &key)?,
            key,
            name,
            stage: None,
        };
        let stages = list(lead.model.get(&["interests", "stages"]));
        if !stages.is_empty() {
            let place = Place {
                interest: Some(&interest),
                ..Place::default()
            };
            interest.stage = Some(last_stage(lead, place, stages));
        }
        all.push(interest);
    }
    all.sort_by(|a, b| b.points.cmp(&a.points).then_with(|| a.name.cmp(&b.name)));
    Ok(all)
}

/// "`interests.top` is the first, if its points are above 0."
pub fn top(lead: &Lead) -> Fact {
    match lead.interests.first() {
        Some(first) if first.points > 0 => Fact::Text(first.name.clone(), compare(lead.model)),
        _ => Fact::Missing,
    }
}

/// `interests.<name>.points` (never missing) and `.stage`; "the last part is the field".
pub fn named_fact(lead: &Lead, name: &str) -> Fact {
    let Some((name, field)) = name
        .strip_prefix("interests.")
        .and_then(|rest| rest.rsplit_once('.'))
    else {
        return Fact::Missing;
    };
    let key = compare(lead.model).prepare(name);
    let interest = lead.interests.iter().find(|interest| interest.key == key);
    if field == "points" {
        return Fact::Number(from_thousandths(
            interest.map_or(0, |interest| interest.points),
        ));
    }
    interest_stage(lead, interest.and_then(|interest| interest.stage))
}

/// `interests` of the assessment.
pub fn json(lead: &Lead) -> Value {
    if lead.model.get(&["interests"]).is_none() {
        return Value::Null;
    }
    let stages = list(lead.model.get(&["interests", "stages"]));
    let stage = |interest: &Interest| {
        interest
            .stage
            .and_then(|at| stages.get(at))
            .and_then(|stage| text(stage, "name"))
    };
    lead.interests
        .iter()
        .map(|interest| json!({"name": interest.name, "points": thousandths_json(interest.points), "stage": stage(interest)}))
        .collect()
}

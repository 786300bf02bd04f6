//! Specification, section 4.3: switches, permissions given and taken back.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::cell::texts;
use crate::facts::Fact;
use crate::lead::Lead;
use crate::model::{one_or_list, text};
use crate::rows::Event;
use crate::time::Instant;

/// `switches.<switch>`: "flag, or tags with `by`; missing when none is on (tags)".
pub fn fact(lead: &Lead, name: &str) -> Fact {
    let Some(switch) = lead.model.get(&["switches", name]) else {
        return Fact::Missing;
    };
    match text(switch, "by") {
        None => Fact::Flag(is_on(lead, switch)),
        Some(property) => {
            let on = values_on(lead, switch, property);
            if on.is_empty() {
                Fact::Missing
            } else {
                Fact::Tags(on, lead.model.property_compare(property))
            }
        }
    }
}

fn events_of<'l>(lead: &'l Lead, switch: &Value, side: &str) -> Vec<&'l Event> {
    lead.of_signals(&one_or_list(switch.get(side)))
}

fn latest(events: &[&Event]) -> Option<Instant> {
    events.iter().map(|event| event.at).max()
}

/// "True or false by the latest event of the two (at one instant: off)"; without any the default.
fn is_on(lead: &Lead, switch: &Value) -> bool {
    let (on, off) = (
        latest(&events_of(lead, switch, "on")),
        latest(&events_of(lead, switch, "off")),
    );
    match (on, off) {
        (None, None) => switch
            .get("default")
            .and_then(Value::as_bool)
            .unwrap_or(false),
        (on, off) => on > off,
    }
}

/// "With `by` it is a tags fact: the values whose latest event is on; an off without the property turns all off", each
/// in "the spelling that is least in UTF-8 bytes", "in the order of UTF-8 bytes".
fn values_on(lead: &Lead, switch: &Value, property: &str) -> Vec<String> {
    let compare = lead.model.property_compare(property);
    let (on, off) = (
        events_of(lead, switch, "on"),
        events_of(lead, switch, "off"),
    );
    let mut spellings: BTreeMap<String, &str> = BTreeMap::new();
    for event in on.iter().chain(&off) {
        for spelling in texts(event.properties.get(property)) {
            let least = spellings
                .entry(compare.prepare(spelling))
                .or_insert(spelling);
            *least = spelling.min(least);
        }
    }
    let names = |event: &Event, value: &str| {
        texts(event.properties.get(property))
            .into_iter()
            .any(|text| compare.prepare(text) == value)
    };
    let mut values: Vec<String> = Vec::new();
    for (value, spelling) in spellings {
        let last_on = on
            .iter()
            .filter(|event| names(event, &value))
            .map(|event| event.at)
            .max();
        let turns_off =
            |event: &&&Event| names(event, &value) || !event.properties.contains_key(property);
        let last_off = off.iter().filter(turns_off).map(|event| event.at).max();
        if last_on > last_off {
            values.push(spelling.to_owned());
        }
    }
    values.sort();
    values
}

/// `switches` of the assessment.
pub fn json(lead: &Lead) -> Value {
    if lead.model.get(&["switches"]).is_none() {
        return Value::Null;
    }
    let value = |switch: &Value| match text(switch, "by") {
        None => json!(is_on(lead, switch)),
        Some(property) => json!(values_on(lead, switch, property)),
    };
    lead.model
        .named(&["switches"])
        .into_iter()
        .map(|(name, switch)| json!({"name": name, "value": value(switch)}))
        .collect()
}

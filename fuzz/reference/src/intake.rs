//! Specification, sections 2, 9 and 12: which events of a lead count, and the report beside an assessment.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};

use crate::jcs::canonical;
use crate::model::{Model, list, named, one_or_list, text};
use crate::number::thousandths_json;
use crate::rows::{Event, lookup};
use crate::time::Instant;

/// "Events after `as_of` do not exist", then "events with one `id` count once": the events that count and the number
/// of ids under which events of different content came.
pub fn counted(model: &Model, valid: &[Event], as_of: Instant) -> (Vec<Event>, usize) {
    let existing: Vec<&Event> = valid.iter().filter(|event| event.at <= as_of).collect();
    let mut kept: Vec<Event> = existing
        .iter()
        .filter(|event| event.id.is_none())
        .map(|event| (*event).clone())
        .collect();
    let mut conflicts = 0;
    for id in existing
        .iter()
        .filter_map(|event| event.id.as_ref())
        .collect::<BTreeSet<_>>()
    {
        // "The one with the earliest instant counts, then the least by the canonical text of what the model reads."
        let mut same: Vec<(Instant, String, &Event)> = existing
            .iter()
            .filter(|event| event.id.as_ref() == Some(id))
            .map(|event| (event.at, canonical_text(model, event), *event))
            .collect();
        same.sort_by(|a, b| (a.0, &a.1).cmp(&(b.0, &b.1)));
        let contents: BTreeSet<_> = same.iter().map(|(at, text, _)| (at, text)).collect();
        conflicts += usize::from(contents.len() > 1);
        kept.push(same[0].2.clone());
    }
    kept.sort_by_key(|event| event.row);
    (kept, conflicts)
}

/// "The canonical text of what the model reads of it": the event's name, its value if it has one, and the properties
/// that something in the model reads of events of that name.
fn canonical_text(model: &Model, event: &Event) -> String {
    let mut read = Map::new();
    read.insert("event".to_owned(), json!(event.name));
    if event.value.is_some() {
        read.insert("value".to_owned(), thousandths_json(event.thousandths()));
    }
    for property in properties_read(model, &event.name) {
        if event.properties.contains_key(&property) {
            let given = lookup(&event.given, &property).cloned().unwrap_or_default();
            read.insert(property, given);
        }
    }
    canonical(&Value::Object(read))
}

fn properties_read(model: &Model, event: &str) -> BTreeSet<String> {
    let mut read = BTreeSet::new();
    let of_event = |signal: &&str| signal_event(model, signal) == event;
    for (signal, table) in model.named(&["signals"]) {
        if of_event(&signal) {
            event_facts(table.get("where"), &mut read);
        }
    }
    let mut add = |signals: Vec<&str>, property: Option<&Value>| {
        if let Some(property) = property.and_then(Value::as_str)
            && signals.iter().any(of_event)
        {
            read.insert(property.to_owned());
        }
    };
    // Any signal may be counted within an interest (`interest.signals.<signal>.count`), listed or not, and which
    // signals are purchases may change without reading events again.
    let all: Vec<&str> = model
        .named(&["signals"])
        .into_iter()
        .map(|(signal, _)| signal)
        .collect();
    add(all.clone(), model.get(&["purchases", "product"]));
    add(all, model.get(&["interests", "property"]));
    for (_, switch) in model.named(&["switches"]) {
        let both = [switch.get("on"), switch.get("off")]
            .into_iter()
            .flat_map(one_or_list)
            .collect();
        add(both, switch.get("by"));
    }
    read
}

/// The `event.<property>` facts of a `where`, on either side of an operator.
fn event_facts(value: Option<&Value>, found: &mut BTreeSet<String>) {
    match value {
        Some(Value::Object(table)) => {
            if let Some(property) = table
                .get("fact")
                .and_then(Value::as_str)
                .and_then(|fact| fact.strip_prefix("event."))
            {
                found.insert(property.to_owned());
            }
            table
                .values()
                .for_each(|inner| event_facts(Some(inner), found));
        }
        Some(Value::Array(items)) => items
            .iter()
            .for_each(|inner| event_facts(Some(inner), found)),
        _ => {}
    }
}

/// `event`, "default: the signal's own name".
pub fn signal_event<'a>(model: &'a Model, signal: &'a str) -> &'a str {
    model
        .get(&["signals", signal])
        .and_then(|table| text(table, "event"))
        .unwrap_or(signal)
}

/// "A listed signal (default: all)".
pub fn interest_signals(model: &Model) -> Vec<&str> {
    match model.get(&["interests", "signals"]) {
        None => model
            .named(&["signals"])
            .into_iter()
            .map(|(name, _)| name)
            .collect(),
        listed => {
            let mut signals = one_or_list(listed);
            signals.sort_by_key(|name| name.as_bytes());
            signals.dedup();
            signals
        }
    }
}

/// "Unknown event names are counted and reported (the first 1,000 in their order, the rest as one number)."
pub fn unknown_events(model: &Model, events: &[Event]) -> Value {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for event in events {
        let known = model
            .named(&["signals"])
            .iter()
            .any(|(signal, _)| signal_event(model, signal) == event.name);
        if !known {
            *counts.entry(&event.name).or_default() += 1;
        }
    }
    let names: Vec<Value> = counts
        .iter()
        .take(1000)
        .map(|(name, count)| json!({"event": name, "count": count}))
        .collect();
    json!({"names": names, "rest": counts.values().skip(1000).sum::<usize>()})
}

/// The named groups of a section.
pub fn groups<'a>(model: &'a Model, section: &str) -> Vec<(&'a str, &'a Value)> {
    named(model.get(&[section, "groups"]))
}

/// The criteria of a section.
pub fn criteria<'a>(model: &'a Model, section: &str) -> &'a [Value] {
    list(model.get(&[section, "criteria"]))
}

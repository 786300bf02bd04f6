//! Specification, section 8: change over time, by assessing every day.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde_json::{Map, Value, json};

use crate::assessment::{Answer, assess};
use crate::jcs::canonical;
use crate::model::Model;
use crate::rows::{Rejects, read_event};
use crate::time::{Instant, in_range, plus_days};

/// The labels in the order of the specification, in which changes are listed.
const LABELS: [&str; 10] = [
    "excluded",
    "persona",
    "grade",
    "rank",
    "ready",
    "stage",
    "segments",
    "qualification",
    "interests",
    "next_steps",
];

/// "A label: excluded, persona, grade, rank, ready, stage, segments, qualification, interest stages, names, channels and
/// permissions of next steps."
pub fn labels(assessment: &Value) -> Map<String, Value> {
    let at = |pointer: &str| assessment.pointer(pointer).cloned().unwrap_or_default();
    let of_list = |key: &str| assessment[key].as_array().cloned().unwrap_or_default();
    let stages: Map<String, Value> = of_list("interests")
        .iter()
        .filter(|interest| !interest["stage"].is_null())
        .filter_map(|interest| {
            Some((
                interest["name"].as_str()?.to_owned(),
                interest["stage"].clone(),
            ))
        })
        .collect();
    let steps: Vec<Value> = of_list("next_steps")
        .iter()
        .map(|step| json!({"name": step["name"], "channel": step["channel"], "permitted": step["permitted"]}))
        .collect();
    let all = [
        ("excluded", at("/excluded")),
        ("persona", at("/persona")),
        ("grade", at("/fit/grade")),
        ("rank", at("/engagement/rank")),
        ("ready", at("/readiness/ready")),
        ("stage", at("/stage/name")),
        ("segments", at("/segments")),
        ("qualification", at("/qualification")),
        ("interests", Value::Object(stages)),
        ("next_steps", Value::Array(steps)),
    ];
    all.into_iter()
        .map(|(name, value)| (name.to_owned(), value))
        .collect()
}

fn day_end(model: &Model, profile: &Value, events: &[Value], day: Date) -> Answer {
    assess(model, profile, events, model.zone.last_instant(day))
}

/// "The first later day at whose end, with no further events, a label differs, with what changes; or none" (null).
pub fn next_change(
    model: &Model,
    profile: &Value,
    events: &[Value],
    as_of: Instant,
    horizon_days: u32,
) -> Value {
    // "With no further events": those after `as_of` stay away on later days too. Bad rows change no label.
    let exists = |row: &(usize, &Value)| {
        read_event(model, row.0, row.1, None, &mut Rejects::default())
            .is_some_and(|event| event.at <= as_of)
    };
    let events: Vec<Value> = events
        .iter()
        .enumerate()
        .filter(exists)
        .map(|(_, given)| given.clone())
        .collect();
    let now = labels(&assess(model, profile, &events, as_of).assessment);
    let today = model.zone.day(as_of);
    for day in (1..=i64::from(horizon_days)).map(|days| plus_days(today, days)) {
        // "Days that a zone skips are passed over."
        if !model.zone.exists(day) {
            continue;
        }
        // No day ends after the last instant that there is.
        if !in_range(model.zone.last_instant(day)) {
            break;
        }
        let then = labels(&day_end(model, profile, &events, day).assessment);
        let changes: Vec<Value> = LABELS
            .iter()
            .filter(|name| canonical(&then[**name]) != canonical(&now[**name]))
            .map(|name| json!({"label": name, "from": now[*name], "to": then[*name]}))
            .collect();
        if !changes.is_empty() {
            return json!({"day": day.to_string(), "changes": changes});
        }
    }
    Value::Null
}

/// Every number of an assessment by where it stands; what a list holds is told by its name or kind, not by its place.
fn numbers(value: &Value, place: &str, found: &mut BTreeMap<String, Value>) {
    match value {
        Value::Number(number) => {
            found.insert(place.to_owned(), Value::Number(number.clone()));
        }
        Value::Object(table) => {
            for (key, value) in table {
                numbers(value, &format!("{place}/{key}"), found);
            }
        }
        Value::Array(list) => {
            for (at, value) in list.iter().enumerate() {
                let name = value.get("name").or(value.get("kind"));
                let name = name.map_or_else(|| at.to_string(), Value::to_string);
                numbers(value, &format!("{place}/{name}"), found);
            }
        }
        _ => {}
    }
}

/// "A row for the first day and each day on which a label (or, if asked, any number) changed, at the end of the day":
/// its day and assessment.
pub fn timeline(
    model: &Model,
    profile: &Value,
    events: &[Value],
    (from, to): (Date, Date),
    with_numbers: bool,
) -> Vec<Value> {
    let (mut rows, mut before, mut day) = (Vec::new(), None, from);
    while day <= to {
        if model.zone.exists(day) && in_range(model.zone.last_instant(day)) {
            let assessment = day_end(model, profile, events, day).assessment;
            let mut found = BTreeMap::new();
            if with_numbers {
                numbers(&assessment, "", &mut found);
            }
            let now = (canonical(&Value::Object(labels(&assessment))), found);
            if before.as_ref() != Some(&now) {
                rows.push(json!({"day": day.to_string(), "assessment": assessment}));
            }
            before = Some(now);
        }
        day = plus_days(day, 1);
    }
    rows
}

//! Events with one id count once.

use std::collections::HashMap;

use super::gather::Read;
use crate::model::plan::IntakePlan;

/// Keeps of the events with one id the earliest, then the least by the
/// canonical text of what the model reads of it; returns how many were left
/// out although their contents differ.
pub(super) fn once_each(events: &mut Vec<Read<'_>>, intake: &IntakePlan) -> u64 {
    let mut conflicts = 0;
    let mut kept: HashMap<&str, usize> = HashMap::new();
    let mut drop = vec![false; events.len()];
    for (at, event) in events.iter().enumerate() {
        let Some(id) = event.id.as_deref() else {
            continue;
        };
        let Some(known) = kept.get_mut(id) else {
            kept.insert(id, at);
            continue;
        };
        let Some(other) = events.get(*known) else {
            continue;
        };
        let (text, other_text) = (text(event, intake), text(other, intake));
        if (event.at, &text) != (other.at, &other_text) {
            conflicts += 1;
        }
        let loser = if (event.at, &text) < (other.at, &other_text) {
            std::mem::replace(known, at)
        } else {
            at
        };
        if let Some(flag) = drop.get_mut(loser) {
            *flag = true;
        }
    }
    let mut dropped = drop.into_iter();
    events.retain(|_| !dropped.next().unwrap_or(false));
    conflicts
}

/// The canonical text of what the model reads of an event, besides its instant.
fn text(event: &Read<'_>, intake: &IntakePlan) -> String {
    let mut object = serde_json::Map::new();
    object.insert("event".into(), event.name.into());
    if let Some(value) = event.value {
        object.insert("value".into(), serde_json::json!(value));
    }
    let reads = event
        .plan
        .and_then(|plan| intake.plans.get(plan as usize))
        .map_or(&[][..], |plan| &plan.reads);
    for property in reads
        .iter()
        .filter_map(|id| intake.properties.get(*id as usize))
    {
        if let Some(value) = event
            .event
            .property(&property.name)
            .and_then(crate::lead::Value::to_json)
        {
            object.insert(property.name.clone(), value);
        }
    }
    canonical(&object)
}

/// RFC 8785 of plain values cannot fail; an empty text keeps this total.
fn canonical(object: &serde_json::Map<String, serde_json::Value>) -> String {
    serde_json_canonicalizer::to_string(object).unwrap_or_default()
}

//! Events with one id count once.

use std::collections::HashMap;

use super::gather::Read;
use crate::exact::Instant;
use crate::lead::Value;
use crate::model::plan::IntakePlan;
use crate::model::reading::is_missing;

/// Keeps of the events with one id the earliest, then the least by the
/// canonical text of what the model reads of it; returns under how many ids
/// different contents came.
pub(super) fn once_each(events: &mut Vec<Read<'_>>, intake: &IntakePlan) -> u64 {
    let mut by_id: HashMap<String, Best> = HashMap::with_capacity(events.len());
    for (at, event) in events.iter().enumerate() {
        let Some(id) = &event.id else { continue };
        let contents = (event.at, text(event, intake));
        match by_id.get_mut(id) {
            None => {
                by_id.insert(
                    id.clone(),
                    Best {
                        at,
                        contents,
                        conflict: false,
                    },
                );
            }
            Some(best) => {
                best.conflict |= best.contents != contents;
                if contents < best.contents {
                    (best.at, best.contents) = (at, contents);
                }
            }
        }
    }
    let mut at = 0..;
    events.retain(|event| {
        let at = at.next();
        let best = event.id.as_ref().and_then(|id| by_id.get(id));
        best.is_none_or(|best| Some(best.at) == at)
    });
    by_id.values().map(|best| u64::from(best.conflict)).sum()
}

/// The event of an id that counts, so far.
struct Best {
    at: usize,
    contents: (Instant, String),
    conflict: bool,
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
    for field in reads
        .iter()
        .filter_map(|id| intake.properties.get(*id as usize))
    {
        let value = event.event.property(&field.name);
        let known = value.filter(|value| !is_missing(value));
        if let Some(json) = known.and_then(Value::to_json) {
            object.insert(field.name.clone(), json);
        }
    }
    canonical(&object)
}

/// RFC 8785 of plain values cannot fail; an empty text keeps this total.
fn canonical(object: &serde_json::Map<String, serde_json::Value>) -> String {
    serde_json_canonicalizer::to_string(object).unwrap_or_default()
}

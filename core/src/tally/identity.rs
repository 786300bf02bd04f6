//! Events with one id count once.

use std::collections::HashMap;

use super::read::Read;
use crate::exact::{Instant, Milli};
use crate::lead::Value;
use crate::model::plan::Compiled;
use crate::model::reading::is_missing;

/// Keeps of the events with one id the earliest, then the least by the
/// canonical text of what the model reads of it; returns under how many ids
/// different contents came.
pub(super) fn once_each(events: &mut Vec<Read<'_>>, plan: &Compiled) -> u64 {
    let mut by_id: HashMap<String, Best> = HashMap::with_capacity(events.len());
    for (at, event) in events.iter().enumerate() {
        let Some(id) = &event.id else { continue };
        let text = contents_text(event.name, event.value, reads(event, plan));
        let contents = (event.at, text);
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

/// The properties that the model reads of an event and that are known.
pub(crate) fn reads<'e>(
    event: &Read<'e>,
    plan: &Compiled,
) -> impl Iterator<Item = (&'e str, &'e Value)> {
    let reads = event.named(plan).map_or(&[][..], |named| &named.reads);
    reads.iter().filter_map(|id| known(event, plan, *id))
}

/// A property of an event, if it is known.
pub(crate) fn known<'e>(
    event: &Read<'e>,
    plan: &Compiled,
    id: u32,
) -> Option<(&'e str, &'e Value)> {
    let field = plan.intake.properties.get(id as usize)?;
    let own = event.event.properties();
    let at = own.binary_search_by(|(name, _)| name.as_str().cmp(&field.name));
    let (name, value) = own.get(at.ok()?)?;
    (!is_missing(value)).then_some((name.as_str(), value))
}

/// The canonical text of what is read of an event, besides its instant.
pub(crate) fn contents_text<'e>(
    name: &str,
    value: Option<Milli>,
    properties: impl Iterator<Item = (&'e str, &'e Value)>,
) -> String {
    let mut object = serde_json::Map::new();
    object.insert("event".into(), name.into());
    if let Some(value) = value {
        object.insert("value".into(), serde_json::json!(value));
    }
    for (name, value) in properties {
        if let Some(json) = value.to_json() {
            object.insert(name.to_owned(), json);
        }
    }
    // RFC 8785 of plain values cannot fail; an empty text keeps this total.
    serde_json_canonicalizer::to_string(&object).unwrap_or_default()
}

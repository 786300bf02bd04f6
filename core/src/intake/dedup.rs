//! Events with one id count once.

use std::borrow::Cow;
use std::collections::HashMap;
use std::collections::hash_map::Entry;

use super::cell::is_missing;
use super::event::{EventRead, Origin};
use crate::exact::{Instant, Milli};
use crate::lead::Value;
use crate::model::ids::PropertyId;
use crate::model::plan::Compiled;

/// Keeps one event per id: the earliest, then the one with the smallest canonical text of the
/// data that the model reads. Returns the number of ids with different contents.
pub(crate) fn once_each<'e>(events: &mut Vec<EventRead<'e>>, plan: &'e Compiled) -> u64 {
    let mut by_id: HashMap<&str, Best> = HashMap::with_capacity(events.len());
    for (at, event) in events.iter().enumerate() {
        let Some(id) = event.id.as_deref() else {
            continue;
        };
        match by_id.entry(id) {
            Entry::Vacant(place) => {
                place.insert(Best {
                    at,
                    contents: None,
                    conflict: false,
                });
            }
            Entry::Occupied(mut place) => place.get_mut().meet(at, events, plan),
        }
    }
    let conflicts = by_id.values().map(|best| u64::from(best.conflict)).sum();
    let mut keeps: Vec<bool> = events.iter().map(|event| event.id.is_none()).collect();
    for best in by_id.into_values() {
        if let Some(keep) = keeps.get_mut(best.at) {
            *keep = true;
        }
    }
    let mut keeps = keeps.into_iter();
    events.retain(|_| keeps.next().unwrap_or_default());
    conflicts
}

/// The contents that decide among events with the same id.
type Contents = (Instant, String);

/// The event of an id that counts so far.
struct Best {
    at: usize,
    /// Computed only when a second event with the id comes, which is rare.
    contents: Option<Contents>,
    conflict: bool,
}

impl Best {
    fn meet<'e>(&mut self, at: usize, events: &[EventRead<'e>], plan: &'e Compiled) {
        let contents = |at: usize| {
            let event = events.get(at)?;
            let text = contents_text(event.name, event.value, reads(event, plan));
            Some((event.at, text))
        };
        let (known, new) = (
            self.contents.take().or_else(|| contents(self.at)),
            contents(at),
        );
        self.conflict |= known != new;
        if new < known {
            self.at = at;
            self.contents = new;
        } else {
            self.contents = known;
        }
    }
}

/// The properties that the model reads of an event and that are known.
pub(crate) fn reads<'e>(
    event: &EventRead<'e>,
    plan: &'e Compiled,
) -> impl Iterator<Item = (&'e str, Cow<'e, Value>)> {
    let reads = event.named(plan).map_or(&[][..], |named| &named.reads);
    let origin = event.origin;
    reads.iter().filter_map(move |id| known(origin, plan, *id))
}

/// A property of an event, if it is known.
fn known<'e>(
    origin: Origin<'e>,
    plan: &'e Compiled,
    id: PropertyId,
) -> Option<(&'e str, Cow<'e, Value>)> {
    let field = plan.intake.properties.by_id(id)?;
    let value = match origin {
        Origin::Nowhere => return None,
        Origin::Event(event) => Cow::Borrowed(event.property(&field.name)?),
        Origin::Row(table, row) => Cow::Owned(table.value(id, row)?),
    };
    let is_known = !is_missing(&value, field, &plan.zone);
    is_known.then_some((field.name.as_str(), value))
}

/// The canonical text of the data that the model reads of an event, without its instant.
pub(crate) fn contents_text<'e>(
    name: &str,
    value: Option<Milli>,
    properties: impl Iterator<Item = (&'e str, Cow<'e, Value>)>,
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
    // Canonical JSON of plain values cannot fail; the empty text is never used.
    crate::text::canonical(&object).unwrap_or_default()
}

//! Events with ids. They are kept one by one, so that each counts once however often it arrives.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use crate::exact::{Instant, Milli, Number};
use crate::intake::{EventRead, Origin, contents_text, reads};
use crate::lead::{Event, Value, local_text};
use crate::model::plan::Compiled;

/// An event with an id, reduced to what the event schema keeps.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct EventWithId {
    pub(super) at: Instant,
    pub(super) value: Option<Milli>,
    /// Its name and properties, without instant, value and id.
    pub(super) event: Event,
    /// Whether an event with other contents arrived under the same id.
    pub(super) conflict: bool,
}

impl EventWithId {
    /// Keeps what the model reads of an event.
    pub(super) fn new<'e>(read: &EventRead<'e>, plan: &'e Compiled) -> Self {
        let mut event = Event::new(read.name, Value::Null);
        for (name, value) in reads(read, plan) {
            event.set(name, storable(&value));
        }
        Self {
            at: read.at,
            value: read.value,
            event,
            conflict: false,
        }
    }

    /// The name of the event.
    pub(super) fn name(&self) -> &str {
        match &self.event.name {
            Value::Text(name) => name,
            _ => "",
        }
    }

    /// What decides which event of an id counts: the earliest, then the least by the canonical text
    /// of what is read of it.
    fn contents(&self) -> (Instant, String) {
        let properties = self.event.properties().iter();
        let properties = properties.map(|(name, value)| (name.as_str(), Cow::Borrowed(value)));
        (self.at, contents_text(self.name(), self.value, properties))
    }

    /// Whether all that is kept is equal; in most cases the event was sent again.
    fn same(&self, other: &Self) -> bool {
        self.at == other.at && self.value == other.value && self.event == other.event
    }

    /// The event as a model reads it.
    pub(super) fn read<'k>(&'k self, plan: &Compiled) -> EventRead<'k> {
        EventRead {
            origin: Origin::Event(&self.event),
            name: self.name(),
            at: self.at,
            value: self.value,
            id: None,
            plan: plan.intake.events.get(self.name()).copied(),
        }
    }
}

/// A value that can be stored and is read in the same way: instants and days become texts.
fn storable(value: &Value) -> Value {
    match value {
        Value::Instant(instant) => Value::from(instant.to_string()),
        Value::Local(micros) => Value::from(local_text(*micros)),
        Value::Day(day) => Value::from(day.to_string()),
        // For ids it matters that the number came as a large double; a property is never an id.
        Value::LargeDouble(double) => {
            Number::from_f64(*double).map_or(Value::NotFinite, Value::Number)
        }
        other => other.clone(),
    }
}

/// The events with ids of a history, by id.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct EventsById(BTreeMap<Box<str>, EventWithId>);

/// The result of adding an event with an id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Put {
    /// It is the first of its id.
    New,
    /// An earlier one of its id counts, or has the same contents.
    Again,
    /// It counts in place of an earlier one of its id.
    Instead,
}

impl EventsById {
    /// Adds an event; of each id one event is kept.
    pub(super) fn put(&mut self, id: &str, event: EventWithId) -> Put {
        match self.0.entry(id.into()) {
            Entry::Vacant(place) => {
                place.insert(event);
                Put::New
            }
            Entry::Occupied(mut place) => {
                let known = place.get_mut();
                known.conflict |= event.conflict;
                if known.same(&event) {
                    return Put::Again;
                }
                let (before, after) = (known.contents(), event.contents());
                known.conflict |= before != after;
                if after >= before {
                    return Put::Again;
                }
                let conflict = known.conflict;
                *known = EventWithId { conflict, ..event };
                Put::Instead
            }
        }
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, &EventWithId)> {
        self.0.iter().map(|(id, kept)| (&**id, kept))
    }

    /// Removes and returns the events for which `old` holds.
    pub(super) fn take(&mut self, old: impl Fn(&EventWithId) -> bool) -> Vec<EventWithId> {
        let mut taken = Vec::new();
        self.0.retain(|_, kept| {
            let old = old(kept);
            if old {
                taken.push(kept.clone());
            }
            !old
        });
        taken
    }

    /// The instant of the latest event; `None` without events.
    pub(super) fn latest(&self) -> Option<Instant> {
        self.0.values().map(|kept| kept.at).max()
    }
}

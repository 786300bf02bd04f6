//! Events with ids: kept one by one, so that each counts once however often it comes.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use crate::exact::{Instant, Milli, Number};
use crate::intake::{EventRead, Origin, contents_text, reads};
use crate::lead::{Event, Value, local_text};
use crate::model::plan::Compiled;

/// An event with an id: what the intake reads of it, and no more.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Kept {
    pub(super) at: Instant,
    pub(super) value: Option<Milli>,
    /// Its name and those properties; nothing else.
    pub(super) event: Event,
    /// Whether the id came with other contents too.
    pub(super) conflict: bool,
}

impl Kept {
    /// Keeps of an event what the model reads of it.
    pub(super) fn of<'e>(read: &EventRead<'e>, plan: &'e Compiled) -> Self {
        let mut event = Event::new(read.name, Value::Null);
        for (name, value) in reads(read, plan) {
            event.set(name, lasting(&value));
        }
        Self {
            at: read.at,
            value: read.value,
            event,
            conflict: false,
        }
    }

    /// The event's name.
    pub(super) fn name(&self) -> &str {
        match &self.event.name {
            Value::Text(name) => name,
            _ => "",
        }
    }

    /// What decides among events of one id: the earliest counts, then the
    /// least by the canonical text of what is read of it.
    fn contents(&self) -> (Instant, String) {
        let properties = self.event.properties().iter();
        let properties = properties.map(|(name, value)| (name.as_str(), Cow::Borrowed(value)));
        (self.at, contents_text(self.name(), self.value, properties))
    }

    /// Whether nothing that is kept differs: most often the event was sent again.
    fn same(&self, other: &Self) -> bool {
        self.at == other.at && self.value == other.value && self.event == other.event
    }

    /// As a model reads it.
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

/// Instants and days as the texts that a model reads in the same way.
fn lasting(value: &Value) -> Value {
    match value {
        Value::Instant(instant) => Value::from(instant.to_string()),
        Value::Local(micros) => Value::from(local_text(*micros)),
        Value::Day(day) => Value::from(day.to_string()),
        // No property is an id: there such a double is a number as any other.
        Value::LargeDouble(double) => {
            Number::from_f64(*double).map_or(Value::NotFinite, Value::Number)
        }
        other => other.clone(),
    }
}

/// The events of a history that have ids.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct ById(BTreeMap<Box<str>, Kept>);

/// What became of an event with an id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Put {
    /// The first of its id.
    New,
    /// Another one of the id counts, or one with the same contents.
    Again,
    /// It counts in place of another one of the id.
    Instead,
}

impl ById {
    /// Keeps one of the events of an id.
    pub(super) fn put(&mut self, id: &str, event: Kept) -> Put {
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
                *known = Kept { conflict, ..event };
                Put::Instead
            }
        }
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, &Kept)> {
        self.0.iter().map(|(id, kept)| (&**id, kept))
    }

    /// Takes out the events that are to be forgotten.
    pub(super) fn take(&mut self, old: impl Fn(&Kept) -> bool) -> Vec<Kept> {
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

    /// The latest instant.
    pub(super) fn latest(&self) -> Option<Instant> {
        self.0.values().map(|kept| kept.at).max()
    }
}

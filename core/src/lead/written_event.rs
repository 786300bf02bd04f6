//! Events borrowed from the text of a request.

use super::{Event, Value};
use crate::exact::{Instant, Number};

/// An event of a request.
#[derive(Debug)]
pub(crate) enum WrittenEvent<'t> {
    /// An event with the common parts only.
    Simple(SimpleEvent<'t>),
    /// Any other.
    Whole(Box<Event>),
}

/// An event with a name, an instant, and optionally a value and a text id, borrowed from the request.
#[derive(Debug)]
pub(crate) struct SimpleEvent<'t> {
    pub(crate) name: &'t str,
    pub(crate) at: Instant,
    pub(crate) value: Option<Number>,
    pub(crate) id: Option<&'t str>,
}

impl SimpleEvent<'_> {
    /// Converts it to a full event.
    pub(crate) fn event(&self) -> Event {
        Event::new(self.name, self.at)
            .value(self.value.map_or(Value::Null, Value::Number))
            .id(self.id)
    }
}

impl From<WrittenEvent<'_>> for Event {
    fn from(written: WrittenEvent<'_>) -> Self {
        match written {
            WrittenEvent::Simple(simple) => simple.event(),
            WrittenEvent::Whole(event) => *event,
        }
    }
}

/// The events of one lead.
#[derive(Debug)]
pub(crate) enum EventList<'t> {
    Values(Vec<Event>),
    Written(Vec<WrittenEvent<'t>>),
}

impl EventList<'_> {
    /// Converts all events to full events.
    pub(crate) fn into_values(self) -> Vec<Event> {
        match self {
            Self::Values(events) => events,
            Self::Written(events) => events.into_iter().map(Event::from).collect(),
        }
    }
}

//! Events as they stand in the text of a request.

use super::{Event, Value};
use crate::exact::{Instant, Number};

/// An event of a text.
#[derive(Debug)]
pub(crate) enum WrittenEvent<'t> {
    /// One that says no more than most do.
    Simple(SimpleEvent<'t>),
    /// Any other.
    Whole(Box<Event>),
}

/// An event of a name, an instant, perhaps a value and a text for its id: it stays where it was read.
#[derive(Debug)]
pub(crate) struct SimpleEvent<'t> {
    pub(crate) name: &'t str,
    pub(crate) at: Instant,
    pub(crate) value: Option<Number>,
    pub(crate) id: Option<&'t str>,
}

impl SimpleEvent<'_> {
    /// The same with room for everything that events may say.
    pub(crate) fn event(&self) -> Event {
        Event::new(self.name, self.at)
            .value(self.value.map_or(Value::Null, Value::Number))
            .id(self.id)
    }
}

impl From<WrittenEvent<'_>> for Event {
    fn from(row: WrittenEvent<'_>) -> Self {
        match row {
            WrittenEvent::Simple(plain) => plain.event(),
            WrittenEvent::Whole(event) => *event,
        }
    }
}

/// The events of one lead.
#[derive(Debug)]
pub(crate) enum EventList<'t> {
    Values(Vec<Event>),
    Rows(Vec<WrittenEvent<'t>>),
}

impl EventList<'_> {
    /// All of them as values.
    pub(crate) fn into_values(self) -> Vec<Event> {
        match self {
            Self::Values(events) => events,
            Self::Rows(rows) => rows.into_iter().map(Event::from).collect(),
        }
    }
}

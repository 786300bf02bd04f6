//! Events as they stand in the text of a request.

use super::{Event, Value};
use crate::exact::{Instant, Number};

/// An event of a text.
#[derive(Debug)]
pub(crate) enum Row<'t> {
    /// One that says no more than most do.
    Plain(Plain<'t>),
    /// Any other.
    Whole(Box<Event>),
}

/// An event of a name, an instant, perhaps a value and a text for its id: it stays where it was read.
#[derive(Debug)]
pub(crate) struct Plain<'t> {
    pub(crate) name: &'t str,
    pub(crate) at: Instant,
    pub(crate) value: Option<Number>,
    pub(crate) id: Option<&'t str>,
}

impl Plain<'_> {
    /// The same with room for everything that events may say.
    pub(crate) fn event(&self) -> Event {
        Event::new(self.name, self.at)
            .value(self.value.map_or(Value::Null, Value::Number))
            .id(self.id)
    }
}

impl From<Row<'_>> for Event {
    fn from(row: Row<'_>) -> Self {
        match row {
            Row::Plain(plain) => plain.event(),
            Row::Whole(event) => *event,
        }
    }
}

/// The events of one lead.
#[derive(Debug)]
pub(crate) enum Events<'t> {
    Values(Vec<Event>),
    Rows(Vec<Row<'t>>),
}

impl Events<'_> {
    /// All of them as values.
    pub(crate) fn into_values(self) -> Vec<Event> {
        match self {
            Self::Values(events) => events,
            Self::Rows(rows) => rows.into_iter().map(Event::from).collect(),
        }
    }
}

//! Reads an event, or gives the reasons why it is rejected.

use super::amount::{amount, amount_of_number};
use super::cell::{cell, is_blank};
use super::event::{EventRead, Origin};
use super::fault::Fault;
use super::id::id;
use super::instant::event_instant;
use crate::lead::{Event, Reject, SimpleEvent, TableName, Text, Value, WrittenEvent};
use crate::model::plan::Compiled;

/// The faults of an event, by column.
pub(crate) type Faults = Vec<(String, Fault)>;

/// An event in any of its input forms.
pub(crate) trait Readable {
    /// Reads the whole event, or returns all of its faults.
    ///
    /// The flag tells whether the instant was local time without an offset.
    fn read<'e>(&'e self, plan: &Compiled) -> Result<(EventRead<'e>, bool), Faults>;

    /// The event, if its form can have properties.
    fn whole(&self) -> Option<&Event>;
}

impl Readable for Event {
    #[inline]
    fn read<'e>(&'e self, plan: &Compiled) -> Result<(EventRead<'e>, bool), Faults> {
        read_whole(self, plan).ok_or_else(|| faults(self, plan))
    }

    fn whole(&self) -> Option<&Event> {
        Some(self)
    }
}

impl Readable for WrittenEvent<'_> {
    #[inline]
    fn read<'e>(&'e self, plan: &Compiled) -> Result<(EventRead<'e>, bool), Faults> {
        match self {
            Self::Whole(event) => event.read(plan),
            Self::Simple(simple) => match read_simple(simple, plan) {
                Some(read) => Ok((read, false)),
                None => Err(faults(&simple.event(), plan)),
            },
        }
    }

    fn whole(&self) -> Option<&Event> {
        match self {
            Self::Whole(event) => Some(event),
            Self::Simple(_) => None,
        }
    }
}

/// Reads an event that borrows from a text. Returns `None` if it has a fault.
#[inline]
fn read_simple<'e>(simple: &SimpleEvent<'e>, plan: &Compiled) -> Option<EventRead<'e>> {
    let value = simple.value.map(amount_of_number).transpose().ok()?;
    (!is_blank(simple.name)).then(|| EventRead {
        origin: Origin::Nowhere,
        name: simple.name,
        at: simple.at,
        value,
        id: simple.id.filter(|id| !is_blank(id)).map(Text::from),
        plan: plan.intake.events.get(simple.name).copied(),
    })
}

/// Reads an event, and whether its instant was local time without an offset. Returns `None` if it
/// has a fault.
#[inline]
fn read_whole<'e>(event: &'e Event, plan: &Compiled) -> Option<(EventRead<'e>, bool)> {
    let name = event_name(&event.name).ok()?;
    let (at, local) = event_instant(&event.at, &plan.zone).ok()?;
    let value = amount(&event.value).ok()?;
    let id = id(&event.id).ok()?;
    if !event.properties().is_empty() && invalid_properties(event, plan).next().is_some() {
        return None;
    }
    let read = EventRead {
        origin: Origin::Event(event),
        name,
        at,
        value,
        id,
        plan: plan.intake.events.get(name).copied(),
    };
    Some((read, local))
}

/// All faults of an event.
#[cold]
fn faults(event: &Event, plan: &Compiled) -> Faults {
    let mut properties =
        invalid_properties(event, plan).map(|(name, fault)| (name.to_owned(), fault));
    event_faults(
        EventParts {
            name: event_name(&event.name).err(),
            at: event_instant(&event.at, &plan.zone).err(),
            value: amount(&event.value).err(),
            id: id(&event.id).err(),
        },
        &mut properties,
    )
}

/// The faults of the parts that every event has.
#[derive(Debug, Default)]
pub(crate) struct EventParts {
    pub(crate) name: Option<Fault>,
    pub(crate) at: Option<Fault>,
    pub(crate) value: Option<Fault>,
    pub(crate) id: Option<Fault>,
}

/// Sorts the faults of an event: first its parts, then its properties by name.
#[cold]
pub(crate) fn event_faults(
    parts: EventParts,
    properties: &mut dyn Iterator<Item = (String, Fault)>,
) -> Faults {
    let parts = [
        ("event", parts.name),
        ("at", parts.at),
        ("value", parts.value),
        ("id", parts.id),
    ];
    let mut faults = Vec::new();
    for (name, fault) in parts {
        faults.extend(fault.map(|fault| (name.to_owned(), fault)));
    }
    faults.extend(properties);
    faults
}

/// The rejects of a row of events, in the order of its faults.
#[cold]
pub(crate) fn event_rejects(faults: Faults, row: usize, lead: Option<&str>) -> Vec<Reject> {
    faults
        .into_iter()
        .map(|(column, fault)| fault.reject(TableName::Events, row, lead, column))
        .collect()
}

/// Reads an event's name.
#[inline]
pub(crate) fn event_name(value: &Value) -> Result<&str, Fault> {
    match value {
        Value::Text(text) if !is_blank(text) => Ok(text),
        Value::Text(_) | Value::Null => Err(Fault::missing("an event needs a name")),
        other => Err(Fault::wrong(other, "the name of an event")),
    }
}

/// The declared properties whose values are not of their types.
fn invalid_properties<'e>(
    event: &'e Event,
    plan: &Compiled,
) -> impl Iterator<Item = (&'e str, Fault)> {
    // Both are sorted by name.
    let mut declared = plan.intake.properties.iter().peekable();
    event.properties().iter().filter_map(move |(name, value)| {
        while declared
            .next_if(|field| field.name.as_str() < name.as_str())
            .is_some()
        {}
        let field = declared.next_if(|field| field.name == name.as_str())?;
        let fault = cell(value, field, &plan.zone).err()?;
        Some((name.as_str(), fault))
    })
}

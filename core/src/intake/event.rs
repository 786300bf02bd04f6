//! An event that was read: its kind, its instant, and the source of its properties.

use super::cell::{Cell, Tags, cell};
use crate::exact::{Instant, Milli};
use crate::lead::{Event, Text, Value};
use crate::model::ids::PropertyId;
use crate::model::plan::{Compiled, EventPlan};

/// The source of the properties of an event.
#[derive(Clone, Copy)]
pub(crate) enum Origin<'e> {
    /// None.
    Nowhere,
    Event(&'e Event),
    /// A row of a table.
    Row(&'e dyn Properties, usize),
}

/// A table whose rows are valid events.
pub(crate) trait Properties: Sync {
    /// A property by its position in the model.
    fn cell(&self, property: PropertyId, row: usize) -> Cell<'_>;
    /// The property as it came; `None` if there is no such column.
    fn value(&self, property: PropertyId, row: usize) -> Option<Value>;
}

/// An event that was read.
#[derive(Clone)]
pub(crate) struct EventRead<'e> {
    pub(crate) origin: Origin<'e>,
    pub(crate) name: &'e str,
    pub(crate) at: Instant,
    pub(crate) value: Option<Milli>,
    pub(crate) id: Option<Text>,
    /// The plan of events with this name; `None` if no signal uses the name.
    pub(crate) plan: Option<u32>,
}

impl EventRead<'_> {
    /// The plan of events with this name.
    pub(crate) fn named<'p>(&self, plan: &'p Compiled) -> Option<&'p EventPlan> {
        plan.intake.plans.get(self.plan? as usize)
    }
}

/// A property that was valid when the event was read.
pub(crate) fn property<'e>(plan: &'e Compiled, origin: Origin<'e>, id: PropertyId) -> Cell<'e> {
    let event = match origin {
        Origin::Nowhere => return Cell::Missing,
        Origin::Row(table, row) => return table.cell(id, row),
        Origin::Event(event) => event,
    };
    let Some(field) = plan.intake.properties.by_id(id) else {
        return Cell::Missing;
    };
    let value = event.property(&field.name).unwrap_or(&Value::Null);
    cell(value, field, &plan.zone).unwrap_or(Cell::Missing)
}

/// The texts of a text or of tags.
pub(crate) fn members(cell: Cell<'_>) -> impl Iterator<Item = &str> {
    let (one, many) = match cell {
        Cell::Text(text, _) => (Some(text), None),
        Cell::Tags(tags) => (None, Some(tags)),
        _ => (None, None),
    };
    one.into_iter()
        .chain(many.into_iter().flat_map(Tags::texts))
}

//! An event that was read: what it is, when, and which signals it fits.

use super::kinds::Kinds;
use crate::condition::{Check, Slots};
use crate::exact::{Instant, Milli, Number};
use crate::lead::{Event, Text, Value};
use crate::model::fact::Fact;
use crate::model::plan::{Compiled, EventPlan};
use crate::model::reading::{self, Cell, fill, texts};

/// Where the properties of an event are.
#[derive(Clone, Copy)]
pub(crate) enum Origin<'e> {
    /// It has none.
    Nowhere,
    Event(&'e Event),
    /// A row of a table.
    Row(&'e dyn Properties, usize),
}

/// A table whose rows are events that were found valid.
pub(crate) trait Properties: Sync {
    /// A property by its position in the model.
    fn cell(&self, property: u32, row: usize) -> Cell<'_>;
    /// The same as it came; none where it is missing.
    fn given(&self, property: u32, row: usize) -> Option<Value>;
}

/// An event that was read.
#[derive(Clone)]
pub(crate) struct Read<'e> {
    pub(crate) origin: Origin<'e>,
    pub(crate) name: &'e str,
    pub(crate) at: Instant,
    pub(crate) value: Option<Milli>,
    pub(crate) id: Option<Text>,
    /// Of events of that name, where a signal names it.
    pub(crate) plan: Option<u32>,
}

impl Read<'_> {
    /// What events of that name may mean.
    pub(crate) fn named<'p>(&self, plan: &'p Compiled) -> Option<&'p EventPlan> {
        plan.intake.plans.get(self.plan? as usize)
    }
}

/// Finds the kinds of events; reused from event to event.
#[derive(Debug)]
pub(crate) struct Sorter<'p> {
    pub(crate) kinds: Kinds<'p>,
    slots: Slots,
    fitted: Vec<u32>,
}

impl<'p> Sorter<'p> {
    pub(crate) fn new(plan: &'p Compiled) -> Self {
        Self {
            kinds: Kinds::new(plan),
            slots: Slots::default(),
            fitted: Vec::new(),
        }
    }

    /// Whether the event fits a signal that is worth something by its value.
    pub(crate) fn needs_value(&mut self, plan: &Compiled, event: &Read<'_>) -> bool {
        let kind = event
            .named(plan)
            .map(|named| self.classify(plan, named, event));
        kind.and_then(|id| self.kinds.get(id))
            .is_some_and(|kind| plan.has_per_unit(kind))
    }

    /// The kind of the event: which signals it fits.
    pub(crate) fn classify(&mut self, plan: &Compiled, named: &EventPlan, event: &Read<'_>) -> u32 {
        if !named.slots.is_empty() {
            self.slots.reset(plan.intake.slots.count);
            for (slot, key) in &named.slots {
                let value = match key.fact {
                    Fact::EventValue => event
                        .value
                        .map_or(Cell::Missing, |value| Cell::Number(Number::milli(value))),
                    Fact::EventProperty(id) => property(plan, event.origin, id),
                    _ => Cell::Missing,
                };
                fill(&mut self.slots, *slot, value, key.form);
            }
        }
        let slots = &self.slots;
        let fits = |condition: &Option<Check>| {
            condition
                .as_ref()
                .is_none_or(|condition| condition.holds(slots))
        };
        if !named.kinds.is_empty() {
            let each = named.signals.iter().enumerate();
            let mask = each.fold(0, |mask, (bit, (_, condition))| {
                mask | usize::from(fits(condition)) << bit
            });
            return named.kinds.get(mask).copied().unwrap_or(u32::MAX);
        }
        self.fitted.clear();
        self.fitted.extend(
            named
                .signals
                .iter()
                .filter(|(_, condition)| fits(condition))
                .map(|(signal, _)| *signal),
        );
        self.kinds.other(&self.fitted, plan)
    }
}

/// A property that was found valid when the event was read.
pub(crate) fn property<'e>(plan: &Compiled, origin: Origin<'e>, id: u32) -> Cell<'e> {
    let event = match origin {
        Origin::Nowhere => return Cell::Missing,
        Origin::Row(table, row) => return table.cell(id, row),
        Origin::Event(event) => event,
    };
    let Some(field) = plan.intake.properties.get(id as usize) else {
        return Cell::Missing;
    };
    let value = event.property(&field.name).unwrap_or(&Value::Null);
    reading::cell(value, field.type_, &plan.zone).unwrap_or(Cell::Missing)
}

/// The texts of a text or of tags.
pub(crate) fn members(cell: Cell<'_>) -> impl Iterator<Item = &str> {
    let (one, many) = match cell {
        Cell::Text(text, _) => (Some(text), &[][..]),
        Cell::Tags(members) => (None, members),
        _ => (None, &[][..]),
    };
    one.into_iter().chain(texts(many))
}

//! Finds the kind of an event: the set of signals that it matches.

use super::kinds::Kinds;
use crate::condition::{Check, Slots};
use crate::exact::Number;
use crate::intake::{Cell, EventRead, fill, property};
use crate::model::fact::Fact;
use crate::model::ids::{KindId, SignalId};
use crate::model::plan::{Compiled, EventPlan};

/// Finds the kinds of events. One classifier is reused for many events.
#[derive(Debug)]
pub(crate) struct Classifier<'p> {
    pub(crate) kinds: Kinds<'p>,
    slots: Slots,
    /// Scratch memory: the signals of the current event.
    fitted: Vec<SignalId>,
}

impl<'p> Classifier<'p> {
    pub(crate) fn new(plan: &'p Compiled) -> Self {
        Self {
            kinds: Kinds::new(plan),
            slots: Slots::default(),
            fitted: Vec::new(),
        }
    }

    /// Whether the event matches a signal with `points_per_unit`.
    pub(crate) fn needs_value(&mut self, plan: &Compiled, event: &EventRead<'_>) -> bool {
        let kind = event
            .named(plan)
            .map(|named| self.classify(plan, named, event));
        kind.and_then(|id| self.kinds.get(id))
            .is_some_and(|kind| plan.has_per_unit(kind))
    }

    /// The id of the kind of an event; `named` is the plan of its name.
    pub(crate) fn classify(
        &mut self,
        plan: &Compiled,
        named: &EventPlan,
        event: &EventRead<'_>,
    ) -> KindId {
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
            let kind = named.kinds.get(mask);
            debug_assert!(kind.is_some(), "a kind for each set of signals");
            if let Some(kind) = kind {
                return *kind;
            }
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

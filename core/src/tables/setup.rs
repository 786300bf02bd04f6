//! What all cores need to read events, worked out once a call.

use super::KnownAt;
use super::call::Tables;
use super::days::Days;
use super::events::Events;
use super::names::Names;
use super::scan::Wanted;
use crate::exact::Instant;
use crate::tally::Rules;

/// How the events of a call are read and added up.
pub(super) struct Setup<'t> {
    /// The columns of each chunk.
    pub(super) events: Vec<Events<'t>>,
    as_of: Option<Instant>,
    known: KnownAt,
    notes: Vec<bool>,
    per_unit: Vec<bool>,
    names: Names,
    days: Option<Days<'t>>,
    /// Where events can be added up as they come, and when the lead is looked at.
    pub(super) summed: Option<(Rules<'t>, Instant)>,
}

impl<'t> Setup<'t> {
    pub(super) fn of(tables: &Tables<'t>) -> Self {
        let (plan, rows) = (tables.plan, tables.event_rows());
        let summed = tables.wants_points() && Rules::serve(plan, rows);
        let rules = |as_of| (Rules::of(plan, plan.zone.day_of(as_of), rows), as_of);
        let notes = tables.notes();
        let chunks = tables.events.iter();
        Self {
            events: chunks
                .map(|chunk| Events::of(plan, chunk, tables.options.known))
                .collect(),
            as_of: tables.as_of,
            known: tables.options.known,
            per_unit: tables.per_unit(),
            names: Names::of(plan, &notes),
            notes,
            days: tables.as_of.map(|as_of| Days::until(&plan.zone, as_of)),
            summed: tables.as_of.filter(|_| summed).map(rules),
        }
    }

    /// How events become records in 2 to so many parts.
    pub(super) fn wanted(&self, bits: u32) -> Wanted<'_> {
        Wanted {
            as_of: self.as_of,
            known: self.known,
            notes: &self.notes,
            per_unit: &self.per_unit,
            names: &self.names,
            days: self.days.as_ref(),
            bits,
        }
    }
}

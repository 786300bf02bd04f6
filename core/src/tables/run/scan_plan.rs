//! What all cores need to read events, worked out once a call.

use super::call::Tables;
use crate::exact::Instant;
use crate::tables::options::KnownAt;
use crate::tables::scan::day_lookup::Days;
use crate::tables::scan::event_names::Names;
use crate::tables::scan::events::Events;
use crate::tables::scan::scanner::Wanted;
use crate::tally::BatchRules;

/// How the events of a call are read and added up.
pub(crate) struct ScanPlan<'t> {
    /// The columns of each chunk.
    pub(crate) events: Vec<Events<'t>>,
    as_of: Option<Instant>,
    known: KnownAt,
    notes: Vec<bool>,
    per_unit: Vec<bool>,
    names: Names,
    days: Option<Days<'t>>,
    /// Where events can be added up as they come, and when the lead is looked at.
    pub(crate) summed: Option<(BatchRules<'t>, Instant)>,
}

impl<'t> ScanPlan<'t> {
    pub(crate) fn of(tables: &Tables<'t>) -> Self {
        let (plan, rows) = (tables.plan, tables.event_rows());
        let summed = tables.wants_points() && BatchRules::can_serve(plan, rows);
        let rules = |as_of| (BatchRules::new(plan, plan.zone.day_of(as_of), rows), as_of);
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

    /// How events become records, in 2 to the power of `bits` partitions.
    pub(crate) fn wanted(&self, bits: u32) -> Wanted<'_> {
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

//! What reading events needs, computed once per call and shared by all cores.

use super::call::TableCall;
use super::requested::{RequestedInstant, RequestedInstants};
use crate::exact::Instant;
use crate::tables::options::KnownAt;
use crate::tables::scan::day_lookup::DayLookup;
use crate::tables::scan::event_names::EventNames;
use crate::tables::scan::events::EventColumns;
use crate::tables::scan::scanner::ScanOptions;
use crate::tally::BatchRules;

/// How the events of a call are read and summed.
pub(crate) struct ScanPlan<'t> {
    /// The columns of each chunk.
    pub(crate) events: Vec<EventColumns<'t>>,
    as_of: Option<Instant>,
    packs: bool,
    known: KnownAt,
    needs_row: Vec<bool>,
    per_unit: Vec<bool>,
    names: EventNames,
    days: Option<DayLookup<'t>>,
    /// If events can be summed: the rules at each instant.
    pub(crate) summed: Vec<SumRules<'t>>,
}

/// How events are summed at an instant.
pub(crate) struct SumRules<'t> {
    pub(crate) rules: BatchRules<'t>,
    pub(crate) requested: RequestedInstant,
}

impl<'t> ScanPlan<'t> {
    pub(crate) fn new(tables: &TableCall<'t>) -> Self {
        let (plan, rows) = (tables.plan, tables.event_rows());
        let summed = tables.wants_points() && BatchRules::can_serve(plan, rows);
        let rules = |requested: &RequestedInstant| SumRules {
            rules: BatchRules::new(plan, plan.zone.day_of(requested.as_of), rows),
            requested: *requested,
        };
        let needs_row = tables.needs_row();
        let last = tables.requested.last();
        let instants = tables.requested.instants();
        let chunks = tables.events.iter();
        Self {
            events: chunks
                .map(|chunk| EventColumns::new(plan, chunk, tables.options.known))
                .collect(),
            as_of: last,
            packs: packs(tables),
            known: tables.options.known,
            per_unit: tables.per_unit(),
            names: EventNames::new(plan, &needs_row),
            needs_row,
            days: last.map(|as_of| DayLookup::until(&plan.zone, as_of)),
            summed: instants.iter().filter(|_| summed).map(rules).collect(),
        }
    }

    /// How events become records, with 2 to the power of `bits` partitions.
    pub(crate) fn scan_options(&self, bits: u32) -> ScanOptions<'_> {
        ScanOptions {
            as_of: self.as_of,
            packs: self.packs,
            known: self.known,
            needs_row: &self.needs_row,
            per_unit: &self.per_unit,
            names: &self.names,
            days: self.days.as_ref(),
            bits,
        }
    }
}

/// Whether the day of an event says at which instants it exists.
fn packs(tables: &TableCall<'_>) -> bool {
    match tables.requested {
        RequestedInstants::One(_) => true,
        #[cfg(feature = "calibrate")]
        RequestedInstants::Several(instants) => {
            let mut events = tables.events.iter();
            let is_recorded = tables.options.known == KnownAt::Then
                && events.any(|chunk| chunk.column("recorded_at").is_some());
            instants.are_days && !is_recorded
        }
        RequestedInstants::Table(_) => false,
    }
}

//! What reading events needs, computed once per call and shared by all cores.

use super::asked::Asked;
use super::call::TableCall;
use crate::exact::Instant;
use crate::tables::options::KnownAt;
use crate::tables::scan::day_lookup::DayLookup;
use crate::tables::scan::event_names::EventNames;
use crate::tables::scan::events::EventColumns;
use crate::tables::scan::scanner::{Packs, ScanOptions};
use crate::tally::BatchRules;

/// How the events of a call are read and summed.
pub(crate) struct ScanPlan<'t> {
    /// The columns of each chunk.
    pub(crate) events: Vec<EventColumns<'t>>,
    as_of: Option<Instant>,
    packs: Packs,
    known: KnownAt,
    notes: Vec<bool>,
    per_unit: Vec<bool>,
    names: EventNames,
    days: Option<DayLookup<'t>>,
    /// If events can be summed while they are read: the rules, and the instant of assessment.
    pub(crate) summed: Option<(BatchRules<'t>, Instant)>,
}

impl<'t> ScanPlan<'t> {
    pub(crate) fn new(tables: &TableCall<'t>) -> Self {
        let (plan, rows) = (tables.plan, tables.event_rows());
        let summed = tables.wants_points() && BatchRules::can_serve(plan, rows);
        let rules = |as_of| (BatchRules::new(plan, plan.zone.day_of(as_of), rows), as_of);
        let notes = tables.notes();
        let last = tables.asked.last();
        let chunks = tables.events.iter();
        Self {
            events: chunks
                .map(|chunk| EventColumns::new(plan, chunk, tables.options.known))
                .collect(),
            as_of: last,
            packs: Packs::of(tables),
            known: tables.options.known,
            per_unit: tables.per_unit(),
            names: EventNames::new(plan, &notes),
            notes,
            days: last.map(|as_of| DayLookup::until(&plan.zone, as_of)),
            summed: tables.asked.one().filter(|_| summed).map(rules),
        }
    }

    /// How events become records, with 2 to the power of `bits` partitions.
    pub(crate) fn scan_options(&self, bits: u32) -> ScanOptions<'_> {
        ScanOptions {
            as_of: self.as_of,
            packs: self.packs,
            known: self.known,
            notes: &self.notes,
            per_unit: &self.per_unit,
            names: &self.names,
            days: self.days.as_ref(),
            bits,
        }
    }
}

impl Packs {
    fn of(tables: &TableCall<'_>) -> Self {
        match tables.asked {
            Asked::One(_) => Self::All,
            #[cfg(feature = "calibrate")]
            Asked::Several(instants) => {
                let mut events = tables.events.iter();
                let is_recorded = tables.options.known == KnownAt::Then
                    && events.any(|chunk| chunk.column("recorded_at").is_some());
                if instants.are_days && !is_recorded {
                    Self::Counted
                } else {
                    Self::None
                }
            }
            Asked::Table(_) => Self::None,
        }
    }
}

//! A lead as a model reads it.

use crate::exact::{Instant, MAX_TOTAL, SCALE};
use crate::history::{History, HistoryError};
use crate::intake::{Cell, Readable, hints, read_profile};
use crate::lead::{Profile, Report, Text};
use crate::model::plan::Compiled;
use crate::tally::{EventSet, PurchaseDay};

/// A lead as a model reads it: everything that does not depend on the day.
pub(crate) struct Lead<'a> {
    pub(crate) plan: &'a Compiled,
    pub(crate) id: Option<Text>,
    /// Attributes by id.
    pub(crate) cells: Vec<Cell<'a>>,
    pub(crate) event_set: EventSet<'a>,
    /// Oldest first; empty unless the model needs them.
    pub(crate) purchase_days: Vec<PurchaseDay>,
}

impl<'a> Lead<'a> {
    /// Reads a profile and the events up to `as_of`. Values that cannot be used go to the report.
    pub(crate) fn read(
        plan: &'a Compiled,
        profile: &'a Profile,
        events: &'a [impl Readable],
        as_of: Instant,
        report: &mut Report,
    ) -> Self {
        let (id, cells) = read_profile(plan, profile, report);
        let event_set = EventSet::from_events(plan, events, as_of, id.as_deref(), report);
        let whole = events.iter().filter_map(Readable::whole);
        report.hints.extend(hints::for_events(&plan.intake, whole));
        let near = hints::for_unknown_events(plan, &report.unknown_events);
        report.hints.extend(near);
        Self::new(plan, id, cells, event_set)
    }

    /// Reads a profile and a history. Values that cannot be used go to the report.
    ///
    /// # Errors
    /// A history that does not hold what the model reads, or that knows events after `as_of`.
    pub(crate) fn recall(
        plan: &'a Compiled,
        profile: &'a Profile,
        history: &'a History,
        as_of: Instant,
        report: &mut Report,
    ) -> Result<Self, HistoryError> {
        let event_set = history.recall(plan, as_of, report)?;
        let (id, cells) = read_profile(plan, profile, report);
        let near = hints::for_unknown_events(plan, &report.unknown_events);
        report.hints.extend(near);
        Ok(Self::new(plan, id, cells, event_set))
    }

    /// A lead whose profile and events were read.
    pub(crate) fn new(
        plan: &'a Compiled,
        id: Option<Text>,
        cells: Vec<Cell<'a>>,
        mut event_set: EventSet<'a>,
    ) -> Self {
        if plan.counting.limits {
            event_set.sort_newest_first();
        }
        let purchase_days = if plan.counting.purchase_days {
            event_set.purchase_days()
        } else {
            Vec::new()
        };
        Self {
            plan,
            id,
            cells,
            event_set,
            purchase_days,
        }
    }
}

/// Whether a sum, in thousandths, exceeds the limit of 10^12.
pub(crate) fn beyond(value: i128) -> bool {
    value.abs() > i128::from(MAX_TOTAL) * i128::from(SCALE)
}

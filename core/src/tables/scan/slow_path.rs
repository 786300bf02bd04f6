//! The slow path for events: one row at a time, with all faults and all kinds.

use super::events::{EventNumbers, leadless};
use super::scanner::Scanner;
use crate::intake::{EventRead, Origin, event_rejects};
use crate::model::ids::{Id, KindId};
use crate::tables::partition::record::PackedEvent;

impl<const N: usize> Scanner<'_, N> {
    /// Reads a row; `name` is its name, if that is valid.
    pub(crate) fn slow_path(&mut self, row: usize, name: Option<&str>) {
        let id = self.events.lead.map_or(Ok(None), |column| column.id(row));
        match id {
            Ok(id) => self.row(row, id.as_deref(), name),
            Err(fault) => {
                let faults = vec![("lead".to_owned(), fault)];
                let rejects = event_rejects(faults, self.start + row, None);
                self.report.rejects.extend(rejects);
            }
        }
    }

    fn row(&mut self, row: usize, id: Option<&str>, name: Option<&str>) {
        let found = self.events.row(row, name.is_some());
        let (Some(id), Ok(found), Some(name)) = (id, &found, name) else {
            let mut faults = found.err().unwrap_or_default();
            if id.is_none() {
                faults.insert(0, ("lead".to_owned(), leadless()));
            }
            self.report
                .rejects
                .extend(event_rejects(faults, self.start + row, id));
            return;
        };
        self.report.without_offset += u64::from(found.local);
        let exists = |as_of| found.at <= as_of && self.events.is_recorded(row, as_of);
        if !self.options.as_of.is_none_or(exists) {
            return;
        }
        let event = self.pack(row, name, found);
        let key = self.keys.key::<N>(id);
        self.buffer.by_row |= event.is_by_row();
        let value = found.value.map_or(0, |value| value.0);
        self.buffer.push(key, event, value, row - self.first);
    }

    /// The packed event of a valid row.
    fn pack(&mut self, row: usize, name: &str, found: &EventNumbers) -> PackedEvent {
        let plan = self.events.plan;
        let has_id = || {
            self.events
                .id
                .is_some_and(|column| matches!(column.id(row), Ok(Some(_))))
        };
        if !self.options.packs || has_id() {
            return PackedEvent::BY_ROW;
        }
        let day = plan.zone.day_of(found.at);
        let Some(id) = plan.intake.events.get(name) else {
            self.names.remember(name, &mut self.report.unknown);
            return PackedEvent::nothing(day);
        };
        let Some(named) = plan.intake.plans.get(*id as usize) else {
            return PackedEvent::nothing(day);
        };
        let kind = match (&named.kinds[..], &named.signals[..]) {
            // One signal without a condition: nothing to decide.
            ([_, one], [(_, None)]) => *one,
            _ => {
                let read = EventRead {
                    origin: Origin::Row(self.events, row),
                    name,
                    at: found.at,
                    value: found.value,
                    id: None,
                    plan: Some(*id),
                };
                self.classifier.classify(plan, named, &read)
            }
        };
        let Some(fits) = plan.kinds.get(kind.at()) else {
            return PackedEvent::BY_ROW;
        };
        if fits.signals.is_empty() {
            return PackedEvent::nothing(day);
        }
        if self
            .options
            .needs_row
            .get(kind.at())
            .copied()
            .unwrap_or(true)
        {
            return PackedEvent::BY_ROW;
        }
        if found.value.is_none() && self.is_per_unit(kind) {
            self.report.without_value += 1;
        }
        PackedEvent::counts(kind, day, found.value.is_some())
    }

    /// Whether a signal of a kind has `points_per_unit`.
    pub(crate) fn is_per_unit(&self, kind: KindId) -> bool {
        let per_unit = self.options.per_unit.get(kind.at());
        per_unit.copied().unwrap_or(false)
    }
}

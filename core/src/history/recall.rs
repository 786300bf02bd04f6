//! Reading a history with a model: the same runs as from its events.

use super::event_schema::SchemaMatch;
use super::{History, HistoryError};
use crate::exact::Instant;
use crate::lead::Report;
use crate::model::ids::{KindId, SignalId};
use crate::model::plan::Compiled;
use crate::tally::{EventSet, Run};

impl History {
    /// The event set that the events of this history would give.
    ///
    /// # Errors
    /// A history that lacks something that the model reads, and an `as_of` before its latest event.
    pub(crate) fn recall<'h>(
        &'h self,
        plan: &'h Compiled,
        as_of: Instant,
        report: &mut Report,
    ) -> Result<EventSet<'h>, HistoryError> {
        let known = match &self.schema {
            Some(schema) => SchemaMatch::new(schema, plan)?,
            None => SchemaMatch::All,
        };
        if let Some(latest) = self.latest().filter(|latest| *latest > as_of) {
            return Err(HistoryError::AsOfBeforeLatest { as_of, latest });
        }
        report.without_offset = self.notes.without_offset;
        report.id_conflicts = self.id_conflicts();
        report.unknown_events = self.notes.unknown.clone();
        let mut found = EventSet::new(plan, self.runs.len() + self.kept.len());
        let kinds = self.recall_kinds(plan, &known, &mut found);
        self.recall_runs(plan, &kinds, &mut found, report);
        self.recall_switches(plan, &known, &mut found);
        if plan.intake.product.is_some() {
            let purchased = |kind: u32| {
                let id = kinds.get(kind as usize).copied().flatten();
                id.and_then(|id| found.kinds().get(id))
                    .is_some_and(|kind| kind.is_purchase)
            };
            let products = self.products.iter().filter(|(kind, _)| purchased(*kind));
            let products: Vec<&str> = products.map(|(_, product)| &**product).collect();
            found.products.extend(products);
        }
        for (_, kept) in self.kept.iter() {
            found.add(plan, &kept.read(plan), report);
        }
        Ok(found)
    }

    /// The kind of the model for each kind of the history; `None` if it matches no signal.
    fn recall_kinds(
        &self,
        plan: &Compiled,
        known: &SchemaMatch,
        found: &mut EventSet<'_>,
    ) -> Vec<Option<KindId>> {
        let mut signals: Vec<SignalId> = Vec::new();
        let mut one = |labels: &[u32]| {
            signals.clear();
            let entries = labels.iter().filter_map(|label| known.entry(*label));
            signals.extend(entries.flat_map(|entry| plan.entries.signals(entry)));
            signals.sort_unstable();
            (!signals.is_empty()).then(|| found.kinds_mut().id(&signals, plan))
        };
        self.kinds.iter().map(|kind| one(kind)).collect()
    }

    fn recall_runs<'h>(
        &'h self,
        plan: &'h Compiled,
        kinds: &[Option<KindId>],
        found: &mut EventSet<'h>,
        report: &mut Report,
    ) {
        for run in self.runs.iter() {
            let Some(id) = kinds.get(run.key.kind as usize).copied().flatten() else {
                continue;
            };
            let valueless = run.count - run.valued;
            if valueless > 0
                && found
                    .kinds()
                    .get(id)
                    .is_some_and(|kind| plan.has_per_unit(kind))
            {
                report.without_value += valueless;
            }
            let own = Run {
                day: run.key.day,
                kind: id,
                count: run.count,
                value: run.value,
            };
            let set = self.sets.get_index(run.key.set as usize);
            let names = set.into_iter().flat_map(|set| set.iter());
            let names = names.filter_map(|at| self.texts.get_index(*at as usize));
            found.add_run(plan, own, names.map(|name| &**name));
        }
    }

    fn recall_switches<'h>(
        &'h self,
        plan: &'h Compiled,
        known: &SchemaMatch,
        found: &mut EventSet<'h>,
    ) {
        for ((label, value), event) in &self.switches {
            let Some(entry) = known.entry(*label) else {
                continue;
            };
            let own = plan.intake.switches.iter().zip(&plan.entries.of_switch);
            for (id, (switch, _)) in own.enumerate().filter(|(_, (_, own))| **own == entry) {
                let by = switch.by.map(|by| (value.as_deref().into_iter(), by));
                found.turn(plan, id, *event, by);
            }
        }
    }
}

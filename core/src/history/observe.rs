//! Adding events to a history.

use super::days::clamped;
use super::event_schema::EventSchema;
use super::runs::{CountedRun, RunKey};
use super::with_id::{EventWithId, Put};
use super::{History, HistoryError, NO_INTERESTS, Notes, intern};
use crate::exact::Day;
use crate::intake::{EventRead, Readable, event_rejects, hints, members, property};
use crate::lead::{Event, Reject, Report};
use crate::model::Model;
use crate::model::kinds::EventKind;
use crate::model::plan::Compiled;
use crate::tally::{Classifier, SwitchTurn};

/// The result of observing an event.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Observation {
    /// It counts. With an id, it is the first of its id or counts in place of another.
    Counted,
    /// Another event with its id counts already.
    Again,
    /// No signal has an event of this name.
    Unknown,
    /// Signals have an event of this name, but no condition holds.
    Unfit,
    /// It has an id and is before the day of [`History::forget_ids_before`], so it may have been
    /// counted already. It does not count.
    Forgotten,
    /// It could not be read, for all of these reasons.
    Rejected(Vec<Reject>),
}

impl Model {
    /// The history of events, and a report on those that could not be used.
    ///
    /// ```
    /// use leadgrade::{Event, Model};
    /// let model = Model::from_toml("format = 1\nname = \"n\"\n[signals.visit]\npoints = 10\n[engagement]")?;
    /// let (history, report) = model.history(&[Event::new("visit", "2026-11-20"), Event::new("visit", "soon")]);
    /// assert_eq!((history.events(), report.rejects.len()), (1, 1));
    /// # Ok::<(), leadgrade::ModelError>(())
    /// ```
    pub fn history(&self, events: &[Event]) -> (History, Report) {
        let mut history = History {
            schema: Some(EventSchema::new(&self.0.entries)),
            ..History::default()
        };
        // This cannot fail: a slice has fewer events than a history can count.
        let report = history.observe_all(self, events).unwrap_or_default();
        (history, report)
    }
}

impl History {
    /// Adds one event.
    ///
    /// The model must read the same of events as the model that observed the first event. Points,
    /// weights, decay, limits, thresholds and the names of signals may differ.
    ///
    /// # Errors
    /// A model that does not read the same of events, and more events than a history can count.
    ///
    /// ```
    /// use leadgrade::{Event, History, Model, Observation};
    /// let model = Model::from_toml("format = 1\nname = \"n\"\n[signals.visit]\npoints = 10\n[engagement]")?;
    /// let mut history = History::default();
    /// let visit = Event::new("visit", "2026-11-20T10:00:00Z").id("e-1");
    /// assert_eq!(history.observe(&model, &visit)?, Observation::Counted);
    /// assert_eq!(history.observe(&model, &visit)?, Observation::Again);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn observe(&mut self, model: &Model, event: &Event) -> Result<Observation, HistoryError> {
        self.adopt(model)?;
        self.add(&model.0, &mut Classifier::new(&model.0), 0, event, None)
    }

    /// Adds events and reports those that could not be used.
    ///
    /// # Errors
    /// Those of [`History::observe`]; earlier events stay observed.
    pub fn observe_all(&mut self, model: &Model, events: &[Event]) -> Result<Report, HistoryError> {
        self.adopt(model)?;
        let mut report = Report::default();
        let (mut classifier, before) = (Classifier::new(&model.0), self.id_conflicts());
        for (row, event) in events.iter().enumerate() {
            let seen = self.add(&model.0, &mut classifier, row, event, Some(&mut report))?;
            if let Observation::Rejected(rejects) = seen {
                report.rejects.extend(rejects);
            }
        }
        report.id_conflicts = self.id_conflicts().saturating_sub(before);
        report.hints = hints::for_events(&model.0.intake, events.iter());
        let near = hints::for_unknown_events(&model.0, &report.unknown_events);
        report.hints.extend(near);
        Ok(report)
    }

    /// Moves events with ids before `day` into the counts by day and forgets their ids, which makes
    /// the history smaller. From then on, an event with an id that is before `day` does not count,
    /// and only histories that forgot before the same day can be merged. Does nothing if the
    /// history already forgot before `day` or a later day.
    ///
    /// # Errors
    /// Those of [`History::observe`].
    ///
    /// ```
    /// use leadgrade::{Day, Event, Model, Observation};
    /// let model = Model::from_toml("format = 1\nname = \"n\"\n[signals.visit]\npoints = 10\n[engagement]")?;
    /// let old = Event::new("visit", "2026-01-20").id("e-1");
    /// let (mut history, _) = model.history(std::slice::from_ref(&old));
    /// history.forget_ids_before(&model, Day::parse("2026-11-01").unwrap())?;
    /// assert_eq!(history.observe(&model, &old)?, Observation::Forgotten);
    /// assert_eq!(history.events(), 1);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn forget_ids_before(&mut self, model: &Model, day: Day) -> Result<(), HistoryError> {
        self.adopt(model)?;
        let day = clamped(day);
        if self.forgotten.is_some_and(|known| known >= day) {
            return Ok(());
        }
        let plan = &*model.0;
        let old = |kept: &EventWithId| plan.zone.day_of(kept.at) < day;
        let olds = self.kept.iter().filter(|(_, kept)| old(kept)).count();
        self.runs.room(olds as u64)?;
        let mut classifier = Classifier::new(plan);
        for kept in self.kept.take(old) {
            Notes::more(&mut self.notes.conflicts, kept.conflict);
            let seen = self.count(plan, &mut classifier, &kept.read(plan))?;
            if seen == Observation::Unknown {
                self.notes.unknown.add(kept.name());
            }
        }
        self.forgotten = Some(day);
        Ok(())
    }

    /// Takes the event schema of the model, or checks that it is that of the history.
    fn adopt(&mut self, model: &Model) -> Result<(), HistoryError> {
        let theirs = EventSchema::new(&model.0.entries);
        match &self.schema {
            None => self.schema = Some(theirs),
            Some(ours) if *ours == theirs => {}
            Some(ours) => {
                let (ours, theirs) = ours.differences(&theirs);
                return Err(HistoryError::OtherIntake { ours, theirs });
            }
        }
        Ok(())
    }

    /// Adds an event; `row` is its position for rejects.
    fn add(
        &mut self,
        plan: &Compiled,
        classifier: &mut Classifier<'_>,
        row: usize,
        event: &Event,
        report: Option<&mut Report>,
    ) -> Result<Observation, HistoryError> {
        let (read, local) = match event.read(plan) {
            Ok(read) => read,
            Err(faults) => {
                Notes::more(&mut self.notes.rejected, true);
                let rejects = event_rejects(faults, row, None);
                return Ok(Observation::Rejected(rejects));
            }
        };
        Notes::more(&mut self.notes.without_offset, local);
        let seen = match &read.id {
            Some(id) => self.keep(plan, classifier, id, &read),
            None => self.count(plan, classifier, &read)?,
        };
        if seen == Observation::Unknown && read.id.is_none() {
            self.notes.unknown.add(read.name);
        }
        if let Some(report) = report {
            report.without_offset += u64::from(local);
            match seen {
                Observation::Unknown => report.unknown_events.add(read.name),
                Observation::Counted if read.value.is_none() => {
                    report.without_value += u64::from(classifier.needs_value(plan, &read));
                }
                _ => {}
            }
        }
        Ok(seen)
    }

    /// Keeps an event with an id.
    fn keep(
        &mut self,
        plan: &Compiled,
        classifier: &mut Classifier<'_>,
        id: &str,
        read: &EventRead<'_>,
    ) -> Observation {
        let day = plan.zone.day_of(read.at);
        if self.forgotten.is_some_and(|forgotten| day < forgotten) {
            Notes::more(&mut self.notes.refused, true);
            return Observation::Forgotten;
        }
        // An event that matches no signal is kept too: it may be the one of its id that counts.
        if self.kept.put(id, EventWithId::new(read, plan)) == Put::Again {
            return Observation::Again;
        }
        let Some(named) = read.named(plan) else {
            return Observation::Unknown;
        };
        let kind = classifier.classify(plan, named, read);
        match classifier.kinds.get(kind) {
            Some(kind) if !kind.signals.is_empty() => Observation::Counted,
            _ => Observation::Unfit,
        }
    }

    /// Counts an event without an id.
    fn count(
        &mut self,
        plan: &Compiled,
        classifier: &mut Classifier<'_>,
        read: &EventRead<'_>,
    ) -> Result<Observation, HistoryError> {
        let Some(named) = read.named(plan) else {
            return Ok(Observation::Unknown);
        };
        let id = classifier.classify(plan, named, read);
        let Some(kind) = classifier
            .kinds
            .get(id)
            .filter(|kind| !kind.signals.is_empty())
        else {
            return Ok(Observation::Unfit);
        };
        self.runs.room(1)?;
        let labels = kind.signals.iter();
        let labels = labels.filter_map(|signal| plan.entries.of_signal.by_id(*signal));
        let mut labels: smallvec::SmallVec<[u32; 8]> = labels.copied().collect();
        labels.sort_unstable();
        labels.dedup();
        let own = intern(&mut self.kinds, &labels[..]);
        let key = RunKey {
            kind: own,
            set: self.interests(plan, read),
            day: plan.zone.day_of(read.at),
        };
        self.runs.add(CountedRun {
            key,
            count: 1,
            valued: u64::from(read.value.is_some()),
            value: read.value.map_or(0, |value| i128::from(value.0)),
        })?;
        self.latest = self.latest.max(Some(read.at));
        if plan.intake.reads_more {
            self.note(plan, kind, own, read);
        }
        Ok(Observation::Counted)
    }

    /// The position of the set of interests of an event.
    fn interests(&mut self, plan: &Compiled, read: &EventRead<'_>) -> u32 {
        let Some(interest) = &plan.intake.interest else {
            return NO_INTERESTS;
        };
        let names = members(property(plan, read.origin, interest.property));
        let set = names.map(|name| intern(&mut self.texts, name));
        let mut set: smallvec::SmallVec<[u32; 8]> = set.collect();
        set.sort_unstable();
        set.dedup();
        if set.is_empty() {
            return NO_INTERESTS;
        }
        intern(&mut self.sets, &set[..])
    }

    /// Keeps the product and the switches of an event; `own` is the position of its kind.
    fn note(&mut self, plan: &Compiled, kind: &EventKind, own: u32, read: &EventRead<'_>) {
        if let Some(product) = plan.intake.product {
            let products = members(property(plan, read.origin, product));
            self.products
                .extend(products.map(|product| (own, product.into())));
        }
        for (switch, label) in plan.intake.switches.iter().zip(&plan.entries.of_switch) {
            let (on, off) = (kind.fits(&switch.on), kind.fits(&switch.off));
            if !on && !off {
                continue;
            }
            let event = SwitchTurn {
                at: read.at,
                on: on && !off,
            };
            let Some(by) = switch.by else {
                self.turn((*label, None), event);
                continue;
            };
            let mut named = false;
            for value in members(property(plan, read.origin, by)) {
                named = true;
                self.turn((*label, Some(value.into())), event);
            }
            if !named && !event.on {
                self.turn((*label, None), event);
            }
        }
    }
}

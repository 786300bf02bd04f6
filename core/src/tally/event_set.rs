//! The events of one lead become runs.

use rustc_hash::FxHashSet;

use super::classifier::Classifier;
use super::fold::Run;
use super::interests::InterestBook;
use super::kinds::Kinds;
use super::switches::{SwitchBook, SwitchTurn};
use crate::exact::{Day, Instant};
use crate::intake::{EventRead, Readable, event_rejects, members, once_each, property};
use crate::lead::Report;
use crate::model::ids::{KindId, PropertyId, SignalId};
use crate::model::kinds::EventKind;
use crate::model::plan::{Compiled, IntakePlan, Worth};
use crate::text::Compare;

/// Everything that a model reads from the events of one lead.
#[derive(Debug)]
pub(crate) struct EventSet<'e> {
    classifier: Classifier<'e>,
    pub(crate) runs: Vec<Run>,
    pub(crate) switches: SwitchBook<'e>,
    pub(crate) interests: InterestBook<'e>,
    /// The different products that were purchased.
    pub(crate) products: FxHashSet<&'e str>,
}

impl<'e> EventSet<'e> {
    /// An empty set with capacity for `runs` runs.
    pub(crate) fn new(plan: &'e Compiled, runs: usize) -> Self {
        Self {
            classifier: Classifier::new(plan),
            runs: Vec::with_capacity(runs),
            switches: SwitchBook::new(plan.intake.switches.len()),
            interests: InterestBook::default(),
            products: FxHashSet::default(),
        }
    }

    /// Clears the set and keeps its memory.
    pub(crate) fn clear(&mut self) {
        self.runs.clear();
        self.switches.clear();
        self.interests.clear();
        self.products.clear();
    }

    /// The kinds of its runs.
    pub(crate) fn kinds(&self) -> &Kinds<'e> {
        &self.classifier.kinds
    }

    /// The kinds of its runs, to look up or add one.
    pub(crate) fn kinds_mut(&mut self) -> &mut Kinds<'e> {
        &mut self.classifier.kinds
    }

    /// Reads events. Events after `as_of` do not exist; events that cannot be read become rejects.
    pub(crate) fn from_events(
        plan: &'e Compiled,
        events: &'e [impl Readable],
        as_of: Instant,
        lead: Option<&str>,
        report: &mut Report,
    ) -> Self {
        let mut found = Self::new(plan, events.len());
        // Which event of an id counts is only known after all events were read.
        let mut with_ids = Vec::new();
        for (row, event) in events.iter().enumerate() {
            match event.read(plan) {
                Ok((one, local)) => {
                    report.without_offset += u64::from(local);
                    if one.at > as_of {
                        continue;
                    } else if one.id.is_some() {
                        with_ids.push(one);
                    } else {
                        found.add(plan, &one, report);
                    }
                }
                Err(faults) => report.rejects.extend(event_rejects(faults, row, lead)),
            }
        }
        found.add_once(plan, with_ids, report);
        found
    }

    /// Adds events that have ids, one of each id.
    pub(crate) fn add_once(
        &mut self,
        plan: &'e Compiled,
        mut events: Vec<EventRead<'e>>,
        report: &mut Report,
    ) {
        if !events.is_empty() {
            report.id_conflicts += once_each(&mut events, plan);
            for event in &events {
                self.add(plan, event, report);
            }
        }
    }

    /// Adds an event.
    #[cfg_attr(small, optimize(speed))]
    pub(crate) fn add(&mut self, plan: &'e Compiled, event: &EventRead<'e>, report: &mut Report) {
        let Some(named) = event.named(plan) else {
            report.unknown_events.add(event.name);
            return;
        };
        let id = self.classifier.classify(plan, named, event);
        let Some(kind) = self.classifier.kinds.get(id) else {
            return;
        };
        if kind.signals.is_empty() {
            return;
        }
        if event.value.is_none() && plan.has_per_unit(kind) {
            report.without_value += 1;
        }
        let run = u32::try_from(self.runs.len()).unwrap_or(u32::MAX);
        self.runs.push(Run {
            day: plan.zone.day_of(event.at),
            kind: id,
            count: 1,
            value: event.value.map_or(0, |value| i128::from(value.0)),
        });
        if plan.intake.reads_more {
            self.note(plan, event, id, run);
        }
    }

    /// Adds events that were counted before, with the names of their interests.
    pub(crate) fn add_run(
        &mut self,
        plan: &Compiled,
        run: Run,
        names: impl Iterator<Item = &'e str>,
    ) {
        let at = u32::try_from(self.runs.len()).unwrap_or(u32::MAX);
        self.runs.push(run);
        self.show_interest(plan, run.kind, names, at);
    }

    /// Turns a switch, or with `by` those of its values; `by` also has the id of their property.
    pub(crate) fn turn(
        &mut self,
        plan: &Compiled,
        switch: usize,
        turn: SwitchTurn,
        by: Option<(impl Iterator<Item = &'e str>, PropertyId)>,
    ) {
        let by = by.map(|(values, by)| (values, compare_of(&plan.intake, by)));
        self.switches.add(switch, turn, by);
    }

    /// Adds the run at position `run` to the interests of these names.
    fn show_interest(
        &mut self,
        plan: &Compiled,
        kind: KindId,
        names: impl Iterator<Item = &'e str>,
        run: u32,
    ) {
        if let (Some(interest), Some(kind)) =
            (&plan.intake.interest, self.classifier.kinds.get(kind))
        {
            let listed = interest.signals.as_ref();
            let listed = listed.is_none_or(|signals| kind.fits(signals));
            let compare = compare_of(&plan.intake, interest.property);
            self.interests.add(names, compare, run, listed);
        }
    }

    /// Adds the switches, products and interests of an event; `id` is its kind, `run` its run.
    fn note(&mut self, plan: &'e Compiled, event: &EventRead<'e>, id: KindId, run: u32) {
        let Some(kind) = self.classifier.kinds.get(id) else {
            return;
        };
        for (at, switch) in plan.intake.switches.iter().enumerate() {
            let (on, off) = (kind.fits(&switch.on), kind.fits(&switch.off));
            if on || off {
                let values = switch.by.map(|by| {
                    let texts = members(property(plan, event.origin, by));
                    (texts, compare_of(&plan.intake, by))
                });
                let turn = SwitchTurn {
                    at: event.at,
                    on: on && !off,
                };
                self.switches.add(at, turn, values);
            }
        }
        if let (Some(product), true) = (plan.intake.product, kind.is_purchase) {
            self.products
                .extend(members(property(plan, event.origin, product)));
        }
        if let Some(interest) = &plan.intake.interest {
            let names = members(property(plan, event.origin, interest.property));
            self.show_interest(plan, id, names, run);
        }
    }

    /// The days with purchases, oldest first, each once.
    pub(crate) fn purchase_days(&self) -> Vec<super::PurchaseDay> {
        let mut days: Vec<super::PurchaseDay> = Vec::new();
        let mut runs: Vec<&Run> = self
            .runs
            .iter()
            .filter(|run| {
                self.classifier
                    .kinds
                    .get(run.kind)
                    .is_some_and(|kind: &EventKind| kind.is_purchase)
            })
            .collect();
        runs.sort_by_key(|run| run.day);
        for run in runs {
            match days.last_mut() {
                Some(last) if last.day == run.day => {
                    last.count += run.count;
                    last.value += run.value;
                }
                _ => days.push(super::PurchaseDay {
                    day: run.day,
                    count: run.count,
                    value: run.value,
                }),
            }
        }
        days
    }

    /// Sorts the runs newest day first, as limits need them.
    pub(crate) fn sort_newest_first(&mut self) {
        // Interests refer to runs by their positions, which change here.
        let mut order: Vec<u32> = (0..u32::try_from(self.runs.len()).unwrap_or(u32::MAX)).collect();
        let day = |at: &u32| self.runs.get(*at as usize).map_or(Day(0), |run| run.day);
        order.sort_by_key(|at| std::cmp::Reverse(day(at)));
        let sorted = order
            .iter()
            .filter_map(|at| self.runs.get(*at as usize).copied())
            .collect();
        self.runs = sorted;
        self.interests.renumber(&order);
    }
}

impl Compiled {
    /// Whether a signal of a kind has `points_per_unit`.
    pub(crate) fn has_per_unit(&self, kind: &EventKind) -> bool {
        let per_unit = |signal: &SignalId| {
            let signal = self.signals.by_id(*signal);
            signal.is_some_and(|signal| matches!(signal.worth, Worth::Unit(_)))
        };
        kind.signals.iter().any(per_unit)
    }
}

/// How texts of a property are compared.
fn compare_of(intake: &IntakePlan, property: PropertyId) -> Compare {
    intake
        .properties
        .by_id(property)
        .map_or_else(Default::default, |property| property.compare)
}

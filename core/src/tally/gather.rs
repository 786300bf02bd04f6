//! A lead's events, as they came, become runs.

use rustc_hash::FxHashSet;

use super::fold::Run;
use super::interests::InterestBook;
use super::kinds::Kinds;
use super::sorter::Sorter;
use super::switches::SwitchBook;
use crate::exact::{Day, Instant};
use crate::intake::{EventRead, Readable, event_rejects, members, once_each, property};
use crate::lead::Report;
use crate::model::kinds::EventKind;
use crate::model::plan::{Compiled, IntakePlan, Worth};
use crate::text::Compare;

/// Everything that the events of one lead say.
#[derive(Debug)]
pub(crate) struct EventSet<'e> {
    sorter: Sorter<'e>,
    pub(crate) runs: Vec<Run>,
    pub(crate) switches: SwitchBook<'e>,
    pub(crate) interests: InterestBook<'e>,
    pub(crate) products: FxHashSet<&'e str>,
}

impl<'e> EventSet<'e> {
    /// Nothing yet; room for so many runs.
    pub(crate) fn new(plan: &'e Compiled, runs: usize) -> Self {
        Self {
            sorter: Sorter::new(plan),
            runs: Vec::with_capacity(runs),
            switches: SwitchBook::new(plan.intake.switches.len()),
            interests: InterestBook::default(),
            products: FxHashSet::default(),
        }
    }

    /// Forgets everything but its room.
    pub(crate) fn clear(&mut self) {
        self.runs.clear();
        self.switches.clear();
        self.interests.clear();
        self.products.clear();
    }

    /// The kinds that its runs are of.
    pub(crate) fn kinds(&self) -> &Kinds<'e> {
        &self.sorter.kinds
    }

    /// The kinds, to find or add some.
    pub(crate) fn kinds_mut(&mut self) -> &mut Kinds<'e> {
        &mut self.sorter.kinds
    }

    /// Reads events; those after `as_of` do not exist, bad ones are rejected.
    pub(crate) fn events(
        plan: &'e Compiled,
        events: &'e [impl Readable],
        as_of: Instant,
        lead: Option<&str>,
        report: &mut Report,
    ) -> Self {
        let mut gathering = Self::new(plan, events.len());
        // Only events with ids must be seen together before one is counted.
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
                        gathering.add(plan, &one, report);
                    }
                }
                Err(faults) => report.rejects.extend(event_rejects(faults, row, lead)),
            }
        }
        gathering.add_once(plan, with_ids, report);
        gathering
    }

    /// Adds events with ids, of each id one.
    #[cfg_attr(small, optimize(speed))]
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

    /// Adds an event that counts.
    #[cfg_attr(small, optimize(speed))]
    pub(crate) fn add(&mut self, plan: &'e Compiled, event: &EventRead<'e>, report: &mut Report) {
        let Some(named) = event.named(plan) else {
            report.unknown_events.add(event.name);
            return;
        };
        let id = self.sorter.classify(plan, named, event);
        let Some(kind) = self.sorter.kinds.get(id) else {
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

    /// Adds counted events with their interests.
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

    /// Lets an event turn a switch, or values of it by that property.
    pub(crate) fn turn(
        &mut self,
        plan: &Compiled,
        switch: usize,
        (at, on): (Instant, bool),
        by: Option<(impl Iterator<Item = &'e str>, u32)>,
    ) {
        let by = by.map(|(values, by)| (values, compare_of(&plan.intake, by)));
        self.switches.add(switch, at, on, by);
    }

    fn show_interest(
        &mut self,
        plan: &Compiled,
        kind: u32,
        names: impl Iterator<Item = &'e str>,
        run: u32,
    ) {
        if let (Some(interest), Some(kind)) = (&plan.intake.interest, self.sorter.kinds.get(kind)) {
            let listed = interest.signals.as_ref();
            let listed = listed.is_none_or(|signals| kind.fits(signals));
            let compare = compare_of(&plan.intake, interest.property);
            self.interests.add(names, compare, run, listed);
        }
    }

    /// What an event says beyond its kind and day.
    fn note(&mut self, plan: &'e Compiled, event: &EventRead<'e>, id: u32, run: u32) {
        let Some(kind) = self.sorter.kinds.get(id) else {
            return;
        };
        for (at, switch) in plan.intake.switches.iter().enumerate() {
            let (on, off) = (kind.fits(&switch.on), kind.fits(&switch.off));
            if on || off {
                let values = switch.by.map(|by| {
                    let texts = members(property(plan, event.origin, by));
                    (texts, compare_of(&plan.intake, by))
                });
                self.switches.add(at, event.at, on && !off, values);
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

    /// Purchase days, oldest first, each once.
    pub(crate) fn purchase_days(&self) -> Vec<super::PurchaseDay> {
        let mut days: Vec<super::PurchaseDay> = Vec::new();
        let mut runs: Vec<&Run> = self
            .runs
            .iter()
            .filter(|run| {
                self.sorter
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

    /// Newest day first, as limits need it.
    #[cfg_attr(small, optimize(speed))]
    pub(crate) fn sort_newest_first(&mut self) {
        // Interests refer to runs by position: they are told the new ones.
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
    /// Whether events of a kind are worth something by their value.
    pub(crate) fn has_per_unit(&self, kind: &EventKind) -> bool {
        let per_unit = |signal: &u32| {
            let signal = self.signals.get(*signal as usize);
            signal.is_some_and(|signal| matches!(signal.worth, Worth::Unit(_)))
        };
        kind.signals.iter().any(per_unit)
    }
}

/// How the texts of a property compare.
fn compare_of(intake: &IntakePlan, property: u32) -> Compare {
    intake
        .properties
        .get(property as usize)
        .map_or_else(Default::default, |property| property.compare)
}

//! A lead's events, as they came, become runs.

use rustc_hash::FxHashSet;

use super::fold::Run;
use super::identity;
use super::interests::InterestBook;
use super::kinds::Kinds;
use super::switches::SwitchBook;
use crate::condition::{Check, Slots};
use crate::exact::{Day, Instant, Milli, Number};
use crate::lead::{Event, Reject, Report, TableName, Value};
use crate::model::fact::Fact;
use crate::model::kinds::Kind;
use crate::model::plan::{Compiled, EventPlan, IntakePlan};
use crate::model::reading::{self, Cell, Fault, fill, texts};

/// An event that was read and exists at `as_of`.
pub(super) struct Read<'e> {
    pub(super) event: &'e Event,
    pub(super) name: &'e str,
    pub(super) at: Instant,
    pub(super) value: Option<Milli>,
    pub(super) id: Option<String>,
    pub(super) plan: Option<u32>,
}

/// Everything that the events of one lead say.
#[derive(Debug)]
pub(crate) struct Gathering<'e> {
    pub(crate) kinds: Kinds<'e>,
    pub(crate) runs: Vec<Run>,
    pub(crate) switches: SwitchBook<'e>,
    pub(crate) interests: InterestBook<'e>,
    pub(crate) products: FxHashSet<&'e str>,
    slots: Slots,
    fitted: Vec<u32>,
}

impl<'e> Gathering<'e> {
    /// Reads events; those after `as_of` do not exist, bad ones are rejected.
    pub(crate) fn events(
        plan: &'e Compiled,
        events: &'e [Event],
        as_of: Instant,
        lead: Option<&str>,
        report: &mut Report,
    ) -> Self {
        let mut gathering = Self {
            kinds: Kinds::new(plan),
            runs: Vec::with_capacity(events.len()),
            switches: SwitchBook::new(plan.intake.switches.len()),
            interests: InterestBook::default(),
            products: FxHashSet::default(),
            slots: Slots::default(),
            fitted: Vec::new(),
        };
        // Only events with ids must be seen together before one is counted.
        let mut with_ids = Vec::new();
        for (row, event) in events.iter().enumerate() {
            match read_event(event, plan) {
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
                Err(faults) => report.rejects.extend(rejects(faults, row, lead)),
            }
        }
        if !with_ids.is_empty() {
            report.id_conflicts = identity::once_each(&mut with_ids, &plan.intake);
            for event in &with_ids {
                gathering.add(plan, event, report);
            }
        }
        gathering
    }

    fn add(&mut self, plan: &Compiled, event: &Read<'e>, report: &mut Report) {
        let Some(named) = event.plan.and_then(|id| plan.intake.plans.get(id as usize)) else {
            report.unknown_events.add(event.name);
            return;
        };
        let id = self.classify(plan, named, event);
        let Some(kind) = self.kinds.get(id) else {
            return;
        };
        if kind.signals.is_empty() {
            return;
        }
        if event.value.is_none() && kind.signals.iter().any(|signal| is_per_unit(plan, *signal)) {
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

    /// The kind of the event: which signals it fits.
    fn classify(&mut self, plan: &Compiled, named: &EventPlan, event: &Read<'e>) -> u32 {
        if !named.slots.is_empty() {
            self.slots.reset(plan.intake.slots.count);
            for (slot, key) in &named.slots {
                let value = match key.fact {
                    Fact::EventValue => event
                        .value
                        .map_or(Cell::Missing, |value| Cell::Number(Number::milli(value))),
                    Fact::EventProperty(id) => property(plan, event.event, id),
                    _ => Cell::Missing,
                };
                fill(&mut self.slots, *slot, value, key.form);
            }
        }
        let slots = &self.slots;
        let fits = |condition: &Option<Check>| {
            condition
                .as_ref()
                .is_none_or(|condition| condition.holds(slots))
        };
        if !named.kinds.is_empty() {
            let each = named.signals.iter().enumerate();
            let mask = each.fold(0, |mask, (bit, (_, condition))| {
                mask | usize::from(fits(condition)) << bit
            });
            return named.kinds.get(mask).copied().unwrap_or(u32::MAX);
        }
        self.fitted.clear();
        self.fitted.extend(
            named
                .signals
                .iter()
                .filter(|(_, condition)| fits(condition))
                .map(|(signal, _)| *signal),
        );
        self.kinds.other(&self.fitted, plan)
    }

    /// What an event says beyond its kind and day.
    fn note(&mut self, plan: &Compiled, event: &Read<'e>, kind: u32, run: u32) {
        let Some(kind) = self.kinds.get(kind) else {
            return;
        };
        for (at, switch) in plan.intake.switches.iter().enumerate() {
            let (on, off) = (kind.fits(&switch.on), kind.fits(&switch.off));
            if on || off {
                let values = switch.by.map(|by| {
                    (
                        property(plan, event.event, by),
                        compare_of(&plan.intake, by),
                    )
                });
                self.switches.add(at, event.at, on && !off, values);
            }
        }
        if let (Some(product), true) = (plan.intake.product, kind.is_purchase) {
            self.products
                .extend(members(property(plan, event.event, product)));
        }
        if let Some(interest) = &plan.intake.interest {
            let listed = interest
                .signals
                .as_ref()
                .is_none_or(|signals| kind.fits(signals));
            let names = members(property(plan, event.event, interest.property));
            self.interests.add(
                names,
                compare_of(&plan.intake, interest.property),
                run,
                listed,
            );
        }
    }

    /// Purchase days, oldest first, each once.
    pub(crate) fn purchase_days(&self) -> Vec<super::PurchaseDay> {
        let mut days: Vec<super::PurchaseDay> = Vec::new();
        let mut runs: Vec<&Run> = self
            .runs
            .iter()
            .filter(|run| {
                self.kinds
                    .get(run.kind)
                    .is_some_and(|kind: &Kind| kind.is_purchase)
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

fn is_per_unit(plan: &Compiled, signal: u32) -> bool {
    plan.signals
        .get(signal as usize)
        .is_some_and(|signal| matches!(signal.worth, crate::model::plan::Worth::Unit(_)))
}

fn compare_of(intake: &IntakePlan, property: u32) -> crate::text::Compare {
    intake
        .properties
        .get(property as usize)
        .map_or_else(Default::default, |property| property.compare)
}

/// A property that was found valid when the event was read.
fn property<'e>(plan: &Compiled, event: &'e Event, id: u32) -> Cell<'e> {
    let Some(field) = plan.intake.properties.get(id as usize) else {
        return Cell::Missing;
    };
    let value = event.property(&field.name).unwrap_or(&Value::Null);
    reading::cell(value, field.type_, &plan.zone).unwrap_or(Cell::Missing)
}

/// The texts of a text or of tags.
pub(super) fn members(cell: Cell<'_>) -> impl Iterator<Item = &str> {
    let (one, many) = match cell {
        Cell::Text(text) => (Some(text), &[][..]),
        Cell::Tags(members) => (None, members),
        _ => (None, &[][..]),
    };
    one.into_iter().chain(texts(many))
}

type Faults = Vec<(String, Fault)>;

fn rejects(faults: Faults, row: usize, lead: Option<&str>) -> impl Iterator<Item = Reject> {
    faults.into_iter().map(move |(column, fault)| Reject {
        table: Some(TableName::Events),
        row: u64::try_from(row).ok(),
        lead: lead.map(str::to_owned),
        column: Some(column),
        code: fault.code,
        reason: fault.reason,
    })
}

/// Reads an event whole, or says everything that is wrong with it.
fn read_event<'e>(event: &'e Event, plan: &Compiled) -> Result<(Read<'e>, bool), Faults> {
    let mut faults = Faults::new();
    let mut note = |column: &str, fault: Fault| faults.push((column.to_owned(), fault));
    let name = reading::name(&event.name)
        .map_err(|fault| note("event", fault))
        .ok();
    let at = reading::instant(&event.at, &plan.zone)
        .map_err(|fault| note("at", fault))
        .ok();
    let value = reading::amount(&event.value)
        .map_err(|fault| note("value", fault))
        .ok();
    let id = reading::id(&event.id)
        .map_err(|fault| note("id", fault))
        .ok();
    let mut declared = plan.intake.properties.iter().peekable();
    for (name, value) in event.properties() {
        while declared.next_if(|field| field.name < *name).is_some() {}
        if let Some(field) = declared.next_if(|field| field.name == *name)
            && let Err(fault) = reading::cell(value, field.type_, &plan.zone)
        {
            note(name, fault);
        }
    }
    let (Some(name), Some((at, local)), Some(value), Some(id), true) =
        (name, at, value, id, faults.is_empty())
    else {
        return Err(faults);
    };
    let plan = plan.intake.events.get(name).copied();
    Ok((
        Read {
            event,
            name,
            at,
            value,
            id,
            plan,
        },
        local,
    ))
}

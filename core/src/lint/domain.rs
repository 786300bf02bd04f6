//! The possible values of each fact.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use super::bounds::{Bounds, Reach, SectionReach};
use super::names::names;
use super::ranges::Ranges;
use super::set::{Set, ValueSet};
use crate::document::{Compare, Type};
use crate::exact::{MAX_CYCLE_DAYS, Number};
use crate::model::fact::Fact;
use crate::model::ids::{GroupId, Id};
use crate::model::plan::{Compiled, Field};
use crate::text::prepare;

/// The possible values of a fact.
#[derive(Debug)]
pub(super) struct Domain {
    pub(super) set: Set,
    /// Whether its numbers are whole.
    pub(super) whole: bool,
}

/// The possible values of every fact of a model.
pub(super) struct Domains<'m> {
    model: &'m Compiled,
    bounds: &'m Bounds,
    known: RefCell<HashMap<Fact, Rc<Domain>>>,
}

impl<'m> Domains<'m> {
    pub(super) fn new(model: &'m Compiled, bounds: &'m Bounds) -> Self {
        Self {
            model,
            bounds,
            known: RefCell::default(),
        }
    }

    /// The possible values of a fact.
    pub(super) fn get(&self, fact: Fact) -> Rc<Domain> {
        if let Some(known) = self.known.borrow().get(&fact) {
            return Rc::clone(known);
        }
        let found = Rc::new(self.find(fact));
        self.known.borrow_mut().insert(fact, Rc::clone(&found));
        found
    }

    fn find(&self, fact: Fact) -> Domain {
        let document = &self.model.document;
        match fact {
            Fact::Attribute(id) => declared(self.model.intake.attributes.by_id(id)),
            Fact::EventProperty(id) => declared(self.model.intake.properties.by_id(id)),
            Fact::EventValue => declared_as(Some(Type::Number)),
            Fact::DaysSince(_) | Fact::DaysUntil(_) => whole(Ranges::all(), true),
            Fact::DaysToAnniversary(_) => whole(up_to(365), true),
            Fact::Count(_) | Fact::WindowCount(_) | Fact::Products | Fact::SeasonPurchases => {
                whole(from(0), false)
            }
            Fact::InterestCount(_) | Fact::InterestWindowCount(_) => whole(from(0), true),
            Fact::CounterDaysSince(_)
            | Fact::CounterDaysSinceFirst(_)
            | Fact::InterestDaysSince(_)
            | Fact::CycleElapsed
            | Fact::CycleOverdue
            | Fact::CyclePhase => whole(from(0), true),
            Fact::CycleLength => whole(between(1, MAX_CYCLE_DAYS), true),
            Fact::Value(_) | Fact::WindowValue(_) | Fact::SeasonValue => {
                numbers(Ranges::all(), false)
            }
            Fact::Switch(id) => {
                let switch = document.switches.iter().flatten().nth(id.at());
                match switch.and_then(|(_, switch)| switch.by.as_ref()) {
                    Some(_) => texts(ValueSet::texts(), true),
                    None => whole(up_to(1), false),
                }
            }
            Fact::Season(_) | Fact::Segment(_) | Fact::Ready => whole(up_to(1), false),
            Fact::Completeness => {
                let levels = document
                    .completeness
                    .as_ref()
                    .map_or(0, |one| one.levels.len());
                whole(up_to(count(levels)), false)
            }
            Fact::FitKnown => whole(up_to(100), true),
            Fact::TopInterest => texts(ValueSet::texts(), true),
            _ => self.computed(fact),
        }
    }

    /// Points, levels and names that the model gives itself.
    fn computed(&self, fact: Fact) -> Domain {
        let (model, bounds) = (self.model, self.bounds);
        let document = &model.document;
        let total = |section: &Option<SectionReach>| section.as_ref().map(|one| one.total);
        let group = |section: &Option<SectionReach>, id: GroupId| {
            section
                .as_ref()
                .and_then(|one| one.groups.get(id.at()).copied())
        };
        let stages = |stages: Option<usize>| levels(stages.unwrap_or_default());
        match fact {
            Fact::FitPoints => points(total(&bounds.fit), false),
            Fact::EngagementPoints => points(total(&bounds.engagement), false),
            Fact::TotalPoints => points(both(&bounds.fit, &bounds.engagement), false),
            Fact::FitGroup(id) => points(group(&bounds.fit, id), false),
            Fact::EngagementGroup(id) => points(group(&bounds.engagement, id), false),
            Fact::CyclePoints => points(bounds.cycle, false),
            Fact::ReadinessPoints => points(bounds.readiness, false),
            Fact::NamedInterestPoints(_) => points(Some(bounds.interest), false),
            Fact::InterestPoints => points(Some(bounds.interest), true),
            Fact::FitGrade => levels(document.fit.as_ref().map_or(0, |fit| fit.grades.len())),
            Fact::EngagementRank => levels(
                document
                    .engagement
                    .as_ref()
                    .map_or(0, |one| one.ranks.len()),
            ),
            Fact::Stage => stages(model.stages.as_ref().map(|plan| plan.whens.len())),
            Fact::InterestStage | Fact::NamedInterestStage(_) => {
                let plan = model
                    .interests
                    .as_ref()
                    .and_then(|plan| plan.stages.as_ref());
                let mut domain = stages(plan.map(|plan| plan.whens.len()));
                domain.set.missing = true;
                domain
            }
            Fact::Qualification | Fact::Cell => texts(self.names(fact), false),
            Fact::Persona | Fact::StepContent | Fact::StepTopic => texts(self.names(fact), true),
            // For any other fact nothing is known.
            _ => declared_as(None),
        }
    }

    /// The texts that the model gives, in prepared form.
    fn names(&self, fact: Fact) -> ValueSet {
        match names(&self.model.document, fact) {
            Some(names) => {
                let folded = |name: &String| prepare(name, Compare::Fold).into_owned();
                ValueSet::these(names.iter().map(folded))
            }
            None => ValueSet::texts(),
        }
    }
}

/// The values of a declared type except those that mean "not known".
fn declared(field: Option<&Field>) -> Domain {
    let mut domain = declared_as(field.map(|field| field.type_));
    let Some(list) = field.and_then(|field| field.not_known.as_ref()) else {
        return domain;
    };
    domain.set.values = match domain.set.values {
        ValueSet::Ranges(ranges) => {
            let mut left = ranges;
            for number in list.as_numbers() {
                left = left.and(&Ranges::closed(*number, *number).not());
            }
            ValueSet::Ranges(left)
        }
        ValueSet::Texts { .. } => ValueSet::Texts {
            listed: list.texts().map(Into::into).collect(),
            all_but: true,
        },
    };
    domain
}

fn declared_as(type_: Option<Type>) -> Domain {
    match type_ {
        Some(Type::Number) => numbers(Ranges::all(), true),
        Some(Type::Date) => whole(Ranges::all(), true),
        Some(Type::Flag) => whole(up_to(1), true),
        Some(Type::Text | Type::Tags) | None => texts(ValueSet::texts(), true),
    }
}

fn numbers(ranges: Ranges, missing: bool) -> Domain {
    let values = ValueSet::Ranges(ranges);
    Domain {
        set: Set { missing, values },
        whole: false,
    }
}

fn whole(ranges: Ranges, missing: bool) -> Domain {
    Domain {
        whole: true,
        ..numbers(ranges.whole(), missing)
    }
}

fn texts(values: ValueSet, missing: bool) -> Domain {
    Domain {
        set: Set { missing, values },
        whole: false,
    }
}

fn points(reach: Option<Reach>, missing: bool) -> Domain {
    numbers(reach.map_or_else(Ranges::all, Reach::ranges), missing)
}

/// The sum of the points of two sections.
fn both(one: &Option<SectionReach>, other: &Option<SectionReach>) -> Option<Reach> {
    Some(one.as_ref()?.total.plus(other.as_ref()?.total))
}

fn levels(count_of: usize) -> Domain {
    whole(up_to(count(count_of).saturating_sub(1)), false)
}

fn count(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

fn from(number: i64) -> Ranges {
    Ranges::from(Number::whole(number))
}

fn up_to(number: i64) -> Ranges {
    between(0, number)
}

fn between(low: i64, high: i64) -> Ranges {
    Ranges::closed(Number::whole(low), Number::whole(high))
}

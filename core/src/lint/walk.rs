//! A condition with its place, as written and as compiled, and its operators.

use super::lint_path::LintPath;
use crate::condition::{Check, Test};
use crate::document::{Condition, Operator};
use crate::model::fact::Fact;
use crate::model::plan::Compiled;
use crate::model::slots::{SlotKey, SlotPlan};

/// The thing that a condition decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Owner {
    Signal,
    Exclusion,
    Level,
    Persona,
    Case,
    Season,
    InterestStage,
    Stage,
    Segment,
    Rule,
    Allowed,
    Limit,
    Step,
}

/// A condition as written.
#[derive(Clone, Copy)]
pub(super) enum Written<'m> {
    Condition(&'m Condition),
    /// A case: the name of a fact, and an operator on it.
    Operator(&'m str, Option<u32>, &'m Operator),
    /// A fact of a completeness level, which must be known.
    Known(&'m str),
}

/// A whole condition.
#[derive(Clone)]
pub(super) struct Root<'m> {
    pub(super) owner: Owner,
    pub(super) place: LintPath<'m>,
    pub(super) written: Written<'m>,
    pub(super) check: &'m Check,
}

/// An operator on a fact.
pub(super) struct Leaf<'m> {
    pub(super) owner: Owner,
    pub(super) place: LintPath<'m>,
    /// Whether it is directly under `not`.
    pub(super) negated: bool,
    pub(super) fact: &'m str,
    pub(super) within: Option<u32>,
    /// `None` for a fact that must be known.
    pub(super) operator: Option<&'m Operator>,
    pub(super) key: SlotKey,
    pub(super) test: &'m Test,
}

impl<'m> Leaf<'m> {
    /// The place of the operator.
    pub(super) fn at_operator(&self) -> LintPath<'m> {
        match self.operator {
            Some(operator) => self.place.key(operator.key()),
            None => self.place.clone(),
        }
    }

    /// The facts that it names.
    pub(super) fn facts(&self) -> impl Iterator<Item = &'m str> + use<'m> {
        let right = self.operator.and_then(Operator::right_fact);
        [self.fact].into_iter().chain(right)
    }

    /// Whether it tests how often something was, ever or within days.
    pub(super) fn is_count(&self) -> bool {
        matches!(
            self.key.fact,
            Fact::Count(_)
                | Fact::WindowCount(_)
                | Fact::InterestCount(_)
                | Fact::InterestWindowCount(_)
                | Fact::SeasonPurchases
                | Fact::Products
        )
    }
}

impl<'m> Root<'m> {
    /// The slots that its tests read.
    pub(super) fn slots(&self, model: &'m Compiled) -> &'m SlotPlan {
        if self.owner == Owner::Signal {
            &model.intake.slots
        } else {
            &model.slots
        }
    }

    /// Visits its operators, in order.
    pub(super) fn leaves(&self, model: &'m Compiled, found: &mut Vec<Leaf<'m>>) {
        let walk = LeafWalk {
            owner: self.owner,
            slots: self.slots(model),
            found,
        };
        walk.visit(self.written, self.check, &self.place);
    }
}

struct LeafWalk<'m, 'f> {
    owner: Owner,
    slots: &'m SlotPlan,
    found: &'f mut Vec<Leaf<'m>>,
}

impl<'m> LeafWalk<'m, '_> {
    fn visit(mut self, written: Written<'m>, check: &'m Check, place: &LintPath<'m>) {
        match written {
            Written::Condition(condition) => self.condition(condition, check, place, false),
            Written::Operator(fact, within, operator) => {
                self.leaf(fact, within, Some(operator), check, place, false);
            }
            Written::Known(fact) => self.leaf(fact, None, None, check, place, false),
        }
    }

    fn condition(
        &mut self,
        condition: &'m Condition,
        check: &'m Check,
        place: &LintPath<'m>,
        negated: bool,
    ) {
        match (condition, check) {
            (Condition::Test(test), check) => self.leaf(
                &test.fact,
                test.within_days,
                Some(&test.operator),
                check,
                place,
                negated,
            ),
            (Condition::Not(inner), Check::Not(check)) => {
                self.condition(inner, check, &place.key("not"), true);
            }
            _ => {
                for (inner, check, place) in members(condition, check, place) {
                    self.condition(inner, check, &place, false);
                }
            }
        }
    }

    fn leaf(
        &mut self,
        fact: &'m str,
        within: Option<u32>,
        operator: Option<&'m Operator>,
        check: &'m Check,
        place: &LintPath<'m>,
        negated: bool,
    ) {
        let Check::Test(slot, test, _) = check else {
            return;
        };
        if let Some(key) = self.slots.key(*slot) {
            self.found.push(Leaf {
                owner: self.owner,
                place: place.clone(),
                negated,
                fact,
                within,
                operator,
                key,
                test,
            });
        }
    }
}

/// The members of `all` or `any`.
pub(super) fn members<'m>(
    condition: &'m Condition,
    check: &'m Check,
    place: &LintPath<'m>,
) -> Vec<(&'m Condition, &'m Check, LintPath<'m>)> {
    let (key, list, checks) = match (condition, check) {
        (Condition::All(list), Check::All(checks)) => ("all", list, checks),
        (Condition::Any(list), Check::Any(checks)) => ("any", list, checks),
        _ => return Vec::new(),
    };
    let place = place.key(key);
    let each = list.iter().zip(checks).enumerate();
    each.map(|(at, (inner, check))| (inner, check, place.index(at)))
        .collect()
}

//! Sound but incomplete reasoning about conditions: its conclusions are certain, and it draws
//! none if it is not sure.
//!
//! It looks at conditions one fact at a time and computes a superset or subset of the accepted
//! values. It also compares conditions part by part. The work is bounded; after the bound,
//! it draws no more conclusions.

use std::cell::Cell;
use std::collections::{BTreeSet, HashMap};
use std::ptr::from_ref;

use super::accept::has_part;
use super::domain::Domains;
use super::set::Set;
use super::walk::Leaf;
use crate::condition::{Check, Needles, Right, SlotId, Test, TextTest};
use crate::document::Operator;
use crate::model::fact::Fact;
use crate::model::plan::{Compiled, WindowPlan};
use crate::model::slots::SlotPlan;

/// The bound of the work for one model.
const BUDGET: usize = 10_000_000;

/// Reasons about the conditions of a model.
pub(super) struct Reason<'m> {
    model: &'m Compiled,
    domains: &'m Domains<'m>,
    /// The patterns, by the addresses of their tests.
    patterns: HashMap<*const Test, &'m str>,
    left: Cell<usize>,
}

impl<'m> Reason<'m> {
    pub(super) fn new(model: &'m Compiled, domains: &'m Domains<'m>, leaves: &[Leaf<'m>]) -> Self {
        let pattern = |leaf: &Leaf<'m>| match leaf.operator {
            Some(Operator::Matches(pattern)) => Some((from_ref(leaf.test), pattern.as_str())),
            _ => None,
        };
        Self {
            model,
            domains,
            patterns: leaves.iter().filter_map(pattern).collect(),
            left: Cell::new(BUDGET),
        }
    }

    /// Uses up some of the work. Returns false if none is left.
    fn pay(&self, work: usize) -> bool {
        let left = self.left.get();
        self.left.set(left.saturating_sub(work.saturating_add(1)));
        left > 0
    }

    /// The facts that a condition tests.
    pub(super) fn facts(&self, check: &Check, slots: &SlotPlan) -> BTreeSet<Fact> {
        let mut ids = Vec::new();
        check.reads(&mut ids);
        self.pay(ids.len());
        ids.into_iter()
            .filter_map(|id| slots.key(id))
            .map(|key| key.fact)
            .collect()
    }

    /// The values of a fact for which a condition can hold: a superset (`over`) or a subset.
    pub(super) fn project(&self, check: &Check, fact: Fact, slots: &SlotPlan, over: bool) -> Set {
        let domain = self.domains.get(fact);
        let unknown = || {
            if over {
                domain.set.clone()
            } else {
                domain.set.none()
            }
        };
        if !self.pay(1) {
            return unknown();
        }
        let project = |check| self.project(check, fact, slots, over);
        match check {
            Check::All(checks) => {
                let mut all = domain.set.clone();
                for set in checks.iter().map(project) {
                    self.pay(set.size());
                    all = all.and(&set);
                }
                all
            }
            Check::Any(checks) => {
                let mut any = domain.set.none();
                for set in checks.iter().map(project) {
                    self.pay(set.size());
                    any.add(&set);
                }
                any
            }
            Check::Not(check) => self.project(check, fact, slots, !over).not(&domain.set),
            Check::Test(slot, test, _) => match slots.key(*slot) {
                Some(key) if key.fact == fact => domain.accepted(test, over),
                _ => unknown(),
            },
        }
    }

    /// Whether a condition certainly never holds.
    pub(super) fn never(&self, check: &Check, slots: &SlotPlan) -> bool {
        let by_parts = match check {
            Check::All(checks) => checks.iter().any(|check| self.never(check, slots)),
            Check::Any(checks) => checks.iter().all(|check| self.never(check, slots)),
            Check::Not(check) => self.always(check, slots),
            Check::Test(..) => false,
        };
        by_parts || self.excluded(check, slots).is_some()
    }

    /// Whether a condition certainly always holds.
    pub(super) fn always(&self, check: &Check, slots: &SlotPlan) -> bool {
        let by_parts = match check {
            Check::All(checks) => checks.iter().all(|check| self.always(check, slots)),
            Check::Any(checks) => checks.iter().any(|check| self.always(check, slots)),
            Check::Not(check) => self.never(check, slots),
            Check::Test(..) => false,
        };
        by_parts || self.complete(check, slots).is_some()
    }

    /// A fact of which no value lets the condition hold.
    pub(super) fn excluded(&self, check: &Check, slots: &SlotPlan) -> Option<Fact> {
        let facts = self.facts(check, slots);
        facts
            .into_iter()
            .find(|fact| self.project(check, *fact, slots, true).is_empty())
    }

    /// A fact of which every value lets the condition hold.
    pub(super) fn complete(&self, check: &Check, slots: &SlotPlan) -> Option<Fact> {
        let facts = self.facts(check, slots);
        facts.into_iter().find(|fact| {
            self.project(check, *fact, slots, false)
                .covers(&self.domains.get(*fact).set)
        })
    }

    /// Whether one condition certainly implies the other.
    pub(super) fn implies(&self, one: &Check, other: &Check, slots: &SlotPlan) -> bool {
        if !self.pay(1) {
            return false;
        }
        match (one, other) {
            (Check::Any(parts), _) if parts.iter().all(|part| self.implies(part, other, slots)) => {
                true
            }
            (_, Check::All(parts)) if parts.iter().all(|part| self.implies(one, part, slots)) => {
                true
            }
            (Check::Not(one), Check::Not(other)) => self.implies(other, one, slots),
            (Check::Test(one, test, _), Check::Test(other, wanted, _)) => {
                self.test_implies((*one, test), (*other, wanted), slots)
            }
            _ => {
                let from_part = match one {
                    Check::All(parts) => parts.iter().any(|part| self.implies(part, other, slots)),
                    _ => false,
                };
                from_part
                    || match other {
                        Check::Any(parts) => {
                            parts.iter().any(|part| self.implies(one, part, slots))
                        }
                        _ => false,
                    }
            }
        }
    }

    fn test_implies(
        &self,
        (one, test): (SlotId, &Test),
        (other, wanted): (SlotId, &Test),
        slots: &SlotPlan,
    ) -> bool {
        let (Some(key), Some(wanted_key)) = (slots.key(one), slots.key(other)) else {
            return false;
        };
        let accepted = self.domains.get(key.fact).accepted(test, true);
        self.pay(accepted.size());
        if key.fact != wanted_key.fact {
            return self.is_longer(key.fact, wanted_key.fact)
                && self.at_least(wanted_key.fact, wanted, &accepted);
        }
        let wanted_set = self.domains.get(key.fact).accepted(wanted, false);
        wanted_set.covers(&accepted) || same(test, wanted) || self.same_pattern(test, wanted)
    }

    /// Whether two tests on one fact have the same regular expression.
    fn same_pattern(&self, test: &Test, wanted: &Test) -> bool {
        let pattern = |test| self.patterns.get(&from_ref(test));
        pattern(test).is_some_and(|one| Some(one) == pattern(wanted))
    }

    /// Whether one fact counts the same as another, over the same number of days or more.
    fn is_longer(&self, fact: Fact, longer: Fact) -> bool {
        let counting = &self.model.counting;
        let window = |fact| {
            let (windows, id) = match fact {
                Fact::WindowCount(id) => (&counting.windows, id),
                Fact::InterestWindowCount(id) => (&counting.interest_windows, id),
                _ => return None,
            };
            windows.get(id as usize).copied()
        };
        let Some(WindowPlan { counter, days }) = window(fact) else {
            return false;
        };
        match (fact, longer) {
            (Fact::WindowCount(_), Fact::Count(id)) => id == counter,
            (Fact::InterestWindowCount(_), Fact::InterestCount(id)) => id == counter,
            (Fact::WindowCount(_), Fact::WindowCount(_))
            | (Fact::InterestWindowCount(_), Fact::InterestWindowCount(_)) => window(longer)
                .is_some_and(|longer| longer.counter == counter && days <= longer.days),
            _ => false,
        }
    }

    /// Whether a test on a count holds for all of these counts and for all greater counts.
    fn at_least(&self, fact: Fact, wanted: &Test, counts: &Set) -> bool {
        let domain = self.domains.get(fact);
        let accepted = domain.accepted(wanted, false);
        let mut refused = accepted.not(&domain.set);
        refused.missing = false;
        // All refused numbers are below all of these counts.
        !counts.missing && counts.lies_above(&refused)
    }
}

/// Tests on one fact that do not depend only on literals.
fn same(test: &Test, wanted: &Test) -> bool {
    match (test, wanted) {
        (Test::Text(one), Test::Text(other)) => part_implies(one, other),
        (Test::InTexts(texts, true), Test::Text(other)) => {
            texts.iter().all(|text| holds_for(other, text))
        }
        (Test::Compare(accept, Right::Text(text)), Test::Text(other)) => {
            accept.equal && holds_for(other, text)
        }
        (Test::Compare(accept, Right::Slot(one)), Test::Compare(wider, Right::Slot(other))) => {
            one == other
                && accept.less <= wider.less
                && accept.equal <= wider.equal
                && accept.greater <= wider.greater
        }
        (Test::HasSlot(one), Test::HasSlot(other)) => one == other,
        (Test::Has(tags, all), Test::Has(others, all_others)) => {
            let is_other = |tag| others.contains(tag);
            match (all, all_others) {
                (true, false) => tags.iter().any(is_other),
                (true, true) => others.iter().all(|tag| tags.contains(tag)),
                (false, false) => tags.iter().all(is_other),
                (false, true) => tags
                    .iter()
                    .all(|tag| others.iter().all(|other| other == tag)),
            }
        }
        _ => false,
    }
}

fn holds_for(test: &TextTest, text: &str) -> bool {
    match &test.needles {
        Needles::Texts(needles) => needles.iter().any(|one| has_part(text, test.part, one)),
        Needles::Pattern(_) => false,
    }
}

/// Whether every text with the first part also has the second.
fn part_implies(one: &TextTest, other: &TextTest) -> bool {
    use crate::condition::TextPart::Anywhere;
    match (&one.needles, &other.needles) {
        (Needles::Texts(needles), Needles::Texts(_)) => {
            (other.part == Anywhere || one.part == other.part)
                && needles.iter().all(|needle| holds_for(other, needle))
        }
        _ => false,
    }
}

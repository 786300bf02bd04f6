//! Finds items that others cover, in lists where the first or the last that holds counts.

use std::collections::HashMap;

use super::lint_path::LintPath;
use super::set::Set;
use super::{Findings, Lint};
use crate::condition::Check;
use crate::model::fact::Fact;

/// An item of a list.
pub(super) struct Item<'m> {
    pub(super) place: LintPath<'m>,
    /// What it is, such as ``the rule `mql` ``.
    pub(super) what: String,
    pub(super) check: &'m Check,
}

/// What the items so far cover.
pub(super) struct Covered<'m, 'l, 'r> {
    lint: &'l Lint<'m, 'r>,
    items: Vec<(String, &'m Check)>,
    by_fact: HashMap<Fact, Set>,
}

/// What covers an item.
pub(super) enum CoveredBy {
    /// One other item.
    One(String),
    /// Several together.
    Several,
}

impl<'m, 'l, 'r> Covered<'m, 'l, 'r> {
    pub(super) fn new(lint: &'l Lint<'m, 'r>) -> Self {
        Self {
            lint,
            items: Vec::new(),
            by_fact: HashMap::new(),
        }
    }

    /// Marks everything that meets a condition as covered.
    pub(super) fn add(&mut self, what: String, check: &'m Check) {
        let (reason, slots) = (&self.lint.reason, &self.lint.model.slots);
        for fact in reason.facts(check, slots) {
            let set = reason.project(check, fact, slots, false);
            match self.by_fact.get_mut(&fact) {
                Some(covered) => covered.add(&set),
                None => {
                    self.by_fact.insert(fact, set);
                }
            }
        }
        self.items.push((what, check));
    }

    /// What covers everything that meets a condition; `None` if it is not covered.
    pub(super) fn by(&self, check: &Check) -> Option<CoveredBy> {
        let (reason, slots) = (&self.lint.reason, &self.lint.model.slots);
        let one = self
            .items
            .iter()
            .find(|(_, covered)| reason.implies(check, covered, slots));
        if let Some((what, _)) = one {
            return Some(CoveredBy::One(what.clone()));
        }
        let facts = reason.facts(check, slots);
        let fact = facts.into_iter().find(|fact| {
            let wanted = || reason.project(check, *fact, slots, true);
            self.by_fact
                .get(fact)
                .is_some_and(|covered| covered.covers(&wanted()))
        })?;
        let wanted = reason.project(check, fact, slots, true);
        let one = self
            .items
            .iter()
            .find(|(_, covered)| reason.project(covered, fact, slots, false).covers(&wanted));
        Some(one.map_or(CoveredBy::Several, |(what, _)| CoveredBy::One(what.clone())))
    }

    /// Whether every lead is covered.
    pub(super) fn is_everybody(&self) -> bool {
        let (reason, slots) = (&self.lint.reason, &self.lint.model.slots);
        let every =
            |(fact, covered): (&Fact, &Set)| covered.covers(&self.lint.domains.get(*fact).set);
        self.by_fact.iter().any(every)
            || self
                .items
                .iter()
                .any(|(_, check)| reason.always(check, slots))
    }

    /// The covered values of a fact, if any.
    pub(super) fn values_of(&self, fact: Fact) -> Option<&Set> {
        self.by_fact.get(&fact)
    }
}

/// Reports the items of a list that are never the first that holds. `reported` knows the items that
/// never hold at all.
pub(super) fn first_wins<'m, 'l, 'r>(
    lint: &'l Lint<'m, 'r>,
    items: Vec<Item<'m>>,
    reported: &super::judge::Reported,
    findings: &mut Findings<'m>,
) -> Covered<'m, 'l, 'r> {
    let mut covered = Covered::new(lint);
    for item in items {
        if lint.reason.never(item.check, &lint.model.slots) {
            if !reported.has(item.check) {
                never(&item, findings);
            }
            continue;
        }
        if let Some(by) = covered.by(item.check) {
            let why = match by {
                CoveredBy::One(what) => format!("{what} comes first and covers it"),
                CoveredBy::Several => "those before it cover it".to_owned(),
            };
            findings.add(
                "unreachable",
                &item.place,
                format!("{} is never reached: {why}", item.what),
                "put the narrower condition first, or remove it",
            );
            continue;
        }
        covered.add(item.what, item.check);
    }
    covered
}

/// Reports that the condition of an item never holds.
pub(super) fn never<'m>(item: &Item<'m>, findings: &mut Findings<'m>) {
    findings.add(
        "unreachable",
        &item.place,
        format!("{} is never reached: its condition never holds", item.what),
        "give it a condition that can hold, or remove it",
    );
}

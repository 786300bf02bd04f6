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
pub(super) struct Taken<'m, 'l, 'r> {
    lint: &'l Lint<'m, 'r>,
    items: Vec<(String, &'m Check)>,
    by_fact: HashMap<Fact, Set>,
}

/// What covers an item.
pub(super) enum By {
    /// One other item.
    One(String),
    /// Several together.
    Several,
}

impl<'m, 'l, 'r> Taken<'m, 'l, 'r> {
    pub(super) fn new(lint: &'l Lint<'m, 'r>) -> Self {
        Self {
            lint,
            items: Vec::new(),
            by_fact: HashMap::new(),
        }
    }

    /// Marks everything that meets a condition as covered.
    pub(super) fn take(&mut self, what: String, check: &'m Check) {
        let (reason, slots) = (&self.lint.reason, &self.lint.model.slots);
        for fact in reason.facts(check, slots) {
            let set = reason.project(check, fact, slots, false);
            match self.by_fact.get_mut(&fact) {
                Some(taken) => taken.add(&set),
                None => {
                    self.by_fact.insert(fact, set);
                }
            }
        }
        self.items.push((what, check));
    }

    /// What covers everything that meets a condition; `None` if it is not covered.
    pub(super) fn by(&self, check: &Check) -> Option<By> {
        let (reason, slots) = (&self.lint.reason, &self.lint.model.slots);
        let one = self
            .items
            .iter()
            .find(|(_, taken)| reason.implies(check, taken, slots));
        if let Some((what, _)) = one {
            return Some(By::One(what.clone()));
        }
        let facts = reason.facts(check, slots);
        let fact = facts.into_iter().find(|fact| {
            let wanted = || reason.project(check, *fact, slots, true);
            self.by_fact
                .get(fact)
                .is_some_and(|taken| taken.covers(&wanted()))
        })?;
        let wanted = reason.project(check, fact, slots, true);
        let one = self
            .items
            .iter()
            .find(|(_, taken)| reason.project(taken, fact, slots, false).covers(&wanted));
        Some(one.map_or(By::Several, |(what, _)| By::One(what.clone())))
    }

    /// Whether every lead is covered.
    pub(super) fn is_everybody(&self) -> bool {
        let (reason, slots) = (&self.lint.reason, &self.lint.model.slots);
        let every = |(fact, taken): (&Fact, &Set)| taken.covers(&self.lint.domains.get(*fact).set);
        self.by_fact.iter().any(every)
            || self
                .items
                .iter()
                .any(|(_, check)| reason.always(check, slots))
    }

    /// The covered values of a fact, if any.
    pub(super) fn taken_of(&self, fact: Fact) -> Option<&Set> {
        self.by_fact.get(&fact)
    }
}

/// Reports the items of a list that are never the first that holds. `told` knows the items that
/// never hold at all.
pub(super) fn first_wins<'m, 'l, 'r>(
    lint: &'l Lint<'m, 'r>,
    items: Vec<Item<'m>>,
    told: &super::judge::Told,
    findings: &mut Findings<'m>,
) -> Taken<'m, 'l, 'r> {
    let mut taken = Taken::new(lint);
    for item in items {
        if lint.reason.never(item.check, &lint.model.slots) {
            if !told.knows(item.check) {
                never(&item, findings);
            }
            continue;
        }
        if let Some(by) = taken.by(item.check) {
            let why = match by {
                By::One(what) => format!("{what} comes first and covers it"),
                By::Several => "those before it cover it".to_owned(),
            };
            findings.add(
                "unreachable",
                &item.place,
                format!("{} is never reached: {why}", item.what),
                "put the narrower condition first, or remove it",
            );
            continue;
        }
        taken.take(item.what, item.check);
    }
    taken
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

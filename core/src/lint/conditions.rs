//! Conditions that probably do not say what was intended.

use std::collections::{BTreeMap, HashMap};

use super::lint_path::LintPath;
use super::ranges::Ranges;
use super::set::{Set, ValueSet};
use super::walk::{Leaf, Owner, Written};
use super::words::quoted;
use super::{Findings, Lint};
use crate::document::{Condition, Operand, Operator, Scalar};
use crate::exact::Number;
use crate::model::fact::Fact;
use crate::text::canonical;

/// Counts, negations and repetitions.
pub(super) fn lint<'m>(lint: &Lint<'m, '_>, findings: &mut Findings<'m>) {
    eq_on_count(lint, findings);
    for leaf in lint.leaves {
        unwindowed(lint, leaf, findings);
        negated(leaf, findings);
    }
    for root in lint.roots {
        if let Written::Condition(condition) = root.written {
            visit(condition, &root.place, findings);
        }
    }
    segments(lint, findings);
}

/// `eq` on a count, unless another case takes the next count.
fn eq_on_count<'m>(lint: &Lint<'m, '_>, findings: &mut Findings<'m>) {
    let mut cases: BTreeMap<(LintPath<'m>, Fact), Set> = BTreeMap::new();
    let is_case = |leaf: &&Leaf<'m>| leaf.owner == Owner::Case && leaf.is_count();
    for leaf in lint.leaves.iter().filter(is_case) {
        let accepted = lint.domains.get(leaf.key.fact).accepted(leaf.test, false);
        let key = (leaf.place.list(), leaf.key.fact);
        match cases.get_mut(&key) {
            Some(set) => set.add(&accepted),
            None => {
                cases.insert(key, accepted);
            }
        }
    }
    for leaf in lint.leaves.iter().filter(|leaf| leaf.is_count()) {
        let Some(Operator::Eq(Operand::Literal(Scalar::Number(number)))) = leaf.operator else {
            continue;
        };
        // A count of 0 is a state, so `eq = 0` may be intended.
        let next = Number::from(*number)
            .floor()
            .map(|count| count.saturating_add(1));
        let Some(next) = next.filter(|next| *next > 1) else {
            continue;
        };
        let next = Ranges::point(Number::whole(next)).whole();
        let next = Set::known(ValueSet::Ranges(next));
        let others = cases.get(&(leaf.place.list(), leaf.key.fact));
        if others.is_some_and(|others| others.covers(&next)) {
            continue;
        }
        findings.add(
            "eq_on_count",
            &leaf.at_operator(),
            format!(
                "`eq = {number}` on the count {} stops holding at the next event",
                quoted(leaf.fact)
            ),
            format!("use `gte = {number}`"),
        );
    }
}

/// Labels that depend on a count without a time limit.
fn unwindowed<'m>(lint: &Lint<'m, '_>, leaf: &Leaf<'m>, findings: &mut Findings<'m>) {
    let what = match leaf.owner {
        Owner::Persona => "persona",
        Owner::Stage | Owner::InterestStage => "stage",
        Owner::Segment => "segment",
        Owner::Rule => "rule",
        _ => return,
    };
    if !matches!(leaf.key.fact, Fact::Count(_) | Fact::InterestCount(_)) || is_purchase(lint, leaf)
    {
        return;
    }
    // Whether something ever happened is a state and may be intended.
    let domain = lint.domains.get(leaf.key.fact);
    let some = Set::known(ValueSet::Ranges(Ranges::from(Number::whole(1)).whole()));
    let accepted = domain.accepted(leaf.test, true);
    if accepted.covers(&some) || accepted.and(&some).is_empty() {
        return;
    }
    findings.add(
        "unwindowed_count",
        &leaf.place,
        format!(
            "the {what} counts {} without a time limit",
            quoted(leaf.fact)
        ),
        "add `within_days`",
    );
}

/// Purchases make customers, no matter how long ago.
fn is_purchase(lint: &Lint<'_, '_>, leaf: &Leaf<'_>) -> bool {
    let fact = leaf.fact.strip_prefix("interest.").unwrap_or(leaf.fact);
    let name = fact
        .strip_prefix("signals.")
        .and_then(|rest| rest.split('.').next());
    match (name, &lint.document.purchases) {
        (None, _) => fact.starts_with("purchases."),
        (Some(name), Some(purchases)) => purchases.signals.iter().any(|one| one == name),
        (Some(_), None) => false,
    }
}

fn negated<'m>(leaf: &Leaf<'m>, findings: &mut Findings<'m>) {
    let (key, positive) = match leaf.operator {
        Some(Operator::Ne(_)) if leaf.negated => ("ne", "eq"),
        Some(Operator::NotIn(_)) if leaf.negated => ("not_in", "in"),
        _ => return,
    };
    findings.add(
        "double_negative",
        &leaf.at_operator(),
        format!(
            "`{key}` directly under `not` also holds where {} is missing",
            quoted(leaf.fact)
        ),
        format!("use `{positive}`, in `any` with `known = false` if missing should hold too"),
    );
}

/// Lists with a repeated condition, and `not` under `not`.
fn visit<'m>(condition: &'m Condition, place: &LintPath<'m>, findings: &mut Findings<'m>) {
    let (key, list) = match condition {
        Condition::All(list) => ("all", list),
        Condition::Any(list) => ("any", list),
        Condition::Not(inner) => {
            let place = place.key("not");
            if let Condition::Not(_) = **inner {
                findings.add(
                    "double_negative",
                    &place.key("not"),
                    "`not` directly under `not` changes nothing",
                    "write only the inner condition",
                );
            }
            return visit(inner, &place, findings);
        }
        Condition::Test(_) => return,
    };
    let place = place.key(key);
    let mut known: HashMap<String, usize> = HashMap::new();
    for (at, one) in list.iter().enumerate() {
        if let Some(first) = known.get(&text(one)) {
            findings.add(
                "duplicate_condition",
                &place.index(at),
                format!("`{key}` already has the same condition, at index {first}"),
                "remove one, or correct it",
            );
        } else {
            known.insert(text(one), at);
        }
        visit(one, &place.index(at), findings);
    }
}

/// Segments with equal conditions.
fn segments<'m>(lint: &Lint<'m, '_>, findings: &mut Findings<'m>) {
    let mut known: HashMap<String, &String> = HashMap::new();
    for (name, condition) in lint.document.segments.iter().flatten() {
        if let Some(first) = known.get(&text(condition)) {
            findings.add(
                "duplicate_condition",
                &LintPath::section("segments").key(name),
                format!(
                    "the segment {} has the same condition as {}",
                    quoted(name),
                    quoted(first)
                ),
                "remove one, or correct it",
            );
        } else {
            known.insert(text(condition), name);
        }
    }
}

/// A condition in its one canonical form.
pub(super) fn text(condition: &Condition) -> String {
    canonical(condition).unwrap_or_default()
}

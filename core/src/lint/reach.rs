//! Grades, ranks, stages, rules, cases, personas and exclusions that no lead can reach.

use super::bounds::{Reach, points};
use super::judge::Reported;
use super::lint_path::LintPath;
use super::roots::{criteria, stages};
use super::shadow::{Covered, CoveredBy, Item, first_wins, never};
use super::walk::Owner;
use super::words::{operator, quoted};
use super::{Findings, Lint, judge};
use crate::document::{Band, Case, Criterion, Stage};
use crate::exact::Milli;
use crate::model::fact::Fact;
use crate::model::plan::{CriterionPlan, StagesPlan};

/// Everything that is never reached.
pub(super) fn lint<'m>(lint: &Lint<'m, '_>, findings: &mut Findings<'m>) {
    let reported = judge::lint(lint, findings);
    others(lint, &reported, findings);
    first_wins_lists(lint, &reported, findings);
    for (place, criterion, plan) in criteria(lint.model) {
        cases(lint, &place, criterion, plan, &reported, findings);
    }
    for (owner, place, list, plan) in stages(lint.model) {
        last_wins(lint, owner, &place, list, plan, &reported, findings);
    }
    if let (Some(fit), Some(reach)) = (&lint.document.fit, &lint.bounds.fit) {
        let place = LintPath::section("fit").key("grades");
        bands("fit", "grade", &place, &fit.grades, reach.total, findings);
    }
    if let (Some(engagement), Some(reach)) = (&lint.document.engagement, &lint.bounds.engagement) {
        let place = LintPath::section("engagement").key("ranks");
        bands(
            "engagement",
            "rank",
            &place,
            &engagement.ranks,
            reach.total,
            findings,
        );
    }
}

/// Conditions that never hold for a reason that is not yet reported (`any = []`).
fn others<'m>(lint: &Lint<'m, '_>, reported: &Reported, findings: &mut Findings<'m>) {
    for root in lint.roots {
        let what = match root.owner {
            Owner::Signal => "no event matches the signal",
            Owner::Level => "the level is never reached",
            Owner::Season => "the season never gives points",
            Owner::Segment => "the segment has no leads",
            Owner::Limit => "the limit never applies",
            Owner::Step => "the step is never taken",
            _ => continue,
        };
        if !reported.has(root.check) && lint.reason.never(root.check, root.slots(lint.model)) {
            findings.add(
                "never_holds",
                &root.place,
                format!("{what}: its condition never holds"),
                "give it a condition that can hold, or remove it",
            );
        }
    }
}

/// Exclusions, personas and rules.
fn first_wins_lists<'m>(lint: &Lint<'m, '_>, reported: &Reported, findings: &mut Findings<'m>) {
    let document = lint.document;
    let item = |place: LintPath<'m>, what: &str, name: &str, check| Item {
        place,
        what: format!("the {what} {}", quoted(name)),
        check,
    };
    let exclusions = document.scope.iter().flat_map(|scope| &scope.exclude);
    let exclusions = exclusions.zip(&lint.model.scope).enumerate();
    let exclusions = exclusions.map(|(at, (one, check))| {
        let place = LintPath::section("scope").key("exclude").index(at);
        item(place, "exclusion", &one.name, check)
    });
    first_wins(lint, exclusions.collect(), reported, findings);
    let personas = document.personas.iter().flatten();
    let personas = personas.zip(lint.model.personas.iter().flatten());
    let personas = personas.enumerate().map(|(at, (one, check))| {
        item(
            LintPath::section("personas").index(at),
            "persona",
            &one.name,
            check,
        )
    });
    first_wins(lint, personas.collect(), reported, findings);
    let rules = document.qualification.iter().flat_map(|one| &one.rules);
    let rules = rules.zip(lint.model.qualification.iter().flatten());
    let rules = rules.enumerate().map(|(at, (one, check))| {
        let place = LintPath::section("qualification").key("rules").index(at);
        item(place, "rule", &one.name, check)
    });
    first_wins(lint, rules.collect(), reported, findings);
}

/// The cases of a criterion, then `otherwise` and `missing`.
fn cases<'m>(
    lint: &Lint<'m, '_>,
    place: &LintPath<'m>,
    criterion: &'m Criterion,
    plan: &'m CriterionPlan,
    reported: &Reported,
    findings: &mut Findings<'m>,
) {
    let list = place.key("cases");
    let items = criterion.cases.iter().zip(&plan.cases).enumerate();
    let items = items.map(|(at, (case, (check, _)))| Item {
        place: list.index(at),
        what: match case {
            Case::When { .. } => "the case with `when`".to_owned(),
            Case::Operator {
                within_days: Some(days),
                operator: one,
                ..
            } => format!("the case {} within {days} days", operator(one)),
            Case::Operator { operator: one, .. } => format!("the case {}", operator(one)),
        },
        check,
    });
    let covered = first_wins(lint, items.collect(), reported, findings);
    let slot = plan.slot.and_then(|slot| lint.model.slots.key(slot));
    let fact = slot.map(|key| key.fact);
    let everybody = covered.is_everybody();
    if criterion.otherwise != Milli::ZERO && (everybody || is_complete(lint, &covered, fact)) {
        findings.add(
            "unreachable",
            &place.key("otherwise"),
            "`otherwise` is never reached: the cases cover every lead",
            "remove `otherwise`, or the case that covers the rest",
        );
    }
    idle_missing(lint, place, criterion, fact, &covered, findings);
}

/// Whether every known value of a fact has a case.
fn is_complete(lint: &Lint<'_, '_>, covered: &Covered<'_, '_, '_>, fact: Option<Fact>) -> bool {
    fact.is_some_and(|fact| {
        let mut known = lint.domains.get(fact).set.clone();
        known.missing = false;
        covered
            .values_of(fact)
            .is_some_and(|covered| covered.covers(&known))
    })
}

/// `missing` points that never apply.
fn idle_missing<'m>(
    lint: &Lint<'m, '_>,
    place: &LintPath<'m>,
    criterion: &'m Criterion,
    fact: Option<Fact>,
    covered: &Covered<'m, '_, '_>,
    findings: &mut Findings<'m>,
) {
    if criterion.missing == Milli::ZERO {
        return;
    }
    let (message, help) = match (fact, &criterion.fact) {
        (Some(fact), Some(name)) if !lint.domains.get(fact).set.missing => (
            format!("{} is never missing", quoted(name)),
            "remove `missing`; the cases and `otherwise` decide",
        ),
        (Some(fact), Some(name))
            if covered
                .values_of(fact)
                .is_some_and(|covered| covered.missing) =>
        {
            (
                format!("a case covers the leads whose {} is missing", quoted(name)),
                "remove `missing`, or the case",
            )
        }
        (None, _) => (
            "`missing` needs a `fact` that can be missing, and the criterion has none".to_owned(),
            "name the criterion's `fact`, or remove `missing`",
        ),
        _ => return,
    };
    findings.add("idle_missing", &place.key("missing"), message, help);
}

/// Stages. The last stage that holds counts, or the first if none holds.
fn last_wins<'m>(
    lint: &Lint<'m, '_>,
    owner: Owner,
    place: &LintPath<'m>,
    list: &'m [Stage],
    plan: &'m StagesPlan,
    reported: &Reported,
    findings: &mut Findings<'m>,
) {
    let kind = if owner == Owner::Stage {
        "stage"
    } else {
        "interest stage"
    };
    let mut covered = Covered::new(lint);
    for (at, (stage, check)) in list.iter().zip(&plan.whens).enumerate().rev() {
        let what = format!("the {kind} {}", quoted(&stage.name));
        let place = place.index(at);
        let is_first = at == 0;
        let by = match check {
            _ if is_first => covered.is_everybody().then_some(CoveredBy::Several),
            Some(check) if lint.reason.never(check, &lint.model.slots) => {
                if !reported.has(check) {
                    never(&Item { place, what, check }, findings);
                }
                continue;
            }
            Some(check) => covered.by(check),
            None => None,
        };
        if let Some(by) = by {
            let why = match by {
                CoveredBy::One(other) => format!("{other} comes later and covers it"),
                CoveredBy::Several => "later ones cover it".to_owned(),
            };
            findings.add(
                "unreachable",
                &place,
                format!("{what} is never reached: {why}"),
                "put the stage with the narrower condition later, or remove one",
            );
        } else if let Some(check) = check {
            covered.add(what, check);
        }
    }
}

/// Grades or ranks that the points cannot reach.
fn bands<'m, T: ToString>(
    section: &str,
    kind: &str,
    place: &LintPath<'m>,
    bands: &'m [Band<T>],
    total: Reach,
    findings: &mut Findings<'m>,
) {
    let mut above = None;
    for (at, band) in bands.iter().enumerate() {
        let name = quoted(&band.name.to_string());
        let from = band.from.map(|from| i128::from(from.0));
        let too_high = from.zip(total.most).filter(|(from, most)| from > most);
        let too_low = above
            .zip(total.least)
            .filter(|(above, least)| least >= above);
        if let Some((from, most)) = too_high {
            findings.add(
                "unreachable",
                &place.index(at),
                format!(
                    "the {kind} {name} needs {} points, but {section} adds up to at most {}",
                    points(from),
                    points(most)
                ),
                format!("lower the threshold of the {kind}, or give more points"),
            );
        } else if let Some((above, least)) = too_low {
            findings.add(
                "unreachable",
                &place.index(at),
                format!(
                    "the {kind} {name} is for less than {} points, but {section} adds up to at least {}",
                    points(above),
                    points(least)
                ),
                format!("raise the threshold of the {kind} above, or remove this one"),
            );
        }
        above = from.or(above);
    }
}

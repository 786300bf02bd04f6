//! Conditions that hold for no lead or for every lead, reported at the cause.

use std::collections::HashSet;

use super::domain::Domain;
use super::lint_path::LintPath;
use super::walk::{Owner, Root, Written, members};
use super::words::{operator, quoted};
use super::{Findings, Lint};
use crate::condition::Check;
use crate::document::{Condition, Operator};
use crate::model::fact::Fact;
use crate::model::slots::SlotPlan;

/// Whether a condition holds, and whether the reason is already reported.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Verdict {
    Never { reported: bool },
    Always { reported: bool },
    Open,
}

/// Conditions that never hold and whether that is already reported, by address.
#[derive(Default)]
pub(super) struct Reported(HashSet<*const Check>);

impl Reported {
    /// Whether it is already reported why a condition never holds.
    pub(super) fn has(&self, check: &Check) -> bool {
        self.0.contains(&std::ptr::from_ref(check))
    }
}

/// Judges every condition. Reports the smallest parts that never or always hold.
pub(super) fn lint<'m>(lint: &Lint<'m, '_>, findings: &mut Findings<'m>) -> Reported {
    let mut reported = Reported::default();
    for root in lint.roots {
        let mut judge = Judge {
            lint,
            root,
            slots: root.slots(lint.model),
            findings,
        };
        if judge.root() == (Verdict::Never { reported: true }) {
            reported.0.insert(std::ptr::from_ref(root.check));
        }
    }
    reported
}

struct Judge<'m, 'r, 'f> {
    lint: &'f Lint<'m, 'r>,
    root: &'f Root<'m>,
    slots: &'m SlotPlan,
    findings: &'f mut Findings<'m>,
}

impl<'m> Judge<'m, '_, '_> {
    fn root(&mut self) -> Verdict {
        let (check, place) = (self.root.check, self.root.place.clone());
        match self.root.written {
            Written::Condition(condition) => self.condition(condition, check, &place),
            Written::Operator(fact, _, operator) => {
                self.test(fact, Some(operator), check, &place, true)
            }
            Written::Known(fact) => self.test(fact, None, check, &place, true),
        }
    }

    fn condition(
        &mut self,
        condition: &'m Condition,
        check: &'m Check,
        place: &LintPath<'m>,
    ) -> Verdict {
        match (condition, check) {
            (Condition::Test(test), _) => {
                let is_root = *place == self.root.place;
                self.test(&test.fact, Some(&test.operator), check, place, is_root)
            }
            (Condition::Not(inner), Check::Not(check)) => {
                match self.condition(inner, check, &place.key("not")) {
                    Verdict::Never { reported } => Verdict::Always { reported },
                    Verdict::Always { reported } => Verdict::Never { reported },
                    Verdict::Open => Verdict::Open,
                }
            }
            _ => self.list(condition, check, place),
        }
    }

    /// `all` holds like its worst member, and `any` like its best. Or the members exclude or complete
    /// each other.
    fn list(
        &mut self,
        condition: &'m Condition,
        check: &'m Check,
        place: &LintPath<'m>,
    ) -> Verdict {
        let verdicts: Vec<Verdict> = members(condition, check, place)
            .into_iter()
            .map(|(inner, check, place)| self.condition(inner, check, &place))
            .collect();
        let is_never = |verdict: &Verdict| matches!(verdict, Verdict::Never { .. });
        let is_always = |verdict: &Verdict| matches!(verdict, Verdict::Always { .. });
        let reported = |verdicts: &[Verdict]| {
            let is_told = |verdict: &Verdict| {
                matches!(
                    verdict,
                    Verdict::Never { reported: true } | Verdict::Always { reported: true }
                )
            };
            verdicts.iter().any(is_told)
        };
        let reason = &self.lint.reason;
        if let Condition::All(_) = condition {
            let dead: Vec<Verdict> = verdicts.iter().copied().filter(is_never).collect();
            if !dead.is_empty() {
                return Verdict::Never {
                    reported: reported(&dead),
                };
            }
            if verdicts.iter().all(is_always) {
                return Verdict::Always {
                    reported: reported(&verdicts),
                };
            }
            if reason.excluded(check, self.slots).is_some() {
                self.findings.add(
                    "never_holds",
                    &place.key("all"),
                    "the conditions of `all` exclude each other",
                    "use `any` if one of them is enough, or remove the contradictions",
                );
                return Verdict::Never { reported: true };
            }
        } else {
            let alive: Vec<Verdict> = verdicts.iter().copied().filter(is_always).collect();
            if !alive.is_empty() {
                return Verdict::Always {
                    reported: reported(&alive),
                };
            }
            if verdicts.iter().all(is_never) {
                return Verdict::Never {
                    reported: reported(&verdicts),
                };
            }
            if reason.complete(check, self.slots).is_some() {
                self.findings.add(
                    "always_holds",
                    &place.key("any"),
                    "the conditions of `any` cover every lead",
                    "use `all` if every one must hold, or write `all = []` for every lead",
                );
                return Verdict::Always { reported: true };
            }
        }
        Verdict::Open
    }

    fn test(
        &mut self,
        fact: &'m str,
        written: Option<&'m Operator>,
        check: &'m Check,
        place: &LintPath<'m>,
        is_root: bool,
    ) -> Verdict {
        let Check::Test(slot, test, _) = check else {
            return Verdict::Open;
        };
        let Some(key) = self.slots.key(*slot) else {
            return Verdict::Open;
        };
        let domain = self.lint.domains.get(key.fact);
        let never = domain.accepted(test, true).is_empty();
        if !never && !domain.accepted(test, false).covers(&domain.set) {
            return Verdict::Open;
        }
        let operator_place = written.map_or_else(|| place.clone(), |one| place.key(one.key()));
        // Unknown names are reported one by one.
        let by_name = domain.is_listed() && written.is_some_and(compares_texts);
        // The last case may be intended for all other leads.
        let catches_all = is_root && self.root.owner == Owner::Case;
        if !by_name && (never || !catches_all) {
            let tested = TestedFact {
                fact,
                operator: written,
                key: key.fact,
                domain: &domain,
            };
            tested.report(never, &operator_place, self.findings);
        }
        if never {
            Verdict::Never { reported: true }
        } else {
            Verdict::Always {
                reported: !catches_all,
            }
        }
    }
}

/// Whether an operator compares with whole texts.
fn compares_texts(operator: &Operator) -> bool {
    matches!(
        operator,
        Operator::Eq(_) | Operator::Ne(_) | Operator::In(_) | Operator::NotIn(_)
    )
}

/// An operator on a fact, for messages.
struct TestedFact<'m, 'd> {
    fact: &'m str,
    operator: Option<&'m Operator>,
    key: Fact,
    domain: &'d Domain,
}

impl<'m> TestedFact<'m, '_> {
    fn report(&self, never: bool, place: &LintPath<'m>, findings: &mut Findings<'m>) {
        let fact = quoted(self.fact);
        let what = match self.operator {
            Some(one) => operator(one),
            None => "`known = true`".to_owned(),
        };
        let words = self.domain.words();
        let is = if matches!(self.operator, Some(Operator::Known(_)) | None) {
            format!("{fact} is never missing")
        } else if words.is_empty() {
            format!("{fact} allows nothing else")
        } else {
            format!("{fact} is {words}")
        };
        let (code, holds, help) = match (never, has_points(self.key)) {
            (true, true) => (
                "beyond_points",
                "never holds",
                "compare with a number that the points can add up to",
            ),
            (true, false) => (
                "never_holds",
                "never holds",
                "compare with a possible value, or remove the condition",
            ),
            (false, _) => (
                "always_holds",
                "always holds",
                "compare with a value that tells leads apart, or remove the condition",
            ),
        };
        findings.add(code, place, format!("{what} {holds}: {is}"), help);
    }
}

/// Whether points decide a fact.
fn has_points(fact: Fact) -> bool {
    matches!(
        fact,
        Fact::FitPoints
            | Fact::FitGroup(_)
            | Fact::EngagementPoints
            | Fact::EngagementGroup(_)
            | Fact::TotalPoints
            | Fact::CyclePoints
            | Fact::ReadinessPoints
            | Fact::InterestPoints
            | Fact::NamedInterestPoints(_)
    )
}

//! The conditions of a model, in the order of the document.

use std::collections::BTreeMap;

use super::lint_path::LintPath;
use super::walk::{Owner, Root, Written};
use crate::condition::Check;
use crate::document::{Case, Condition, Criterion, Entry, Stage};
use crate::model::ids::{Id, SignalId};
use crate::model::plan::{Compiled, CriterionPlan, StagesPlan};

/// Every condition of the model, in the order of the document.
pub(super) fn roots(model: &Compiled) -> Vec<Root<'_>> {
    let mut roots = Roots(Vec::new());
    roots.signals(model);
    roots.scope_to_personas(model);
    roots.sections(model);
    roots.labels(model);
    roots.channels_and_steps(model);
    roots.0
}

struct Roots<'m>(Vec<Root<'m>>);

impl<'m> Roots<'m> {
    fn push(
        &mut self,
        owner: Owner,
        place: LintPath<'m>,
        condition: Option<&'m Condition>,
        check: Option<&'m Check>,
    ) {
        if let (Some(condition), Some(check)) = (condition, check) {
            self.0.push(Root {
                owner,
                place,
                written: Written::Condition(condition),
                check,
            });
        }
    }

    fn signals(&mut self, model: &'m Compiled) {
        let plans = model.intake.plans.iter().flat_map(|plan| &plan.signals);
        let checks: BTreeMap<SignalId, Option<&Check>> =
            plans.map(|(id, check)| (*id, check.as_ref())).collect();
        for (at, (name, signal)) in model.document.signals.iter().enumerate() {
            let place = LintPath::section("signals").key(name).key("where");
            let check = checks.get(&SignalId::new(at)).copied().flatten();
            self.push(Owner::Signal, place, signal.where_.as_ref(), check);
        }
    }

    fn scope_to_personas(&mut self, model: &'m Compiled) {
        let document = &model.document;
        let exclusions = document.scope.iter().flat_map(|scope| &scope.exclude);
        for (at, (one, check)) in exclusions.zip(&model.scope).enumerate() {
            let place = LintPath::section("scope")
                .key("exclude")
                .index(at)
                .key("when");
            self.push(Owner::Exclusion, place, Some(&one.when), Some(check));
        }
        let levels = document.completeness.iter().flat_map(|one| &one.levels);
        for (at, (level, plans)) in levels.zip(model.completeness.iter().flatten()).enumerate() {
            let place = LintPath::section("completeness").key("levels").index(at);
            for (at, (entry, plan)) in level.iter().zip(plans).enumerate() {
                let written = match entry {
                    Entry::Fact(fact) => Written::Known(fact),
                    Entry::Condition(condition) => Written::Condition(condition),
                };
                self.0.push(Root {
                    owner: Owner::Level,
                    place: place.index(at),
                    written,
                    check: &plan.check,
                });
            }
        }
        let personas = document.personas.iter().flatten();
        let checks = model.personas.iter().flatten();
        for (at, (one, check)) in personas.zip(checks).enumerate() {
            let place = LintPath::section("personas").index(at).key("when");
            self.push(Owner::Persona, place, Some(&one.when), Some(check));
        }
    }

    fn sections(&mut self, model: &'m Compiled) {
        let document = &model.document;
        for (place, criterion, plan) in criteria(model) {
            self.cases(&place, criterion, plan);
        }
        let seasons = document
            .buying_cycle
            .iter()
            .flat_map(|cycle| &cycle.seasons);
        let plans = model.cycle.iter().flat_map(|cycle| &cycle.seasons);
        for (at, (one, plan)) in seasons.zip(plans).enumerate() {
            let place = LintPath::section("buying_cycle").key("seasons").index(at);
            self.push(
                Owner::Season,
                place.key("when"),
                one.when.as_ref(),
                plan.when.as_ref(),
            );
        }
    }

    fn cases(&mut self, place: &LintPath<'m>, criterion: &'m Criterion, plan: &'m CriterionPlan) {
        let cases = place.key("cases");
        for (at, (case, (check, _))) in criterion.cases.iter().zip(&plan.cases).enumerate() {
            let (place, written) = match case {
                Case::When { when, .. } => (cases.index(at).key("when"), Written::Condition(when)),
                Case::Operator {
                    within_days,
                    operator,
                    ..
                } => {
                    let fact = criterion.fact.as_deref().unwrap_or_default();
                    let written = Written::Operator(fact, *within_days, operator);
                    (cases.index(at), written)
                }
            };
            self.0.push(Root {
                owner: Owner::Case,
                place,
                written,
                check,
            });
        }
    }

    fn labels(&mut self, model: &'m Compiled) {
        for (owner, place, stages, plan) in stages(model) {
            for (at, (stage, check)) in stages.iter().zip(&plan.whens).enumerate() {
                let place = place.index(at).key("when");
                self.push(owner, place, stage.when.as_ref(), check.as_ref());
            }
        }
        let document = &model.document;
        let segments = document.segments.iter().flatten();
        let checks = model.segments.iter().flatten();
        for ((name, when), check) in segments.zip(checks) {
            let place = LintPath::section("segments").key(name);
            self.push(Owner::Segment, place, Some(when), Some(check));
        }
        let rules = document.qualification.iter().flat_map(|one| &one.rules);
        let checks = model.qualification.iter().flatten();
        for (at, (one, check)) in rules.zip(checks).enumerate() {
            let place = LintPath::section("qualification")
                .key("rules")
                .index(at)
                .key("when");
            self.push(Owner::Rule, place, Some(&one.when), Some(check));
        }
    }

    fn channels_and_steps(&mut self, model: &'m Compiled) {
        let document = &model.document;
        for ((name, channel), plan) in document.channels.iter().zip(&model.channels) {
            let place = LintPath::section("channels").key(name);
            let (allowed, check) = (channel.allowed.as_ref(), plan.allowed.as_ref());
            self.push(Owner::Allowed, place.key("allowed"), allowed, check);
            for (at, (limit, plan)) in channel.limits.iter().zip(&plan.limits).enumerate() {
                let place = place.key("limits").index(at).key("when");
                self.push(Owner::Limit, place, limit.when.as_ref(), plan.when.as_ref());
            }
        }
        let steps = document.next_steps.iter().flatten();
        for (at, (step, plan)) in steps.zip(model.steps.iter().flatten()).enumerate() {
            let place = LintPath::section("next_steps").index(at).key("when");
            self.push(Owner::Step, place, Some(&step.when), Some(&plan.when));
        }
    }
}

/// The criteria of fit and engagement with their places.
pub(super) fn criteria(
    model: &Compiled,
) -> impl Iterator<Item = (LintPath<'_>, &Criterion, &CriterionPlan)> {
    let document = &model.document;
    let fit = document.fit.iter().flat_map(|fit| &fit.criteria);
    let engagement = document.engagement.iter().flat_map(|one| &one.criteria);
    let fit_plans = model.fit.iter().flat_map(|plan| &plan.criteria);
    let engagement_plans = model
        .engagement
        .iter()
        .flat_map(|plan| &plan.section.criteria);
    let placed = |section: &'static str| {
        move |(at, (criterion, plan))| {
            let place = LintPath::section(section).key("criteria").index(at);
            (place, criterion, plan)
        }
    };
    let fit = fit.zip(fit_plans).enumerate().map(placed("fit"));
    let engagement = engagement.zip(engagement_plans).enumerate();
    fit.chain(engagement.map(placed("engagement")))
}

/// The lists of stages with their places.
pub(super) fn stages(
    model: &Compiled,
) -> impl Iterator<Item = (Owner, LintPath<'_>, &[Stage], &StagesPlan)> {
    let document = &model.document;
    let interests = document
        .interests
        .as_ref()
        .and_then(|interests| interests.stages.as_deref());
    let plan = model
        .interests
        .as_ref()
        .and_then(|plan| plan.stages.as_ref());
    let interests = interests.zip(plan).map(|(stages, plan)| {
        let place = LintPath::section("interests").key("stages");
        (Owner::InterestStage, place, stages, plan)
    });
    let lifecycle = document.lifecycle.as_ref().zip(model.stages.as_ref());
    let lifecycle = lifecycle.map(|(lifecycle, plan)| {
        let place = LintPath::section("lifecycle").key("stages");
        (Owner::Stage, place, lifecycle.stages.as_slice(), plan)
    });
    interests.into_iter().chain(lifecycle)
}

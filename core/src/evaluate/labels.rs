//! Labels: exclusion, persona, stage, segments, qualification.

use super::explain_sink::ExplainSink;
use super::outcome::{Few, Qualified};
use super::state::{AssessmentState, Base};
use crate::condition::Check;
use crate::document::{Condition, Persona};
use crate::model::ids::{Id, SeasonId, SegmentId};

fn position(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// The position of the first check that holds.
fn first(checks: &[Check], state: &AssessmentState<'_>) -> Option<u32> {
    checks
        .iter()
        .position(|check| check.holds(&state.slots))
        .map(position)
}

/// The position of the last stage whose condition holds; the first stage if none does.
pub(super) fn furthest(whens: &[Option<Check>], state: &AssessmentState<'_>) -> u32 {
    let holds = |when: &Option<Check>| when.as_ref().is_some_and(|when| when.holds(&state.slots));
    whens.iter().rposition(holds).map_or(0, position)
}

/// The position of the first exclusion that applies.
pub(super) fn excluded<S: ExplainSink>(state: &AssessmentState<'_>, sink: &mut S) -> Option<u32> {
    let plan = state.base.plan;
    let at = first(&plan.scope, state)?;
    let exclusion = plan
        .document
        .scope
        .as_ref()
        .and_then(|scope| scope.exclude.get(at as usize));
    if let (Some(exclusion), Some(check)) = (exclusion, plan.scope.get(at as usize)) {
        sink.decided(|| {
            state.decided(
                "excluded",
                exclusion.name.clone().into(),
                Some((&exclusion.when, check)),
            )
        });
    }
    Some(at)
}

/// The position of the first persona that applies.
pub(super) fn persona<S: ExplainSink>(state: &AssessmentState<'_>, sink: &mut S) -> Option<u32> {
    let checks = state.base.plan.personas.as_ref()?;
    let at = first(checks, state)?;
    let persona = state
        .base
        .plan
        .document
        .personas
        .as_ref()?
        .get(at as usize)?;
    let check = checks.get(at as usize)?;
    sink.decided(|| {
        state.decided(
            "persona",
            persona.name.clone().into(),
            Some((&persona.when, check)),
        )
    });
    Some(at)
}

/// The position of the stage of the lead; `None` if the model has no stages.
pub(super) fn stage<S: ExplainSink>(state: &AssessmentState<'_>, sink: &mut S) -> Option<u32> {
    let plan = state.base.plan.stages.as_ref()?;
    let at = furthest(&plan.whens, state);
    let stage = state
        .base
        .plan
        .document
        .lifecycle
        .as_ref()?
        .stages
        .get(at as usize)?;
    let check = plan.whens.get(at as usize)?.as_ref();
    sink.decided(|| {
        state.decided(
            "stage",
            stage.name.clone().into(),
            stage.when.as_ref().zip(check),
        )
    });
    Some(at)
}

/// The positions of the segments that hold; `None` if the model has no segments.
pub(super) fn segments<S: ExplainSink>(
    state: &AssessmentState<'_>,
    sink: &mut S,
) -> Option<Few<SegmentId>> {
    let plan = state.base.plan;
    let mut found = Few::new();
    let checks = plan.segments.as_ref()?.with_ids();
    for ((id, check), (name, when)) in checks.zip(plan.document.segments.iter().flatten()) {
        if check.holds(&state.slots) {
            found.push(id);
            sink.decided(|| state.decided("segment", name.clone().into(), Some((when, check))));
        }
    }
    Some(found)
}

/// Disqualified for a persona that is not a target, else the first rule that holds, else the default.
pub(super) fn qualification<S: ExplainSink>(
    state: &AssessmentState<'_>,
    sink: &mut S,
) -> Option<Qualified> {
    let plan = state.base.plan;
    let (rules, document) = (
        plan.qualification.as_ref()?,
        plan.document.qualification.as_ref()?,
    );
    let mut decided = |name: &str, when: Option<(&Condition, &Check)>| {
        sink.decided(|| state.decided("qualification", name.into(), when));
    };
    if state.base.is_non_target() {
        decided(&document.disqualified, None);
        return Some(Qualified::Disqualified);
    }
    let Some(at) = first(rules, state) else {
        decided(&document.default, None);
        return Some(Qualified::Default);
    };
    if let (Some(rule), Some(check)) = (document.rules.get(at as usize), rules.get(at as usize)) {
        decided(&rule.name, Some((&rule.when, check)));
    }
    Some(Qualified::Rule(at))
}

impl<'a> Base<'a> {
    /// The persona of the lead.
    pub(crate) fn persona(&self) -> Option<&'a Persona> {
        self.plan
            .document
            .personas
            .as_ref()?
            .get(self.outcome.persona? as usize)
    }

    pub(crate) fn persona_name(&self) -> Option<&'a str> {
        self.persona().map(|persona| persona.name.as_str())
    }

    /// Whether the persona is not a target of sales (`target = false`).
    pub(crate) fn is_non_target(&self) -> bool {
        self.persona().is_some_and(|persona| !persona.target)
    }

    pub(crate) fn qualification_name(&self) -> Option<&'a str> {
        let document = self.plan.document.qualification.as_ref()?;
        Some(match self.outcome.qualification? {
            Qualified::Rule(at) => &document.rules.get(at as usize)?.name,
            Qualified::Default => &document.default,
            Qualified::Disqualified => &document.disqualified,
        })
    }

    /// Grade and rank, such as `B3`.
    pub(crate) fn cell(&self) -> Option<String> {
        Some(format!("{}{}", self.grade_name()?, self.rank_name()?))
    }

    pub(crate) fn grade_name(&self) -> Option<&'a str> {
        let band = self.outcome.fit.as_ref()?.band;
        Some(
            &self
                .plan
                .document
                .fit
                .as_ref()?
                .grades
                .get(band as usize)?
                .name,
        )
    }

    pub(crate) fn rank_name(&self) -> Option<u32> {
        let band = self.outcome.engagement.as_ref()?.band;
        Some(
            self.plan
                .document
                .engagement
                .as_ref()?
                .ranks
                .get(band as usize)?
                .name,
        )
    }

    pub(crate) fn season_name(&self, id: SeasonId) -> String {
        self.plan
            .document
            .seasons
            .keys()
            .nth(id.at())
            .cloned()
            .unwrap_or_default()
    }
}

//! Next steps: what to do, and through which permitted channel.

use super::explain_sink::ExplainSink;
use super::hours;
use super::outcome::{Reason, StepOutcome};
use super::state::{AssessmentState, Base};
use crate::document::NextStep;
use crate::exact::{Day, Instant};
use crate::model::fact::Phase;
use crate::model::plan::CooldownPlan;
use crate::model::plan::{ChannelChoice, SaidPlan, StepPlan};
use crate::tally::age;
use crate::text::prepare;

/// The steps that apply: greatest priority first, then in the order of the model.
pub(super) fn steps<S: ExplainSink>(
    state: &mut AssessmentState<'_>,
    sink: &mut S,
) -> Vec<StepOutcome> {
    let plan = state.base.plan;
    let (Some(plans), Some(documents)) = (&plan.steps, &plan.document.next_steps) else {
        return Vec::new();
    };
    let non_target = state.base.is_non_target();
    let cooled = |base: &Base<'_>, plan: &StepPlan| {
        let cooldown = plan.cooldown.as_ref();
        cooldown.is_none_or(|cooldown| base.cooled(cooldown, base.today))
    };
    let mut found = Vec::new();
    for at in &plan.step_order {
        let place = *at as usize;
        let (Some(plan), Some(step)) = (plans.get(place), documents.get(place)) else {
            continue;
        };
        if (non_target && !step.non_target)
            || !cooled(&state.base, plan)
            || !applies(plan, step, state)
        {
            continue;
        }
        sink.decided(|| {
            state.decided(
                "next_step",
                step.name.clone().into(),
                Some((&step.when, &plan.when)),
            )
        });
        found.push(one(*at, plan, step, state));
        state.enter_interest(None);
    }
    found
}

impl Base<'_> {
    /// Whether no signal of the cooldown has an event within its days.
    pub(crate) fn cooled(&self, cooldown: &CooldownPlan, today: Day) -> bool {
        let counters = cooldown.signals.iter().map(|id| self.counter((*id).into()));
        let newest = counters.filter_map(|counter| counter.days());
        let newest = newest.map(|(_, newest)| newest).max();
        newest.is_none_or(|day| age(today, day) >= cooldown.days)
    }
}

/// Whether the condition of a step holds. With `per = "interest"` it is tested for each interest, and
/// the first for which it holds stays entered.
fn applies(plan: &StepPlan, step: &NextStep, state: &mut AssessmentState<'_>) -> bool {
    if !step.per_interest {
        return plan.when.holds(&state.slots);
    }
    for at in 0..state.base.outcome.interests.len() {
        state.enter_interest(Some(at));
        if plan.when.holds(&state.slots) {
            return true;
        }
    }
    state.enter_interest(None);
    false
}

fn one(at: u32, plan: &StepPlan, step: &NextStep, state: &mut AssessmentState<'_>) -> StepOutcome {
    let interest = state
        .base
        .local
        .interest
        .and_then(|at| state.base.outcome.interests.get(at))
        .map(|interest| state.base.interest_name(*interest).to_owned());
    let content = plan.content.as_ref().and_then(|said| text(said, state));
    let topic = match &plan.topic {
        Some(said) => text(said, state),
        None => interest.filter(|_| step.per_interest),
    };
    (state.base.local.content, state.base.local.topic) = (content.clone(), topic.clone());
    state.fill(Phase::EachStep);
    let mut outcome = StepOutcome {
        step: at,
        wanted: None,
        channel: None,
        permitted: true,
        reason: None,
        content,
        topic,
        earliest: None,
    };
    if let Some(choice) = &plan.channel {
        choose(choice, &plan.fallback, state, &mut outcome);
    }
    outcome
}

fn text(said: &SaidPlan, state: &AssessmentState<'_>) -> Option<String> {
    match said {
        SaidPlan::Text(text) => Some(text.clone()),
        SaidPlan::Fact(fact) => state.base.value(*fact).into_text(),
    }
}

/// Sets the wanted channel, the first permitted one, and why the wanted one may not be used.
fn choose(
    choice: &ChannelChoice,
    fallback: &[u32],
    state: &AssessmentState<'_>,
    outcome: &mut StepOutcome,
) {
    let wanted = match choice {
        ChannelChoice::Fixed(channel) => Some(*channel),
        ChannelChoice::Fact {
            fact,
            compare,
            names,
        } => state.base.value(*fact).as_text().and_then(|said| {
            let key = prepare(said, *compare);
            let found = names.iter().position(|name| **name == *key);
            found.and_then(|at| u32::try_from(at).ok())
        }),
    };
    let first = wanted.map_or(Err(Reason::NoChannel), |channel| usable(channel, state));
    outcome.wanted = wanted;
    outcome.reason = first.err();
    let usable_fallback = || {
        fallback.iter().find_map(|channel| {
            usable(*channel, state)
                .ok()
                .map(|earliest| (*channel, earliest))
        })
    };
    let found = match (wanted, first) {
        (Some(channel), Ok(earliest)) => Some((channel, earliest)),
        _ => usable_fallback(),
    };
    outcome.permitted = found.is_some();
    outcome.channel = found.map(|(channel, _)| channel);
    outcome.earliest = found.and_then(|(_, earliest)| earliest);
}

/// The instant from which a channel may be used, or why it may not be used. `None` if there is no such
/// instant in the next weeks.
fn usable(channel: u32, state: &AssessmentState<'_>) -> Result<Option<Instant>, Reason> {
    let base = &state.base;
    let plan = base
        .plan
        .channels
        .get(channel as usize)
        .ok_or(Reason::NoChannel)?;
    if !plan
        .allowed
        .as_ref()
        .is_some_and(|allowed| allowed.holds(&state.slots))
    {
        return Err(Reason::NoPermission);
    }
    let reached = plan.limits.iter().any(|limit| {
        limit
            .when
            .as_ref()
            .is_none_or(|when| when.holds(&state.slots))
            && base.window(limit.window).count >= limit.count
    });
    if reached {
        return Err(Reason::LimitReached);
    }
    let Some(hours) = &plan.hours else {
        return Ok(Some(base.as_of));
    };
    let range = hours::hours_of(hours, state).ok_or(Reason::NoHours)?;
    Ok(hours::earliest(
        range,
        hours.weekdays.as_deref(),
        base.as_of,
        &base.plan.zone,
    ))
}

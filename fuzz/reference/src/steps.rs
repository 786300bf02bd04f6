//! Specification, sections 4.8 to 4.10: lifecycle, segments, qualification, next steps, priority.

use num_bigint::BigInt;
use num_traits::Zero;
use serde_json::{Value, json};

use crate::channels::{earliest, named_by, refusal, text_or_fact};
use crate::condition::holds;
use crate::fit::is_target;
use crate::interests::last_stage;
use crate::lead::{Lead, Place};
use crate::model::{list, one_or_list, text};
use crate::number::{
    Exact, at_least_zero, count, exact, exact_json, from_thousandths, number, round_up, whole,
};
use crate::time::written_utc;

/// "The lead is in the last whose `when` holds, the first if none does."
pub fn stage(lead: &Lead) -> Option<usize> {
    let stages = lead.model.list(&["lifecycle", "stages"]);
    (!stages.is_empty()).then(|| last_stage(lead, Place::default(), stages))
}

/// `stage` of the assessment.
pub fn stage_json(lead: &Lead) -> Value {
    let Some(stage) = lead
        .stage
        .map(|at| &lead.model.list(&["lifecycle", "stages"])[at])
    else {
        return Value::Null;
    };
    json!({"name": text(stage, "name"), "pipeline": text(stage, "pipeline")})
}

/// "Any number may hold; the assessment lists them. They do not use each other."
pub fn segments(lead: &Lead) -> Vec<String> {
    let all = lead.model.named(&["segments"]);
    all.into_iter()
        .filter(|(_, condition)| holds(lead, Place::default(), condition))
        .map(|(name, _)| name.to_owned())
        .collect()
}

/// "First match; the disqualified name for a persona that is no target, before any rule."
pub fn qualification(lead: &Lead) -> Option<String> {
    let section = lead.model.get(&["qualification"])?;
    if !is_target(lead) {
        return Some(
            text(section, "disqualified")
                .unwrap_or("disqualified")
                .to_owned(),
        );
    }
    let matching = list(section.get("rules")).iter().find(|rule| {
        rule.get("when")
            .is_none_or(|when| holds(lead, Place::default(), when))
    });
    let name = matching
        .and_then(|rule| text(rule, "name"))
        .or(text(section, "default"))
        .unwrap_or("unqualified");
    Some(name.to_owned())
}

/// `next_steps` of the assessment: "by priority, the greatest first, then in order".
pub fn next_steps(lead: &Lead) -> Value {
    if lead.model.get(&["next_steps"]).is_none() {
        return Value::Null;
    }
    let mut taken: Vec<(Exact, Value)> = Vec::new();
    for step in lead.model.list(&["next_steps"]) {
        let for_non_target = step
            .get("non_target")
            .and_then(Value::as_bool)
            .unwrap_or(false);
        if (is_target(lead) || for_non_target)
            && rested(lead, step)
            && let Some(result) = take(lead, step)
        {
            taken.push((number(step.get("priority"), 0), result));
        }
    }
    taken.sort_by(|a, b| b.0.cmp(&a.0));
    taken.into_iter().map(|(_, result)| result).collect()
}

/// "Whose cooldown signal is absent or at least `days` old."
fn rested(lead: &Lead, step: &Value) -> bool {
    let Some(cooldown) = step.get("cooldown") else {
        return true;
    };
    let events = lead.of_signals(&one_or_list(cooldown.get("signal")));
    lead.days_since(&events)
        .is_none_or(|days| days >= count(cooldown.get("days")).unwrap_or(0))
}

/// The step if its `when` holds; "`per = "interest"`: taken for the first interest, in their order, for which it holds,
/// and `topic` defaults to its name (where none is given)".
fn take(lead: &Lead, step: &Value) -> Option<Value> {
    let when_holds = |place: Place| step.get("when").is_none_or(|when| holds(lead, place, when));
    if text(step, "per") == Some("interest") {
        let place = |interest| Place {
            interest: Some(interest),
            ..Place::default()
        };
        let interest = lead
            .interests
            .iter()
            .find(|interest| when_holds(place(interest)))?;
        return Some(result(lead, step, place(interest), Some(&interest.name)));
    }
    when_holds(Place::default()).then(|| result(lead, step, Place::default(), None))
}

fn result(lead: &Lead, step: &Value, place: Place, interest: Option<&str>) -> Value {
    let content = text_or_fact(lead, place, step.get("content"));
    let topic = match step.get("topic") {
        None => interest.map(str::to_owned),
        given => text_or_fact(lead, place, given),
    };
    let place = Place {
        step: Some((content.as_deref(), topic.as_deref())),
        ..place
    };
    let (wanted, reason) = wanted(lead, step, place);
    // "The first permitted of wanted and fallbacks."
    let fallbacks = one_or_list(step.get("fallback"))
        .into_iter()
        .map(str::to_owned);
    let channel = wanted
        .clone()
        .into_iter()
        .chain(fallbacks)
        .find(|channel| refusal(lead, place, channel).is_none());
    // "A channel was found, or the step has none."
    let permitted = channel.is_some() || step.get("channel").is_none();
    let earliest = channel
        .as_ref()
        .and_then(|channel| earliest(lead, channel))
        .map(written_utc);
    json!({
        "name": text(step, "name"), "wanted": wanted, "channel": channel, "permitted": permitted, "reason": reason,
        "template": text(step, "template"), "content": content, "topic": topic,
        "priority": exact_json(&number(step.get("priority"), 0)),
        "due_minutes": step.get("due_minutes").and_then(Value::as_number).map(|minutes| exact_json(&exact(minutes))),
        "earliest": earliest,
    })
}

/// The wanted channel and why it may not be used: "`no_channel` for a fact that names none".
fn wanted(lead: &Lead, step: &Value, place: Place) -> (Option<String>, Option<&'static str>) {
    let wanted = match step.get("channel") {
        None => return (None, None),
        Some(Value::String(channel)) => Some(channel.clone()),
        Some(table) => text(table, "fact").and_then(|name| named_by(lead, place, name)),
    };
    let reason = wanted
        .as_ref()
        .map_or(Some("no_channel"), |channel| refusal(lead, place, channel));
    (wanted, reason)
}

/// "`100 * sum(w * share) / sum(w)`, nearest tenth, ties up, exactly"; null for a persona that is no target.
pub fn priority(lead: &Lead) -> Value {
    let Some(section) = lead.model.get(&["priority"]) else {
        return Value::Null;
    };
    if !is_target(lead) {
        return Value::Null;
    }
    // "share = clamp(points/full, 0, 1)."
    let share = |key: &str, points: Option<i128>| {
        let full = number(
            section.get("full").and_then(|full| full.get(key)),
            if key == "readiness" { 60 } else { 100 },
        );
        at_least_zero(from_thousandths(points.unwrap_or(0)) / full).min(whole(1))
    };
    let shares = [
        ("fit", share("fit", lead.fit.as_ref().map(|fit| fit.points))),
        (
            "engagement",
            share(
                "engagement",
                lead.engagement.as_ref().map(|engagement| engagement.points),
            ),
        ),
        (
            "readiness",
            share("readiness", lead.readiness.map(|readiness| readiness.0)),
        ),
        ("lifecycle", stage_share(lead)),
    ];
    let weight = |key: &str| number(section.get(key), 0);
    let weights: Exact = shares.iter().map(|(key, _)| weight(key)).sum();
    if weights.is_zero() {
        return Value::Null;
    }
    let sum: Exact = shares.iter().map(|(key, share)| weight(key) * share).sum();
    let tenths = round_up(&(whole(1000) * sum / weights));
    exact_json(&Exact::new(tenths, BigInt::from(10)))
}

/// "Of the stage its position (k-1)/(n-1), 0 for n = 1."
fn stage_share(lead: &Lead) -> Exact {
    let count = lead.model.list(&["lifecycle", "stages"]).len() as i64;
    match lead.stage {
        Some(at) if count > 1 => Exact::new(BigInt::from(at), BigInt::from(count - 1)),
        _ => whole(0),
    }
}

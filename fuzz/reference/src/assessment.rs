//! Specification, sections 5, 6 and 7: the order of evaluation, the assessment and its explanation.

use serde_json::{Value, json};

use crate::condition::holds;
use crate::explanation::explanation;
use crate::facts::shown;
use crate::fit::persona;
use crate::intake::{counted, unknown_events};
use crate::lead::{Failure, Lead, Place};
use crate::model::{Model, text};
use crate::number::thousandths_json;
use crate::rows::{Event, Rejects, read_event, read_lead, read_profile};
use crate::time::{Instant, written_utc};
use crate::{
    completeness, cycle, engagement, fit, interests, purchases, readiness, steps, switches,
};

/// The reference's answer for one lead.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// Section 6; `model.fingerprint` is null.
    pub assessment: Value,
    /// Section 7, without `decided`.
    pub explanation: Value,
    /// Section 12.
    pub report: Value,
}

/// All sections in their order; events after `as_of` count only in the report.
pub fn assess(model: &Model, profile: &Value, events: &[Value], as_of: Instant) -> Answer {
    let mut rejects = Rejects::default();
    let id = read_lead(profile, &mut rejects);
    let known = read_profile(model, profile, id.as_deref(), &mut rejects);
    let rows = events.iter().enumerate();
    let valid: Vec<Event> = rows
        .filter_map(|(row, given)| read_event(model, row, given, id.as_deref(), &mut rejects))
        .collect();
    let (events, conflicts) = counted(model, &valid, as_of);
    let unknown = unknown_events(model, &events);
    let mut lead = Lead::new(model, as_of, known, events);
    let without_value = without_value(&lead);
    let outcome = evaluate(&mut lead);
    if let Err(Failure(column)) = &outcome {
        rejects.add_failure(id.as_deref(), column);
    }
    let report = json!({
        "rejects": rejects.0,
        "without_offset": valid.iter().filter(|event| event.without_offset).count(),
        "without_value": without_value,
        "unknown_events": unknown,
        "id_conflicts": conflicts,
    });
    let excluded = outcome.as_ref().ok().cloned().flatten();
    let complete = matches!(outcome, Ok(None));
    let assessment = assessment_json(&lead, id.as_deref(), excluded.as_deref(), complete);
    Answer {
        assessment,
        explanation: explanation(&lead, complete),
        report,
    }
}

/// The events, each once, that fit a signal with `points_per_unit` and have no value.
fn without_value(lead: &Lead) -> usize {
    let signals = lead.model.named(&["signals"]);
    let per_unit: Vec<&str> = signals
        .iter()
        .filter(|(_, signal)| signal.get("points_per_unit").is_some())
        .map(|(name, _)| *name)
        .collect();
    lead.of_signals(&per_unit)
        .iter()
        .filter(|event| event.value.is_none())
        .count()
}

/// Section 5, from left to right. `Some` is the name of the exclusion that holds.
fn evaluate(lead: &mut Lead) -> Result<Option<String>, Failure> {
    purchases::check_values(lead)?;
    let excluding = lead.model.list(&["scope", "exclude"]).iter().find(|rule| {
        rule.get("when")
            .is_none_or(|when| holds(lead, Place::default(), when))
    });
    if let Some(rule) = excluding {
        return Ok(Some(text(rule, "name").unwrap_or_default().to_owned()));
    }
    lead.completeness = completeness::level(lead);
    lead.persona = persona(lead)
        .and_then(|persona| text(persona, "name"))
        .map(str::to_owned);
    lead.fit = fit::evaluate(lead)?;
    lead.engagement = engagement::evaluate(lead)?;
    lead.cell = cell(lead);
    lead.cycle = cycle::evaluate(lead)?;
    lead.readiness = readiness::evaluate(lead)?;
    lead.interests = interests::evaluate(lead)?;
    lead.stage = steps::stage(lead);
    lead.segments = steps::segments(lead);
    lead.qualification = steps::qualification(lead);
    Ok(None)
}

/// The name of a grade or rank.
pub fn step_name(steps: &[Value], at: usize) -> Value {
    shown(&steps[at][0])
}

/// `cell`: the grade and the rank together, `"B3"`.
impl Lead<'_> {
    /// Section 6: "`total` is the exact sum of the points of fit and engagement, null unless the model has both".
    pub fn total(&self) -> Option<i128> {
        Some(self.fit.as_ref()?.points + self.engagement.as_ref()?.points)
    }
}

fn cell(lead: &Lead) -> Option<String> {
    let plain = |name: Value| {
        name.as_str()
            .map_or_else(|| name.to_string(), str::to_owned)
    };
    let grade = plain(step_name(
        &fit::grades(lead.model),
        lead.fit.as_ref()?.grade,
    ));
    let rank = plain(step_name(
        &engagement::ranks(lead.model),
        lead.engagement.as_ref()?.rank,
    ));
    Some(format!("{grade}{rank}"))
}

fn groups_json(groups: &[(String, i128)]) -> Value {
    groups
        .iter()
        .map(|(name, points)| json!({"name": name, "points": thousandths_json(*points)}))
        .collect()
}

/// Section 6: "every key is always present"; of an excluded or failed lead "everything but lead, as_of, model and
/// `excluded` is null".
fn assessment_json(lead: &Lead, id: Option<&str>, excluded: Option<&str>, complete: bool) -> Value {
    let unless = |value: Value| if complete { value } else { Value::Null };
    let (model, absent) = (lead.model, |key: &str| lead.model.get(&[key]).is_none());
    let fit = lead.fit.as_ref().map(|fit| {
        json!({"points": thousandths_json(fit.points), "grade": step_name(&fit::grades(model), fit.grade), "known": fit.known,
            "groups": groups_json(&fit.groups)})
    });
    let engagement = lead.engagement.as_ref().map(|engagement| {
        json!({"points": thousandths_json(engagement.points), "rank": step_name(&engagement::ranks(model), engagement.rank),
            "groups": groups_json(&engagement.groups)})
    });
    let readiness = lead
        .readiness
        .map(|(points, ready)| json!({"points": thousandths_json(points), "ready": ready}));
    let segments = if absent("segments") {
        Value::Null
    } else {
        json!(lead.segments)
    };
    json!({
        "lead": id,
        "as_of": written_utc(lead.as_of),
        "model": {"name": model.get(&["name"]), "fingerprint": null},
        "excluded": excluded,
        "persona": unless(json!(lead.persona)),
        "fit": unless(json!(fit)),
        "engagement": unless(json!(engagement)),
        "cell": unless(json!(lead.cell)),
        "total": unless(json!(lead.total().map(thousandths_json))),
        "cycle": unless(cycle::json(lead)),
        "readiness": unless(json!(readiness)),
        "completeness": unless(completeness::json(lead)),
        "interests": unless(interests::json(lead)),
        "stage": unless(steps::stage_json(lead)),
        "segments": unless(segments),
        "qualification": unless(json!(lead.qualification)),
        "priority": if complete { steps::priority(lead) } else { Value::Null },
        "next_steps": if complete { steps::next_steps(lead) } else { Value::Null },
        "purchases": unless(purchases::json(lead)),
        "activity": unless(purchases::activity_json(lead)),
        "switches": unless(switches::json(lead)),
    })
}

//! Compares requests as JSON text with the same values, and with the reference if the text contains more than values.

use leadgrade::{Event, Model, Profile, wire};
use leadgrade_gen::{Dice, Lead};
use leadgrade_reference::Reference;
use serde_json::{Value, json};

/// The differences between the answer to a request as text and the assessment of its values.
pub(crate) fn compare_text(model: &Model, lead: &Lead, place: &str) -> Option<String> {
    let as_of = model.as_of(&lead.as_of).ok()?;
    let profile = Profile::from_json(&lead.profile).ok()?;
    let events: Vec<Event> = lead.events.iter().map(Event::from_json).collect();
    let expected = wire::answered(&model.assess(&profile, &events, as_of), None, None);
    let request = json!({ "profile": lead.profile, "events": lead.events, "as_of": lead.as_of });
    let answer = wire::call("assess", &[model], &request.to_string());
    (answer != expected).then(|| format!("{place}: of a text {answer} instead of {expected}"))
}

/// The differences between engine and reference on a text with ids that a parsed value cannot keep.
pub(crate) fn compare_written(
    model: &Model,
    reference: &Reference,
    lead: &Lead,
    (seed, place): (u64, &str),
    found: &mut Vec<String>,
) {
    let (profile, events) = lead.written(&mut Dice::new(seed));
    let request = format!(
        "{{\"as_of\":{},\"profile\":{profile},\"events\":{events}}}",
        json!(lead.as_of)
    );
    let answer = wire::call("assess", &[model], &request);
    let mut answer: Value = serde_json::from_str(&answer).unwrap_or_default();
    let expected = match reference.assess_text(&profile, &events, &lead.as_of) {
        Ok(expected) => json!({ "assessment": expected.assessment, "report": expected.report }),
        Err(error) => return found.push(format!("{place} /written: {error}: {request}")),
    };
    let mut expected = expected;
    for side in [&mut answer, &mut expected] {
        side["assessment"]["model"]["fingerprint"] = Value::Null;
        crate::without_words(&mut side["report"]);
    }
    let answer = json!({ "assessment": answer["assessment"], "report": answer["report"] });
    crate::compare(&expected, &answer, &format!("{place} /written"), found);
}

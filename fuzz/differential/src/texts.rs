//! Requests as JSON text against the same values.

use leadgrade::{Event, Model, Profile, wire};
use leadgrade_gen::Lead;
use serde_json::json;

/// In what the answer to a request differs from the assessment of its values.
pub(crate) fn compare_text(model: &Model, lead: &Lead, place: &str) -> Option<String> {
    let as_of = model.as_of(&lead.as_of).ok()?;
    let profile = Profile::from_json(&lead.profile).ok()?;
    let events: Vec<Event> = lead.events.iter().map(Event::from_json).collect();
    let expected = wire::answered(&model.assess(&profile, &events, as_of), None, None);
    let request = json!({ "profile": lead.profile, "events": lead.events, "as_of": lead.as_of });
    let answer = wire::call("assess", &[model], &request.to_string());
    (answer != expected).then(|| format!("{place}: of a text {answer} instead of {expected}"))
}

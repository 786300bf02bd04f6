//! The conformance vectors that fit into tables.

use std::path::Path;

use leadgrade::{Event, Instant, Model, Profile};
use serde_json::Value;

use super::columns::Row;

/// A case that is assessed, and its model.
pub(crate) struct Case {
    pub(crate) name: String,
    pub(crate) model: Value,
    pub(crate) as_text: bool,
    pub(crate) profile: Value,
    pub(crate) events: Vec<Value>,
    pub(crate) as_of: Value,
    pub(crate) stated: Value,
}

/// All cases that state an assessment.
pub(crate) fn cases() -> Vec<Case> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("conformance/cases");
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|file| file.unwrap().path())
        .collect();
    files.sort();
    let mut found = Vec::new();
    for file in files {
        let vector: Value = serde_json::from_str(&std::fs::read_to_string(&file).unwrap()).unwrap();
        for case in vector["cases"].as_array().unwrap() {
            // Requests as text and tests of models have no columns.
            let has_rows = ["error", "json", "run_tests"]
                .iter()
                .all(|key| case.get(key).is_none());
            if has_rows {
                found.push(Case::of(case, &vector["models"]));
            }
        }
    }
    found
}

impl Case {
    fn of(case: &Value, models: &Value) -> Self {
        let list = |key: &str| case[key].as_array().cloned().unwrap_or_default();
        let mut events = list("events");
        for repeated in list("repeated") {
            let times = usize::try_from(repeated["times"].as_u64().unwrap()).unwrap();
            events.extend(std::iter::repeat_n(repeated["event"].clone(), times));
        }
        let model = match &case["model"] {
            Value::String(name) => models[name].clone(),
            document => document.clone(),
        };
        Self {
            name: case["name"].as_str().unwrap().to_owned(),
            model,
            as_text: case["as_text"] == true,
            profile: case
                .get("profile")
                .cloned()
                .unwrap_or_else(|| serde_json::json!({})),
            events,
            as_of: case["as_of"].clone(),
            stated: case.clone(),
        }
    }

    pub(crate) fn at(&self, model: &Model) -> Instant {
        model.as_of(self.as_of.as_str().unwrap()).unwrap()
    }

    /// Rows of profiles and events, the lead called by the case's name; `None`
    /// for an event that is not an object.
    pub(crate) fn rows(&self) -> Option<(Row, Vec<Row>)> {
        let row = |object: &Value| {
            let own = object
                .as_object()?
                .iter()
                .filter(|(name, _)| *name != "lead");
            // Ids keep all their digits, as in the text of a request.
            let value = |name: &str, value: &Value| match value {
                Value::Number(id) if name == "id" && !id.is_f64() => id.to_string().into(),
                _ => value.clone(),
            };
            let mut row: Row = own
                .map(|(name, found)| (name.clone(), value(name, found)))
                .collect();
            row.push(("lead".to_owned(), self.name.clone().into()));
            Some(row)
        };
        let events = self.events.iter().map(row).collect::<Option<_>>()?;
        Some((row(&self.profile)?, events))
    }

    /// What a single call is given, the lead called by the case's name.
    pub(crate) fn single(&self, model: &Model) -> (Profile, Vec<Event>) {
        let (profile, events): (Profile, Vec<Event>) = if self.as_text {
            let event = |row| model.event_from_text(cells(row));
            (
                model.profile_from_text(cells(&self.profile)),
                self.events.iter().map(event).collect(),
            )
        } else {
            (
                Profile::from_json(&self.profile).unwrap(),
                self.events.iter().map(Event::from_json).collect(),
            )
        };
        let mut named = Profile::new(self.name.as_str());
        for (name, value) in profile.attributes() {
            named.set(name.clone(), value.clone());
        }
        (named, events)
    }
}

/// The cells of a row of text.
fn cells(row: &Value) -> impl Iterator<Item = (&str, &str)> {
    let row = row.as_object().unwrap();
    row.iter()
        .map(|(name, cell)| (name.as_str(), cell.as_str().unwrap()))
}

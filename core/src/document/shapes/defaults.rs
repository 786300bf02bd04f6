//! Finds the required keys of each table and the defaults of the others: the readers
//! read the smallest allowed table and fill in the rest.

use serde_json::{Map, Value, json};

use crate::document::Document;

/// The smallest document.
fn least() -> Value {
    json!({ "format": 1, "name": "least" })
}

/// Version of the language.
pub(crate) fn format() -> u32 {
    Document::from_value(&least()).map_or(0, |document| document.format)
}

/// The smallest form of a table: its definition (`None` for the document), its position, and
/// the sections that it needs.
type Least = (Option<&'static str>, &'static str, Value);

fn samples() -> Vec<Least> {
    let always = json!({ "all": [] });
    let numbers = json!({ "a": { "type": "number" } });
    vec![
        (None, "", json!({})),
        (
            Some("Attribute"),
            "/attributes/a",
            json!({ "attributes": numbers }),
        ),
        (
            Some("Property"),
            "/properties/a",
            json!({ "properties": numbers }),
        ),
        (
            Some("Signal"),
            "/signals/s",
            json!({ "signals": { "s": {} } }),
        ),
        (
            Some("Purchases"),
            "/purchases",
            json!({ "purchases": { "signals": "s" } }),
        ),
        (
            Some("Switch"),
            "/switches/w",
            json!({ "switches": { "w": { "on": "s", "off": [] } } }),
        ),
        (
            Some("Persona"),
            "/personas/0",
            json!({ "personas": [{ "name": "p", "when": always }] }),
        ),
        (Some("Fit"), "/fit", json!({ "fit": {} })),
        (
            Some("Group"),
            "/fit/groups/g",
            json!({ "fit": { "groups": { "g": {} } } }),
        ),
        (
            Some("Criterion"),
            "/fit/criteria/0",
            json!({ "fit": { "criteria": [{ "name": "c", "cases": [] }] } }),
        ),
        (
            Some("Engagement"),
            "/engagement",
            json!({ "engagement": {} }),
        ),
        (
            Some("BuyingCycle"),
            "/buying_cycle",
            json!({ "buying_cycle": {} }),
        ),
        (
            Some("Overdue/anyOf/1"),
            "/buying_cycle/overdue",
            json!({ "buying_cycle": { "overdue": {} } }),
        ),
        (Some("Readiness"), "/readiness", json!({ "readiness": {} })),
        (
            Some("Interests"),
            "/interests",
            json!({ "interests": { "property": "a" } }),
        ),
        (
            Some("Qualification"),
            "/qualification",
            json!({ "qualification": {} }),
        ),
        (
            Some("Channel"),
            "/channels/c",
            json!({ "channels": { "c": {} } }),
        ),
        (
            Some("NextStep"),
            "/next_steps/0",
            json!({ "next_steps": [{ "name": "n", "when": always }] }),
        ),
        // At least one weight must be above 0, whichever it is.
        (
            Some("Priority"),
            "/priority",
            json!({ "priority": { "lifecycle": 1 } }),
        ),
        (
            Some("Priority"),
            "/priority",
            json!({ "priority": { "fit": 1 } }),
        ),
        (
            Some("Full"),
            "/priority/full",
            json!({ "priority": { "fit": 1, "full": {} } }),
        ),
    ]
}

/// Sets `required` and `default` in a schema of documents.
pub(crate) fn fill(schema: &mut Value) {
    for (definition, place, sections) in samples() {
        let mut written = least();
        if let (Some(written), Value::Object(sections)) = (written.as_object_mut(), sections) {
            written.extend(sections);
        }
        let read = Document::from_value(&written).ok();
        let filled = read.and_then(|document| serde_json::to_value(document).ok());
        let (given, filled) = (
            written.pointer(place).and_then(Value::as_object),
            filled.as_ref().and_then(|filled| filled.pointer(place)),
        );
        let at = definition.map_or_else(String::new, |name| format!("/$defs/{name}"));
        let table = schema.pointer_mut(&at).and_then(Value::as_object_mut);
        if let (Some(table), Some(given), Some(Value::Object(filled))) = (table, given, filled) {
            set(table, given, filled, definition);
        }
    }
}

fn set(
    table: &mut Map<String, Value>,
    given: &Map<String, Value>,
    filled: &Map<String, Value>,
    definition: Option<&str>,
) {
    // If a table has two samples, the keys of both are required.
    let required = table.get("required").and_then(Value::as_array);
    let was = |key: &str| required.is_none_or(|keys| keys.iter().any(|known| known == key));
    let required: Vec<String> = given.keys().filter(|key| was(key)).cloned().collect();
    table.insert("required".to_owned(), required.into());
    let properties = table.get_mut("properties").and_then(Value::as_object_mut);
    for (key, schema) in properties.into_iter().flatten() {
        // The event of a signal defaults to the name of the signal.
        let own = definition == Some("Signal") && key == "event";
        let default = filled.get(key).filter(|_| !given.contains_key(key) && !own);
        if let (Some(schema), Some(default)) = (schema.as_object_mut(), default) {
            schema.insert("default".to_owned(), default.clone());
        }
    }
}

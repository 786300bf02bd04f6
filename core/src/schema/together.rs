//! Keys of one table that depend on each other.

use serde_json::{Value, json};

use super::forms::needing;

/// Definitions with a keyword that says what holds of several of their keys.
pub(super) fn together() -> [(&'static str, &'static str, Value); 4] {
    [
        ("Criterion", "anyOf", fact_or_when()),
        ("Signal", "allOf", signal()),
        ("Switch", "allOf", switch()),
        ("Priority", "anyOf", some_weight()),
    ]
}

/// The criterion of operators has a fact, or each of its cases has `when`.
fn fact_or_when() -> Value {
    json!([needing(&["fact"]), { "properties": { "cases": { "items": needing(&["when"]) } } }])
}

/// One way to give points; limits go with `points` alone.
fn signal() -> Value {
    let nothing = json!({ "type": "null" });
    let unlimited = json!({ "properties": { "limit": nothing, "limit_per_day": nothing } });
    json!([
        { "not": needing(&["points", "points_per_unit"]) },
        { "anyOf": [needing(&["points"]), unlimited] },
    ])
}

/// Some signal, and nothing on before the first event where values are switched.
fn switch() -> Value {
    let nothing = json!({ "const": [] });
    let mut on_by = needing(&["by", "default"]);
    if let Some(default) = on_by.pointer_mut("/properties/default") {
        *default = json!({ "const": true });
    }
    json!([{ "not": { "properties": { "on": nothing, "off": nothing } } }, { "not": on_by }])
}

/// A weight above 0.
fn some_weight() -> Value {
    ["fit", "engagement", "readiness", "lifecycle"]
        .iter()
        .map(|key| {
            let above = json!({ "type": "number", "exclusiveMinimum": 0 });
            json!({ "required": [key], "properties": { *key: above } })
        })
        .collect()
}

//! Keys of one table that depend on each other.

use serde_json::{Value, json};

use crate::document::shapes::forms::needing;

/// Adds to definitions the rules on several of their keys.
pub(super) fn together() -> [(&'static str, &'static str, Value); 7] {
    [
        ("Criterion", "anyOf", fact_or_when()),
        ("Signal", "allOf", signal()),
        ("Switch", "allOf", switch()),
        ("Priority", "anyOf", some_weight()),
        ("Attribute", "anyOf", not_known()),
        ("Property", "anyOf", not_known()),
        (
            "ModelTest",
            "anyOf",
            json!([needing(&["expect"]), needing(&["absent"])]),
        ),
    ]
}

/// Values that mean "not known" are texts or values of the type.
fn not_known() -> Value {
    let of = |types: &[&str], values: &[&str]| {
        json!({ "properties": {
            "type": { "enum": types },
            "not_known": { "type": ["array", "null"], "items": { "type": values } },
        } })
    };
    json!([
        of(&["text", "date", "tags"], &["string"]),
        of(&["number"], &["string", "number"]),
        of(&["flag"], &["string", "boolean"]),
    ])
}

/// A criterion whose cases have operators has a fact; otherwise each case has `when`.
fn fact_or_when() -> Value {
    json!([needing(&["fact"]), { "properties": { "cases": { "items": needing(&["when"]) } } }])
}

/// Only one way to give points; limits only with `points`.
fn signal() -> Value {
    let nothing = json!({ "type": "null" });
    let unlimited = json!({ "properties": { "limit": nothing, "limit_per_day": nothing } });
    json!([
        { "not": needing(&["points", "points_per_unit"]) },
        { "anyOf": [needing(&["points"]), unlimited] },
    ])
}

/// At least one signal, and `default = true` not with `by`.
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

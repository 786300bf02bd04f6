//! Settings of buying cycles, and of purchases whose points fade.

use serde_json::{Map, Value as Json, json};

use crate::document::Document;

/// Points hold for the first number of lengths after the due day and fade over the second. Shares of
/// a cycle that the specification names: the default, fading at once, and slower ones.
const OVERDUE: [[f64; 2]; 4] = [[0.5, 1.5], [0.0, 1.0], [1.0, 3.0], [0.0, 5.0]];
/// Half-lives in days.
pub(crate) const HALF_LIVES: [u32; 7] = [15, 30, 60, 90, 120, 180, 365];
/// The points of a purchase on its day.
const PURCHASE_POINTS: u32 = 20;

/// The sections `buying_cycle` to try. `usual` are lengths in days, in rising order; `given` is the section
/// of the model.
pub(crate) fn cycles(usual: &[u32], given: Option<&Json>) -> Vec<Json> {
    let mut found: Vec<Json> = given.cloned().into_iter().collect();
    for days in usual {
        let lengths = [
            json!({ "days": days }),
            json!({ "observed": "median", "min_intervals": 1 }),
            json!({ "observed": "mean", "prior": { "days": days, "weight": 1 } }),
            json!({ "observed": "mean", "prior": { "days": days, "weight": 4 } }),
        ];
        for length in lengths {
            for [hold, fade] in OVERDUE {
                found.push(json!({
                    "length": length,
                    "otherwise": { "days": days },
                    "overdue": { "hold": hold, "fade": fade },
                }));
            }
        }
    }
    found
}

/// Sets a key of a table.
fn set(table: &mut Json, key: &str, value: Json) {
    if let Some(table) = table.as_object_mut() {
        table.insert(key.to_owned(), value);
    }
}

/// The signals of a model.
fn signals(model: &mut Json) -> Option<&mut Map<String, Json>> {
    model.get_mut("signals")?.as_object_mut()
}

/// A model with a buying cycle instead of its own.
pub(crate) fn with_cycle(document: &Document, cycle: &Json) -> Json {
    let mut model = json!(document);
    set(&mut model, "buying_cycle", cycle.clone());
    if let Some(model) = model.as_object_mut() {
        model.remove("tests");
    }
    model
}

/// A model of nothing but purchases.
fn bare(document: &Document) -> Json {
    let mut model = json!(document);
    let purchases: Vec<String> = document
        .purchases
        .iter()
        .flat_map(|own| own.signals.clone())
        .collect();
    if let Some(model) = model.as_object_mut() {
        let kept = [
            "format",
            "name",
            "timezone",
            "properties",
            "signals",
            "purchases",
            "seasons",
        ];
        model.retain(|key, _| kept.contains(&key.as_str()));
    }
    if let Some(signals) = signals(&mut model) {
        signals.retain(|name, _| purchases.contains(name));
        for signal in signals.values_mut().filter_map(Json::as_object_mut) {
            signal.retain(|key, _| matches!(key.as_str(), "event" | "where"));
        }
    }
    model
}

/// A model of nothing but purchases and a buying cycle.
pub(crate) fn cycle_model(document: &Document, cycle: &Json) -> Json {
    let mut model = bare(document);
    set(&mut model, "buying_cycle", cycle.clone());
    set(&mut model, "readiness", json!({}));
    model
}

/// A model of nothing but purchases, with points that halve in `half_life_days`, ready from `threshold`
/// points on.
pub(crate) fn fading_model(document: &Document, half_life_days: u32, threshold: i64) -> Json {
    let mut model = bare(document);
    for signal in signals(&mut model).into_iter().flat_map(Map::values_mut) {
        set(signal, "points", json!(PURCHASE_POINTS));
        set(signal, "decay", json!({ "half_life_days": half_life_days }));
    }
    set(&mut model, "engagement", json!({}));
    let readiness = json!({ "threshold": threshold, "parts": ["engagement"] });
    set(&mut model, "readiness", readiness);
    model
}

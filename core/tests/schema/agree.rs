//! The schema and the reader agree on every change of a document.

use leadgrade::Document;
use serde_json::{Value, json};

use crate::models::should_validate;
use crate::{faults, model_schema};

/// JSON Pointers of a value and of all that it contains.
fn places(value: &Value, path: &str, found: &mut Vec<String>) {
    let below = |key: &str| format!("{path}/{}", key.replace('~', "~0").replace('/', "~1"));
    found.push(path.to_owned());
    match value {
        Value::Array(list) => {
            (0..list.len()).for_each(|at| places(&list[at], &below(&at.to_string()), found))
        }
        Value::Object(table) => table
            .iter()
            .for_each(|(key, value)| places(value, &below(key), found)),
        _ => {}
    }
}

/// Numbers on both sides of every bound, and values of every type.
fn others() -> Vec<Value> {
    let edges: [i64; 9] = [
        1,
        1_000,
        1_200,
        3_650,
        36_500,
        100_000,
        1_000_000,
        5_256_000,
        4_294_967_295,
    ];
    let mut others: Vec<Value> = edges
        .iter()
        .flat_map(|edge| [*edge, edge + 1, -edge, -edge - 1])
        .map(|edge| json!(edge))
        .collect();
    let types = json!([null, true, 0, 0.5, "", "a.b", "2026-02-28", "02-28", "10:00", "all", [], [1], ["a"], {}, [[0, 1]],
        ["a", "b"], { "all": [] }, { "fact": "persona" }, { "fact": "persona", "eq": "a" }]);
    others.extend(types.as_array().unwrap().clone());
    others
}

/// Documents that differ from a valid one in one place.
fn changed(document: &Value) -> Vec<(String, Value)> {
    let (mut at, others, mut changed) = (Vec::new(), others(), Vec::new());
    places(document, "", &mut at);
    for path in at {
        for other in &others {
            let mut copy = document.clone();
            *copy.pointer_mut(&path).unwrap() = other.clone();
            changed.push((format!("{path} = {other}"), copy));
        }
        let here = document.pointer(&path).unwrap();
        for key in here.as_object().into_iter().flatten().map(|(key, _)| key) {
            let mut copy = document.clone();
            copy.pointer_mut(&path)
                .unwrap()
                .as_object_mut()
                .unwrap()
                .remove(key);
            changed.push((format!("{path} without {key}"), copy));
        }
        for key in ADDED.iter().filter(|_| here.is_object()) {
            for value in [json!("a"), json!(1), Value::Null] {
                let mut copy = document.clone();
                let table = copy.pointer_mut(&path).unwrap().as_object_mut().unwrap();
                table.entry(*key).or_insert(value);
                changed.push((format!("{path} with {key}"), copy));
            }
        }
    }
    changed
}

/// Keys that are put where they belong, and where they do not.
const ADDED: [&str; 16] = [
    "note",
    "extra",
    "all",
    "fact",
    "eq",
    "when",
    "within_days",
    "points",
    "points_per_unit",
    "limit",
    "by",
    "keep",
    "prior",
    "dates",
    "otherwise",
    "weekdays",
];

/// Every key of the language, once.
fn rich() -> Value {
    json!({
        "format": 1, "name": "n", "revision": "1", "description": "d", "timezone": "UTC",
        "attributes": { "a": { "type": "number", "compare": "exact", "kind": "value" } },
        "properties": { "p": { "type": "text", "compare": "loose" } },
        "signals": {
            "s": { "event": "e", "where": { "fact": "event.p", "starts_with": ["a"] }, "points": 1, "group": "g", "min": -1, "max": 1,
                "decay": { "step_days": 7, "keep": 0.5 }, "limit": 5, "limit_per_day": 2, "activity": true },
            "u": { "points_per_unit": 2, "decay": { "table": [[0, 1], [30, 0.5]] } },
            "v": { "decay": "none" }, "w": { "decay": { "half_life_days": 30 } },
        },
        "purchases": { "signals": "s", "product": "p" },
        "switches": { "w": { "on": ["s"], "off": "u", "by": "p", "default": false } },
        "seasons": { "y": { "from": "03-01", "to": "04-15" }, "d": { "dates": [["2026-02-18", "2026-03-19"]] } },
        "scope": { "exclude": [{ "name": "x", "when": { "not": { "any": [] } } }] },
        "completeness": { "levels": [["profile.a", { "fact": "profile.a", "known": true }]] },
        "personas": [{ "name": "p", "when": { "fact": "profile.a", "between": [1, 2] }, "target": true, "points": 1 }],
        "fit": { "grades": [["A", 50], ["B"]], "min": -10, "max": 100, "groups": { "g": { "min": -1, "max": 1, "weight": 1 } },
            "criteria": [{ "name": "c", "fact": "profile.a", "group": "g", "weight": 1, "otherwise": -1, "missing": 0,
                "cases": [{ "gte": 1, "points": 1 }, { "when": { "fact": "profile.a", "in": [1] }, "points": 2 }] }] },
        "engagement": { "ranks": [[1, 50], [2]], "min": 0, "max": 100, "decay": { "window_days": 30 }, "reset_on": ["s"],
            "inactivity": { "after_days": 30, "every_days": 7, "points": -5, "min": -50, "since": "profile.a" },
            "groups": { "g": {} }, "criteria": [{ "name": "c", "fact": "signals.s.count", "cases": [{ "within_days": 7, "gt": 3, "points": 5 }] }] },
        "buying_cycle": { "ready_points": 60, "length": { "observed": "mean", "min_intervals": 0, "last": 8, "prior": { "days": 90, "weight": 2 } },
            "otherwise": { "days": 90 }, "step": "day", "overdue": { "hold": 0.5, "fade": 1.5 },
            "seasons": [{ "season": "y", "points": 20, "when": { "fact": "season.purchases.count", "gte": { "fact": "purchases.count" } } }] },
        "readiness": { "threshold": 60, "parts": ["cycle", "engagement.groups.g"] },
        "interests": { "property": "p", "signals": ["s"], "reset_on": "u", "stages": [{ "name": "i" }, { "name": "j", "when": { "all": [] } }] },
        "lifecycle": { "stages": [{ "name": "i", "pipeline": "sell" }, { "name": "j", "when": { "fact": "purchases.count", "ne": 0 } }] },
        "segments": { "s": { "fact": "switches.w", "within_days": 7, "has": "a" }, "t": { "fact": "persona", "matches": "a" } },
        "qualification": { "rules": [{ "name": "r", "when": { "fact": "fit.grade", "or_better": "B" } }], "default": "u", "disqualified": "d" },
        "channels": { "c": { "allowed": { "all": [] }, "limits": [{ "signal": "s", "count": 2, "within_days": 7, "when": { "any": [] } }],
                "hours": { "from": "10:00", "to": "14:00", "weekdays": ["mon", "sun"] } },
            "h": { "hours": { "fact": "profile.t", "otherwise": ["09:00", "18:00"] } } },
        "next_steps": [{ "name": "n", "when": { "all": [] }, "non_target": true, "per": "interest", "channel": "c", "fallback": ["h"], "template": "t",
            "content": { "fact": "interests.top" }, "topic": "t", "priority": 1, "due_minutes": 60, "cooldown": { "signal": ["s"], "days": 7 } }],
        "priority": { "fit": 1, "engagement": 1, "readiness": 0.5, "lifecycle": 2, "full": { "fit": 100, "engagement": 100, "readiness": 60 } },
        "tests": [{ "name": "t", "profile": {}, "events": [], "as_of": "2026-11-22", "expect": {} }],
    })
}

/// More ways to say how long a cycle is; `rich` has but one.
fn lengths() -> Vec<Value> {
    let length = |length: Value| {
        let mut document = json!({ "format": 1, "name": "n", "buying_cycle": {} });
        document["buying_cycle"]["length"] = length;
        document
    };
    vec![
        length(json!({ "months": 3 })),
        length(json!({ "days": 3 })),
        length(json!({ "fact": "profile.a", "unit": "days" })),
        length(json!({ "observed": "median", "min_intervals": 2 })),
        length(json!({ "observed": "mean" })),
    ]
}

#[test]
fn schema_and_reader_agree_on_every_change() {
    let schema = model_schema();
    let mut documents = lengths();
    documents.push(rich());
    let (mut wrong, mut count) = (Vec::new(), 0);
    for document in documents {
        assert_eq!(
            should_validate(&document),
            Some(true),
            "{:?}",
            Document::from_value(&document)
        );
        for (name, changed) in changed(&document) {
            count += 1;
            let found = schema.is_valid(&changed);
            if should_validate(&changed).is_some_and(|wanted| wanted != found) {
                let problems = Document::from_value(&changed).err();
                wrong.push(format!(
                    "{name}: the schema says {found}; {problems:?} {}",
                    faults(&schema, &changed)
                ));
            }
        }
    }
    assert!(count > 20_000, "only {count} changes");
    assert!(
        wrong.is_empty(),
        "{} of {count} differ:\n{}",
        wrong.len(),
        wrong[..wrong.len().min(40)].join("\n")
    );
}

//! Models at the limits of the language load or are rejected, quickly and in bounded memory.
//!
//! Times are not asserted (machines differ); each test prints how long it took
//! and fails by taking the memory or time of something without a bound.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "tests stop at once and say what they saw"
)]

use std::time::Instant;

use leadgrade::Model;
use serde_json::{Value, json};

fn load(name: &str, model: &Value) -> Result<Model, Vec<String>> {
    let text = model.to_string();
    let begun = Instant::now();
    let loaded = Model::from_json(&text);
    println!("{name}: {} bytes in {:?}", text.len(), begun.elapsed());
    loaded.map_err(|error| {
        error
            .problems
            .iter()
            .map(|problem| problem.code.to_owned())
            .collect()
    })
}

fn with_patterns(patterns: Vec<String>) -> Value {
    let cases: Vec<Value> = patterns
        .iter()
        .map(|pattern| json!({ "matches": pattern, "points": 1 }))
        .collect();
    json!({
        "format": 1, "name": "patterns", "attributes": { "title": { "type": "text" } },
        "fit": { "criteria": [{ "name": "title", "fact": "profile.title", "cases": cases }] },
    })
}

#[test]
fn a_thousand_signals_with_different_decays_load() {
    let signals: serde_json::Map<String, Value> = (0..1_000)
        .map(|at| {
            (
                format!("signal {at}"),
                json!({ "points": 1, "decay": { "half_life_days": 3_650 - at } }),
            )
        })
        .collect();
    let steps: serde_json::Map<String, Value> = (1..1_000)
        .map(|at| {
            let keep = format!("0.{at:03}").parse::<f64>().unwrap();
            (
                format!("signal {at}"),
                json!({ "points": 1, "decay": { "step_days": 1, "keep": keep } }),
            )
        })
        .collect();
    for (name, signals) in [("half-lives", signals), ("steps", steps)] {
        let model = json!({ "format": 1, "name": "wide", "signals": signals, "engagement": {} });
        assert!(load(name, &model).is_ok());
    }
}

#[test]
fn ten_thousand_rules_load_and_one_more_is_an_error() {
    let rules = |count: usize| {
        let cases: Vec<Value> = (0..count)
            .map(|at| json!({ "eq": at, "points": 1 }))
            .collect();
        json!({
            "format": 1, "name": "long", "attributes": { "size": { "type": "number" } },
            "fit": { "criteria": [{ "name": "size", "fact": "profile.size", "cases": cases }] },
        })
    };
    assert!(load("9,999 cases of a criterion", &rules(9_999)).is_ok());
    assert!(
        load("10,000 cases of a criterion", &rules(10_000))
            .unwrap_err()
            .contains(&"too_many_rules".to_owned())
    );
}

#[test]
fn patterns_share_a_budget() {
    let few = (0..200)
        .map(|at| format!("^(head|chief|vp) of .*{at}$"))
        .collect();
    assert!(load("200 patterns", &with_patterns(few)).is_ok());
    let heavy = [
        ("repeats", r"\w{30}"),
        ("nested repeats", "(?:a{50}){50}"),
        ("classes", r"[\w&&a]"),
        ("scripts", r"\p{Arabic}+\p{Greek}+"),
        ("long words", r"\w\w\w\w\w\w\w\w\w\w"),
        ("too large", r"\w{99}\w{99}"),
    ];
    for (name, pattern) in heavy {
        let many = (0..5_000).map(|at| format!("{pattern}{at}")).collect();
        assert!(
            load(name, &with_patterns(many))
                .unwrap_err()
                .contains(&"too_many_patterns".to_owned()),
            "{name}"
        );
        let repeated = (0..146).map(|_| pattern).collect::<String>();
        let longest: String = repeated.chars().take(1_000).collect();
        let many = (0..600).map(|at| format!("{longest}{at}")).collect();
        let refused = load(&format!("{name}, long"), &with_patterns(many)).unwrap_err();
        assert!(
            refused.contains(&"too_many_patterns".to_owned()),
            "{name}: {refused:?}"
        );
    }
}

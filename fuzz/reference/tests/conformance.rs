//! Runs the conformance vectors against the reference.
//!
//! Skips the cases with coerced texts (`as_text`) and with calls that fail (`error`), which the
//! reference does not support.

use std::path::Path;

use leadgrade_reference::Reference;
use serde_json::{Value, json};

/// Collects the paths at which `found` differs from the expectation: tables may have more keys, lists must be equal.
fn differ(expected: &Value, found: &Value, path: &str, differences: &mut Vec<String>) {
    match (expected, found) {
        (Value::Object(expected), Value::Object(found)) => {
            for (key, value) in expected {
                let path = format!("{path}/{key}");
                match found.get(key) {
                    Some(found) => differ(value, found, &path, differences),
                    None => differences.push(format!("{path} is missing")),
                }
            }
        }
        (Value::Array(expected), Value::Array(found)) if expected.len() == found.len() => {
            for (at, (expected, found)) in expected.iter().zip(found).enumerate() {
                differ(expected, found, &format!("{path}/{at}"), differences);
            }
        }
        (Value::Number(expected), Value::Number(found)) if expected.as_f64() == found.as_f64() => {}
        _ if expected == found => {}
        _ => differences.push(format!("{path}: expected {expected}, found {found}")),
    }
}

fn events(case: &Value) -> Vec<Value> {
    let mut events = case["events"].as_array().cloned().unwrap_or_default();
    for repeated in case["repeated"].as_array().into_iter().flatten() {
        for _ in 0..repeated["times"].as_u64().unwrap() {
            events.push(repeated["event"].clone());
        }
    }
    events
}

#[test]
fn every_case_has_the_stated_assessment() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../core/conformance/cases");
    let (mut count, mut failures) = (0, Vec::new());
    for file in std::fs::read_dir(folder).unwrap() {
        let text = std::fs::read_to_string(file.unwrap().path()).unwrap();
        let vectors: Value = serde_json::from_str(&text).unwrap();
        for case in vectors["cases"].as_array().unwrap() {
            if case.get("as_text").is_some() || case.get("error").is_some() {
                continue;
            }
            let model = match &case["model"] {
                Value::String(name) => &vectors["models"][name],
                inline => inline,
            };
            if let Some(stated) = case.get("run_tests") {
                let outcomes = Reference::new(model).run_tests();
                let pair =
                    |(name, passed): &(String, bool)| json!({"name": name, "passed": passed});
                let found: Value = outcomes.iter().map(pair).collect();
                if *stated != found {
                    failures.push(format!(
                        "{}: expected {stated}, found {found}",
                        case["name"]
                    ));
                }
                count += 1;
                continue;
            }
            let profile = case.get("profile").cloned().unwrap_or_else(|| json!({}));
            let as_of = case["as_of"].as_str().unwrap();
            let (reference, events) = (Reference::new(model), events(case));
            let mut answer = match case.get("json") {
                None => reference.assess(&profile, &events, as_of),
                Some(json) => {
                    let [profile, events] =
                        ["profile", "events"].map(|key| json[key].as_str().unwrap());
                    reference.assess_text(profile, events, as_of).unwrap()
                }
            };
            let mut explain = case["explain"].clone();
            if let Some(explain) = explain.as_object_mut() {
                // The reference does not return the conditions that decided.
                explain.remove("decided");
            }
            let mut differences = Vec::new();
            if let Some(model) = answer.assessment.get_mut("model") {
                model["fingerprint"] = Value::Null;
            }
            for (stated, found) in [
                (&case["expect"], &answer.assessment),
                (&explain, &answer.explanation),
                (&case["report"], &answer.report),
            ] {
                if !stated.is_null() {
                    differ(stated, found, "", &mut differences);
                }
            }
            if let Some(stated) = case.get("next_change") {
                let horizon = stated["horizon_days"].as_u64().unwrap_or(90);
                let horizon = u32::try_from(horizon).unwrap();
                let found = reference.next_change(&profile, &events, as_of, horizon);
                differ(&stated["expect"], &found, "/next_change", &mut differences);
            }
            if let Some(stated) = case.get("timeline") {
                let days = ["from", "to"].map(|key| stated[key].as_str().unwrap());
                let numbers = stated["every"] == "number";
                let found = reference.timeline(&profile, &events, days.into(), numbers);
                let stated = &stated["expect"];
                differ(stated, &json!(found), "/timeline", &mut differences);
            }
            count += 1;
            failures.extend(
                differences
                    .iter()
                    .map(|one| format!("{}: {one}", case["name"])),
            );
        }
    }
    assert!(
        failures.is_empty(),
        "of {count} cases:\n{}",
        failures.join("\n")
    );
    assert!(count > 600, "only {count} cases were found");
}

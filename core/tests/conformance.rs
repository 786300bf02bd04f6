//! Every conformance vector, assessed in one call.
//!
//! A file holds models by name and cases; a case states a part of the
//! assessment (tables in part, lists whole). The models' own test facility
//! compares: a case becomes a test of its model.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "tests stop at once and say where"
)]

use std::path::Path;

use leadgrade::Model;
use serde_json::{Value, json};

fn vectors() -> Vec<(String, Value)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("conformance/cases");
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    let read = |path: std::path::PathBuf| {
        let text = std::fs::read_to_string(&path).unwrap();
        (
            path.display().to_string(),
            serde_json::from_str(&text)
                .unwrap_or_else(|error| panic!("{}: {error}", path.display())),
        )
    };
    files.into_iter().map(read).collect()
}

#[test]
fn every_case_has_the_stated_assessment() {
    let mut failures = Vec::new();
    let mut count = 0;
    for (file, vector) in vectors() {
        for case in vector["cases"].as_array().unwrap() {
            let name = format!("{file}: {}", case["name"].as_str().unwrap());
            let mut model = match &case["model"] {
                Value::String(name) => vector["models"][name].clone(),
                inline => inline.clone(),
            };
            assert!(model.is_object(), "{name}: no such model");
            assert!(case["expect"].is_object(), "{name}: nothing is expected");
            let pick = |key: &str, default: Value| case.get(key).cloned().unwrap_or(default);
            let test = json!({
                "name": "case", "profile": pick("profile", json!({})), "events": pick("events", json!([])),
                "as_of": case["as_of"], "expect": case["expect"],
            });
            model["tests"] = json!([test]);
            let model = Model::from_value(&model).unwrap_or_else(|error| panic!("{name}: {error}"));
            for outcome in model.run_tests() {
                count += 1;
                for difference in outcome.differences {
                    failures.push(format!(
                        "{name}\n   {}: expected {}, found {}",
                        difference.path, difference.expected, difference.found
                    ));
                }
            }
        }
    }
    assert!(
        failures.is_empty(),
        "{} of {count} cases differ:\n{}",
        failures.len(),
        failures.join("\n")
    );
    assert!(count >= 20, "only {count} cases were found");
}

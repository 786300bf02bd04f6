//! The bundled models are valid, contain enough tests and pass them, and the leads of those tests
//! use the names that the model declares.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test stops at once and says where"
)]

use std::collections::BTreeSet;
use std::fmt::Write;

use leadgrade::{Event, Model, Profile};
use leadgrade_examples::bundled;
use leadgrade_examples::error::load_model;
use serde_json::Value;

/// The minimum number of tests per model: ideal leads, wrong leads, boundaries.
const LEAST: usize = 5;

/// The models of the recipes, which are tested on public data in `recipes.rs`.
const RECIPES: [&str; 2] = ["bank-contacts", "online-retail"];

/// The keys of an event that are not properties.
const OF_EVENTS: [&str; 4] = ["event", "at", "value", "id"];

/// Every model in the folder, by name.
fn models() -> Vec<(String, Model)> {
    let folder = bundled::model("any");
    let entries = std::fs::read_dir(folder.parent().unwrap()).unwrap();
    let mut paths: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|kind| kind == "toml"));
    paths.sort();
    assert!(paths.len() >= 10, "a model is missing: {paths:?}");
    let load = |path: std::path::PathBuf| {
        let model = load_model(&path).unwrap_or_else(|error| panic!("{error}"));
        (path.file_stem().unwrap().display().to_string(), model)
    };
    paths.into_iter().map(load).collect()
}

#[test]
fn every_model_passes_its_own_tests() {
    let mut failures = String::new();
    for (name, model) in models() {
        for outcome in model.run_tests().into_iter().filter(|one| !one.passed) {
            writeln!(failures, "\n{name}: {}", outcome.name).unwrap();
            for differs in outcome.differences {
                let (path, expected, found) = (differs.path, differs.expected, differs.found);
                writeln!(failures, "   {path}: expected {expected}, found {found}").unwrap();
            }
        }
    }
    assert!(failures.is_empty(), "{failures}");
}

#[test]
fn every_model_carries_enough_tests() {
    let mut failures = String::new();
    for (name, model) in models() {
        let (count, least) = (
            model.document().tests.len(),
            if RECIPES.contains(&name.as_str()) {
                1
            } else {
                LEAST
            },
        );
        if count < least {
            writeln!(failures, "{name} has {count} tests, {least} are needed").unwrap();
        }
        let expects = |test: &Value| test["expect"].as_object().is_some_and(|it| !it.is_empty());
        for test in model.document().tests.iter().filter(|test| !expects(test)) {
            writeln!(failures, "{name}: {} expects nothing", test["name"]).unwrap();
        }
    }
    assert!(failures.is_empty(), "\n{failures}");
}

/// The core ignores undeclared keys and unknown events, so a test with a misspelt name would pass
/// without testing anything.
#[test]
fn the_leads_of_the_tests_use_declared_names_only() {
    let mut failures = String::new();
    for (name, model) in models() {
        let document = model.document();
        let attributes: BTreeSet<&str> = document.attributes.keys().map(String::as_str).collect();
        let properties: BTreeSet<&str> = document.properties.keys().map(String::as_str).collect();
        for test in &document.tests {
            let mut note = |what: String| {
                writeln!(failures, "{name}: {}: {what}", test["name"]).unwrap();
            };
            let (profile, events) = (&test["profile"], test["events"].as_array().unwrap());
            for key in profile.as_object().unwrap().keys() {
                if key != "lead" && !attributes.contains(key.as_str()) {
                    note(format!("no attribute `{key}`"));
                }
            }
            for key in events
                .iter()
                .flat_map(|event| event.as_object().unwrap().keys())
            {
                if !OF_EVENTS.contains(&key.as_str()) && !properties.contains(key.as_str()) {
                    note(format!("no property `{key}`"));
                }
            }
            let profile = Profile::from_json(profile).unwrap();
            let events: Vec<Event> = events.iter().map(Event::from_json).collect();
            let as_of = model.as_of(test["as_of"].as_str().unwrap()).unwrap();
            let assessment = model.assess(&profile, &events, as_of);
            let report = serde_json::to_value(assessment.report()).unwrap();
            for (what, nothing) in [
                ("/rejects", Value::Array(Vec::new())),
                ("/unknown_events/names", Value::Array(Vec::new())),
                ("/without_offset", Value::from(0)),
                ("/without_value", Value::from(0)),
                ("/id_conflicts", Value::from(0)),
            ] {
                let found = report.pointer(what).unwrap();
                if *found != nothing {
                    note(format!("{what}: {found}"));
                }
            }
        }
    }
    assert!(failures.is_empty(), "\n{failures}");
}

//! The committed JSON Schemas equal the generated ones, and match what the core reads and writes.
//!
//! Run with `cargo test -p leadgrade --features schema --test schema`.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests stop at once and say where"
)]

use std::path::{Path, PathBuf};

mod agree;
mod models;
mod wire;

use jsonschema::Validator;
use leadgrade::schema;
use serde_json::{Map, Value, json};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

fn files(folder: &str, ending: &str) -> Vec<(String, String)> {
    let mut paths: Vec<_> = std::fs::read_dir(root().join(folder))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|found| found == ending))
        .collect();
    paths.sort();
    let read = |path: PathBuf| {
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        (name, std::fs::read_to_string(path).unwrap())
    };
    paths.into_iter().map(read).collect()
}

fn model_schema() -> Validator {
    let schema = schema::model();
    jsonschema::meta::validate(&schema).unwrap();
    jsonschema::validator_for(&schema).unwrap()
}

fn faults(validator: &Validator, value: &Value) -> String {
    let faults: Vec<String> = validator
        .iter_errors(value)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect();
    faults.join("\n  ")
}

/// Every vector of the conformance tests: its name, model and case.
fn cases() -> Vec<(String, Value, Value)> {
    let mut cases = Vec::new();
    for (file, text) in files("conformance/cases", "json") {
        let vector: Value = serde_json::from_str(&text).unwrap();
        let cases_of = vector["cases"].as_array().unwrap();
        // The schema does not describe requests that are texts, nor the tests of models.
        let described =
            |case: &&Value| case.get("json").is_none() && case.get("run_tests").is_none();
        for case in cases_of.iter().filter(described) {
            let model = match &case["model"] {
                Value::String(name) => vector["models"][name].clone(),
                inline => inline.clone(),
            };
            cases.push((format!("{file}: {}", case["name"]), model, case.clone()));
        }
    }
    cases
}

/// TOML as JSON; unquoted dates and times are their text.
fn from_toml(value: &toml::Value) -> Value {
    match value {
        toml::Value::String(text) => json!(text),
        toml::Value::Integer(number) => json!(number),
        toml::Value::Float(number) => json!(number),
        toml::Value::Boolean(flag) => json!(flag),
        toml::Value::Datetime(at) => json!(at.to_string()),
        toml::Value::Array(list) => list.iter().map(from_toml).collect(),
        toml::Value::Table(table) => {
            let pairs = table
                .iter()
                .map(|(key, value)| (key.clone(), from_toml(value)));
            Value::Object(pairs.collect::<Map<_, _>>())
        }
    }
}

#[test]
fn the_committed_schemas_equal_the_generated_ones() {
    for (name, schema) in [
        ("model.v1.json", schema::model()),
        ("wire.v1.json", schema::wire()),
    ] {
        jsonschema::meta::validate(&schema).unwrap();
        let path = root().join("schema").join(name);
        let current = serde_json::to_string_pretty(&schema).unwrap() + "\n";
        if std::env::var_os("LEADGRADE_WRITE").is_some() {
            std::fs::write(&path, &current).unwrap();
        }
        let committed = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(
            committed == current,
            "{name} differs: run the tests with LEADGRADE_WRITE=1 and read what changed"
        );
        assert!(
            !current.contains("](") && !current.contains("[`"),
            "{name} has a link to Rust"
        );
    }
}

#[test]
fn every_key_has_a_description() {
    fn walk(name: &str, value: &Value, path: &str) {
        let keys = value.get("properties").and_then(Value::as_object);
        let table = value.get("type").is_some_and(|is| is == "object");
        for (key, schema) in keys.into_iter().flatten().filter(|_| table) {
            assert!(schema["description"].is_string(), "{name}: {path}/{key}");
        }
        for (key, value) in value.as_object().into_iter().flatten() {
            walk(name, value, &format!("{path}/{key}"));
        }
    }
    walk("model", &schema::model(), "");
    for (name, definition) in schema::wire()["$defs"].as_object().unwrap() {
        // Their names already say what they are.
        if name != "Counts" {
            walk("wire", definition, name);
        }
    }
}

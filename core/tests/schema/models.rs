//! Valid models validate, and models of a wrong shape do not.

use leadgrade::{Document, Model, Problem};
use serde_json::{Value, json};

use crate::{cases, faults, files, from_toml, model_schema};

/// Codes of shape that no schema can know.
const UNKNOWABLE: [&str; 8] = [
    "duplicate_name",
    "too_deep",
    "too_large",
    "too_many_places",
    "too_many_problems",
    "too_many_rules",
    "unknown_timezone",
    "wrong_order",
];

#[test]
fn every_valid_model_validates() {
    let schema = model_schema();
    let mut models: Vec<(String, Value)> = cases()
        .into_iter()
        .map(|(name, model, _)| (name, model))
        .collect();
    for (file, text) in files("conformance/cases", "json") {
        let vector: Value = serde_json::from_str(&text).unwrap();
        for (name, model) in vector["models"].as_object().into_iter().flatten() {
            models.push((format!("{file}: {name}"), model.clone()));
        }
    }
    for (file, text) in files("../examples/models", "toml") {
        models.push((
            file,
            from_toml(&text.parse::<toml::Table>().unwrap().into()),
        ));
    }
    models.extend((0..300).map(|seed| (format!("seed {seed}"), leadgrade_gen::case(seed).model)));
    assert!(models.len() > 500, "only {} models", models.len());
    for (name, model) in models {
        let read = Model::from_value(&model).unwrap_or_else(|error| panic!("{name}: {error}"));
        let faults = [&model, &json!(read.document())].map(|model| faults(&schema, model));
        assert_eq!(faults, ["", ""], "{name}");
    }
}

/// Whether a schema can know of a problem that reading a document finds.
fn is_knowable(problem: &Problem) -> bool {
    let row = problem.path.contains("/grades/") || problem.path.contains("/ranks/");
    match problem.code {
        // A schema cannot tell which row is the last.
        "bad_row" if row => false,
        // Which characters are format characters depends on the version of Unicode.
        "bad_name" => !problem.message.contains("format character"),
        // The bytes of a text, and leap years.
        "too_long" => false,
        "bad_date" => !problem.message.contains("-02-29"),
        code => !UNKNOWABLE.contains(&code),
    }
}

/// What the schema should see of a document: `None` where it may say either.
pub(crate) fn should_validate(document: &Value) -> Option<bool> {
    match Document::from_value(document) {
        Ok(_) => Some(true),
        Err(error) if error.problems.iter().any(is_knowable) => Some(false),
        Err(_) => None,
    }
}

#[test]
fn documents_of_a_wrong_shape_do_not_validate() {
    let (schema, mut stopped) = (model_schema(), 0);
    for (file, text) in files("conformance/refused", "json") {
        let vectors: Value = serde_json::from_str(&text).unwrap();
        for vector in vectors["refused"].as_array().unwrap() {
            let model = match vector.get("toml") {
                // A schema cannot judge a text that is not TOML.
                Some(text) => match text.as_str().unwrap().parse::<toml::Table>() {
                    Ok(table) => from_toml(&table.into()),
                    Err(_) => continue,
                },
                None => vector["model"].clone(),
            };
            let name = format!("{file}: {}", vector["name"]);
            let found = schema.is_valid(&model);
            assert_eq!(found, should_validate(&model).unwrap_or(found), "{name}");
            stopped += usize::from(!found);
        }
    }
    assert!(stopped > 150, "only {stopped} were stopped");
}

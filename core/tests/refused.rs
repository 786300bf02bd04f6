//! Documents that break rules of the language, with all of their problems. The format is described in `conformance/README.md`.
//!
//! A document that is written as JSON is also read as JSON text and, where TOML
//! can say it, as TOML text: the same problems, then with line and column.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "tests stop at once and say where"
)]

use std::path::Path;

use leadgrade::{Model, ModelError, Problem};
use serde_json::{Map, Value, json};

/// Every key that a refused document may have.
const KEYS: [&str; 8] = [
    "name", "about", "model", "toml", "repeat", "only", "problems", "count",
];

fn vectors() -> Vec<(String, Value)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("conformance/refused");
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|found| found == "json"))
        .collect();
    files.sort();
    let read = |path: std::path::PathBuf| {
        let text = std::fs::read_to_string(&path).unwrap();
        let vector = serde_json::from_str(&text)
            .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        (
            path.file_stem().unwrap().to_str().unwrap().to_owned(),
            vector,
        )
    };
    files.into_iter().map(read).collect()
}

/// Puts what a `repeat` rule describes into the document.
fn grow(model: &mut Value, rule: &Value) {
    let (times, at) = (
        rule["times"].as_u64().unwrap(),
        rule["at"].as_str().unwrap(),
    );
    let place = model.pointer_mut(at).unwrap_or_else(|| panic!("no {at}"));
    if let Some(text) = rule.get("text") {
        let times = usize::try_from(times).unwrap();
        *place = json!(text.as_str().unwrap().repeat(times));
    } else if let Some(around) = rule.get("around") {
        for _ in 0..times {
            let inner = place.take();
            *place = wrapped(around, &inner);
        }
    } else {
        for number in 1..=times {
            let element = numbered(&rule["element"], number);
            match place {
                Value::Array(list) => list.push(element),
                Value::Object(table) => {
                    table.insert(format!("n{number:05}"), element);
                }
                other => panic!("{at} is {other}"),
            }
        }
    }
}

/// `around` with `inner` in place of the text `@`.
fn wrapped(around: &Value, inner: &Value) -> Value {
    match around {
        Value::String(text) if text == "@" => inner.clone(),
        Value::Array(list) => list.iter().map(|one| wrapped(one, inner)).collect(),
        Value::Object(table) => {
            let pair = |(key, one): (&String, &Value)| (key.clone(), wrapped(one, inner));
            Value::Object(table.iter().map(pair).collect::<Map<_, _>>())
        }
        other => other.clone(),
    }
}

/// The element with its number in place of the texts `@`.
fn numbered(element: &Value, number: u64) -> Value {
    wrapped(element, &json!(format!("n{number:05}")))
}

/// Codes and places that are stated, in the order of their text.
fn stated(vector: &Value) -> Vec<(String, String)> {
    let text = |problem: &Value, key: &str| problem[key].as_str().unwrap().to_owned();
    let mut stated: Vec<_> = vector["problems"]
        .as_array()
        .unwrap()
        .iter()
        .map(|problem| (text(problem, "path"), text(problem, "code")))
        .collect();
    stated.sort();
    stated
}

/// What is wrong with the texts of a problem.
fn slovenly(problem: &Problem) -> Option<String> {
    let fault = |text: &str| {
        if text.trim().is_empty() {
            Some("empty")
        } else if text.starts_with(char::is_uppercase) && !text.starts_with("TOML") {
            Some("upper case")
        } else if text.ends_with('.') && !text.ends_with("..") {
            Some("a full stop")
        } else {
            None
        }
    };
    let found = fault(&problem.message).or_else(|| fault(&problem.help))?;
    Some(format!("{found}: {problem}"))
}

/// What differs from the stated problems.
fn differs(read: Result<Model, ModelError>, vector: &Value, text: bool) -> Vec<String> {
    let Err(error) = read else {
        return vec!["the document is accepted".to_owned()];
    };
    let mut found: Vec<_> = error
        .problems
        .iter()
        .map(|problem| (problem.path.clone(), problem.code.to_owned()))
        .collect();
    found.sort();
    let mut faults: Vec<String> = error.problems.iter().filter_map(slovenly).collect();
    if vector["count"].is_u64() {
        if vector["count"] != found.len() {
            faults.push(format!("{} problems, not {}", found.len(), vector["count"]));
        }
        let lacks = |problem: &&(String, String)| !found.contains(problem);
        let stated = stated(vector);
        faults.extend(
            stated
                .iter()
                .filter(lacks)
                .map(|problem| format!("no {problem:?}")),
        );
    } else if found != stated(vector) {
        faults.push(format!(
            "expected {:?}\n      found {error}",
            stated(vector)
        ));
    }
    // If the text is too large, no single place is wrong.
    let placed = |problem: &Problem| {
        problem.code == "too_large" || problem.line.is_some() && problem.column.is_some()
    };
    if text && !error.problems.iter().all(placed) {
        faults.push(format!("without line and column: {error}"));
    }
    faults
}

/// The document as TOML; `None` if TOML cannot express it (null).
fn toml(model: &Value) -> Option<String> {
    fn has_null(value: &Value) -> bool {
        match value {
            Value::Null => true,
            Value::Array(list) => list.iter().any(has_null),
            Value::Object(table) => table.values().any(has_null),
            _ => false,
        }
    }
    if has_null(model) || !model.is_object() {
        return None;
    }
    toml::to_string(model).ok()
}

#[test]
fn every_document_has_the_stated_problems() {
    let (mut wrong, mut count) = (Vec::new(), 0);
    for (file, vectors) in vectors() {
        for vector in vectors["refused"].as_array().unwrap() {
            count += 1;
            let name = format!("{file}: {}", vector["name"].as_str().unwrap());
            for key in vector.as_object().unwrap().keys() {
                assert!(KEYS.contains(&key.as_str()), "{name}: `{key}`?");
            }
            let mut check = |kind: &str, read: Result<Model, ModelError>, text: bool| {
                let faults = differs(read, vector, text);
                if !faults.is_empty() {
                    wrong.push(format!("{name} ({kind})\n    {}", faults.join("\n    ")));
                }
            };
            if let Some(text) = vector.get("toml") {
                check("toml", Model::from_toml(text.as_str().unwrap()), true);
                continue;
            }
            let mut model = vector["model"].clone();
            if let Some(rule) = vector.get("repeat") {
                grow(&mut model, rule);
            }
            if vector["only"] != "text" {
                check("value", Model::from_value(&model), false);
            }
            check("json", Model::from_json(&model.to_string()), true);
            if vector["only"] != "json"
                && let Some(text) = toml(&model)
            {
                check("toml", Model::from_toml(&text), true);
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "{} of {count} documents differ:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
    assert!(count >= 120, "only {count} documents were found");
}

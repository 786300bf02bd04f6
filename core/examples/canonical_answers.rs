//! Prints the answers of the core to every conformance vector, one JSON object per line.
//! Bindings compare their answers with them character by character.
//!
//! `cargo run -p leadgrade --example canonical_answers > answers.jsonl`
//!
//! A line is `{ name, format, model, operation?, request?, history?, coerce?, answer }`;
//! `model`, `request` and `answer` are texts. Without an operation, the model does not
//! load, and the answer is the error. With `history`, the request uses the history of
//! these events; with `coerce`, its profile and events are rows of text.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a tool of the tests: it stops at once and says where"
)]

use std::path::Path;

use leadgrade::wire::{self, Format, OPERATIONS, Operation};
use leadgrade::{Event, History, Model};
use serde_json::{Map, Value, json};

fn main() {
    for (file, vectors) in files("cases") {
        for case in list(&vectors, "cases") {
            answers(&file, &vectors, case);
        }
    }
    for (file, vectors) in files("refused") {
        // Repeated events grow large without testing anything new in a binding.
        let small = list(&vectors, "refused").filter(|case| case.get("repeat").is_none());
        small.for_each(|case| refusal(&file, case));
    }
}

/// The files of a folder of vectors in the order of their names.
fn files(folder: &str) -> Vec<(String, Value)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("conformance")
        .join(folder);
    let files = std::fs::read_dir(folder).unwrap();
    let mut files: Vec<_> = files.map(|file| file.unwrap().path()).collect();
    files.sort();
    let read = |path: &std::path::PathBuf| {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let vectors = serde_json::from_slice(&std::fs::read(path).unwrap());
        (name, vectors.unwrap())
    };
    files.iter().map(read).collect()
}

/// Every operation on the lead of a case, and the same on its history.
fn answers(file: &str, vectors: &Value, case: &Value) {
    let document = match part(case, "model") {
        Value::String(name) => part(&part(vectors, "models"), &name),
        document => document,
    };
    let text = document.to_string();
    let model = wire::compile(&text, Format::Json).unwrap();
    let events = events(case);
    let about = json!({ "name": named(file, case), "format": "json", "model": text });
    if part(case, "as_text") == true {
        return coerced(&about, &model, case);
    }
    let parsed: Vec<_> = events.iter().map(Event::from_json).collect();
    let (history, _) = model.history(&parsed);
    for operation in OPERATIONS {
        let about = with(&about, &[("operation", json!(operation.name))]);
        let mut request = request(operation, case);
        let has_events = operation.arguments.contains(&&wire::EVENTS);
        if has_events {
            let about = with(&about, &[("history", json!(events))]);
            answered(&about, &model, Some(&history), &request);
            request = with(&request, &[("events", json!(events))]);
        }
        answered(&about, &model, None, &request);
    }
}

fn events(case: &Value) -> Vec<Value> {
    let mut events: Vec<Value> = list(case, "events").cloned().collect();
    for repeated in list(case, "repeated") {
        for _ in 0..part(repeated, "times").as_u64().unwrap() {
            events.push(part(repeated, "event"));
        }
    }
    events
}

/// The request of an operation for a case, without events.
fn request(operation: &Operation, case: &Value) -> Value {
    let others = operation
        .arguments
        .iter()
        .filter(|argument| **argument != &wire::EVENTS);
    let span = part(case, "timeline");
    let value = |name: &str| match name {
        "other_as_of" => json!("2026-12-31"),
        "horizon_days" => part(&part(case, "next_change"), name),
        "from" if span.is_null() => json!("2026-11-01"),
        "to" if span.is_null() => json!("2026-11-30"),
        "from" | "to" | "every" => part(&span, name),
        name => part(case, name),
    };
    let members: Vec<_> = others
        .map(|argument| (argument.name, value(argument.name)))
        .collect();
    with(&json!({}), &members)
}

fn answered(about: &Value, model: &Model, history: Option<&History>, request: &Value) {
    let (models, request) = ([model], request.to_string());
    let operation = part(about, "operation");
    let call = wire::Call {
        history,
        ..wire::Call::new(operation.as_str().unwrap(), &models)
    };
    let answer = call.answer(&request).unwrap_or_else(|refusal| refusal);
    line(
        about,
        &[("request", json!(request)), ("answer", json!(answer))],
    );
}

/// A case whose profile and events are rows of text.
fn coerced(about: &Value, model: &Model, case: &Value) {
    let cells = |row: &Value| -> Vec<(String, String)> {
        let row = row.as_object().cloned().unwrap_or_default();
        let cell = |(name, cell): (String, Value)| (name, cell.as_str().unwrap().to_owned());
        row.into_iter().map(cell).collect()
    };
    let profile = cells(&part(case, "profile"));
    let profile = model.profile_from_text(profile.iter().map(|(name, cell)| (&**name, &**cell)));
    let event = |row: &Value| {
        let row = cells(row);
        model.event_from_text(row.iter().map(|(name, cell)| (&**name, &**cell)))
    };
    let events: Vec<_> = events(case).iter().map(event).collect();
    let as_of = model.as_of(part(case, "as_of").as_str().unwrap()).unwrap();
    let answer = wire::answered(&model.assess(&profile, &events, as_of), None, None);
    let request = ["profile", "events", "as_of"].map(|key| (key, part(case, key)));
    let members = [
        ("operation", json!("assess")),
        ("request", json!(with(&json!({}), &request).to_string())),
        ("coerce", json!(true)),
        ("answer", json!(answer)),
    ];
    line(about, &members);
}

/// A document that does not load.
fn refusal(file: &str, case: &Value) {
    let (text, format, word) = match case.get("toml") {
        Some(toml) => (toml.as_str().unwrap().to_owned(), Format::Toml, "toml"),
        None => (part(case, "model").to_string(), Format::Json, "json"),
    };
    let answer = wire::compile(&text, format).unwrap_err();
    let about = json!({ "name": named(file, case), "format": word, "model": text });
    line(&about, &[("answer", json!(answer))]);
}

fn named(file: &str, case: &Value) -> String {
    format!("{file}: {}", part(case, "name").as_str().unwrap())
}

fn list<'v>(value: &'v Value, key: &str) -> impl Iterator<Item = &'v Value> {
    let list = value.get(key).and_then(Value::as_array);
    list.into_iter().flatten()
}

fn part(value: &Value, key: &str) -> Value {
    value.get(key).cloned().unwrap_or_default()
}

/// Adds members to an object, without nulls.
fn with(object: &Value, members: &[(&str, Value)]) -> Value {
    let mut all: Map<String, Value> = object.as_object().unwrap().clone();
    let known = members.iter().filter(|(_, value)| !value.is_null());
    all.extend(known.map(|(name, value)| ((*name).to_owned(), value.clone())));
    Value::Object(all)
}

fn line(about: &Value, members: &[(&str, Value)]) {
    println!("{}", with(about, members));
}

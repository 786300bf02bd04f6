//! What the core answers to every conformance vector, one JSON object a line:
//! runners in other languages compare their answers with it, as text.
//!
//! `cargo run -p leadgrade --example canonical_answers > answers.jsonl`
//!
//! A line is `{ name, model, request?, operation?, history?, coerce?, answer }`.
//! Without an operation the model is refused, and the answer is the refusal.
//! With `history` the request is about the history of these events, with
//! `coerce` its profile and events are rows of text.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a tool of the tests: it stops at once and says where"
)]

use std::path::Path;

use leadgrade::{Model, wire};
use serde_json::{Map, Value, json};

fn main() {
    for vector in vectors("cases") {
        for case in list(&vector, "cases") {
            answers(&vector, case);
        }
    }
    for vector in vectors("refused") {
        for case in list(&vector, "refused") {
            refusal(case);
        }
    }
}

fn vectors(folder: &str) -> Vec<Value> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("conformance")
        .join(folder);
    let files = std::fs::read_dir(folder).unwrap();
    let mut files: Vec<_> = files.map(|file| file.unwrap().path()).collect();
    files.sort();
    let read =
        |path: &std::path::PathBuf| serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
    files.iter().map(read).collect()
}

fn list<'v>(value: &'v Value, key: &str) -> impl Iterator<Item = &'v Value> {
    value
        .get(key)
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
}

fn part(value: &Value, key: &str) -> Value {
    value.get(key).cloned().unwrap_or_default()
}

/// Every operation that a case says something about, and the same of its history.
fn answers(vector: &Value, case: &Value) {
    let document = match part(case, "model") {
        Value::String(name) => part(&part(vector, "models"), &name),
        document => document,
    };
    let text = document.to_string();
    let model = wire::compile(&text, wire::Format::Json).unwrap();
    let mut events: Vec<Value> = list(case, "events").cloned().collect();
    for repeated in list(case, "repeated") {
        for _ in 0..part(repeated, "times").as_u64().unwrap() {
            events.push(part(repeated, "event"));
        }
    }
    let lead = json!({ "profile": part(case, "profile"), "events": events });
    let as_of = json!({ "as_of": part(case, "as_of") });
    let about = json!({ "name": part(case, "name"), "model": text });
    if part(case, "as_text") == true {
        return coerced(about, &model, &lead, &as_of);
    }
    let mut asked = vec![("assess", as_of.clone()), ("explain", as_of.clone())];
    if let Some(change) = case.get("next_change") {
        asked.push((
            "next_change",
            with(&as_of, &[("horizon_days", part(change, "horizon_days"))]),
        ));
    }
    if let Some(span) = case.get("timeline") {
        let keys = ["from", "to", "every"].map(|key| (key, part(span, key)));
        asked.push(("timeline", with(&json!({}), &keys)));
    }
    let history = model
        .history(
            &events
                .iter()
                .map(leadgrade::Event::from_json)
                .collect::<Vec<_>>(),
        )
        .0;
    for (operation, request) in asked {
        let whole = with(
            &request,
            &["profile", "events"].map(|key| (key, part(&lead, key))),
        );
        let answer = wire::call(operation, &[&model], &whole.to_string());
        let about = with(&about, &[("operation", json!(operation))]);
        line(&about, &[("request", whole), ("answer", json!(answer))]);
        let request = with(&request, &[("profile", part(&lead, "profile"))]);
        let models = [&model];
        let call = wire::Call {
            history: Some(&history),
            ..wire::Call::of(operation, &models)
        };
        let answer = call
            .answer(&request.to_string())
            .unwrap_or_else(|refusal| refusal);
        let events = part(&lead, "events");
        line(
            &about,
            &[
                ("request", request),
                ("history", events),
                ("answer", json!(answer)),
            ],
        );
    }
}

/// A case whose profile and events are rows of text.
fn coerced(about: Value, model: &Model, lead: &Value, as_of: &Value) {
    let cells = |row: &Value| -> Vec<(String, String)> {
        let row = row.as_object().cloned().unwrap_or_default();
        row.into_iter()
            .map(|(name, cell)| (name, cell.as_str().unwrap().to_owned()))
            .collect()
    };

    let profile = cells(&part(lead, "profile"));
    let profile = model.profile_from_text(profile.iter().map(|(name, cell)| (&**name, &**cell)));
    let event = |row: &Value| {
        let row = cells(row);
        model.event_from_text(row.iter().map(|(name, cell)| (&**name, &**cell)))
    };
    let events: Vec<_> = list(lead, "events").map(event).collect();
    let instant = model.as_of(part(as_of, "as_of").as_str().unwrap()).unwrap();
    let answer = wire::answered(&model.assess(&profile, &events, instant), None, None);
    let request = with(
        as_of,
        &["profile", "events"].map(|key| (key, part(lead, key))),
    );
    let operation = json!("assess");
    let rest = [
        ("operation", operation),
        ("request", request),
        ("coerce", json!(true)),
    ];
    line(&with(&about, &rest), &[("answer", json!(answer))]);
}

/// A document that is refused; those that grow by a rule are the core's own tests.
fn refusal(case: &Value) {
    if case.get("repeat").is_some() {
        return;
    }
    let (text, format) = match case.get("toml") {
        Some(toml) => (toml.as_str().unwrap().to_owned(), wire::Format::Toml),
        None => (part(case, "model").to_string(), wire::Format::Json),
    };
    let answer = wire::compile(&text, format).unwrap_err();
    let toml = json!(format == wire::Format::Toml);
    let about = json!({ "name": part(case, "name"), "model": text, "toml": toml });
    line(&about, &[("answer", json!(answer))]);
}

fn with(object: &Value, members: &[(&str, Value)]) -> Value {
    let mut all: Map<String, Value> = object.as_object().unwrap().clone();
    let known = members.iter().filter(|(_, value)| !value.is_null());
    all.extend(known.map(|(name, value)| ((*name).to_owned(), value.clone())));
    Value::Object(all)
}

fn line(about: &Value, members: &[(&str, Value)]) {
    println!("{}", with(about, members));
}

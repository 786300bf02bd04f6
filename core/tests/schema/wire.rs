//! Requests and answers of every operation validate; with a key more or less they do not.

use jsonschema::{Registry, Validator};
use leadgrade::wire::{self, OPERATIONS, Operation};
use leadgrade::{Model, schema};
use serde_json::{Value, json};

use crate::{cases, faults};

/// A validator of one definition of the wire.
fn definition(name: &str) -> Validator {
    let registry = Registry::new()
        .add("json-schema:///wire.v1.json", schema::wire())
        .unwrap()
        .add("json-schema:///model.v1.json", schema::model())
        .unwrap()
        .prepare()
        .unwrap();
    let one = json!({ "$ref": format!("json-schema:///wire.v1.json#/$defs/{name}") });
    let options = jsonschema::options().with_registry(&registry);
    options.build(&one).unwrap()
}

fn request_name(operation: &Operation) -> String {
    let mut name = String::new();
    for word in operation.name.split('_') {
        let (first, rest) = word.split_at(1);
        name.extend([&first.to_uppercase(), rest]);
    }
    name + "Request"
}

/// The request of an operation for a case: what it takes of it.
fn request(operation: &Operation, case: &Value) -> Value {
    let mut request = json!({});
    for argument in operation.arguments {
        let value = match argument.name {
            "other_as_of" => json!("2026-12-31"),
            "from" => json!("2026-11-01"),
            "to" => json!("2026-11-30"),
            name => case.get(name).cloned().unwrap_or_default(),
        };
        request[argument.name] = value;
    }
    request
}

fn call(operation: &Operation, model: &Model, request: &Value) -> Value {
    let answer = wire::call(operation.name, &[model], &request.to_string());
    serde_json::from_str(&answer).unwrap()
}

#[test]
fn every_argument_and_answer_has_a_schema() {
    let schema = schema::wire();
    for operation in OPERATIONS {
        assert!(
            schema["$defs"][operation.answer].is_object(),
            "{}",
            operation.answer
        );
        let request = &schema["$defs"][request_name(operation)];
        for argument in operation.arguments {
            let member = &request["properties"][argument.name];
            let typed = member
                .get("type")
                .or(member.get("anyOf"))
                .or(member.get("$ref"));
            assert!(typed.is_some(), "{}: {}", operation.name, argument.name);
        }
    }
}

#[test]
fn requests_and_answers_validate() {
    let refusal = definition("ErrorAnswer");
    for operation in OPERATIONS {
        let (asked, answered) = (
            definition(&request_name(operation)),
            definition(operation.answer),
        );
        let mut clean = 0;
        for (name, model, case) in cases() {
            let model = Model::from_value(&model).unwrap();
            let request = request(operation, &case);
            let answer = call(operation, &model, &request);
            if answer.get("error").is_some() {
                assert_eq!(faults(&refusal, &answer), "", "{name}");
                continue;
            }
            assert_eq!(
                faults(&answered, &answer),
                "",
                "{} of {name}",
                operation.name
            );
            // Values that a lead cannot have are in the report of the answer.
            let rejects = &answer["report"]["rejects"];
            let blameless = operation.arguments.is_empty() || *rejects == json!([]);
            // A blank text is missing; the schema, which serves typed languages, has null instead.
            let mut request = request;
            let events = request.get_mut("events").and_then(Value::as_array_mut);
            for event in events.into_iter().flatten() {
                let is_blank = |text: &str| !text.chars().any(char::is_alphanumeric);
                if event["value"].as_str().is_some_and(is_blank) {
                    event["value"] = Value::Null;
                }
            }
            let found = faults(&asked, &request);
            assert!(
                !blameless || found.is_empty(),
                "{} of {name}: {found}",
                operation.name
            );
            clean += usize::from(found.is_empty());
        }
        assert!(clean > 250, "only {clean} of {}", operation.name);
    }
}

/// Tables of an answer whose keys are fixed, by their JSON Pointers.
fn tables(value: &Value, path: &str, found: &mut Vec<String>) {
    if let Value::Array(list) = value {
        list.iter()
            .enumerate()
            .for_each(|(at, value)| tables(value, &format!("{path}/{at}"), found));
    } else if let Value::Object(table) = value {
        found.push(path.to_owned());
        // These come from the model or the test as they are.
        let free = ["from", "to", "expected", "found", "value", "against"];
        for (key, value) in table
            .iter()
            .filter(|(key, _)| !free.contains(&key.as_str()))
        {
            tables(value, &format!("{path}/{key}"), found);
        }
    }
}

#[test]
fn answers_with_a_key_more_or_less_do_not_validate() {
    for operation in OPERATIONS
        .iter()
        .filter(|operation| operation.answer != "Document")
    {
        let (answered, mut changes) = (definition(operation.answer), 0);
        for (name, model, case) in cases().into_iter().step_by(5).chain([refused_case()]) {
            let model = Model::from_value(&model).unwrap();
            let answer = call(operation, &model, &request(operation, &case));
            if answer.get("error").is_some() {
                continue;
            }
            let mut paths = Vec::new();
            tables(&answer, "", &mut paths);
            for path in paths {
                let mut more = answer.clone();
                more.pointer_mut(&path).unwrap()["extra"] = Value::Null;
                assert!(
                    !answered.is_valid(&more),
                    "{name}: {} with more at {path}",
                    operation.name
                );
                let keys = answer.pointer(&path).unwrap().as_object().unwrap().keys();
                for key in keys.filter(|key| *key != "within_days") {
                    let mut less = answer.clone();
                    less.pointer_mut(&path)
                        .unwrap()
                        .as_object_mut()
                        .unwrap()
                        .remove(key);
                    assert!(
                        !answered.is_valid(&less),
                        "{name}: {} without {path}/{key}",
                        operation.name
                    );
                    changes += 1;
                }
            }
        }
        assert!(changes > 0, "{}", operation.name);
    }
}

/// A model whose test fails and in which the lint finds something.
fn refused_case() -> (String, Value, Value) {
    let model = json!({
        "format": 1,
        "name": "fails",
        "signals": { "visit": { "points": 10 } },
        "engagement": {},
        "tests": [{ "name": "t", "profile": {}, "events": [], "as_of": "2026-11-22", "expect": { "cell": "A1" } }],
    });
    let case =
        json!({ "as_of": "2026-11-22", "events": [{ "event": "visit", "at": "2026-11-22" }] });
    ("fails".to_owned(), model, case)
}

#[test]
fn errors_validate() {
    let refusal = definition("ErrorAnswer");
    let texts = [
        wire::compile("format = 1\nx = 1", wire::Format::Toml),
        wire::compile("[]", wire::Format::Json),
    ];
    for text in texts {
        let mut answer: Value = serde_json::from_str(&text.unwrap_err()).unwrap();
        assert_eq!(faults(&refusal, &answer), "");
        answer["error"]["problems"][0]["help"].take();
        assert!(!refusal.is_valid(&answer));
    }
    let asked = definition("AssessRequest");
    for request in [
        json!({}),
        json!({ "as_of": 7 }),
        json!({ "as_of": "2026-11-22", "profil": {} }),
    ] {
        assert!(!asked.is_valid(&request), "{request}");
    }
}

//! Every conformance vector, assessed in one call.
//!
//! A file holds models by name and cases; a case states a part of the
//! assessment, of the explanation or of the report (tables in part, lists
//! whole, null is null). The format is described in `conformance/README.md`.
//! Each case also checks what holds for every lead: the order of the events does
//! not matter, every key is present, and the entries of the explanation add up.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests stop at once and say where"
)]

#[path = "conformance/pieces.rs"]
mod pieces;

use std::collections::BTreeMap;
use std::path::Path;

use leadgrade::{Assessment, Day, Event, HORIZON_DAYS, Model, Profile, TimelineDetail, wire};
use serde_json::{Map, Value, json};

/// Every key of an assessment.
const KEYS: [&str; 21] = [
    "lead",
    "as_of",
    "model",
    "excluded",
    "persona",
    "fit",
    "engagement",
    "cell",
    "total",
    "cycle",
    "readiness",
    "completeness",
    "interests",
    "stage",
    "segments",
    "qualification",
    "priority",
    "next_steps",
    "purchases",
    "activity",
    "switches",
];

/// Every key that a case may have.
const CASE_KEYS: [&str; 16] = [
    "name",
    "about",
    "model",
    "profile",
    "events",
    "repeated",
    "as_text",
    "json",
    "as_of",
    "expect",
    "explain",
    "report",
    "error",
    "next_change",
    "timeline",
    "run_tests",
];

/// The sections that an explanation accounts for.
const EXPLAINED: [&str; 4] = ["fit", "engagement", "cycle", "readiness"];

fn vectors() -> Vec<(String, Value)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("conformance/cases");
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

/// The elements of a list that a case may have.
fn list<'a>(case: &'a Value, key: &str) -> impl Iterator<Item = &'a Value> {
    case.get(key)
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
}

/// The events of a case; the repeated ones stand behind the others.
fn rows(case: &Value) -> Vec<Value> {
    let mut rows: Vec<Value> = list(case, "events").cloned().collect();
    for repeated in list(case, "repeated") {
        let times = usize::try_from(repeated["times"].as_u64().unwrap()).unwrap();
        rows.extend(std::iter::repeat_n(repeated["event"].clone(), times));
    }
    rows
}

/// The cells of a row of text.
fn cells(row: &Map<String, Value>) -> impl Iterator<Item = (&str, &str)> {
    row.iter()
        .map(|(name, cell)| (name.as_str(), cell.as_str().unwrap()))
}

fn profile(model: &Model, case: &Value) -> Profile {
    match case.get("profile") {
        None => Profile::default(),
        Some(row) if case["as_text"] == true => {
            model.profile_from_text(cells(row.as_object().unwrap()))
        }
        Some(row) => Profile::from_json(row).unwrap(),
    }
}

fn events(model: &Model, case: &Value) -> Vec<Event> {
    let read = |row: &Value| {
        if case["as_text"] == true {
            model.event_from_text(cells(row.as_object().unwrap()))
        } else {
            Event::from_json(row)
        }
    };
    rows(case).iter().map(read).collect()
}

fn parsed(assessment: &Assessment) -> Value {
    let text = assessment.to_canonical_json();
    // The answer is in canonical order before it is sorted.
    assert_eq!(serde_json::to_string(&assessment).unwrap(), text);
    serde_json::from_str(&text).unwrap()
}

/// Collects the paths at which `found` differs from the stated value.
fn differ(stated: &Value, found: Option<&Value>, path: &str, differences: &mut Vec<String>) {
    let mut report = |what: &str| {
        differences.push(format!("{path}: {what} {stated}, found {}", shown(found)));
    };
    match (stated, found) {
        (Value::Object(stated), Some(Value::Object(found))) => {
            for (key, value) in stated {
                differ(value, found.get(key), &format!("{path}/{key}"), differences);
            }
        }
        (Value::Array(stated), Some(Value::Array(found))) if stated.len() == found.len() => {
            for (at, (stated, found)) in stated.iter().zip(found).enumerate() {
                differ(stated, Some(found), &format!("{path}/{at}"), differences);
            }
        }
        (stated, Some(found)) if same(stated, found) => {}
        _ => report("expected"),
    }
}

fn shown(found: Option<&Value>) -> String {
    found.map_or_else(|| "nothing".to_owned(), Value::to_string)
}

/// Numbers are the same when they are the same double: `30` is `30.0`.
fn same(stated: &Value, found: &Value) -> bool {
    match (stated.as_f64(), found.as_f64()) {
        (Some(stated), Some(found)) => stated.to_bits() == found.to_bits(),
        _ => stated == found,
    }
}

/// Points as thousandths.
fn milli(points: &Value) -> i128 {
    let text = points.to_string();
    let (whole, places) = text.split_once('.').unwrap_or((&text, ""));
    assert!(places.len() <= 3, "{text} has more than three places");
    format!("{whole}{places:0<3}").parse().unwrap()
}

/// Checks what holds for every assessment and explanation.
fn invariants(
    model: &Model,
    lead: &Profile,
    events: &[Event],
    found: &Value,
    case: &Value,
) -> Vec<String> {
    let mut faults = Vec::new();
    let as_of = model.as_of(case["as_of"].as_str().unwrap()).unwrap();
    let keys: Vec<&str> = found
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect();
    let (mut wanted, mut present) = (KEYS.to_vec(), keys);
    wanted.sort_unstable();
    present.sort_unstable();
    if wanted != present {
        faults.push(format!("the keys are {present:?}"));
    }
    let backwards: Vec<Event> = events.iter().rev().cloned().collect();
    if parsed(&model.assess(lead, &backwards, as_of)) != *found {
        faults.push("the order of the events matters".to_owned());
    }
    let explanation = model.explain(lead, events, as_of);
    if parsed(explanation.assessment()) != *found {
        faults.push("what is explained is another assessment".to_owned());
    }
    let explained: Value = serde_json::from_str(&explanation.to_canonical_json()).unwrap();
    for section in EXPLAINED {
        let (explained, found) = (explained.get(section).unwrap(), found.get(section).unwrap());
        if explained.is_null() != found.is_null() {
            faults.push(format!("{section} is not explained, or should not be"));
        } else if !explained.is_null() {
            let sum: i128 = list(explained, "entries")
                .map(|entry| milli(&entry["points"]))
                .sum();
            let points = milli(&found["points"]);
            if sum != points || milli(&explained["points"]) != points {
                faults.push(format!(
                    "the entries of {section} add up to {sum}, not {points}"
                ));
            }
        }
    }
    faults
}

/// What is wrong with the answer to a request as JSON text.
fn request_failures(model: &Model, case: &Value) -> Vec<String> {
    let text = |key: &str| case["json"][key].as_str().unwrap();
    let (profile, events) = (text("profile"), text("events"));
    let request = format!(
        "{{\"as_of\":{},\"profile\":{profile},\"events\":{events}}}",
        case["as_of"]
    );
    let answer: Value = serde_json::from_str(&wire::call("assess", &[model], &request)).unwrap();
    let mut failures = Vec::new();
    for (key, place) in [("expect", "assessment"), ("report", "report")] {
        if let Some(stated) = case.get(key) {
            differ(stated, answer.get(place), place, &mut failures);
        }
    }
    failures
}

/// What is wrong with the outcomes of the model's own tests.
fn test_failures(model: &Model, stated: &Value) -> Vec<String> {
    let outcomes = model.run_tests();
    let pair = |name: &str, passed: bool| json!({ "name": name, "passed": passed });
    let found = outcomes.iter().map(|one| pair(&one.name, one.passed));
    let mut failures = Vec::new();
    differ(stated, Some(&found.collect()), "run_tests", &mut failures);
    failures
}

/// Whether a case states something else than an assessment of its values.
fn is_special(case: &Value) -> bool {
    case.get("json").is_some() || case.get("run_tests").is_some()
}

/// What is wrong with one case.
fn failures(model: &Model, case: &Value) -> Vec<String> {
    if let Some(stated) = case.get("run_tests") {
        return test_failures(model, stated);
    }
    if case.get("json").is_some() {
        return request_failures(model, case);
    }
    let as_of = match model.as_of(case["as_of"].as_str().unwrap()) {
        Ok(_) if case["error"] == "as_of" => return vec!["`as_of` is accepted".to_owned()],
        Err(_) if case["error"] == "as_of" => return Vec::new(),
        read => read.unwrap(),
    };
    let (lead, events) = (profile(model, case), events(model, case));
    let assessment = model.assess(&lead, &events, as_of);
    let found = parsed(&assessment);
    let mut failures = invariants(model, &lead, &events, &found, case);
    if let Some(stated) = case.get("expect") {
        differ(stated, Some(&found), "", &mut failures);
    }
    if let Some(stated) = case.get("explain") {
        let explanation = model.explain(&lead, &events, as_of).to_canonical_json();
        let explanation: Value = serde_json::from_str(&explanation).unwrap();
        differ(stated, Some(&explanation), "explain: ", &mut failures);
    }
    if let Some(stated) = case.get("report") {
        let report = json!(assessment.report());
        differ(stated, Some(&report), "report: ", &mut failures);
    }
    if let Some(stated) = case.get("next_change") {
        let horizon = stated.get("horizon_days").and_then(Value::as_u64);
        let horizon = horizon.map_or(HORIZON_DAYS, |days| u32::try_from(days).unwrap());
        let change = model
            .lead(&lead, &events)
            .next_change(as_of, horizon)
            .unwrap();
        let stated = stated.get("expect").unwrap();
        differ(stated, Some(&json!(change)), "next_change: ", &mut failures);
    }
    if let Some(stated) = case.get("timeline") {
        let day = |key: &str| Day::parse(stated[key].as_str().unwrap()).unwrap();
        let every = match stated.get("every").and_then(Value::as_str) {
            Some("number") => TimelineDetail::Number,
            _ => TimelineDetail::Label,
        };
        let rows = model
            .lead(&lead, &events)
            .timeline(day("from"), day("to"), every);
        let stated = stated.get("expect").unwrap();
        differ(
            stated,
            Some(&json!(rows.unwrap())),
            "timeline: ",
            &mut failures,
        );
    }
    failures
}

#[test]
fn every_case_has_the_stated_assessment() {
    every_case(failures);
}

/// Runs all cases, each by itself; says which differ.
fn every_case(mut failures: impl FnMut(&Model, &Value) -> Vec<String>) {
    let (mut wrong, mut count) = (Vec::new(), 0);
    for (file, vector) in vectors() {
        let read = |model: &Value, name: &str| {
            Model::from_value(model).unwrap_or_else(|error| panic!("{file}: {name}: {error}"))
        };
        let models: BTreeMap<&String, Model> = vector["models"]
            .as_object()
            .into_iter()
            .flatten()
            .map(|(name, model)| (name, read(model, name)))
            .collect();
        for case in vector["cases"].as_array().unwrap() {
            count += 1;
            let name = case["name"].as_str().unwrap();
            for key in case.as_object().unwrap().keys() {
                assert!(
                    CASE_KEYS.contains(&key.as_str()),
                    "{file}: {name}: `{key}`?"
                );
            }
            let stated = [
                "expect",
                "explain",
                "report",
                "error",
                "next_change",
                "timeline",
                "run_tests",
            ];
            assert!(
                stated.iter().any(|key| case.get(key).is_some()),
                "{file}: {name}: nothing is expected"
            );
            let inline;
            let model = match &case["model"] {
                Value::String(known) => models
                    .get(known)
                    .unwrap_or_else(|| panic!("{file}: {name}: no such model")),
                document => {
                    inline = read(document, name);
                    &inline
                }
            };
            let failures = failures(model, case);
            if !failures.is_empty() {
                wrong.push(format!("{file}: {name}\n    {}", failures.join("\n    ")));
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "{} of {count} cases differ:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
    assert!(count >= 250, "only {count} cases were found");
}

#[test]
fn names_are_unique() {
    let mut seen = std::collections::BTreeSet::new();
    for (file, vector) in vectors() {
        for case in vector["cases"].as_array().unwrap() {
            let name = case["name"].as_str().unwrap();
            assert!(
                seen.insert(name.to_owned()),
                "{file}: `{name}` is there twice"
            );
        }
    }
}

/// Whether an attribute or an event of the case is rejected.
fn is_rejected(model: &Model, case: &Value) -> bool {
    let as_of = model.as_of(case["as_of"].as_str().unwrap()).unwrap();
    let assessment = model.assess(&profile(model, case), &events(model, case), as_of);
    let report = json!(assessment.report());
    list(&report, "rejects").any(|reject| !reject["table"].is_null())
}

/// The models' own test facility (section 4.11) comes to the same result.
#[test]
fn every_case_passes_as_a_test_of_its_model() {
    let mut wrong = Vec::new();
    for (file, vector) in vectors() {
        for case in vector["cases"].as_array().unwrap() {
            let values = |_: &&Value| case["as_text"] != true && !is_special(case);
            let Some(stated) = case.get("expect").filter(values) else {
                continue;
            };
            let mut model = match &case["model"] {
                Value::String(known) => vector["models"].get(known).unwrap().clone(),
                inline => inline.clone(),
            };
            let profile = case.get("profile").cloned().unwrap_or_else(|| json!({}));
            let test = json!({
                "name": "case", "profile": profile, "events": rows(case),
                "as_of": case["as_of"], "expect": stated,
            });
            // "An attribute or event that would be rejected is an error when the model is loaded."
            let refused = is_rejected(&Model::from_value(&model).unwrap(), case);
            let document = model.as_object_mut().unwrap();
            document.insert("tests".to_owned(), json!([test]));
            let read = Model::from_value(&model);
            if refused {
                let name = case["name"].as_str().unwrap();
                assert!(read.is_err(), "{file}: {name}: a rejected row is no test");
                continue;
            }
            let outcomes = read.unwrap().run_tests();
            assert_eq!(outcomes.len(), 1);
            for outcome in outcomes.iter().filter(|outcome| !outcome.passed) {
                let name = case["name"].as_str().unwrap();
                wrong.push(format!("{file}: {name}: {:?}", outcome.differences));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

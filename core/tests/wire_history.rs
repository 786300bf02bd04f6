//! Histories in requests of the bindings give the same answers as the events.

#![allow(clippy::unwrap_used, reason = "tests stop at once and say where")]

use leadgrade::wire::json::Numbers;
use leadgrade::wire::{self, Call, OPERATIONS};
use leadgrade::{History, Model};
use serde_json::{Value, json};

fn model(points: u32) -> Model {
    let text = format!(
        "format = 1\nname = \"n\"\n[attributes]\nsize = {{ type = \"number\" }}\n[signals.visit]\npoints = {points}\n\
         decay = {{ window_days = 10 }}\n[engagement]\n[[fit.criteria]]\nname = \"size\"\nfact = \"profile.size\"\n\
         cases = [{{ gte = 10, points = 50 }}]\n"
    );
    wire::compile(&text, wire::Format::Toml).unwrap()
}

fn events() -> Value {
    json!([
        { "event": "visit", "at": "2026-11-20T10:00:00Z", "id": "e-1" },
        { "event": "visit", "at": "2026-11-21T10:00:00Z" },
    ])
}

fn history(model: &Model) -> History {
    let mut history = History::default();
    let report =
        wire::observe_all(&mut history, model, &events().to_string(), Numbers::Nearest).unwrap();
    assert!(
        report.starts_with(r#"{"hints":[],"id_conflicts":0,"rejects":[]"#),
        "{report}"
    );
    history
}

/// Code and path of every problem of a refusal.
fn codes(answer: Result<String, String>) -> Vec<String> {
    let answer: Value = serde_json::from_str(&answer.unwrap_err()).unwrap();
    let problems = answer
        .pointer("/error/problems")
        .unwrap()
        .as_array()
        .unwrap();
    let code = |one: &Value| {
        format!(
            "{} {}",
            one["code"].as_str().unwrap(),
            one["path"].as_str().unwrap()
        )
    };
    problems.iter().map(code).collect()
}

#[test]
fn a_history_gives_the_same_answers_as_its_events() {
    let (first, second) = (model(20), model(30));
    let history = history(&first);
    let mut about_leads = 0;
    for operation in OPERATIONS {
        let mut request = json!({});
        for argument in operation.arguments {
            match argument.name {
                "profile" => request["profile"] = json!({ "lead": "L-7", "size": 12 }),
                "as_of" => request["as_of"] = json!("2026-11-22"),
                "other_as_of" => request["other_as_of"] = json!("2026-11-30"),
                "from" => request["from"] = json!("2026-11-21"),
                "to" => request["to"] = json!("2026-12-05"),
                "horizon_days" => request["horizon_days"] = json!(20),
                _ => {}
            }
        }
        let (_, most) = operation.models;
        let models = &[&first, &second][..most];
        let call = Call {
            history: Some(&history),
            ..Call::new(operation.name, models)
        };
        let answer = call.answer(&request.to_string());
        if !operation.arguments.contains(&&wire::EVENTS) {
            assert_eq!(codes(answer), ["wrong_history "], "{}", operation.name);
            continue;
        }
        request["events"] = events();
        let answer = answer.unwrap();
        assert_eq!(
            answer,
            wire::call(operation.name, models, &request.to_string()),
            "{}",
            operation.name
        );
        assert!(!answer.contains("error"), "{answer}");
        about_leads += 1;
        // A request cannot have both events and a history.
        assert_eq!(
            codes(call.answer(&request.to_string())),
            ["unknown_key /events"]
        );
    }
    assert_eq!(about_leads, 5);
}

#[test]
fn a_history_cannot_be_assessed_before_its_latest_event() {
    let model = model(20);
    let (history, models) = (history(&model), [&model]);
    let asked = [
        ("assess", json!({ "as_of": "2026-11-20" }), "/as_of"),
        ("explain", json!({ "as_of": "2026-11-20" }), "/as_of"),
        ("next_change", json!({ "as_of": "2026-11-20" }), "/as_of"),
        (
            "compare",
            json!({ "as_of": "2026-11-22", "other_as_of": "2026-11-20" }),
            "/other_as_of",
        ),
        (
            "timeline",
            json!({ "from": "2026-11-20", "to": "2026-11-25" }),
            "/from",
        ),
    ];
    for (operation, request, path) in asked {
        let call = Call {
            history: Some(&history),
            ..Call::new(operation, &models)
        };
        let answer = call.answer(&request.to_string());
        assert_eq!(
            codes(answer),
            [format!("as_of_before_latest {path}")],
            "{operation}"
        );
    }
}

#[test]
fn events_are_observed_one_at_a_time() {
    let model = model(20);
    let mut history = History::default();
    let mut seen = |event: &str| wire::observe(&mut history, &model, event, Numbers::Nearest);
    let visit = r#"{"event": "visit", "at": "2026-11-20T10:00:00Z", "id": "e-1"}"#;
    assert_eq!(seen(visit).unwrap(), r#"{"rejects":[],"seen":"counted"}"#);
    assert_eq!(seen(visit).unwrap(), r#"{"rejects":[],"seen":"again"}"#);
    assert!(
        seen(r#"{"event": "visit", "at": "soon"}"#)
            .unwrap()
            .ends_with(r#""seen":"rejected"}"#)
    );
    assert_eq!(
        seen(r#"{"event": "wedding", "at": "2026-11-20"}"#).unwrap(),
        r#"{"rejects":[],"seen":"unknown"}"#
    );
    assert_eq!(codes(seen("{")), ["syntax "]);
    assert_eq!(
        codes(wire::observe_all(
            &mut history,
            &model,
            "{}",
            Numbers::Nearest
        )),
        ["wrong_type "]
    );
    let info = wire::forget_ids_before(&mut history, &model, "2026-11-21").unwrap();
    let info: Value = serde_json::from_str(&info).unwrap();
    assert_eq!(
        info,
        json!({
            "events": 1, "latest": "2026-11-20T10:00:00Z", "forgotten_before": "2026-11-21", "id_conflicts": 0,
            "rejected": 1, "refused": 0, "unknown_events": { "names": [{ "event": "wedding", "count": 1 }], "rest": 0 },
        })
    );
    assert_eq!(
        codes(wire::forget_ids_before(&mut history, &model, "soon")),
        ["bad_date "]
    );
    assert_eq!(
        wire::observe(&mut history, &model, visit, Numbers::Nearest).unwrap(),
        r#"{"rejects":[],"seen":"forgotten"}"#
    );
}

#[test]
fn exact_numbers_distinguish_what_doubles_do_not() {
    let text = r#"{ "format": 1, "name": "n", "attributes": { "n": { "type": "number" }, "m": { "type": "number" } },
        "segments": { "same": { "fact": "profile.n", "eq": { "fact": "profile.m" } } } }"#;
    let model = Model::from_json(text).unwrap();
    let request =
        r#"{"as_of": "2026-11-22", "profile": {"n": 9007199254740993, "m": 9007199254740992}}"#;
    let models = [&model];
    let same = |numbers| {
        let call = Call {
            numbers,
            ..Call::new("assess", &models)
        };
        call.answer(request)
            .unwrap()
            .contains(r#""segments":["same"]"#)
    };
    assert!(same(Numbers::Nearest));
    assert!(!same(Numbers::Exact));
}

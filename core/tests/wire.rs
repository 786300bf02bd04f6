//! Requests and answers in the form of the bindings.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "tests stop at once and say where"
)]

use leadgrade::{Model, wire};
use serde_json::{Value, json};

fn model() -> Model {
    let text = "format = 1\nname = \"n\"\ntimezone = \"Europe/Berlin\"\n[attributes]\nsize = { type = \"number\" }\n\
                [signals.visit]\npoints = 10\n[engagement]\n[[fit.criteria]]\nname = \"size\"\nfact = \"profile.size\"\n\
                cases = [{ gte = 10, points = 50 }]\n";
    wire::compile(text, wire::Format::Toml).unwrap()
}

fn call(operation: &str, request: &Value) -> Value {
    serde_json::from_str(&wire::call(operation, &[&model()], &request.to_string())).unwrap()
}

/// Code, path, message and help of every problem.
fn problems(answer: &str) -> Vec<String> {
    let answer: Value = serde_json::from_str(answer).unwrap();
    let list = answer["error"]["problems"].as_array().unwrap().clone();
    let text = |problem: &Value, key: &str| problem[key].as_str().unwrap().to_owned();
    list.iter()
        .map(|problem| {
            let [code, path, message, help] =
                ["code", "path", "message", "help"].map(|key| text(problem, key));
            format!("[{code}] {path}: {message} ({help})")
        })
        .collect()
}

#[test]
fn every_operation_answers() {
    let visit = json!({ "event": "visit", "at": "2026-11-22T00:30:00" });
    let lead =
        json!({ "as_of": "2026-11-22", "profile": { "lead": 7, "size": 12 }, "events": [visit] });
    let assessed = call("assess", &lead);
    assert_eq!(assessed["assessment"]["lead"], "7");
    assert_eq!(
        assessed["assessment"]["as_of"],
        "2026-11-22T22:59:59.999999Z"
    );
    assert_eq!(assessed["assessment"]["cell"], "C5");
    assert_eq!(assessed["report"]["without_offset"], 1);
    let explained = call("explain", &lead);
    assert_eq!(explained["assessment"], assessed["assessment"]);
    assert_eq!(explained["explanation"]["fit"]["entries"][0]["points"], 50);
    let mut two = lead.clone();
    two["other_as_of"] = "2026-11-21".into();
    let compared = call("compare", &two);
    assert_eq!(compared["engagement"]["difference"], -10);
    let mut fading = lead.clone();
    fading["horizon_days"] = 30.0.into();
    assert_eq!(call("next_change", &fading), Value::Null);
    let days = json!({ "from": "2026-11-21", "to": " 2026-11-22 ", "events": lead["events"], "every": "number" });
    let rows = call("timeline", &days);
    assert_eq!(rows[0]["day"], "2026-11-21");
    assert_eq!(rows[1]["day"], "2026-11-22");
    assert_eq!(rows[1]["assessment"]["engagement"]["points"], 10);
    assert_eq!(rows.as_array().unwrap().len(), 2);
    assert_eq!(call("info", &json!({}))["timezone"], "Europe/Berlin");
    assert_eq!(call("run_tests", &json!({})), json!([]));
    let document = call("document", &json!({}));
    assert_eq!(document["signals"]["visit"]["event"], "visit");
    for operation in wire::OPERATIONS {
        let answer = wire::call(operation.name, &[&model()], "");
        let required = operation.arguments.iter().any(|argument| argument.required);
        assert_eq!(
            answer.contains("missing_key"),
            required,
            "{}",
            operation.name
        );
    }
}

#[test]
fn a_lead_is_not_compared_with_itself() {
    let (one, two) = (model(), model());
    let request = r#"{"as_of": "2026-11-22"}"#;
    let alone = [
        "[missing_key] /other_as_of: there is nothing to compare with (expected `other_as_of`, another model, or both)",
    ];
    assert_eq!(problems(&wire::call("compare", &[&one], request)), alone);
    let null = r#"{"as_of": "2026-11-22", "other_as_of": null}"#;
    assert_eq!(problems(&wire::call("compare", &[&one], null)), alone);
    let history = leadgrade::History::default();
    let models = [&one];
    let call = wire::Call {
        history: Some(&history),
        ..wire::Call::new("compare", &models)
    };
    assert_eq!(problems(&call.answer(request).unwrap_err()), alone);
    let compared = wire::call("compare", &[&one, &two], request);
    assert!(!compared.contains("error"), "{compared}");
}

#[test]
fn wrong_requests_get_every_problem_with_its_place() {
    let say =
        |operation: &str, request: &str| problems(&wire::call(operation, &[&model()], request));
    assert_eq!(
        say("asses", "{}"),
        ["[unknown_operation] : unknown operation `asses` (did you mean `assess`?)"]
    );
    assert_eq!(
        say("assess", r#"{"profil": {}, "events": null}"#),
        [
            "[unknown_key] /profil: `profil` is not known here (did you mean `profile`?)",
            "[missing_key] /as_of: `as_of` is missing (expected an instant such as `2026-11-22T09:30:00Z` or a date such as \
             `2026-11-22`, which means its end)",
        ]
    );
    assert_eq!(
        say(
            "assess",
            r#"{"profile": 7, "events": {}, "as_of": "today"}"#
        ),
        [
            "[wrong_type] /profile: found a number (expected an object of attributes, and `lead`)",
            "[wrong_type] /events: found an object (expected a list of events)",
            "[unreadable_instant] /as_of: found `today` (expected an instant such as `2026-11-22T09:30:00Z` or a date such as \
             `2026-11-22`, which means its end)",
        ]
    );
    for (as_of, code) in [
        ("1732267800000", "wrong_type"),
        ("\"1732267800\"", "unreadable_instant"),
    ] {
        let found = say("assess", &format!(r#"{{"as_of": {as_of}}}"#)).join("\n");
        assert!(
            found.starts_with(&format!("[{code}] /as_of: found `1732267800")),
            "{found}"
        );
        assert!(
            found.ends_with("; convert seconds or milliseconds since 1970 first)"),
            "{found}"
        );
    }
    assert_eq!(
        say("assess", r#"{"as_of": "2350-01-01"}"#),
        [
            "[out_of_range] /as_of: found `2350-01-01` (expected an instant in the years 1900 to 2200)"
        ]
    );
    assert_eq!(
        say("assess", "{\"as_of\":"),
        ["[syntax] : invalid JSON at line 1 column 9 (a request is one JSON object)"]
    );
    assert_eq!(
        say("assess", "[]"),
        ["[wrong_type] : found a list (a request is one JSON object)"]
    );
    assert_eq!(
        say(
            "assess",
            r#"{"as_of": "2026-11-22", "profile": [null, 7, 8]}"#
        ),
        [
            "[wrong_type] /profile: found a list with null, a number (expected an object of attributes, and `lead`)"
        ]
    );
    assert_eq!(
        say("info", r#"{"a": 1}"#),
        ["[unknown_key] /a: `a` is not known here (nothing is allowed here)"]
    );
    let none = problems(&wire::call("assess", &[], "{}"));
    assert_eq!(
        none,
        ["[wrong_models] : `assess` was called with 0 models (it takes 1)"]
    );
}

#[test]
fn invalid_spans_of_days() {
    let say =
        |operation: &str, request: &str| problems(&wire::call(operation, &[&model()], request));
    let horizon = |days: &str| {
        let request = format!(r#"{{"as_of": "2026-11-22", "horizon_days": {days}}}"#);
        say("next_change", &request).concat()
    };
    let allowed = "expected a whole number of days from 1 to 3,650";
    for days in ["0", "3651", "-1", "1e999"] {
        let found = format!("[out_of_range] /horizon_days: found `{days}` ({allowed})");
        assert_eq!(horizon(days), found);
    }
    assert_eq!(
        horizon("1.5"),
        format!("[not_whole] /horizon_days: found `1.5` ({allowed})")
    );
    // The help for another type starts with the help for a number out of range.
    assert_eq!(
        horizon("\"90\""),
        format!("[wrong_type] /horizon_days: found a text ({allowed}; default 90)")
    );
    assert_eq!(
        say(
            "timeline",
            r#"{"from": "soon", "to": "1850-01-01", "every": "day"}"#
        ),
        [
            "[bad_date] /from: found `soon` (expected a date such as `2026-11-22`)",
            "[out_of_range] /to: found `1850-01-01` (expected a date in the years 1900 to 2200)",
            "[not_allowed] /every: found `day` (expected `label` or `number`)",
        ]
    );
    assert_eq!(
        say("timeline", r#"{"from": "2026-11-22T09:30:00Z", "to": 7}"#),
        [
            "[bad_date] /from: found `2026-11-22T09:30:00Z` (expected a date such as `2026-11-22`)",
            "[wrong_type] /to: found a number (expected a date such as `2026-11-22`)",
        ]
    );
    assert_eq!(
        say("timeline", r#"{"from": "2026-11-22", "to": "2026-11-21"}"#),
        [
            "[wrong_order] /to: `to` is `2026-11-21`, which is before `from`, `2026-11-22` (`to` is not before `from`)"
        ]
    );
    // 2016-11-23 plus 3,649 days: ten years with three leap days, minus one day.
    assert_eq!(
        say("timeline", r#"{"from": "2016-11-23", "to": "2026-11-21"}"#),
        [
            "[out_of_range] /to: from `2016-11-23` to `2026-11-21` are more than 3,650 days (at most 3,650 days)"
        ]
    );
    assert!(
        wire::call(
            "timeline",
            &[&model()],
            r#"{"from": "2016-11-23", "to": "2026-11-20"}"#
        )
        .starts_with('[')
    );
}

#[test]
fn unusable_values_are_rejected_by_themselves() {
    let request = r#"{"as_of": "2026-11-22", "profile": {"size": 1e999}, "events": [
        {"event": "visit", "at": "2026-11-22"}, {"event": "\ud800", "at": "2026-11-22"}, "visit"]}"#;
    let answer: Value = serde_json::from_str(&wire::call("assess", &[&model()], request)).unwrap();
    assert_eq!(answer["assessment"]["engagement"]["points"], 10);
    let rejects = answer["report"]["rejects"].as_array().unwrap();
    let codes: Vec<_> = rejects
        .iter()
        .map(|reject| (&reject["row"], &reject["column"], &reject["code"]))
        .collect();
    assert_eq!(
        json!(codes),
        json!([
            [0, "size", "not_finite"],
            [1, "event", "not_unicode"],
            [2, "at", "missing"]
        ])
    );
}

#[test]
fn an_invalid_model_answers_like_an_invalid_request() {
    let refused = wire::compile("format = 1", wire::Format::Toml).unwrap_err();
    assert_eq!(
        problems(&refused),
        ["[missing_key] /name: `name` is missing (`name` is required here)"]
    );
}

/// `schema/surface.json` is what the tests of other languages read.
#[test]
fn the_committed_surface_equals_that_of_the_core() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("schema/surface.json");
    let current = serde_json::to_string_pretty(&wire::surface()).unwrap() + "\n";
    if std::env::var_os("LEADGRADE_WRITE").is_some() {
        std::fs::write(&path, &current).unwrap();
    }
    let committed = std::fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(
        committed, current,
        "run the tests with LEADGRADE_WRITE=1 and read what changed"
    );
}

//! `assess_jsonl`: one request per line in, one answer per line out.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test stops at once and says where"
)]

mod common;

use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};

use leadgrade_examples::json_lines::Session;
use serde_json::{Value, json};

fn ask(line: &[u8]) -> Value {
    serde_json::from_str(&Session::default().answer(line)).unwrap()
}

/// The problems of an answer, each as `code path message (help)`.
fn problems(line: &[u8]) -> Vec<String> {
    let answer = ask(line);
    let problems = answer["error"]["problems"].as_array().unwrap();
    let text = |problem: &Value, key: &str| problem[key].as_str().unwrap().to_owned();
    let all = |one| {
        ["code", "path", "message", "help"]
            .map(|key| text(one, key))
            .join(" | ")
    };
    problems.iter().map(all).collect()
}

fn request(more: &Value) -> Vec<u8> {
    let mut request = json!({"model": common::MODEL, "as_of": "2026-11-22"});
    for (key, value) in more.as_object().unwrap() {
        request[key] = value.clone();
    }
    request.to_string().into_bytes()
}

const SHAPE: &str = "a line is one JSON object with `model` and `as_of`, and optionally `profile`, `events`, `explain` and `next_change`";
const OBJECT: &str = "a request is one JSON object";
const INSTANT: &str = "expected an instant such as `2026-11-22T09:30:00Z` or a date such as `2026-11-22`, which means its end";

#[test]
fn an_assessment_is_in_canonical_form() {
    let more = json!({"profile": {"lead": 7, "employees": 120}, "events": [{"event": "visit", "at": "2026-11-22"}]});
    let answer = Session::default().answer(&request(&more));
    assert!(
        answer.starts_with(
            r#"{"activity":{"days_since":0},"as_of":"2026-11-22T22:59:59.999999Z","cell":"B5","#
        ),
        "{answer}"
    );
    assert_eq!(
        serde_json_canonicalizer::to_string(&ask(&request(&more))).unwrap(),
        answer
    );
}

#[test]
fn an_explanation_comes_with_assessment_and_report() {
    let more = json!({"explain": true, "profile": {"employees": "many"}, "events": [{"event": "veiw", "at": "2026-11-22"}]});
    let answer = ask(&request(&more));
    assert_eq!(answer["assessment"]["cell"], "E5");
    assert_eq!(
        answer["explanation"]["to_next"]["unknown"],
        json!([{"criterion": "size", "most": 60}])
    );
    assert_eq!(answer["report"]["rejects"][0]["column"], "employees");
    let unknown = answer["report"]["unknown_events"].to_string();
    assert!(unknown.contains("veiw"), "{unknown}");
}

#[test]
fn a_next_change_comes_with_assessment_and_report() {
    let visits: Vec<Value> = (0..3)
        .map(|_| json!({"event": "visit", "at": "2026-11-22"}))
        .collect();
    let model = common::MODEL.replace(
        "points = 10",
        "points = 10\ndecay = { half_life_days = 30 }",
    );
    let mut more = json!({"model": model, "next_change": true, "events": visits});
    let answer = ask(&request(&more));
    let keys: Vec<&String> = answer.as_object().unwrap().keys().collect();
    assert_eq!(keys, ["assessment", "next_change", "report"]);
    assert_eq!(answer["assessment"]["engagement"]["rank"], 4);
    // 30 points are below 20 when 2^(-d/30) is below 2/3: d > 30 * log2(1.5) = 17.5.
    let change = &answer["next_change"];
    assert_eq!(change["day"], "2026-12-10");
    assert_eq!(
        change["changes"],
        json!([{"label": "rank", "from": 4, "to": 5}, {"label": "ready", "from": true, "to": false}])
    );
    more["explain"] = true.into();
    let explained = ask(&request(&more));
    assert_eq!(explained["next_change"], *change);
    assert_eq!(explained["explanation"]["engagement"]["points"], 30);
    // There are no events, so no points fade.
    more["events"] = json!([]);
    assert_eq!(ask(&request(&more))["next_change"], Value::Null);
}

#[test]
fn a_number_beyond_all_doubles_rejects_only_itself() {
    let model = json!(common::MODEL);
    let line = format!(
        r#"{{"model":{model},"as_of":"2026-11-22","explain":true,"profile":{{"employees":1e999}},"events":[{{"event":"visit","at":"2026-11-22"}}]}}"#
    );
    let answer = ask(line.as_bytes());
    assert_eq!(answer["report"]["rejects"][0]["code"], "not_finite");
    assert_eq!(answer["assessment"]["engagement"]["points"], 10);
}

#[test]
fn lines_that_are_not_a_request() {
    assert_eq!(
        problems(b""),
        [format!("syntax |  | the line is empty | {SHAPE}")]
    );
    assert_eq!(
        problems(b"{\"a"),
        [format!(
            "syntax |  | invalid JSON at line 1 column 3 | {OBJECT}"
        )]
    );
    assert_eq!(
        problems(b"[]"),
        [format!("wrong_type |  | found a list | {OBJECT}")]
    );
    assert_eq!(
        problems(b"\"x"),
        [format!(
            "syntax |  | invalid JSON at line 1 column 2 | {OBJECT}"
        )]
    );
    assert_eq!(
        problems(b"a\xff"),
        [format!(
            "not_unicode |  | invalid UTF-8 at byte 1 | {SHAPE}"
        )]
    );
}

#[test]
fn all_missing_and_wrong_parts_are_reported_at_once() {
    let line = br#"{"as_off": 1, "profile": [], "events": {}, "explain": 1, "next_change": "yes", "profile": {}}"#;
    assert_eq!(
        problems(line),
        [
            "unknown_key | /as_off | `as_off` is not known here | did you mean `as_of`?".to_owned(),
            "duplicate_key | /profile | `profile` stands here twice | one is enough".to_owned(),
            "missing_key | /model | `model` is missing | expected a model document as an object, or a text that holds TOML or JSON".to_owned(),
            format!("missing_key | /as_of | `as_of` is missing | {INSTANT}"),
            "wrong_type | /explain | found a number | expected `true` or `false`".to_owned(),
            "wrong_type | /next_change | found a text | expected `true` or `false`".to_owned(),
            "wrong_type | /profile | found a list | expected an object of attributes, and `lead`".to_owned(),
            "wrong_type | /events | found an object | expected a list of events".to_owned(),
        ]
    );
}

#[test]
fn an_instant_that_cannot_be_used() {
    let of = |as_of: Value| problems(&request(&json!({"as_of": as_of})));
    assert_eq!(
        of(json!("soon")),
        [format!(
            "unreadable_instant | /as_of | found `soon` | {INSTANT}"
        )]
    );
    assert_eq!(
        of(json!(3)),
        [format!(
            "wrong_type | /as_of | found `3` | {INSTANT}; convert seconds or milliseconds since 1970 first"
        )]
    );
    assert_eq!(
        of(json!("2300-01-01")),
        [
            "out_of_range | /as_of | found `2300-01-01` | expected an instant in the years 1900 to 2200"
        ]
    );
}

#[test]
fn problems_of_the_model_keep_their_own_path() {
    let of = |model: Value| problems(&request(&json!({"model": model})));
    let missing = "missing_key | /name | `name` is missing | `name` is required here";
    assert_eq!(of(json!({"format": 1})), [missing]);
    assert_eq!(of(json!("format = 1")), [missing]);
    assert_eq!(of(json!("{\"format\": 1}")), [missing]);
    assert_eq!(
        of(json!(true)),
        [
            "wrong_type | /model | found a flag | expected a model document as an object, or a text that holds TOML or JSON"
        ]
    );
    let line = request(&json!({"model": "format = 1\n\n[x]\nname = 1"}));
    assert_eq!(ask(&line)["error"]["problems"][1]["line"], 3);
}

#[test]
fn a_byte_order_mark_is_ignored() {
    let plain = Session::default().answer(&request(&json!({})));
    assert!(plain.contains("\"cell\":\"E5\""), "{plain}");
    let document = r#"{"format": 1, "name": "x"}"#;
    let of = |model: Value| Session::default().answer(&request(&json!({ "model": model })));
    let expected = of(json!(document));
    assert!(expected.starts_with("{\"activity\""), "{expected}");
    for before in ["\u{feff}", "\u{feff} \n", " \n\u{feff}"] {
        assert_eq!(
            of(json!(format!("{before}{document}"))),
            expected,
            "{before:?}"
        );
    }
    assert_eq!(of(json!(format!("\u{feff}{}", common::MODEL))), plain);
    let line = [&b"\xef\xbb\xbf"[..], &request(&json!({}))].concat();
    assert_eq!(Session::default().answer(&line), plain);
    assert_eq!(
        problems(b"\xef\xbb\xbf"),
        [format!("syntax |  | the line is empty | {SHAPE}")]
    );
}

#[test]
fn half_a_surrogate_pair_rejects_only_its_own_value() {
    let line = br#"{"model":{"format":1,"name":"x","attributes":{"title":{"type":"text"},"size":{"type":"number"}},
        "fit":{"criteria":[{"name":"size","fact":"profile.size","cases":[{"gte":1,"points":5}]}]}},
        "as_of":"2026-11-22","explain":true,"profile":{"title":"\ud800","size":2}}"#;
    let answer = ask(line);
    let reject = &answer["report"]["rejects"][0];
    assert_eq!(reject["code"], "not_unicode");
    assert_eq!(reject["column"], "title");
    assert_eq!(answer["assessment"]["fit"]["points"], 5);
}

#[test]
fn a_program_can_wait_for_each_answer() {
    let mut child = Command::new(common::program("assess_jsonl"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = child.stdin.take().unwrap();
    let mut output = BufReader::new(child.stdout.take().unwrap());
    for employees in [5, 500] {
        let mut line = request(&json!({"profile": {"employees": employees}}));
        line.push(b'\n');
        input.write_all(&line).unwrap();
        let mut answer = String::new();
        output.read_line(&mut answer).unwrap();
        assert!(
            answer.contains(if employees > 100 {
                "\"cell\":\"B5\""
            } else {
                "\"cell\":\"E5\""
            }),
            "{answer}"
        );
    }
    // A last line without a line break is answered too.
    input.write_all(b"{").unwrap();
    drop(input);
    let mut rest = String::new();
    output.read_line(&mut rest).unwrap();
    assert!(rest.starts_with("{\"error\":"));
    assert!(child.wait().unwrap().success());
}

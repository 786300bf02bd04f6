//! Histories from untrusted bytes: an error, quickly and in little memory, or a
//! history that can be used like any other.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests stop at once and say where"
)]

use leadgrade::{Event, History, Model, Profile};
use leadgrade_gen::Dice;
use serde_json::{Value, json};

/// A history of one visit, of which a part is replaced.
fn altered(pointer: &str, value: Value) -> Result<History, leadgrade::HistoryError> {
    let mut history = json!({
        "format": 1, "intake": ["event visit", "zone UTC"], "forgotten_before": null,
        "latest": "2026-11-20T10:00:00Z", "kinds": [[0]], "interests": [],
        "counted": [{ "kind": 0, "interests": [], "days": [{ "day": "2026-11-20", "count": 1, "valued": 1, "thousandths": 5 }] }],
        "products": [], "switches": [],
        "kept": [{ "id": "e-1", "event": "visit", "at": "2026-11-20T10:00:00Z", "thousandths": 5, "properties": [], "conflict": false }],
        "noted": { "rejected": 0, "refused": 0, "without_offset": 0, "id_conflicts": 0, "unknown_events": [], "unknown_rest": 0 },
    });
    *history.pointer_mut(pointer).unwrap() = value;
    History::from_json(&history.to_string())
}

fn refused(pointer: &str, value: Value) -> String {
    altered(pointer, value).unwrap_err().to_string()
}

#[test]
fn sums_of_any_size_are_checked() {
    assert!(altered("/format", json!(1)).is_ok());
    let run = "the history cannot be read: a count, sum or day is out of range";
    let sum = "/counted/0/days/0/thousandths";
    let least: Value = serde_json::from_str(&i64::MIN.to_string()).unwrap();
    assert_eq!(refused(sum, json!(1_000_000_000_001_i64)), run);
    assert_eq!(refused(sum, least.clone()), run);
    let text = altered("/format", json!(1)).unwrap().to_json();
    let text = text.replace(
        "\"thousandths\":5,\"valued\"",
        &format!("\"thousandths\":\"{}\",\"valued\"", i128::MIN),
    );
    assert!(text.contains("-1701411834"));
    assert_eq!(History::from_json(&text).unwrap_err().to_string(), run);
    let event = "the history cannot be read: an event with an id is invalid";
    assert_eq!(
        refused("/kept/0/thousandths", json!(1_000_000_000_001_i64)),
        event
    );
    assert_eq!(refused("/kept/0/thousandths", least), event);
}

/// A history without events, of an intake that came from outside.
fn with_intake(labels: &[String]) -> Result<History, leadgrade::HistoryError> {
    let text = altered("/format", json!(1)).unwrap().to_json();
    let mut empty: Value = serde_json::from_str(&text).unwrap();
    for list in ["kinds", "counted", "kept"] {
        empty[list] = json!([]);
    }
    empty["latest"] = Value::Null;
    empty["intake"] = json!(labels);
    History::from_json(&empty.to_string())
}

#[test]
fn an_intake_holds_entries_in_order_and_one_zone() {
    let of = |labels: &[&str]| {
        let labels: Vec<String> = labels.iter().map(|label| (*label).to_owned()).collect();
        with_intake(&labels)
            .map(|_| ())
            .map_err(|error| error.to_string())
    };
    let says = |what: &str| Err(format!("the history cannot be read: its intake {what}"));
    assert_eq!(of(&["event a", "event b", "zone UTC"]), Ok(()));
    assert_eq!(
        of(&["event b", "event a", "zone UTC"]),
        says("is not sorted")
    );
    assert_eq!(
        of(&["event a", "event a", "zone UTC"]),
        says("is not sorted")
    );
    assert_eq!(of(&["", "zone UTC"]), says("has an unknown entry"));
    assert_eq!(
        of(&["event a", "time UTC", "zone UTC"]),
        says("has an unknown entry")
    );
    assert_eq!(of(&["event a"]), says("must name one zone"));
    assert_eq!(of(&["zone A", "zone B"]), says("must name one zone"));
    // Two labels in one text count as two.
    assert_eq!(of(&["event a\nzone UTC"]), Ok(()));
    assert_eq!(of(&["event a\n\nzone UTC"]), says("is not sorted"));
    // A carriage return is part of the name.
    let odd = with_intake(&["event a\r".to_owned(), "zone UTC".to_owned()]).unwrap();
    assert_eq!(
        History::from_json(&odd.to_json()).unwrap().to_bytes(),
        odd.to_bytes()
    );
}

/// Comparing each label with every other would take hours.
#[test]
fn long_intakes_are_compared_quickly() {
    let of = |step: usize| {
        let mut labels: Vec<String> = (0..300_000)
            .map(|at| format!("event {:07}", at * step))
            .collect();
        labels.push("zone UTC".to_owned());
        with_intake(&labels).unwrap()
    };
    let (mut one, other) = (of(2), of(3));
    assert_eq!(one.merge(&other).unwrap_err().code(), "other_intake");
    let signals: String = (0..1_000).map(|at| format!("s{at} = {{}}\n")).collect();
    let model =
        Model::from_toml(&format!("format = 1\nname = \"n\"\n[signals]\n{signals}")).unwrap();
    let as_of = model.as_of("2026-11-22").unwrap();
    let lacks = model
        .recall(&Profile::default(), &one)
        .assess(as_of)
        .unwrap_err();
    assert_eq!(lacks.code(), "history_lacks");
}

#[test]
fn large_sums_are_the_same_in_json() {
    let (history, by_text) = (altered("/format", json!(1)).unwrap(), "/counted/0/days/0");
    let of = |count: u64, sum: &str| {
        altered(
            by_text,
            json!({ "day": "2026-11-20", "count": count, "valued": count, "thousandths": sum }),
        )
        .unwrap()
    };
    // 9,008 values of 10^9 minus a thousandth add up to more than 2^53 thousandths.
    let large = of(9_008, "9007999999990992");
    assert!(
        large
            .to_json()
            .contains(r#""thousandths":"9007999999990992""#)
    );
    assert_eq!(
        History::from_json(&large.to_json()).unwrap().to_bytes(),
        large.to_bytes()
    );
    let exact = of(9_008, "9007199254740991");
    assert!(
        exact
            .to_json()
            .contains(r#""thousandths":9007199254740991"#)
    );
    assert_eq!(
        History::from_json(&exact.to_json()).unwrap().to_bytes(),
        exact.to_bytes()
    );
    assert_ne!(history, large);
}

#[test]
fn counters_are_saturated() {
    let model = Model::from_toml("format = 1\nname = \"n\"\n[signals.visit]").unwrap();
    let noted = json!({
        "rejected": u64::MAX, "refused": u64::MAX, "without_offset": u64::MAX, "id_conflicts": u64::MAX,
        "unknown_events": [["other", u64::MAX]], "unknown_rest": u64::MAX,
    });
    let mut history = altered("/noted", noted).unwrap();
    let at = |at: &str| Event::new("visit", at).id("e-1");
    let day = leadgrade::Day::parse("2026-11-21").unwrap();
    for event in [
        Event::new("", ""),
        at("2026-11-19T10:00:00"),
        Event::new("other", "2026-11-19"),
    ] {
        history.observe(&model, &event).unwrap();
    }
    history.forget_ids_before(&model, day).unwrap();
    history.observe(&model, &at("2026-11-19")).unwrap();
    history.observe_all(&model, &[at("2026-11-22")]).unwrap();
    history.merge(&history.clone()).unwrap();
    assert_eq!(
        (
            history.rejected(),
            history.refused(),
            history.id_conflicts()
        ),
        (u64::MAX, u64::MAX, u64::MAX)
    );
    // When written, they are capped at the largest number that JSON represents exactly.
    let again = History::from_json(&history.to_json()).unwrap();
    assert_eq!(again.to_bytes(), history.to_bytes());
    assert_eq!(again.rejected(), (1 << 53) - 1);
}

/// Different texts of 64 bytes with one value of the hash of the `rustc-hash` crate.
fn colliding(count: usize) -> Vec<String> {
    let mix = |a: u64, b: u64| {
        let product = u128::from(a) * u128::from(b);
        let half = |part: u128| u64::try_from(part & u128::from(u64::MAX)).unwrap();
        half(product) ^ half(product >> 64)
    };
    // The first block leaves a known state; where that is a text it can stand
    // in the third one, whose product with anything is then 0.
    let (first, state) = (0..100_000_u32)
        .find_map(|at| {
            let first = format!("{at:016}");
            let word =
                |at: usize| u64::from_le_bytes(first.as_bytes()[at..at + 8].try_into().unwrap());
            let state = mix(
                0x243f_6a88_85a3_08d3 ^ word(0),
                0xa409_3822_299f_31d0 ^ word(8),
            );
            let text = String::from_utf8(state.to_le_bytes().to_vec()).ok()?;
            text.bytes()
                .all(|byte| (0x20..0x7f).contains(&byte))
                .then_some((first, text))
        })
        .unwrap();
    let rest = "-".repeat(16);
    (0..count)
        .map(|at| format!("{first}{rest}{state}{at:08}{rest}"))
        .collect()
}

/// Comparing each name with every other of its hash would take many minutes.
#[test]
fn colliding_interests_are_read_quickly() {
    let names = colliding(100_000);
    let hash =
        |name: &String| std::hash::BuildHasher::hash_one(&rustc_hash::FxBuildHasher, name.as_str());
    assert!(
        names.iter().all(|name| hash(name) == hash(&names[0])),
        "the test is idle"
    );
    let history = altered("/interests", json!(names)).unwrap();
    let again = History::from_bytes(&history.to_bytes()).unwrap();
    assert!(again == history);
}

#[test]
fn every_part_is_checked() {
    let says = |pointer: &str, value: Value| {
        let message = refused(pointer, value);
        message
            .strip_prefix("the history cannot be read: ")
            .unwrap()
            .to_owned()
    };
    assert_eq!(
        says("/format", json!(2)),
        "its format is 2, this version reads 1"
    );
    assert_eq!(says("/intake", json!([])), "it has no intake");
    let forgotten = "`forgotten_before` is out of range";
    for day in ["1899-12-30", "2201-01-03"] {
        assert_eq!(says("/forgotten_before", json!(day)), forgotten);
    }
    for kinds in [json!([[1]]), json!([[2]]), json!([[]]), json!([[0, 0]])] {
        assert_eq!(
            says("/kinds", kinds),
            "a kind of events is not in its intake"
        );
    }
    assert_eq!(
        says("/kinds", json!([[0], [0]])),
        "a kind of events or an interest occurs twice"
    );
    assert_eq!(
        says("/interests", json!(["a", "a"])),
        "a kind of events or an interest occurs twice"
    );
    for (pointer, value) in [
        ("/counted/0/kind", json!(1)),
        ("/counted/0/interests", json!([0])),
    ] {
        assert_eq!(
            says(pointer, value),
            "counted events have an unknown kind or interest"
        );
    }
    let day = |day: &str, count: u64, valued: u64, sum: i64| json!({ "day": day, "count": count, "valued": valued, "thousandths": sum });
    for run in [
        day("2026-11-20", 0, 0, 0),
        day("2026-11-20", 1, 2, 0),
        day("2026-11-20", 1, 0, 1),
        day("1899-12-30", 1, 0, 0),
        day("2201-01-02", 1, 0, 0),
    ] {
        assert_eq!(
            says("/counted/0/days/0", run),
            "a count, sum or day is out of range"
        );
    }
    // The date is at most one day ahead of London, in Kiribati.
    assert!(
        altered(
            "/counted/0/days/0",
            day("2026-11-21", 1, 1, -1_000_000_000_000)
        )
        .is_ok()
    );
    assert_eq!(
        says("/counted/0/days/0", day("2026-11-22", 1, 0, 0)),
        "counted events are after `latest`"
    );
    assert_eq!(
        says("/latest", Value::Null),
        "counted events are after `latest`"
    );
    assert_eq!(
        says("/products", json!([{ "kind": 1, "names": ["a"] }])),
        "products have an unknown kind"
    );
    let switch = |at: &str| json!([{ "switch": 0, "value": null, "at": at, "on": true }]);
    let unread = says("/switches", switch("2026-11-20"));
    assert!(unread.starts_with("unexpected JSON at line 1 column "));
    assert_eq!(
        says("/switches", switch("2026-11-20T10:00:00Z")),
        "a switch is not in its intake"
    );
    for (key, value) in [("id", json!(" ")), ("event", json!(""))] {
        assert_eq!(
            says(&format!("/kept/0/{key}"), value),
            "an event with an id is invalid"
        );
    }
    for property in [
        json!(["at", { "text": "a" }]),
        json!(["a", { "wide": "1.5" }]),
        json!(["a", { "wide": "9".repeat(40) }]),
    ] {
        assert_eq!(
            says("/kept/0/properties", json!([property])),
            "a property of an event is invalid"
        );
    }
    let names: Vec<Value> = (0..1_001).map(|at| json!([at.to_string(), 1])).collect();
    assert_eq!(
        says("/noted/unknown_events", json!(names)),
        "it lists too many unknown events"
    );
    let too_many = altered("/counted/0/days/0/count", json!(1_000_000_000_001_u64)).unwrap_err();
    assert_eq!(too_many.code(), "history_too_large");
}

#[test]
fn switches_turn_before_the_latest_event() {
    let intake = json!(["event visit", "switch 0", "zone UTC"]);
    let mut history: Value =
        serde_json::from_str(&altered("/format", json!(1)).unwrap().to_json()).unwrap();
    history["intake"] = intake;
    let mut at = |at: &str| {
        history["switches"] = json!([{ "switch": 1, "value": null, "at": at, "on": true }]);
        History::from_json(&history.to_string()).map_err(|error| error.to_string())
    };
    assert!(at("2026-11-20T10:00:00Z").is_ok());
    let late = "the history cannot be read: a switch is turned after `latest`";
    assert_eq!(at("2026-11-20T10:00:00.000001Z").unwrap_err(), late);
}

#[test]
fn texts_that_are_not_a_history() {
    let says = |text: &str| {
        let message = History::from_json(text).unwrap_err().to_string();
        message
            .strip_prefix("the history cannot be read: ")
            .unwrap()
            .to_owned()
    };
    assert_eq!(says(""), "invalid JSON at line 1 column 0");
    assert_eq!(says("{\n\"a"), "invalid JSON at line 2 column 2");
    assert_eq!(says("[]"), "unexpected JSON at line 1 column 2");
    assert_eq!(
        says("{\"history\": 1}"),
        "unexpected JSON at line 1 column 10"
    );
    assert_eq!(
        says("{\"format\": \"1\"}"),
        "unexpected JSON at line 1 column 14"
    );
    let deep = "[".repeat(1_000_000);
    assert_eq!(says(&deep), "unexpected JSON at line 1 column 1");
}

#[test]
fn a_full_history_rejects_events_and_stays_unchanged() {
    let model = Model::from_toml("format = 1\nname = \"n\"\n[signals.visit]").unwrap();
    let full = altered("/counted/0/days/0/count", json!(1_000_000_000_000_u64)).unwrap();
    let mut history = full.clone();
    let day = leadgrade::Day::parse("2026-11-21").unwrap();
    let message = "the history would count more than 1000000000000 events";
    let refusals = [
        history
            .observe(&model, &Event::new("visit", "2026-11-21"))
            .unwrap_err(),
        history
            .observe_all(&model, &[Event::new("visit", "2026-11-21")])
            .unwrap_err(),
        history.forget_ids_before(&model, day).unwrap_err(),
        history.merge(&full).unwrap_err(),
    ];
    for error in refusals {
        assert_eq!(
            (error.code(), error.to_string().as_str()),
            ("history_too_large", message)
        );
        assert_eq!(error.help(), "leave out events that came more than once");
    }
    assert_eq!(history, full);
    let as_of = model.as_of("2026-11-22").unwrap();
    let found = model
        .recall(&Profile::default(), &history)
        .assess(as_of)
        .unwrap();
    assert_eq!(
        serde_json::to_value(&found).unwrap()["activity"]["days_since"],
        Value::Null
    );
}

/// Bytes with the checksum that they should have.
fn sealed(mut bytes: Vec<u8>) -> Vec<u8> {
    let check = crc32fast::hash(&bytes);
    bytes.extend(check.to_le_bytes());
    bytes
}

/// What was read can be used: stored, merged, asked.
fn usable(history: &History, model: &Model) {
    let bytes = history.to_bytes();
    assert_eq!(History::from_bytes(&bytes).unwrap().to_bytes(), bytes);
    assert_eq!(
        History::from_json(&history.to_json()).unwrap().to_bytes(),
        bytes
    );
    let mut twice = history.clone();
    if let Err(error) = twice.merge(history) {
        assert_eq!(error.code(), "history_too_large");
    }
    for as_of in ["1970-01-01", "2026-11-22", "2200-12-30"] {
        let as_of = model.as_of(as_of).unwrap();
        let _ = model.recall(&Profile::default(), history).explain(as_of);
    }
}

#[test]
fn random_bytes_are_not_a_history() {
    let mut dice = Dice::new(1);
    for length in (0..2_000).map(|at| at % 200) {
        let random: Vec<u8> = (0..length)
            .map(|_| u8::try_from(dice.below(256)).unwrap())
            .collect();
        assert!(History::from_bytes(&random).is_err());
        let headed = [b"LG\x01", &random[..]].concat();
        assert!(History::from_bytes(&headed).is_err());
        assert!(History::from_bytes(&sealed(headed)).is_err());
    }
}

#[test]
fn changed_histories_are_an_error_or_usable() {
    let (mut used, mut refused) = (0, 0);
    for seed in 0..400 {
        let mut dice = Dice::new(seed);
        let case = leadgrade_gen::case(seed);
        let model = Model::from_value(&case.model).unwrap();
        let events: Vec<Event> = case
            .leads
            .iter()
            .flat_map(|lead| &lead.events)
            .map(Event::from_json)
            .collect();
        let good = model.history(&events).0.to_bytes();
        for _ in 0..20 {
            let mut bad = good[..good.len() - 4].to_vec();
            for _ in 0..1 + dice.below(3) {
                let at = 3 + dice.below(bad.len() - 3);
                bad[at] = u8::try_from(dice.below(256)).unwrap();
            }
            match History::from_bytes(&sealed(bad)) {
                Ok(history) => {
                    used += 1;
                    usable(&history, &model);
                }
                Err(error) => {
                    refused += 1;
                    assert!(
                        ["unreadable_history", "history_too_large"].contains(&error.code()),
                        "{error}"
                    );
                }
            }
        }
    }
    assert!(
        used > 1_000 && refused > 1_000,
        "{used} used, {refused} refused"
    );
}

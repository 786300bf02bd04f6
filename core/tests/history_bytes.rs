//! The stored form of histories: bytes and texts computed by hand from
//! `docs/history.md`, so that the form cannot change unnoticed. Truncated or changed
//! bytes are an error. Small enough for Miri.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests stop at once and say where"
)]

use leadgrade::{Day, Event, History, Model, Observation, Value};

/// A visit without a value, one with 2.5, and one with an id.
fn visits() -> History {
    let model = Model::from_toml("format = 1\nname = \"n\"\n[signals.visit]").unwrap();
    let visit = |at: &str| Event::new("visit", at);
    let events = [
        visit("1970-01-01T00:00:00.000064Z").value(2.5),
        visit("1969-12-31T23:59:59Z"),
        visit("1970-01-01T00:00:00.000001Z").id("e"),
    ];
    model.history(&events).0
}

/// [`visits`] in bytes: the meaning of each part.
const VISITS: &[(&str, &str)] = &[
    ("4c4701", "`LG` and the version"),
    ("01", "format 1"),
    (
        "14 6576656e742076697369740a7a6f6e6520555443",
        "intake, 20 bytes: `event visit`, `zone UTC`",
    ),
    ("00", "nothing is forgotten"),
    ("01 8001", "the latest: 64 microseconds after 1970"),
    ("01 01 00", "one kind: the first entry of the intake"),
    ("00", "no interests"),
    (
        "01 00 00 02",
        "counted: one group, of the first kind without interests, two days",
    ),
    (
        "01 01 00",
        "the day before 1970-01-01: one event without a value",
    ),
    (
        "02 01 01 01 8827",
        "a day later: one event, one value, 2,500 thousandths",
    ),
    ("00", "no products"),
    ("00", "no switches"),
    (
        "01 0165 057669736974 02 00 00 00",
        "one event with an id: `e`, `visit`, 1 microsecond; nothing else",
    ),
    ("000000000000", "nothing was noted"),
    ("3f1a2c27", "CRC-32, least byte first"),
];

/// A history with something in every part.
fn everything() -> History {
    let model = Model::from_toml(
        r#"
        format = 1
        name = "n"
        properties.topic = { type = "tags" }
        signals = { join = {}, leave = {} }
        purchases = { signals = "join", product = "topic" }
        interests = { property = "topic" }
        switches.lists = { on = "join", off = "leave", by = "topic" }
        "#,
    )
    .unwrap();
    let mut history = History::default();
    history.forget_ids_before(&model, Day(0)).unwrap();
    let join = |at: &str| Event::new("join", at);
    let some = Value::List(vec!["a".into(), Value::Null]);
    let counted = [
        join("1970-01-01T00:00:00.000001Z").with("topic", vec!["b", "a"]),
        Event::new("leave", "1970-01-01T00:00:00Z"),
        join("1970-01-01T00:00:00.000003Z")
            .id(7)
            .value(-0.001)
            .with("topic", some),
    ];
    for event in &counted {
        assert_eq!(history.observe(&model, event), Ok(Observation::Counted));
    }
    assert_eq!(
        history.observe(&model, &join("1970-01-01T00:00:01").id(7)),
        Ok(Observation::Again)
    );
    assert_eq!(
        history.observe(&model, &join("1969-12-31").id(8)),
        Ok(Observation::Forgotten)
    );
    assert_eq!(
        history.observe(&model, &Event::new("x", "1970-01-01")),
        Ok(Observation::Unknown)
    );
    assert!(matches!(
        history.observe(&model, &join("soon")),
        Ok(Observation::Rejected(_))
    ));
    history
}

/// [`everything`] in bytes.
const EVERYTHING: &[(&str, &str)] = &[
    ("4c4701", "`LG` and the version"),
    ("01", "format 1"),
    (
        "5f 6576656e74206a6f696e0a6576656e74206c656176650a",
        "intake, 95 bytes: `event join`, `event leave`,",
    ),
    (
        "696e7465726573747320746f70696320746167730a",
        "`interests topic tags`,",
    ),
    (
        "70726f6475637420746f70696320746167730a",
        "`product topic tags`,",
    ),
    (
        "73776974636820653034636163383237306462653437310a",
        "`switch e04cac8270dbe471`,",
    ),
    ("7a6f6e6520555443", "`zone UTC`"),
    ("01 00", "forgotten before 1970-01-01"),
    ("01 02", "the latest: 1 microsecond after 1970"),
    ("02 01 00 01 01", "kinds: joins, leaves"),
    ("02 0161 0162", "interests `a` and `b`"),
    ("02", "counted: two groups"),
    (
        "00 02 00 01 01 00 01 00",
        "joins with `a` and `b`: one on 1970-01-01",
    ),
    (
        "01 00 01 00 01 00",
        "leaves without interests: one on that day",
    ),
    ("01 00 02 0161 0162", "products of joins: `a` and `b`"),
    ("03", "switches, three"),
    ("04 00 00 00", "entry 4, all values: at 0, off"),
    ("04 01 0161 02 01", "`a`: at 1 microsecond, on"),
    ("04 01 0162 02 01", "`b`: the same"),
    (
        "01 0137 046a6f696e 06 01 01",
        "one event with an id: `7`, `join`, 3 microseconds, -1 thousandth,",
    ),
    (
        "01 05746f706963 04 02 01 0161 00",
        "`topic`, tags, two: `a` and null",
    ),
    ("01", "other contents came too"),
    (
        "01 01 01 00",
        "noted: 1 rejected, 1 refused, 1 without offset, no forgotten conflict",
    ),
    ("01 0178 01 00", "unknown: `x` once, no others"),
    ("9c709fbb", "CRC-32, least byte first"),
];

fn bytes(parts: &[(&str, &str)]) -> Vec<u8> {
    let digits: Vec<u8> = parts
        .iter()
        .flat_map(|(hex, _)| hex.bytes().filter(|byte| *byte != b' '))
        .collect();
    let byte = |pair: &[u8]| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap();
    digits.chunks(2).map(byte).collect()
}

fn histories() -> [(History, Vec<u8>); 2] {
    [(visits(), bytes(VISITS)), (everything(), bytes(EVERYTHING))]
}

#[test]
fn bytes_are_as_described() {
    for (history, bytes) in histories() {
        assert_eq!(history.to_bytes(), bytes);
        let read = History::from_bytes(&bytes).unwrap();
        assert_eq!(read, history);
        assert_eq!(read.to_bytes(), bytes);
    }
}

#[test]
fn texts_are_as_described() {
    let text = concat!(
        r#"{"counted":[{"days":[{"count":1,"day":"1969-12-31"},{"count":1,"day":"1970-01-01","thousandths":2500,"valued":1}],"interests":[],"kind":0}],"#,
        r#""forgotten_before":null,"format":1,"intake":["event visit","zone UTC"],"interests":[],"#,
        r#""kept":[{"at":"1970-01-01T00:00:00.000001Z","conflict":false,"event":"visit","id":"e","properties":[],"thousandths":null}],"#,
        r#""kinds":[[0]],"latest":"1970-01-01T00:00:00.000064Z","#,
        r#""noted":{"id_conflicts":0,"refused":0,"rejected":0,"unknown_events":[],"unknown_rest":0,"without_offset":0},"products":[],"switches":[]}"#,
    );
    assert_eq!(visits().to_json(), text);
    let text = concat!(
        r#"{"counted":[{"days":[{"count":1,"day":"1970-01-01"}],"interests":[0,1],"kind":0},{"days":[{"count":1,"day":"1970-01-01"}],"interests":[],"kind":1}],"#,
        r#""forgotten_before":"1970-01-01","format":1,"#,
        r#""intake":["event join","event leave","interests topic tags","product topic tags","switch e04cac8270dbe471","zone UTC"],"interests":["a","b"],"#,
        r#""kept":[{"at":"1970-01-01T00:00:00.000003Z","conflict":true,"event":"join","id":"7","properties":[["topic",{"tags":["a",null]}]],"thousandths":-1}],"#,
        r#""kinds":[[0],[1]],"latest":"1970-01-01T00:00:00.000001Z","#,
        r#""noted":{"id_conflicts":0,"refused":1,"rejected":1,"unknown_events":[["x",1]],"unknown_rest":0,"without_offset":1},"#,
        r#""products":[{"kind":0,"names":["a","b"]}],"#,
        r#""switches":[{"at":"1970-01-01T00:00:00Z","on":false,"switch":4,"value":null},{"at":"1970-01-01T00:00:00.000001Z","on":true,"switch":4,"value":"a"},"#,
        r#"{"at":"1970-01-01T00:00:00.000001Z","on":true,"switch":4,"value":"b"}]}"#,
    );
    assert_eq!(everything().to_json(), text);
    for (history, bytes) in histories() {
        let read = History::from_json(&history.to_json()).unwrap();
        assert_eq!(read, history);
        assert_eq!(read.to_bytes(), bytes);
    }
}

#[test]
fn the_empty_history_is_its_own() {
    let empty = History::default();
    let parts = [
        ("4c4701 01 000000000000000000 000000000000", ""),
        ("f615a405", ""),
    ];
    assert_eq!(empty.to_bytes(), bytes(&parts));
    assert!(History::from_bytes(&empty.to_bytes()).unwrap().is_empty());
    assert!(History::from_json(&empty.to_json()).unwrap().is_empty());
}

/// The message of an error.
fn refused(bytes: &[u8]) -> String {
    let error = History::from_bytes(bytes).unwrap_err();
    assert_eq!(error.code(), "unreadable_history");
    let message = error.to_string();
    message
        .strip_prefix("the history cannot be read: ")
        .unwrap()
        .to_owned()
}

#[test]
fn errors_say_what_is_wrong() {
    let good = bytes(VISITS);
    assert_eq!(refused(b""), "it is too short");
    assert_eq!(refused(&good[..6]), "it is too short");
    assert_eq!(
        refused(b"{\"format\":1}"),
        "its first bytes are not those of a history"
    );
    let mut later = good.clone();
    later[2] = 2;
    assert_eq!(refused(&later), "its format is 2, this version reads 1");
    assert_eq!(
        refused(&good[..40]),
        "its checksum is wrong: it was truncated or changed"
    );
    let mut body = good[..good.len() - 4].to_vec();
    body.push(0);
    assert_eq!(refused(&sealed(&body)), "bytes follow after its end");
    assert_eq!(
        refused(&sealed(&body[..40])),
        "its content is not a history"
    );
    body.pop();
    body[3] = 2;
    assert_eq!(
        refused(&sealed(&body)),
        "its format is 2, this version reads 1"
    );
}

/// Bytes with the checksum that they should have.
fn sealed(body: &[u8]) -> Vec<u8> {
    let mut crc = !0_u32;
    for byte in body {
        crc ^= u32::from(*byte);
        for _ in 0..8 {
            crc = crc >> 1 ^ if crc & 1 == 1 { 0xedb8_8320 } else { 0 };
        }
    }
    [body, &(!crc).to_le_bytes()].concat()
}

#[test]
fn every_truncation_is_an_error() {
    for (_, good) in histories() {
        assert_eq!(sealed(&good[..good.len() - 4]), good);
        for end in 0..good.len() {
            refused(&good[..end]);
            refused(&good[good.len() - end..]);
            // With a correct checksum, as only a deliberately wrong writer produces it.
            let cut = sealed(&good[..end]);
            if cut != good {
                refused(&cut);
            }
        }
    }
}

#[test]
fn every_flipped_bit_is_an_error() {
    for (_, good) in histories() {
        for bit in 0..good.len() * 8 {
            let mut bad = good.clone();
            bad[bit / 8] ^= 1 << (bit % 8);
            refused(&bad);
        }
    }
}

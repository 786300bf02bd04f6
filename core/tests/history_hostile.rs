//! Histories that came from anywhere: an error that says so, soon and in
//! little memory, or a history that can be used like any other.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests stop at once and say where"
)]

use leadgrade::History;
use serde_json::{Value, json};

/// A history of one visit, of which a part is replaced.
fn altered(pointer: &str, value: Value) -> Result<History, leadgrade::HistoryError> {
    let mut history = json!({
        "format": 1, "intake": ["event visit", "zone UTC"], "forgotten_before": null,
        "latest": "2026-11-20T10:00:00Z", "kinds": [[0]], "interests": [],
        "counted": [{ "kind": 0, "interests": [], "days": [{ "day": "2026-11-20", "count": 1, "valued": 1, "thousandths": 5 }] }],
        "products": [], "switches": [],
        "kept": [{ "id": "e-1", "event": "visit", "at": "2026-11-20T10:00:00Z", "thousandths": 5, "properties": [], "unread": null, "conflict": false }],
        "noted": { "rejected": 0, "refused": 0, "without_offset": 0, "id_conflicts": 0, "unknown_events": [], "unknown_rest": 0 },
    });
    *history.pointer_mut(pointer).unwrap() = value;
    History::from_json(&history.to_string())
}

fn refused(pointer: &str, value: Value) -> String {
    altered(pointer, value).unwrap_err().to_string()
}

#[test]
fn sums_of_any_size_are_looked_at() {
    assert!(altered("/format", json!(1)).is_ok());
    let run = "the history cannot be read: a count, sum or day is impossible";
    let sum = "/counted/0/days/0/thousandths";
    let least: Value = serde_json::from_str(&i64::MIN.to_string()).unwrap();
    assert_eq!(refused(sum, json!(1_000_000_000_001_i64)), run);
    assert_eq!(refused(sum, least.clone()), run);
    let text = altered("/format", json!(1)).unwrap().to_json();
    let text = text.replace(
        "\"thousandths\":5,\"valued\"",
        &format!("\"thousandths\":{},\"valued\"", i128::MIN),
    );
    assert!(text.contains("-1701411834"));
    assert_eq!(History::from_json(&text).unwrap_err().to_string(), run);
    let event = "the history cannot be read: an event with an id is impossible";
    assert_eq!(
        refused("/kept/0/thousandths", json!(1_000_000_000_001_i64)),
        event
    );
    assert_eq!(refused("/kept/0/thousandths", least), event);
}

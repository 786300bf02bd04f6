//! Histories from arbitrary bytes.

use std::sync::LazyLock;

use leadgrade::{History, Model, Profile};

/// A model that reads everything that events can contain.
pub(crate) static MODEL: LazyLock<Model> = LazyLock::new(|| {
    Model::from_toml(
        r#"
        format = 1
        name = "reads everything"
        timezone = "Europe/Berlin"
        properties = { topic = { type = "tags" }, path = { type = "text" }, score = { type = "number" } }
        [signals]
        visit = { points = 10, limit_per_day = 1, limit = 5 }
        pricing = { event = "visit", where = { fact = "event.path", starts_with = "/pricing" }, points = 2 }
        large = { event = "order", where = { fact = "event.value", gte = 100 } }
        order = { points_per_unit = 0.1 }
        join = {}
        leave = {}
        [purchases]
        signals = "order"
        product = "topic"
        [interests]
        property = "topic"
        stages = [{ name = "known" }, { name = "bought", when = { fact = "interest.purchases.count", gte = 1 } }]
        [switches]
        lists = { on = "join", off = "leave", by = "topic" }
        any = { on = "join", off = "leave" }
        [buying_cycle]
        length = { observed = "mean", prior = { days = 90, weight = 2 } }
        [engagement]
        decay = { half_life_days = 30 }
        [readiness]
        "#,
    )
    .expect("it is a valid model")
});

/// `History::from_bytes` returns an error with a message, or a history that can be stored, merged
/// and assessed. The bytes are also tried as a body with a correct checksum, which random bytes
/// would never have.
pub fn history_bytes(data: &[u8]) {
    check(History::from_bytes(data));
    check(History::from_bytes(&sealed(data)));
}

/// The same property for JSON text.
pub fn history_json(data: &[u8]) {
    if let Ok(text) = std::str::from_utf8(data) {
        check(History::from_json(text));
    }
}

/// A body with its header and a correct checksum.
pub(crate) fn sealed(body: &[u8]) -> Vec<u8> {
    let mut bytes = [b"LG\x01", body].concat();
    let check = crc32fast::hash(&bytes);
    bytes.extend(check.to_le_bytes());
    bytes
}

fn check(read: Result<History, leadgrade::HistoryError>) {
    let history = match read {
        Ok(history) => history,
        Err(error) => {
            assert!(["unreadable_history", "history_too_large"].contains(&error.code()));
            assert!(!error.to_string().is_empty());
            return;
        }
    };
    let bytes = history.to_bytes();
    let again = History::from_bytes(&bytes).expect("what was written is read");
    assert!(again == history);
    assert_eq!(again.to_bytes(), bytes);
    let text = history.to_json();
    let again = History::from_json(&text).expect("what was written is read");
    assert_eq!((again.to_json(), again.to_bytes()), (text, bytes));

    let mut twice = history.clone();
    if let Err(error) = twice.merge(&history) {
        assert_eq!(error.code(), "history_too_large");
    }
    for at in [
        "1899-12-31T23:59:59-01:00",
        "2026-11-22",
        "2200-12-31T23:59:59Z",
    ] {
        let as_of = MODEL.as_of(at).expect("it is an instant");
        match MODEL.recall(&Profile::default(), &history).explain(as_of) {
            Ok(found) => drop(found.to_canonical_json()),
            Err(error) => assert!(["history_lacks", "as_of_before_latest"].contains(&error.code())),
        }
    }
    for event in crate::lead().1 {
        if let Err(error) = twice.observe(&MODEL, &event) {
            assert!(["other_intake", "history_too_large"].contains(&error.code()));
        }
    }
    let _ = twice.forget_ids_before(&MODEL, leadgrade::Day(20_000));
    assert!(History::from_bytes(&twice.to_bytes()).expect("what was written is read") == twice);
}

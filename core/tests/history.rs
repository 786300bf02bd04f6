//! Histories by hand: what they hold, which model they serve, and every
//! refusal with its words.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests stop at once and say where"
)]

use leadgrade::{Assessment, Day, Event, History, HistoryError, Model, Profile, Seen};
use serde_json::Value;

fn model(text: &str) -> Model {
    Model::from_toml(&format!("format = 1\nname = \"n\"\n{text}"))
        .unwrap_or_else(|error| panic!("{error}"))
}

fn history(model: &Model, events: &[Event]) -> History {
    let (history, report) = model.history(events);
    assert!(report.rejects.is_empty(), "{report:?}");
    history
}

/// The assessment by a history; it is the one by its events.
fn assess(model: &Model, history: &History, events: &[Event], as_of: &str) -> Value {
    let as_of = model.as_of(as_of).unwrap();
    let found = model
        .assess_history(&Profile::default(), history, as_of)
        .unwrap();
    let whole = model.assess(&Profile::default(), events, as_of);
    assert_eq!(text(&found), text(&whole));
    serde_json::to_value(found).unwrap()
}

fn text(assessment: &Assessment) -> String {
    assessment.to_canonical_json()
}

fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

/// Everything that an error says: code, message, help.
fn says(error: &HistoryError) -> [String; 3] {
    let problem = error.problem("/history");
    assert_eq!(
        (problem.path.as_str(), problem.code),
        ("/history", error.code())
    );
    [problem.code.to_owned(), problem.message, problem.help]
}

#[test]
fn one_event_that_two_models_read_is_the_same_in_any_order_of_merging() {
    let of = |purchases: &str| {
        model(&format!(
            "properties.sku = {{ type = \"text\" }}\nsignals = {{ order = {{}}, other = {{}} }}\npurchases = {{ signals = \"{purchases}\", product = \"sku\" }}"
        ))
    };
    let order = |sku: &str| Event::new("order", "2026-11-20").id("o-1").with("sku", sku);
    let pieces: Vec<History> = [
        ("order", "a"),
        ("other", "a"),
        ("order", "b"),
        ("other", "b"),
    ]
    .map(|(purchases, sku)| history(&of(purchases), &[order(sku)]))
    .into();
    for (at, one) in pieces.iter().enumerate() {
        for other in &pieces[at..] {
            let (mut left, mut right) = (one.clone(), other.clone());
            left.merge(other).unwrap();
            right.merge(one).unwrap();
            assert_eq!(left, right);
            for third in &pieces {
                let (mut before, mut rest) = (left.clone(), one.clone());
                before.merge(third).unwrap();
                rest.merge(third).unwrap();
                let mut after = other.clone();
                after.merge(&rest).unwrap();
                assert_eq!(before, after);
            }
        }
    }
    assert_eq!(pieces[0].id_conflicts(), 0);
    let mut same = pieces[0].clone();
    same.merge(&pieces[1]).unwrap();
    assert_eq!((same.id_conflicts(), same.events()), (0, 1));
}

//! The same vectors with histories: merged from random pieces, and stored and
//! restored. Both must give the stated assessment and explanation.

use leadgrade::{Event, History, Instant, Model};
use leadgrade_gen::Dice;
use serde_json::{Value, json};

use super::{differ, events, every_case, profile, same};

/// The parts of a report that depend on the events that count. Rejects and
/// repeated rows are reported only when they arrive.
const COUNTED: [&str; 3] = ["without_value", "unknown_events", "id_conflicts"];

#[test]
fn every_case_by_random_splits_and_merges() {
    let mut dice = Dice::new(9);
    every_case(|model, case| {
        let mut wrong = Vec::new();
        for _ in 0..4 {
            wrong.extend(failures(model, case, |events| {
                split(model, events, &mut dice)
            }));
        }
        wrong
    });
}

#[test]
fn every_case_by_stored_bytes() {
    every_case(|model, case| {
        failures(model, case, |events| {
            let mut history = History::default();
            for event in events {
                history.observe(model, event).unwrap();
                history = stored(&history);
            }
            let (whole, _) = model.history(events);
            assert!(events.is_empty() || history == whole);
            stored(&whole)
        })
    });
}

/// What is wrong with the history of a case.
fn failures(model: &Model, case: &Value, history: impl FnOnce(&[Event]) -> History) -> Vec<String> {
    if super::is_special(case) {
        return Vec::new();
    }
    let Ok(as_of) = model.as_of(case["as_of"].as_str().unwrap()) else {
        return Vec::new();
    };
    // The history has no events after the instant.
    let mut events = events(model, case);
    events.retain(|event| exists(model, event, as_of));
    let history = history(&events);
    let found = match model.recall(&profile(model, case), &history).explain(as_of) {
        Ok(found) => found,
        Err(error) => return vec![error.to_string()],
    };
    let mut wrong = Vec::new();
    let mut stated = |key: &str, found: Value| {
        if let Some(stated) = case.get(key) {
            differ(stated, Some(&found), &format!("{key}: "), &mut wrong);
        }
    };
    let assessment = found.assessment();
    stated("expect", super::parsed(assessment));
    stated(
        "explain",
        serde_json::from_str(&found.to_canonical_json()).unwrap(),
    );
    let report = json!(assessment.report());
    for key in COUNTED {
        if let Some(counted) = case.pointer(&format!("/report/{key}")) {
            differ(counted, report.get(key), key, &mut wrong);
        }
    }
    let alone = model
        .recall(&profile(model, case), &history)
        .assess(as_of)
        .unwrap();
    if !same(&super::parsed(&alone), &super::parsed(assessment)) {
        wrong.push("what is explained is another assessment".to_owned());
    }
    wrong
}

/// Whether an event is not after an instant; what cannot be read is not.
fn exists(model: &Model, event: &Event, as_of: Instant) -> bool {
    // An event with an id counts for the latest instant, whether or not a signal names it.
    let (alone, _) = model.history(&[event.clone().id("one")]);
    alone.latest().is_none_or(|at| at <= as_of)
}

/// The history of events that come in any order to up to four pieces, those
/// with ids up to three times, merged in any order.
fn split(model: &Model, events: &[Event], dice: &mut Dice) -> History {
    let mut pieces = vec![History::default(); 1 + dice.below(4)];
    let mut order: Vec<&Event> = events.iter().collect();
    dice.shuffle(&mut order);
    for event in order {
        for _ in 0..times(model, event, dice) {
            let at = dice.below(pieces.len());
            pieces[at].observe(model, event).unwrap();
        }
    }
    while pieces.len() > 1 {
        let one = pieces.swap_remove(dice.below(pieces.len()));
        let at = dice.below(pieces.len());
        pieces[at].merge(&one).unwrap();
    }
    pieces.remove(0)
}

/// How often an event comes.
fn times(model: &Model, event: &Event, dice: &mut Dice) -> usize {
    let (twice, _) = model.history(&[event.clone(), event.clone()]);
    let has_id = twice.events() == 1;
    if has_id { 1 + dice.below(3) } else { 1 }
}

fn stored(history: &History) -> History {
    let bytes = History::from_bytes(&history.to_bytes()).unwrap();
    let text = History::from_json(&history.to_json()).unwrap();
    assert!(bytes == *history && text.to_bytes() == history.to_bytes());
    bytes
}

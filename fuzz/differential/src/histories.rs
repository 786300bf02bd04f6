//! Histories: however a lead's events are split, ordered, repeated (with ids), merged and stored,
//! the assessment equals that of all events.

use leadgrade::{Event, Explanation, History, Instant, Model, Profile, Report};
use leadgrade_gen::{Dice, Lead, has_id};
use serde_json::{Value, json};

/// The differences between a history and all of its events.
pub fn compare_history(model: &Model, lead: &Lead, dice: &mut Dice, place: &str) -> Vec<String> {
    let read = (model.as_of(&lead.as_of), Profile::from_json(&lead.profile));
    let (Ok(as_of), Ok(profile)) = read else {
        return vec![format!("{place}: the lead cannot be read")];
    };
    let events = until(model, lead, as_of);
    let whole = model.explain(&profile, &alone(&events), as_of);
    match in_pieces(model, &events, dice) {
        Ok(history) => compare(
            model,
            &history,
            (&profile, as_of),
            (&whole, Replay::Same),
            place,
        ),
        Err(error) => vec![format!("{place} /history: {error}")],
    }
}

/// The differences between a changed model on an old history and on the events.
pub fn compare_replay(
    old: &Model,
    new: &Model,
    lead: &Lead,
    dice: &mut Dice,
    place: &str,
) -> Vec<String> {
    let read = (new.as_of(&lead.as_of), Profile::from_json(&lead.profile));
    let (Ok(as_of), Ok(profile)) = read else {
        return vec![format!("{place}: the lead cannot be read")];
    };
    let events = until(old, lead, as_of);
    let whole = new.explain(&profile, &alone(&events), as_of);
    match in_pieces(old, &events, dice) {
        Ok(history) => compare(
            new,
            &history,
            (&profile, as_of),
            (&whole, Replay::Changed),
            place,
        ),
        Err(error) => vec![format!("{place} /replay: {error}")],
    }
}

/// Which model assesses an old history.
#[derive(Clone, Copy, PartialEq)]
enum Replay {
    /// The model that observed the events.
    Same,
    /// Another model, which may read other properties of events with the same id and
    /// so find other conflicts.
    Changed,
}

fn compare(
    model: &Model,
    history: &History,
    (profile, as_of): (&Profile, Instant),
    (whole, replay): (&Explanation, Replay),
    place: &str,
) -> Vec<String> {
    let found = match model.recall(profile, history).explain(as_of) {
        Ok(found) => found,
        Err(error) => return vec![format!("{place} /history: {error}")],
    };
    let mut differences = Vec::new();
    let mut same = |what: &str, of_events: &str, of_history: &str| {
        let read = |text| serde_json::from_str::<Value>(text).unwrap_or_default();
        let place = format!("{place} /{what}");
        crate::compare(
            &read(of_events),
            &read(of_history),
            &place,
            &mut differences,
        );
    };
    let (before, after) = (whole.assessment(), found.assessment());
    same(
        "history",
        &before.to_canonical_json(),
        &after.to_canonical_json(),
    );
    same(
        "history_explained",
        &whole.to_canonical_json(),
        &found.to_canonical_json(),
    );
    let alone = model.recall(profile, history).assess(as_of);
    let alone = alone.map_or_else(|error| error.to_string(), |one| one.to_canonical_json());
    same("history_alone", &before.to_canonical_json(), &alone);
    let (before, after) = (before.report(), after.report());
    same("history_report", &counted(before), &counted(after));
    if replay == Replay::Same {
        same(
            "history_conflicts",
            &before.id_conflicts.to_string(),
            &after.id_conflicts.to_string(),
        );
    }
    differences
}

/// The parts of a report that depend on the events that count. Repeated rows and
/// rejects are reported only when they arrive.
fn counted(report: &Report) -> String {
    json!([report.without_value, report.unknown_events]).to_string()
}

/// An event, and whether it has an id.
type Row = (Event, bool);

/// The events up to an instant, and those that cannot be read.
fn until(model: &Model, lead: &Lead, as_of: Instant) -> Vec<Row> {
    // A readable event with an id has an instant, whether a signal uses it or not.
    let exists = |event: &Event| {
        let (history, _) = model.history(&[event.clone().id("one")]);
        history.latest().is_none_or(|at| at <= as_of)
    };
    let events = lead
        .events
        .iter()
        .map(|row| (Event::from_json(row), has_id(row)));
    events.filter(|(event, _)| exists(event)).collect()
}

fn alone(rows: &[Row]) -> Vec<Event> {
    rows.iter().map(|(event, _)| event.clone()).collect()
}

/// The history of events that arrive in pieces.
fn in_pieces(model: &Model, events: &[Row], dice: &mut Dice) -> Result<History, String> {
    let mut pieces = vec![History::default(); 1 + dice.below(4)];
    let mut order: Vec<&Row> = events.iter().collect();
    dice.shuffle(&mut order);
    for (event, has_id) in order {
        let times = if *has_id { 1 + dice.below(3) } else { 1 };
        for _ in 0..times {
            let at = dice.below(pieces.len());
            let piece = &mut pieces[at];
            piece
                .observe(model, event)
                .map_err(|error| error.to_string())?;
            if dice.below(8) == 0 {
                *piece = stored(piece, dice)?;
            }
        }
    }
    while pieces.len() > 1 {
        let one = pieces.swap_remove(dice.below(pieces.len()));
        let at = dice.below(pieces.len());
        pieces[at].merge(&one).map_err(|error| error.to_string())?;
    }
    let mut history = pieces.pop().unwrap_or_default();
    if dice.below(4) == 0 {
        let days = i32::try_from(dice.below(80_000)).unwrap_or_default();
        let day = leadgrade::Day(days - 20_000);
        history
            .forget_ids_before(model, day)
            .map_err(|error| error.to_string())?;
    }
    stored(&history, dice)
}

/// A history that was stored and restored.
fn stored(history: &History, dice: &mut Dice) -> Result<History, String> {
    let again = if dice.below(2) == 0 {
        History::from_bytes(&history.to_bytes())
    } else {
        History::from_json(&history.to_json())
    };
    let again = again.map_err(|error| error.to_string())?;
    if again == *history && again.to_bytes() == history.to_bytes() {
        Ok(again)
    } else {
        Err(format!(
            "stored {} came back as {}",
            history.to_json(),
            again.to_json()
        ))
    }
}

/// A model that reads events in the same way and scores them differently.
pub fn changed(model: &Value, dice: &mut Dice) -> Value {
    let mut model = model.clone();
    let names: Vec<String> = model["signals"]
        .as_object()
        .map(|signals| signals.keys().cloned().collect())
        .unwrap_or_default();
    let decays = [
        json!("none"),
        json!({ "half_life_days": 1 + dice.below(400) }),
        json!({ "linear_days": 1 + dice.below(400) }),
        json!({ "window_days": 1 + dice.below(90) }),
        json!({ "step_days": 1 + dice.below(60), "keep": 0.75 }),
        json!({ "table": [[0, 1], [3, 0.25], [40, 0.5]] }),
    ];
    let has_engagement = model.get("engagement").is_some();
    for (_, signal) in model["signals"].as_object_mut().into_iter().flatten() {
        let Some(signal) = signal.as_object_mut().filter(|_| has_engagement) else {
            continue;
        };
        for key in [
            "points",
            "points_per_unit",
            "limit",
            "limit_per_day",
            "min",
            "max",
            "group",
        ] {
            signal.remove(key);
        }
        let points = dice.below(2_001) as f64 / 8.0 - 125.0;
        match dice.below(4) {
            0 => drop(signal.insert("points_per_unit".into(), json!(points))),
            1 => {
                signal.insert("points".into(), json!(points));
                signal.insert("limit".into(), json!(1 + dice.below(4)));
                signal.insert("limit_per_day".into(), json!(1 + dice.below(3)));
            }
            2 => {
                signal.insert("points".into(), json!(points));
                signal.insert("max".into(), json!(dice.below(200)));
            }
            _ => drop(signal.insert("points".into(), json!(points))),
        }
        signal.insert("decay".into(), decays[dice.below(decays.len())].clone());
        signal.insert("activity".into(), json!(dice.below(2) == 0));
    }
    for section in ["purchases", "interests"] {
        if let Some(section) = model[section]
            .as_object_mut()
            .filter(|one| one.contains_key("signals"))
        {
            let some = names
                .iter()
                .filter(|_| dice.below(2) == 0)
                .collect::<Vec<_>>();
            if !some.is_empty() {
                section.insert("signals".into(), json!(some));
            }
        }
    }
    model
}

//! Laws of histories that hold for every model and lead, tested on generated ones.

use leadgrade::{Day, Event, History, Instant, Model, Profile};
use leadgrade_gen::{Case, Dice, has_id};
use proptest::prelude::*;
use serde_json::{Value, json};

fn cast(seed: u64) -> (Model, Case) {
    let case = leadgrade_gen::case(seed);
    let model = Model::from_value(&case.model).expect("generated models are valid");
    (model, case)
}

/// All events of a case as those of one lead, so that more ids are equal.
fn rows(case: &Case) -> Vec<Value> {
    case.leads
        .iter()
        .flat_map(|lead| lead.events.clone())
        .collect()
}

fn events(rows: &[Value]) -> Vec<Event> {
    rows.iter().map(Event::from_json).collect()
}

fn merged(one: &History, other: &History) -> History {
    let mut merged = one.clone();
    merged
        .merge(other)
        .expect("of one model, and nothing is forgotten");
    merged
}

/// Histories of events that are distributed at random.
fn dealt(model: &Model, events: &[Event], pieces: usize, dice: &mut Dice) -> Vec<History> {
    let mut all = vec![History::default(); pieces];
    for event in events {
        let piece = &mut all[dice.below(pieces)];
        piece.observe(model, event).expect("of one model");
    }
    all
}

fn assessed(model: &Model, history: &History, profile: &Profile, as_of: Instant) -> String {
    match model.recall(profile, history).explain(as_of) {
        Ok(found) => found.assessment().to_canonical_json() + &found.to_canonical_json(),
        Err(error) => error.to_string(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn merging_is_commutative_and_associative_to_the_byte(seed: u64) {
        let (model, case) = cast(seed);
        let mut dice = Dice::new(seed);
        let mut all = events(&rows(&case));
        // Some events are in several pieces; with ids they count once, without ids several times.
        let again: Vec<Event> = all.iter().filter(|_| dice.below(3) == 0).cloned().collect();
        all.extend(again);
        let pieces = dealt(&model, &all, 3, &mut dice);
        let [one, two, three] = &pieces[..] else { unreachable!() };
        let left = merged(&merged(one, two), three);
        for other in [
            merged(one, &merged(two, three)),
            merged(&merged(two, one), three),
            merged(three, &merged(one, two)),
            merged(&merged(three, two), one),
            merged(&merged(three, &History::default()), &merged(&History::default(), &merged(one, two))),
        ] {
            prop_assert_eq!(&left, &other);
            prop_assert_eq!(left.to_bytes(), other.to_bytes());
        }
        dice.shuffle(&mut all);
        let mut whole = History::default();
        for event in &all {
            whole.observe(&model, event).expect("of one model");
        }
        if !all.is_empty() {
            prop_assert_eq!(&left, &whole);
            prop_assert_eq!(left.to_bytes(), whole.to_bytes());
        }
    }

    #[test]
    fn events_with_ids_merge_with_themselves(seed: u64) {
        let (model, case) = cast(seed);
        let with_ids: Vec<Value> = rows(&case).into_iter().filter(has_id).collect();
        let (history, report) = model.history(&events(&with_ids));
        let twice = merged(&history, &history);
        prop_assert_eq!(&twice, &history);
        prop_assert_eq!(twice.id_conflicts(), report.id_conflicts);
        prop_assert_eq!(twice.events(), history.events());
    }

    #[test]
    fn forgetting_ids_changes_no_assessment_and_may_come_in_steps(seed: u64) {
        let (model, case) = cast(seed);
        let mut dice = Dice::new(seed);
        let (history, _) = model.history(&events(&rows(&case)));
        let mut days = [(); 3].map(|()| Day(i32::try_from(dice.below(4_000)).unwrap_or_default() + 18_000));
        days.sort();
        let (mut steps, mut at_once) = (history.clone(), history.clone());
        for day in days {
            steps.forget_ids_before(&model, day).expect("of one model");
        }
        at_once.forget_ids_before(&model, days[2]).expect("of one model");
        prop_assert_eq!(&steps, &at_once);
        prop_assert_eq!(steps.to_bytes(), at_once.to_bytes());
        prop_assert_eq!(steps.events() <= history.events(), true);
        for lead in &case.leads {
            let as_of = model.as_of(&lead.as_of).expect("generated instants can be read");
            let as_of = as_of.max(history.latest().unwrap_or(as_of));
            let profile = Profile::from_json(&lead.profile).expect("generated profiles are objects");
            let [before, after] = [&history, &steps].map(|history| assessed(&model, history, &profile, as_of));
            prop_assert_eq!(before, after);
        }
    }

    #[test]
    fn pieces_with_ids_of_their_own_may_forget_before_or_after_merging(seed: u64) {
        let (model, case) = cast(seed);
        let mut dice = Dice::new(seed);
        // `7`, `7.0` and `"7"` are one id.
        let id = |row: &Value| match &row["id"] {
            Value::String(text) => text.clone(),
            Value::Number(number) if number.is_f64() => format!("{:.0}", number.as_f64().unwrap_or_default() + 0.0),
            other => other.to_string(),
        };
        let (left, right): (Vec<Value>, Vec<Value>) = rows(&case).into_iter().partition(|row| id(row).len() % 2 == 0);
        let day = Day(i32::try_from(dice.below(4_000)).unwrap_or_default() + 18_000);
        let [mut left, mut right] = [left, right].map(|rows| model.history(&events(&rows)).0);
        let mut after = merged(&left, &right);
        for history in [&mut left, &mut right, &mut after] {
            history.forget_ids_before(&model, day).expect("of one model");
        }
        prop_assert_eq!(merged(&left, &right).to_bytes(), after.to_bytes());
    }

    #[test]
    fn a_model_that_reads_less_assesses_an_old_history_like_a_replay(seed: u64) {
        let (model, case) = cast(seed);
        let more = reads_more(&case.model);
        let more = Model::from_value(&more).expect("a model may read more");
        let mut dice = Dice::new(seed);
        for lead in &case.leads {
            let as_of = model.as_of(&lead.as_of).expect("generated instants can be read");
            let profile = Profile::from_json(&lead.profile).expect("generated profiles are objects");
            let mut rows = lead.events.clone();
            for row in rows.iter_mut().filter_map(Value::as_object_mut) {
                row.insert("extra".to_owned(), json!(["x", "Y", ""][dice.below(3)]));
            }
            // Only events up to the instant.
            let mut events = events(&rows);
            events.retain(|event| more.history(&[event.clone().id("one")]).0.latest().is_none_or(|at| at <= as_of));
            let mut pieces = dealt(&more, &events, 2, &mut dice);
            let history = merged(&pieces.remove(0), &pieces.remove(0));
            // Which event of an id counts is decided when it is observed.
            if history.id_conflicts() > 0 || history.is_empty() {
                continue;
            }
            let whole = model.explain(&profile, &events, as_of);
            let whole = whole.assessment().to_canonical_json() + &whole.to_canonical_json();
            prop_assert_eq!(assessed(&model, &history, &profile, as_of), whole);
            let continued = history.clone().observe(&model, &Event::new("visit", as_of));
            prop_assert_eq!(continued.map_err(|error| error.code()), Err("other_intake"));
        }
    }
}

/// The model, extended by everything that can be read from events.
fn reads_more(model: &Value) -> Value {
    let mut more = model.clone();
    let known: Vec<String> = model["signals"]
        .as_object()
        .into_iter()
        .flatten()
        .map(|(name, _)| name.clone())
        .collect();
    let section = |more: &mut Value, key: &str| {
        if !more[key].is_object() {
            more[key] = json!({});
        }
    };
    section(&mut more, "signals");
    section(&mut more, "properties");
    section(&mut more, "switches");
    more["properties"]["extra"] = json!({ "type": "text" });
    for name in known {
        let event = model["signals"][&name]["event"].as_str().unwrap_or(&name);
        let where_ = json!({ "fact": "event.value", "gte": 10 });
        more["signals"][format!("extra {name}")] = json!({ "event": event });
        more["signals"][format!("large {name}")] = json!({ "event": event, "where": where_ });
    }
    // Events that the generated model does not use.
    for (name, event) in [
        ("first", "unheard of"),
        ("second", "Page_View"),
        ("third", "order "),
        ("fourth", "ping"),
    ] {
        more["signals"][format!("unknown {name}")] = json!({ "event": event });
    }
    let (on, off) = (["unknown first", "unknown third"], "unknown second");
    more["switches"]["extra"] = json!({ "on": on, "off": off, "by": "extra" });
    if !more["interests"].is_object() {
        more["interests"] = json!({ "property": "extra" });
    }
    if more["purchases"].is_object() && more["purchases"]["product"].is_null() {
        more["purchases"]["product"] = json!("extra");
    }
    more
}

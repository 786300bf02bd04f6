//! Histories, with expectations computed by hand: their contents, the models that can
//! read them, and the messages of all errors.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests stop at once and say where"
)]

use leadgrade::{Assessment, Day, Event, History, HistoryError, Model, Observation, Profile};
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
        .recall(&Profile::default(), history)
        .assess(as_of)
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

/// The code, message and help of an error.
fn says(error: &HistoryError) -> [String; 3] {
    let problem = error.problem("/history");
    assert_eq!(
        (problem.path.as_str(), problem.code),
        ("/history", error.code())
    );
    [problem.code.to_owned(), problem.message, problem.help]
}

#[test]
fn purchases_do_not_decide_which_event_of_an_id_counts() {
    let of = |purchases: &str| {
        model(&format!(
            "properties.article = {{ type = \"text\" }}\nsignals = {{ order = {{}}, refill = {{}} }}\npurchases = {{ signals = \"{purchases}\", product = \"article\" }}"
        ))
    };
    // By name alone, `order` is the least; with the product, `refill` is.
    let events = [
        Event::new("order", "2026-11-20").id("o-1"),
        Event::new("refill", "2026-11-20")
            .id("o-1")
            .with("article", "a"),
    ];
    let as_of = of("order").as_of("2026-11-22").unwrap();
    for (observing, asking) in [("order", "refill"), ("refill", "order")] {
        let (kept, asking) = (history(&of(observing), &events), of(asking));
        let profile = Profile::default();
        let replay = asking.assess(&profile, &events, as_of);
        let found = asking.recall(&profile, &kept).assess(as_of).unwrap();
        assert_eq!(found.to_canonical_json(), replay.to_canonical_json());
        let text = found.to_canonical_json();
        let purchases = if observing == "order" { 1 } else { 0 };
        assert!(
            text.contains(&format!(r#""purchases":{{"count":{purchases},"#)),
            "{text}"
        );
    }
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

const VISIT: &str = "[signals.visit]\npoints = 10\n[engagement]";

fn visit(at: &str) -> Event {
    Event::new("visit", at)
}

#[test]
fn properties_that_a_history_lacks_are_named() {
    let small = history(&model(VISIT), &[visit("2026-11-20")]);
    let large = model(
        r#"
        timezone = "Asia/Riyadh"
        properties = { sku = { type = "text" }, about = { type = "tags" } }
        signals.pricing = { event = "visit", where = { fact = "event.sku", eq = "a" } }
        signals.visit = {}
        signals.order = {}
        signals.join = {}
        purchases = { signals = "order", product = "sku" }
        interests = { property = "about" }
        switches.list = { on = "join", off = [] }
        "#,
    );
    let as_of = large.as_of("2026-11-22").unwrap();
    let error = large
        .recall(&Profile::default(), &small)
        .assess(as_of)
        .unwrap_err();
    let [code, message, help] = says(&error);
    assert_eq!(code, "history_lacks");
    // Labels identify conditions and switches by 16 hex digits.
    let plain = |text: &str| {
        let hash = |word: &str| word.len() == 18 && word.starts_with('(') && word.ends_with(')');
        let words = text.split(' ').map(|word| {
            if hash(word.trim_end_matches(',')) {
                "(..)"
            } else {
                word
            }
        });
        words.collect::<Vec<_>>().join(" ")
    };
    assert_eq!(
        plain(&message),
        "the history does not hold what the model reads: event `join`, event `order`, interests by `about` (tags), products by `sku` (text), \
         a switch (..) event `visit` with a condition (..) time zone `Asia/Riyadh`"
    );
    assert_eq!(help, "rebuild the history from the events, with this model");
    assert_eq!(
        large
            .recall(&Profile::default(), &small)
            .explain(as_of)
            .unwrap_err(),
        error
    );
}

#[test]
fn only_models_that_read_the_same_continue_a_history() {
    let mut one = history(&model(VISIT), &[visit("2026-11-20")]);
    let (other, help) = (
        model("signals = { visit = {}, order = {} }"),
        "continue a history with models that read the same of events; for another model rebuild it from the events",
    );
    let message =
        "the intakes differ: only the history has nothing, only the other has event `order`";
    let error = one.observe(&other, &visit("2026-11-21")).unwrap_err();
    assert_eq!(says(&error), ["other_intake", message, help]);
    assert_eq!(one.observe_all(&other, &[]).unwrap_err(), error);
    assert_eq!(
        one.forget_ids_before(&other, day("2026-11-21"))
            .unwrap_err(),
        error
    );
    assert_eq!(one.merge(&history(&other, &[])).unwrap_err(), error);
    let zone = model(&format!("timezone = \"Europe/Berlin\"\n{VISIT}"));
    let error = one.observe(&zone, &visit("2026-11-21")).unwrap_err();
    let message = "the intakes differ: only the history has time zone `UTC`, only the other has time zone `Europe/Berlin`";
    assert_eq!(says(&error)[1], message);
    assert_eq!(one, history(&model(VISIT), &[visit("2026-11-20")]));
}

#[test]
fn points_decay_limits_and_names_may_change() {
    let events = [
        visit("2026-11-20"),
        visit("2026-11-20"),
        visit("2026-11-12"),
    ];
    let kept = history(&model(VISIT), &events);
    let points = |text: &str| {
        let found = assess(&model(text), &kept, &events, "2026-11-22");
        found["engagement"]["points"].to_string()
    };
    assert_eq!(points(VISIT), "30");
    // Two events of age 2, of which one counts per day, and one of age 10, which has half of its points left.
    let renamed = "[signals.seen]\nevent = \"visit\"\npoints = 8\nlimit_per_day = 1\ndecay = { table = [[0, 1], [10, 0.5]] }\n[engagement]";
    assert_eq!(points(renamed), "12");
    // Two signals in the place of one.
    let two = "[signals.seen]\nevent = \"visit\"\npoints = 1\n[signals.visit]\npoints = 2\ndecay = { window_days = 10 }\n[engagement]";
    assert_eq!(points(two), "7");
    // A model that reads less.
    let both =
        model("signals = { visit = { points = 1 }, order = { points = 5 } }\nengagement = {}");
    let events = [
        visit("2026-11-20"),
        Event::new("order", "2026-11-21").id("o-1"),
    ];
    let kept = history(&both, &events);
    assert_eq!(
        assess(&model(VISIT), &kept, &events, "2026-11-22")["engagement"]["points"],
        10
    );
    assert_eq!(
        assess(&both, &kept, &events, "2026-11-22")["engagement"]["points"],
        6
    );
}

#[test]
fn a_history_cannot_be_assessed_before_its_latest_event() {
    let model = model(VISIT);
    let events = [
        visit("2026-11-20T10:00:00Z"),
        visit("2026-11-20T10:00:00.000001Z").id("e"),
    ];
    for (events, latest) in [
        (&events[..], "2026-11-20T10:00:00.000001Z"),
        (&events[..1], "2026-11-20T10:00:00Z"),
    ] {
        let history = history(&model, events);
        assert_eq!(history.latest().unwrap().to_string(), latest);
        assess(&model, &history, events, latest);
        let before = model.as_of("2026-11-20T09:59:59.999999Z").unwrap();
        let error = model
            .recall(&Profile::default(), &history)
            .assess(before)
            .unwrap_err();
        let message = format!(
            "`as_of` is `2026-11-20T09:59:59.999999Z`, before the latest event of the history at `{latest}`"
        );
        let help = "use the instant of the latest event or a later one; for an earlier one assess the events";
        assert_eq!(says(&error), ["as_of_before_latest", &message, help]);
    }
    // The history knows all events with ids, but only those events without ids that count.
    let mut history = History::default();
    assert_eq!(
        history.observe(&model, &Event::new("other", "2026-11-21")),
        Ok(Observation::Unknown)
    );
    assert_eq!(history.latest(), None);
    assert_eq!(
        history.observe(&model, &Event::new("other", "2026-11-21").id(1)),
        Ok(Observation::Unknown)
    );
    assert_eq!(
        history.latest().unwrap().to_string(),
        "2026-11-21T00:00:00Z"
    );
}

#[test]
fn events_with_ids_of_forgotten_days_do_not_count() {
    // 21:30 in London is on the next day in Riyadh.
    let model = model(&format!("timezone = \"Asia/Riyadh\"\n{VISIT}"));
    let (old, new) = (
        visit("2026-11-18T20:30:00Z").id(1),
        visit("2026-11-18T21:30:00Z").id(2),
    );
    let events = [old.clone(), new.clone()];
    let mut kept = history(&model, &events);
    let whole = kept.clone();
    kept.forget_ids_before(&model, day("2026-11-19")).unwrap();
    assert_eq!(
        (kept.events(), kept.forgotten_before()),
        (2, Some(day("2026-11-19")))
    );
    assert_eq!(
        assess(&model, &kept, &events, "2026-11-22")["engagement"]["points"],
        20
    );
    assert_eq!(kept.observe(&model, &old), Ok(Observation::Forgotten));
    assert_eq!(
        kept.observe(&model, &visit("2026-11-18T20:59:59Z").id(3)),
        Ok(Observation::Forgotten)
    );
    assert_eq!(kept.observe(&model, &new), Ok(Observation::Again));
    assert_eq!((kept.events(), kept.refused()), (2, 2));
    // Without ids there is nothing to forget.
    assert_eq!(
        kept.observe(&model, &visit("2026-11-18T20:30:00Z")),
        Ok(Observation::Counted)
    );
    let after = kept.clone();
    kept.forget_ids_before(&model, day("2026-11-18")).unwrap();
    assert_eq!(
        (&kept, kept.forgotten_before()),
        (&after, Some(day("2026-11-19")))
    );
    let help = "merge before forgetting; or forget the same days in both, if they share no event of these days";
    let error = kept.merge(&whole).unwrap_err();
    let message = "the histories forgot ids before different days: `2026-11-19` and none";
    assert_eq!(says(&error), ["other_forgotten", message, help]);
    let mut whole = whole;
    let error = whole.merge(&kept).unwrap_err();
    let message = "the histories forgot ids before different days: none and `2026-11-19`";
    assert_eq!(says(&error)[1], message);
    kept.merge(&History::default()).unwrap();
    assert_eq!(kept, after);
}

#[test]
fn any_day_may_be_the_one_before_which_ids_are_forgotten() {
    let model = model(VISIT);
    let events = [
        visit("1900-01-01").id(1),
        visit("2200-12-31T23:59:59.999999Z").id(2),
    ];
    for (day, shown, left) in [
        (i32::MAX, "2201-01-02", "[]"),
        (i32::MIN, "1899-12-31", "[1,2]"),
    ] {
        let mut kept = history(&model, &events);
        kept.forget_ids_before(&model, Day(day)).unwrap();
        assert_eq!(kept.forgotten_before().unwrap().to_string(), shown);
        let json: Value = serde_json::from_str(&kept.to_json()).unwrap();
        let ids: Vec<&str> = json["kept"]
            .as_array()
            .unwrap()
            .iter()
            .map(|event| event["id"].as_str().unwrap())
            .collect();
        assert_eq!(format!("[{}]", ids.join(",")), left);
        assert_eq!(
            History::from_json(&kept.to_json()).unwrap().to_bytes(),
            kept.to_bytes()
        );
    }
}

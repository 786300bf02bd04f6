//! Facts of histories, computed by hand and compared with those of the events: in any
//! split, with events with ids in every piece.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests stop at once and say where"
)]

use leadgrade::{Event, History, Instant, Model, Observation, Profile};
use serde_json::{Value, json};

fn model(text: &str) -> Model {
    let text = format!("format = 1\nname = \"n\"\n{text}");
    Model::from_toml(&text).unwrap_or_else(|error| panic!("{error}"))
}

/// The history of events, merged from every split into two.
fn history(model: &Model, events: &[Event]) -> History {
    let (whole, report) = model.history(events);
    assert!(report.rejects.is_empty(), "{report:?}");
    for split in 0..1_usize << events.len().min(6) {
        let mut pieces = [History::default(), History::default()];
        for (at, event) in events.iter().enumerate().rev() {
            pieces[split >> at.min(6) & 1]
                .observe(model, event)
                .unwrap();
        }
        let [one, mut other] = pieces;
        other.merge(&one).unwrap();
        assert_eq!(other, whole);
        let again = History::from_json(&other.to_json()).unwrap();
        assert_eq!(again.to_bytes(), other.to_bytes());
    }
    whole
}

/// The assessment of a history at the end of 2026-11-22, which must equal that of the events.
fn of(model: &Model, history: &History, events: &[Event]) -> Value {
    let as_of = model.as_of("2026-11-22").unwrap();
    let found = model
        .recall(&Profile::default(), history)
        .assess(as_of)
        .unwrap();
    let whole = model.assess(&Profile::default(), events, as_of);
    assert_eq!(found.to_canonical_json(), whole.to_canonical_json());
    serde_json::to_value(&found).unwrap()
}

fn assess(model: &Model, events: &[Event]) -> Value {
    of(model, &history(model, events), events)
}

#[test]
fn the_earliest_event_of_an_id_counts_then_the_least() {
    let model = model(
        "properties.path = { type = \"text\" }\nengagement = {}\n[signals.order]\npoints_per_unit = 1\n[signals.sale]\nwhere = { fact = \"event.path\", eq = \"a\" }",
    );
    let order = |at: &str, value: i32| Event::new("order", at).id("o-1").value(value);
    let points = |events: &[Event]| assess(&model, events)["engagement"]["points"].clone();
    // 80 is greater as a number but less as a text; the text decides.
    let later = order("2026-11-21", 5);
    assert_eq!(
        points(&[
            order("2026-11-20", 9),
            order("2026-11-20", 80),
            later.clone()
        ]),
        80
    );
    let (history, report) = model.history(&[later, order("2026-11-20", 9)]);
    assert_eq!(
        (
            history.events(),
            history.id_conflicts(),
            report.id_conflicts
        ),
        (1, 1, 1)
    );
    // Properties that no model reads do not make an order a different one.
    let (history, report) = model.history(&[
        order("2026-11-20", 9),
        order("2026-11-20", 9).with("path", "b"),
    ]);
    assert_eq!((history.id_conflicts(), report.id_conflicts), (0, 0));
    // An event that fits no signal counts for its id as well.
    let other = Event::new("other", "2026-11-19").id("o-1");
    assert_eq!(points(&[order("2026-11-20", 9), other.clone()]), 0);
    let mut seen = History::default();
    let mut observe = |event: &Event| seen.observe(&model, event).unwrap();
    assert_eq!(observe(&order("2026-11-20", 9)), Observation::Counted);
    assert_eq!(observe(&order("2026-11-21", 9)), Observation::Again);
    assert_eq!(observe(&order("2026-11-20", 80)), Observation::Counted);
    assert_eq!(observe(&other), Observation::Unknown);
    assert_eq!(
        observe(&Event::new("sale", "2026-11-20")),
        Observation::Unfit
    );
    assert_eq!(
        observe(&Event::new("sale", "2026-11-20").id(7).with("path", "b")),
        Observation::Unfit
    );
    let Observation::Rejected(rejects) = observe(&Event::new("sale", "soon").value("much")) else {
        panic!("a bad event is rejected");
    };
    assert_eq!(rejects.len(), 2);
    assert_eq!((seen.events(), seen.rejected()), (2, 1));
}

#[test]
fn interests_are_one_whatever_their_spelling() {
    let text = "properties.topic = { type = \"tags\" }\n[signals.visit]\npoints = 10\n[engagement]\n[interests]\nproperty = \"topic\"";
    let visit = |topics: &[&str]| Event::new("visit", "2026-11-20").with("topic", topics.to_vec());
    let events = [
        visit(&["paper", "Toner"]),
        visit(&["PAPER", "paper"]),
        visit(&["Paper", "toner"]),
        visit(&[]),
        visit(&[" "]).id(1),
        visit(&["paper", " toner"]).id(2),
    ];
    let found = assess(&model(text), &events);
    assert_eq!(found["engagement"]["points"], 60);
    let interest =
        |name: &str, points: i32| json!({ "name": name, "points": points, "stage": null });
    assert_eq!(
        found["interests"],
        json!([interest("PAPER", 40), interest(" toner", 30)])
    );
    // How texts compare is not part of what a history keeps.
    let exact = model(&text.replace("\"tags\"", "\"tags\", compare = \"exact\""));
    let kept = history(&model(text), &events);
    let names = ["paper", "PAPER", "Paper", "Toner", "toner", " toner"];
    let points = [30, 10, 10, 10, 10, 10];
    let found = of(&exact, &kept, &events);
    for (name, points) in names.into_iter().zip(points) {
        assert!(
            found["interests"]
                .as_array()
                .unwrap()
                .contains(&interest(name, points)),
            "{name}"
        );
    }
}

#[test]
fn which_signals_are_purchases_may_change() {
    let text = |signals: &str| {
        format!(
            "properties.sku = {{ type = \"text\" }}\nsignals = {{ order = {{}}, refill = {{}} }}\npurchases = {{ signals = {signals}, product = \"sku\" }}"
        )
    };
    let event = |name: &str, sku: &str| Event::new(name, "2026-11-20").value(5).with("sku", sku);
    let events = [
        event("order", "a"),
        event("refill", "a"),
        event("refill", "b").id(1),
        event("refill", "c"),
    ];
    let (old, new) = (
        model(&text("\"order\"")),
        model(&text("[\"order\", \"refill\"]")),
    );
    let kept = history(&old, &events);
    let of = |model: &Model| of(model, &kept, &events)["purchases"].clone();
    let purchases = |count: i32, value: i32, products: i32| json!({ "count": count, "value": value, "products": products, "days_since": 2, "days_since_first": 2 });
    assert_eq!(of(&old), purchases(1, 5, 1));
    assert_eq!(of(&new), purchases(4, 20, 3));
}

#[test]
fn switches_turn_by_the_latest_event() {
    let model = model(
        r#"
        properties.list = { type = "text" }
        signals = { join = {}, leave = {} }
        switches.lists = { on = "join", off = "leave", by = "list" }
        switches.any = { on = "join", off = "leave" }
        "#,
    );
    let event = |name: &str, at: &str, list: &str| {
        Event::new(name, format!("2026-11-{at}")).with("list", list)
    };
    let (join, leave) = (
        |at: &str, list: &str| event("join", at, list),
        |at: &str, list: &str| event("leave", at, list),
    );
    let state = |events: &[Event]| {
        let found = assess(&model, events);
        let [any, lists] = [0, 1].map(|at| found["switches"][at]["value"].clone());
        (any, lists)
    };
    // The least of the spellings is shown.
    let joined = [
        join("01T10:00Z", "offers"),
        join("02T10:00Z", "Offers").id(1),
        join("02T10:00Z", "news"),
    ];
    assert_eq!(state(&joined), (json!(true), json!(["Offers", "news"])));
    // At the same instant, off wins, for one value and for all.
    let at_once = [
        join("02T10:00Z", "offers"),
        join("02T10:00Z", "news"),
        leave("02T10:00Z", "OFFERS"),
    ];
    assert_eq!(state(&at_once), (json!(false), json!(["news"])));
    let all = [join("02T10:00Z", "offers"), leave("02T10:00Z", " ")];
    assert_eq!(state(&all), (json!(false), json!([])));
    // All values off, then one on again.
    let again = [
        join("01T10:00Z", "offers"),
        join("01T10:00Z", "news"),
        Event::new("leave", "2026-11-02T10:00Z"),
        join("02T10:00:00.000001Z", "news"),
    ];
    assert_eq!(state(&again), (json!(true), json!(["news"])));
}

#[test]
fn days_and_limits_are_those_of_the_zone() {
    let of = |zone: &str, limits: &str| {
        let model = model(&format!(
            "timezone = \"{zone}\"\nproperties.path = {{ type = \"text\" }}\n[signals.visit]\npoints = 10\n{limits}\n\
             [signals.pricing]\nevent = \"visit\"\nwhere = {{ fact = \"event.path\", eq = \"/pricing\" }}\n[engagement]"
        ));
        let visit =
            |at: &str, path: &str| Event::new("visit", format!("2026-11-{at}Z")).with("path", path);
        // In Riyadh: one event on the 20th, three of two kinds on the 21st, one on the 22nd.
        let events = [
            visit("20T20:30", "/"),
            visit("20T21:30", "/"),
            visit("21T08:00", "/pricing"),
            visit("21T20:30", "/pricing").id(1),
            visit("21T21:30", "/"),
        ];
        assess(&model, &events)["engagement"]["points"].clone()
    };
    assert_eq!(of("UTC", ""), 50);
    assert_eq!(of("UTC", "limit_per_day = 1"), 20);
    assert_eq!(of("Asia/Riyadh", "limit_per_day = 1"), 30);
    assert_eq!(of("Asia/Riyadh", "limit_per_day = 2"), 40);
    assert_eq!(of("Asia/Riyadh", "limit_per_day = 2\nlimit = 3"), 30);
    assert_eq!(of("Asia/Riyadh", "decay = { window_days = 2 }"), 40);
}

#[test]
fn reports_do_not_affect_equality() {
    let model = model("[signals.visit]");
    let visit = Event::new("visit", "2026-11-20T10:00:00Z").id(1);
    let (plain, _) = model.history(std::slice::from_ref(&visit));
    let (noted, _) = model.history(&[
        Event::new("visit", "2026-11-21T10:00:00").id(1),
        visit,
        Event::new("visit", "soon"),
        Event::new("other", "2026-11-20"),
    ]);
    assert_eq!(
        (
            noted.id_conflicts(),
            noted.rejected(),
            noted.unknown_events().names.len()
        ),
        (1, 1, 1)
    );
    assert_eq!(noted, plain);
    assert_ne!(noted.to_bytes(), plain.to_bytes());
    let report = |history: &History| {
        let as_of = model.as_of("2026-11-22").unwrap();
        let found = model
            .recall(&Profile::default(), history)
            .assess(as_of)
            .unwrap();
        let report = found.report();
        (
            report.id_conflicts,
            report.without_offset,
            report.unknown_events.names.clone(),
        )
    };
    assert_eq!(report(&noted), (1, 1, [("other".to_owned(), 1)].into()));
    assert_eq!(report(&plain), (0, 0, [].into()));
    assert_ne!(model.history(&[]).0, History::default());
}

/// The model that speed and size are measured on, and what a lead does in 100 days.
fn typical(count: i64) -> (Model, Vec<Event>) {
    let names = [
        "page_view",
        "page_view",
        "email_open",
        "pricing_view",
        "page_view",
        "email_click",
        "download",
        "order",
        "webinar",
        "form",
    ];
    let model = Model::from_toml(include_str!("../../benches/workloads/typical.toml")).unwrap();
    let end = 1_795_339_800_000_000;
    let event = |at: i64| {
        let instant =
            Instant::from_micros(end - at * 8_640_000_000_000 / count - at * 60_000_000).unwrap();
        let event = Event::new(names[usize::try_from(at).unwrap() % names.len()], instant);
        if at % 10 == 7 {
            event.value(250.5)
        } else {
            event
        }
    };
    (model, (0..count).map(event).collect())
}

#[test]
fn a_lead_needs_a_few_hundred_bytes() {
    let size = |count: i64| {
        let (model, events) = typical(count);
        model.history(&events).0.to_bytes().len()
    };
    assert!(size(20) <= 400, "{}", size(20));
    // A hundred times as many events take no more space than the days on which there were any.
    assert!(size(2_000) <= 6_000, "{}", size(2_000));
    let (model, events) = typical(20);
    let with_ids: Vec<Event> = events
        .into_iter()
        .zip(1..)
        .map(|(event, id)| event.id(id))
        .collect();
    let bytes = model.history(&with_ids).0.to_bytes().len();
    assert!(bytes <= 1_000, "{bytes}");
}

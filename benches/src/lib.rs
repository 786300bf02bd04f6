//! The workloads of all benchmarks.

pub mod tables;

use leadgrade::exact::Instant;
use leadgrade::{Event, Model, ModelError, Profile};

/// The typical model: see `workloads/typical.toml`.
///
/// # Errors
/// Never, as long as the file is a valid model.
pub fn typical() -> Result<Model, ModelError> {
    Model::from_toml(include_str!("../workloads/typical.toml"))
}

/// The example of an office-supplies shop: every section of the language.
///
/// # Errors
/// Never, as long as the file is a valid model.
pub fn office_supplies() -> Result<Model, ModelError> {
    Model::from_toml(include_str!("../../examples/models/office-supplies.toml"))
}

/// A model with `count` signals, each with its own half-life, and as many cases.
pub fn rules(count: u32) -> String {
    let signals: serde_json::Map<_, _> = (1..=count)
        .map(|at| {
            (
                format!("signal {at}"),
                serde_json::json!({ "points": at, "decay": { "half_life_days": at } }),
            )
        })
        .collect();
    let cases: Vec<_> = (1..=count)
        .map(|at| serde_json::json!({ "gte": count + 1 - at, "points": at }))
        .collect();
    let criterion = serde_json::json!({ "name": "size", "fact": "profile.size", "cases": cases });
    serde_json::json!({
        "format": 1, "name": "rules", "attributes": { "size": { "type": "number" } },
        "signals": signals, "engagement": {}, "fit": { "criteria": [criterion] },
    })
    .to_string()
}

/// One lead as parsed values, with `count` events over 100 days.
pub fn lead(count: i64) -> (Profile, Vec<Event>) {
    const NAMES: [&str; 10] = [
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
    const DAY: i64 = 86_400_000_000;
    let profile = Profile::new("L-7")
        .with("employees", 1200)
        .with("revenue", 4_500_000)
        .with("industry", "Legal")
        .with("title", "Office Manager")
        .with("country", "DE")
        .with("reorder", 4)
        .with("created", "2025-03-01");
    // 2026-11-22T09:30:00Z
    let as_of = 1_795_339_800_000_000;
    let event = |at: i64| {
        let name = usize::try_from(at)
            .ok()
            .and_then(|at| NAMES.get(at % NAMES.len()))
            .copied()
            .unwrap_or("page_view");
        let instant = Instant::from_micros(as_of - at * 100 * DAY / count - at * 60_000_000);
        let event = Event::new(name, instant);
        if name == "order" {
            event.value(250.5)
        } else {
            event
        }
    };
    (profile, (0..count).map(event).collect())
}

/// The same lead as the JSON text of a request.
pub fn request(count: i64) -> String {
    let (profile, events) = lead(count);
    let lead = leadgrade::wire::lead(&profile, &events);
    let rest = lead.trim_start_matches('{');
    format!(r#"{{"as_of":"2026-11-22T09:30:00Z",{rest}"#)
}

/// The history of the events of [`lead`], as a backend stores it.
pub fn history(model: &Model, count: i64) -> leadgrade::History {
    let (_, events) = lead(count);
    model.history(&events).0
}

/// A customer of the office-supplies shop with `count` events over 100 days,
/// whose labels will not change for a long time.
pub fn customer(count: i64) -> (Profile, Vec<Event>) {
    const NAMES: [&str; 5] = [
        "email_sent",
        "email_open",
        "letter_sent",
        "email_click",
        "download",
    ];
    const DAY: i64 = 86_400_000_000;
    let profile = Profile::new("L-9")
        .with("company", "Example Ltd")
        .with("title", "Office Manager")
        .with("industry", "Legal")
        .with("country", "GB")
        .with("employees", 250)
        .with("created", "2025-03-01")
        .with("reorder_months", 6)
        .with("phone_ok", true);
    // 2026-11-22T09:30:00Z
    let as_of = 1_795_339_800_000_000;
    let event = |at: i64| {
        let name = usize::try_from(at)
            .ok()
            .and_then(|at| NAMES.get(at % NAMES.len()));
        let name = name.copied().unwrap_or("page_view");
        let instant = Instant::from_micros(as_of - at * 100 * DAY / count - at * 60_000_000);
        let event = Event::new(name, instant).with("category", "paper");
        match name {
            "order" => event.value(250.5).with("product", "A4"),
            "page_view" => event.with("path", "/pricing"),
            _ => event,
        }
    };
    (profile, (0..count).map(event).collect())
}

/// A customer of the office-supplies shop with orders. Many numbers change every day,
/// but labels change only in January, when the next order is due soon.
pub fn buyer() -> (Profile, Vec<Event>) {
    let (profile, _) = customer(0);
    let profile = profile.with("reorder_months", 4);
    let days = [
        ("order", "2026-10-06", "paper"),
        ("order", "2026-06-20", "toner"),
        ("order", "2026-02-11", "paper"),
        ("page_view", "2026-11-14", "paper"),
        ("page_view", "2026-10-06", "toner"),
        ("page_view", "2026-10-06", "paper"),
        ("page_view", "2026-09-01", "toner"),
        ("download", "2026-08-02", "paper"),
        ("email_open", "2026-11-03", "paper"),
        ("email_open", "2026-11-12", "paper"),
        ("email_click", "2026-11-12", "toner"),
        ("email_sent", "2026-11-03", "paper"),
        ("email_sent", "2026-11-12", "paper"),
        ("letter_sent", "2026-09-20", "paper"),
        ("call_made", "2026-10-01", "paper"),
        ("complaint", "2026-10-10", "paper"),
        ("review", "2026-03-15", "paper"),
        ("subscribe", "2026-01-05", "paper"),
        ("trade_show", "2026-06-30", "furniture"),
        ("email_sent", "2026-10-20", "paper"),
    ];
    let event = |(name, day, topic): (&str, &str, &str)| {
        let event = Event::new(name, format!("{day}T10:00:00Z")).with("category", topic);
        event.with("path", "/products").value(4.5)
    };
    (profile, days.map(event).into())
}

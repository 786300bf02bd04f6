//! A model of the size of the specification's example (section 6), computed by hand.

use leadgrade_reference::Reference;
use serde_json::{Value, json};

fn model() -> Value {
    json!({
        "format": 1, "name": "office-supplies", "timezone": "Asia/Riyadh",
        "attributes": {
            "employees": {"type": "number", "kind": "semantic"}, "industry": {"type": "text", "kind": "semantic"},
            "revenue": {"type": "number", "kind": "episodic"}, "preferred": {"type": "text"},
        },
        "properties": {"category": {"type": "text"}, "sku": {"type": "text"}},
        "signals": {
            "visit": {"event": "page_view", "points": 10, "group": "web", "limit": 5},
            "email": {"points": 2.5, "decay": "none"},
            "order": {"points": 0},
            "opt_in": {}, "opt_out": {},
        },
        "purchases": {"signals": "order", "product": "sku"},
        "switches": {"newsletter": {"on": "opt_in", "off": "opt_out"}},
        "fit": {
            "groups": {"company": {"max": 45}},
            "criteria": [
                {"name": "company size", "fact": "profile.employees", "cases": [{"gte": 1000, "points": 30}, {"gte": 100, "points": 20}], "otherwise": -10, "group": "company"},
                {"name": "industry", "fact": "profile.industry", "cases": [{"in": ["legal", "finance"], "points": 25}], "group": "company"},
                {"name": "revenue", "fact": "profile.revenue", "cases": [{"gt": 5, "points": 20}, {"gt": 1, "points": 12}], "missing": -1},
            ],
        },
        "engagement": {"groups": {"web": {"max": 40}}, "decay": {"half_life_days": 30}},
        "buying_cycle": {"length": {"months": 4}},
        "readiness": {},
        "completeness": {"levels": [["profile.employees", "profile.industry"], ["profile.revenue", {"fact": "purchases.count", "gte": 2}]]},
        "interests": {"property": "category", "stages": [{"name": "awareness"}, {"name": "decision", "when": {"fact": "interest.points", "gte": 20}}]},
        "lifecycle": {"stages": [{"name": "visitor", "pipeline": "attract"}, {"name": "customer", "pipeline": "account", "when": {"fact": "purchases.count", "gte": 1}}]},
        "segments": {"regular": {"fact": "cell", "in": ["b4", "B3"]}},
        "qualification": {"rules": [{"name": "mql", "when": {"fact": "fit.grade", "or_better": "C"}}]},
        "priority": {"fit": 1, "engagement": 1, "readiness": 1},
        "channels": {"phone": {"allowed": {"fact": "switches.newsletter", "eq": true}, "hours": {"from": "10:00", "to": "14:00", "weekdays": ["sun"]}}, "email": {"allowed": {"all": []}}},
        "next_steps": [{"name": "call", "when": {"fact": "readiness.ready", "eq": true}, "channel": {"fact": "profile.preferred"}, "fallback": ["email"], "per": "interest", "priority": 10, "due_minutes": 60, "template": "script-3"}],
    })
}

fn profile() -> Value {
    json!({"lead": "L-7", "employees": 1200, "industry": " Legal", "preferred": "PHONE"})
}

fn events() -> Vec<Value> {
    let visit = |at: &str| json!({"event": "page_view", "at": at, "category": "Paper"});
    vec![
        visit("2026-11-22T06:00:00Z"),
        visit("2026-11-22"),
        visit("2026-10-23T12:00:00Z"),
        visit("2026-10-23T12:00:00"),
        visit("2026-10-23T12:00:00+03:00"),
        visit("2026-09-23T12:00:00Z"),
        json!({"event": "email", "at": "2026-11-19T00:00:00+03:00", "category": "paper"}),
        json!({"event": "order", "at": "2026-08-22T12:00:00Z", "value": 300.5, "sku": "A4"}),
        json!({"event": "order", "at": "2026-01-31T12:00:00Z", "value": 12, "sku": "a4"}),
        json!({"event": "opt_in", "at": "2026-01-01"}),
        json!({"event": "opt_out", "at": "2026-11-22T09:30:00.000001Z"}),
        json!({"event": "ping", "at": "2026-11-22T09:30:00Z"}),
    ]
}

#[test]
fn assessment() {
    let answer = Reference::new(&model()).assess(&profile(), &events(), "2026-11-22T09:30:00Z");
    // Visits: two of today (F = 1), three of 30 days ago (1/2), one of 60 days ago (beyond the limit of five):
    // 10 * (2 + 1.5) = 35. With the email 37.5. Cycle: three full months of four, 45. Due: 22 December.
    // Fit: company 55 clamped to 45, revenue unknown -1: 44. Priority: (44 + 37.5 + 100) / 3 = 60.5.
    let expected = json!({
        "lead": "L-7", "as_of": "2026-11-22T09:30:00Z", "model": {"name": "office-supplies", "fingerprint": null}, "excluded": null, "persona": null,
        "fit": {"points": 44, "grade": "C", "known": 66, "groups": [{"name": "company", "points": 45}]},
        "engagement": {"points": 37.5, "rank": 4, "groups": [{"name": "web", "points": 35}]}, "cell": "C4",
        "total": 81.5,
        "cycle": {"points": 45, "length_days": 122, "elapsed_days": 92, "due": "2026-12-22", "overdue_days": 0, "phase": 75, "seasons": []},
        "readiness": {"points": 82.5, "ready": true},
        "completeness": {"level": 1, "missing": ["profile.revenue"], "kinds": [{"kind": "semantic", "known": 2, "of": 2}, {"kind": "episodic", "known": 0, "of": 1}]},
        "interests": [{"name": "Paper", "points": 37.5, "stage": "decision"}],
        "stage": {"name": "customer", "pipeline": "account"}, "segments": [], "qualification": "mql", "priority": 60.5,
        // Sunday, 12:30 in Riyadh: inside the hours.
        "next_steps": [{"name": "call", "wanted": "phone", "channel": "phone", "permitted": true, "reason": null, "template": "script-3", "content": null,
            "topic": "Paper", "priority": 10, "due_minutes": 60, "earliest": "2026-11-22T09:30:00Z"}],
        "purchases": {"count": 2, "value": 312.5, "products": 2, "days_since": 92, "days_since_first": 295}, "activity": {"days_since": 0},
        "switches": [{"name": "newsletter", "value": true}],
    });
    assert_eq!(answer.assessment, expected);
    let report = json!({"rejects": [], "without_offset": 1, "without_value": 0, "unknown_events": {"names": [{"event": "ping", "count": 1}], "rest": 0}, "id_conflicts": 0});
    assert_eq!(answer.report, report);
}

#[test]
fn explanation() {
    let answer = Reference::new(&model()).assess(&profile(), &events(), "2026-11-22T09:30:00Z");
    let expected = json!({
        "fit": {"points": 44, "entries": [
            {"source": "criterion", "name": "company size", "points": 30, "detail": {"fact": "profile.employees", "value": 1200}},
            {"source": "criterion", "name": "industry", "points": 25, "detail": {"fact": "profile.industry", "value": " Legal"}},
            {"source": "criterion", "name": "revenue", "points": -1, "detail": {"fact": "profile.revenue", "value": null}},
            {"source": "clamp", "name": "company", "points": -10, "detail": {"of": "group", "max": 45}}]},
        "engagement": {"points": 37.5, "entries": [
            {"source": "signal", "name": "email", "points": 2.5, "detail": {"matched": 1, "counted": 1, "newest": "2026-11-19", "oldest": "2026-11-19"}},
            {"source": "signal", "name": "opt_in", "points": 0, "detail": {"matched": 1, "counted": 1, "newest": "2026-01-01", "oldest": "2026-01-01"}},
            {"source": "signal", "name": "order", "points": 0, "detail": {"matched": 2, "counted": 2, "newest": "2026-08-22", "oldest": "2026-01-31"}},
            {"source": "signal", "name": "visit", "points": 35, "detail": {"matched": 6, "counted": 5, "newest": "2026-11-22", "oldest": "2026-09-23"}}]},
        "cycle": {"points": 45, "entries": [{"source": "elapsed", "name": "cycle", "points": 45, "detail": {"elapsed_days": 92, "length_days": 122}}]},
        "readiness": {"points": 82.5, "entries": [
            {"source": "part", "name": "cycle", "points": 45, "detail": null}, {"source": "part", "name": "engagement", "points": 37.5, "detail": null}]},
        "to_next": {"grade": {"name": "B", "points": 16}, "rank": {"name": 3, "points": 2.5}, "unknown": [{"criterion": "revenue", "most": 20}]},
    });
    assert_eq!(answer.explanation, expected);
}

#[test]
fn monday_is_outside_the_hours() {
    let answer =
        Reference::new(&model()).assess(&profile(), &events()[..9], "2026-11-23T09:30:00Z");
    let step = &answer.assessment["next_steps"][0];
    // Never opted in: the phone is not allowed, the fallback has no hours.
    assert_eq!(
        (&step["wanted"], &step["channel"], &step["reason"]),
        (&json!("phone"), &json!("email"), &json!("no_permission"))
    );
    assert_eq!(step["earliest"], "2026-11-23T09:30:00Z");
    let answer =
        Reference::new(&model()).assess(&profile(), &events()[..10], "2026-11-23T09:30:00Z");
    // Next Sunday, 10:00 in Riyadh.
    assert_eq!(
        answer.assessment["next_steps"][0]["earliest"],
        "2026-11-29T07:00:00Z"
    );
}

#[test]
fn bare_as_of_is_the_end_of_the_day() {
    let answer = Reference::new(&model()).assess(&profile(), &events(), "2026-11-22");
    assert_eq!(answer.assessment["as_of"], "2026-11-22T20:59:59.999999Z");
    assert_eq!(answer.assessment["switches"][0]["value"], false);
}

#[test]
fn change_over_time() {
    let reference = Reference::new(&model());
    let change = reference.next_change(&profile(), &events(), "2026-11-22T09:30:00Z", 90);
    // The opt-out one microsecond later does not exist, so nothing changes before points do. 37.5 falls, 40 is out of
    // reach; rank 5 begins below 20. Visits 2 * 2^(-d/30) + 3 * 2^(-(d+30)/30) = 3.5 * 2^(-d/30); 10 * that + 2.5 < 20
    // first on day 30 (17.5 + 2.5 is 20 exactly) + 1; readiness stays above 60, its fourth month adds 15. The interest
    // falls below 20 on the same day, 23 December.
    assert_eq!(change["day"], "2026-12-23");
    let labels: Vec<&str> = change["changes"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|change| change["label"].as_str())
        .collect();
    assert_eq!(labels, ["rank", "interests"]);
    assert_eq!(
        reference.next_change(&profile(), &events(), "2026-11-22T09:30:00Z", 30),
        Value::Null
    );

    let rows = reference.timeline(&profile(), &events(), ("2026-08-21", "2026-08-23"), false);
    let days: Vec<&Value> = rows.iter().map(|row| &row["day"]).collect();
    // The first day, and nothing new after it: the order of the 22nd makes no other label.
    assert_eq!(days, ["2026-08-21"]);
    let rows = reference.timeline(&profile(), &events(), ("2026-01-30", "2026-02-01"), false);
    assert_eq!(rows.len(), 2);
    assert_eq!(rows[1]["day"], "2026-01-31");
    assert_eq!(rows[1]["assessment"]["stage"]["name"], "customer");
}

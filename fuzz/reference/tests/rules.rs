//! Single rules of the specification, each computed by hand on a minimal model.

use leadgrade_reference::Reference;
use serde_json::{Map, Value, json};

const NOW: &str = "2026-11-22T12:00:00Z";

/// The assessment, explanation and report of a model, completed by format and name.
fn ask(mut model: Value, profile: Value, events: &[Value]) -> (Value, Value, Value) {
    model["format"] = json!(1);
    model["name"] = json!("m");
    let answer = Reference::new(&model).assess(&profile, events, NOW);
    (answer.assessment, answer.explanation, answer.report)
}

fn event(name: &str, at: &str) -> Value {
    json!({"event": name, "at": at})
}

fn valued(name: &str, at: &str, value: f64) -> Value {
    json!({"event": name, "at": at, "value": value})
}

/// The names of those of `conditions`, as segments `c0`, `c1` and so on, that hold.
fn holding(mut model: Value, profile: Value, events: &[Value], conditions: &[Value]) -> Vec<usize> {
    let table: Map<String, Value> = conditions
        .iter()
        .enumerate()
        .map(|(at, c)| (format!("c{at:03}"), c.clone()))
        .collect();
    model["segments"] = Value::Object(table);
    let (assessment, _, _) = ask(model, profile, events);
    let named = |name: &Value| name.as_str().and_then(|name| name[1..].parse().ok());
    assessment["segments"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(named)
        .collect()
}

#[test]
fn a_missing_fact_holds_in_no_comparison() {
    let model = json!({"attributes": {"n": {"type": "number"}, "m": {"type": "number"}}});
    let conditions = [
        json!({"fact": "profile.n", "ne": 1}),
        json!({"fact": "profile.n", "not_in": [1]}),
        json!({"not": {"fact": "profile.n", "ne": 1}}),
        json!({"fact": "profile.n", "known": false}),
        json!({"fact": "profile.m", "gt": {"fact": "profile.n"}}),
        json!({"all": []}),
        json!({"any": []}),
        json!({"fact": "profile.m", "known": false}),
        json!({"fact": "profile.m", "ne": {"fact": "profile.n"}}),
    ];
    assert_eq!(holding(model, json!({"m": 5}), &[], &conditions), [2, 3, 5]);
}

#[test]
fn texts_and_tags_under_compare() {
    let model = json!({"attributes": {"fold": {"type": "text"}, "exact": {"type": "text", "compare": "exact"}, "tags": {"type": "tags", "compare": "loose"}}});
    let profile =
        json!({"fold": " Head of LEGAL ", "exact": "Legal", "tags": ["École", null, "مدرسة"]});
    let conditions = [
        json!({"fact": "profile.fold", "eq": "head of legal"}),
        json!({"fact": "profile.fold", "starts_with": ["x", "HEAD"]}),
        json!({"fact": "profile.fold", "matches": "^head"}),
        json!({"fact": "profile.exact", "matches": "^legal"}),
        json!({"fact": "profile.exact", "eq": "legal"}),
        json!({"fact": "profile.exact", "in": ["legal", "Legal"]}),
        json!({"fact": "profile.tags", "has_all": ["ecole", "مدرسه"]}),
        json!({"fact": "profile.tags", "has": ["x", "ECOLE"]}),
        json!({"fact": "profile.tags", "has": {"fact": "profile.exact"}}),
    ];
    assert_eq!(
        holding(model, profile, &[], &conditions),
        [0, 1, 2, 5, 6, 7]
    );
}

#[test]
fn within_seven_days_is_today_and_six_before() {
    let model = json!({"signals": {"visit": {}}});
    let events = [
        event("visit", "2026-11-22"),
        event("visit", "2026-11-16T00:00:00Z"),
        event("visit", "2026-11-15T23:59:59.999999Z"),
        event("visit", "2026-11-23"),
    ];
    let count = |days: Value, eq: i64| json!({"fact": "signals.visit.count", "within_days": days, "eq": eq});
    let conditions = [
        count(json!(7), 2),
        count(json!(8), 3),
        count(Value::Null, 3),
        count(json!(1), 1),
    ];
    assert_eq!(
        holding(model, json!({}), &events, &conditions),
        [0, 1, 2, 3]
    );
}

#[test]
fn limits_and_resets() {
    let signals = json!({"visit": {"points": 10, "limit": 3, "limit_per_day": 2}, "lost": {}});
    let model = |extra: Value| json!({"signals": signals, "engagement": extra});
    let events: Vec<Value> = ["22", "22", "22", "21", "20", "20"]
        .iter()
        .map(|day| event("visit", &format!("2026-11-{day}")))
        .collect();
    let (assessment, explanation, _) = ask(model(json!({})), json!({}), &events);
    assert_eq!(assessment["engagement"]["points"], 30);
    assert_eq!(
        explanation["engagement"]["entries"][0]["detail"],
        json!({"matched": 6, "counted": 3, "newest": "2026-11-22", "oldest": "2026-11-20"})
    );
    // Reset on the 21st: the two of the 22nd are left, and later on the same day counts for nothing.
    let mut events = events;
    events.push(event("lost", "2026-11-21"));
    let (assessment, _, _) = ask(model(json!({"reset_on": "lost"})), json!({}), &events);
    assert_eq!(assessment["engagement"]["points"], 20);
}

#[test]
fn rounding_is_once_per_signal() {
    // 0.001 points at half life 1: three events a day old are 0.0015, which is rounded to 0.002.
    let model = json!({"signals": {"s": {"points": 0.001, "decay": {"half_life_days": 1}}, "v": {"points_per_unit": -0.001}}, "engagement": {}});
    let mut events = vec![event("s", "2026-11-21"); 3];
    let (assessment, _, _) = ask(model.clone(), json!({}), &events);
    assert_eq!(assessment["engagement"]["points"], 0.002);
    // 0.5 of a unit is -0.0005, a tie away from zero.
    events = vec![valued("v", NOW, 0.5)];
    let (assessment, _, _) = ask(model, json!({}), &events);
    assert_eq!(assessment["engagement"]["points"], -0.001);
}

#[test]
fn decay_of_the_section_is_for_gains() {
    let model = json!({"signals": {"gain": {"points": 8}, "loss": {"points": -8}, "kept": {"points": 8, "decay": "none"}, "own": {"points": 8, "decay": {"half_life_days": 10}}},
        "engagement": {"decay": {"half_life_days": 5}}});
    let events = ["gain", "loss", "kept", "own"].map(|name| event(name, "2026-11-12"));
    let (_, explanation, _) = ask(model, json!({}), &events);
    let points: Vec<&Value> = explanation["engagement"]["entries"]
        .as_array()
        .unwrap()
        .iter()
        .map(|entry| &entry["points"])
        .collect();
    assert_eq!(points, [&json!(2), &json!(8), &json!(-8), &json!(4)]);
}

#[test]
fn weights_clamps_and_their_order() {
    let model = json!({
        "attributes": {"n": {"type": "number"}},
        "signals": {"s": {"points": 5, "group": "g", "max": 12, "decay": "none"}},
        "engagement": {"groups": {"g": {"weight": 2, "max": 15}}, "max": 20, "criteria": [
            {"name": "c", "cases": [{"when": {"all": []}, "points": 4}], "group": "g", "weight": 0.5},
            {"name": "d", "fact": "profile.n", "cases": [{"gt": 0, "points": 1}], "missing": 7, "otherwise": 3}]},
    });
    // Signal: 2 * 5 * 2 = 20, clamped to 12 (no clamp is weighted); group: 12 + 4 = 16 to 15; 15 + 7 = 22 to 20.
    let (assessment, explanation, _) = ask(model, json!({}), &[event("s", NOW), event("s", NOW)]);
    assert_eq!(
        assessment["engagement"],
        json!({"points": 20, "rank": 4, "groups": [{"name": "g", "points": 15}]})
    );
    let entries: Vec<(&Value, &Value, &Value)> = explanation["engagement"]["entries"]
        .as_array()
        .unwrap()
        .iter()
        .map(|entry| (&entry["source"], &entry["name"], &entry["points"]))
        .collect();
    let expected = [
        ("signal", "s", 20),
        ("clamp", "s", -8),
        ("criterion", "c", 4),
        ("criterion", "d", 7),
        ("clamp", "g", -1),
        ("clamp", "engagement", -2),
    ]
    .map(|(source, name, points)| (json!(source), json!(name), json!(points)));
    assert_eq!(
        entries,
        expected
            .iter()
            .map(|(a, b, c)| (a, b, c))
            .collect::<Vec<_>>()
    );
}

#[test]
fn inactivity_costs_first_on_day_31() {
    let model = json!({"attributes": {"created": {"type": "date"}}, "signals": {"s": {"activity": true}},
        "engagement": {"inactivity": {"after_days": 30, "every_days": 7, "points": -5, "min": -12, "since": "profile.created"}}});
    let points = |at: &str, profile: Value| {
        ask(model.clone(), profile, &[event("s", at)]).0["engagement"]["points"].clone()
    };
    assert_eq!(points("2026-10-23", json!({})), 0);
    assert_eq!(points("2026-10-22", json!({})), -5);
    assert_eq!(points("2026-10-16", json!({})), -5);
    assert_eq!(points("2026-10-15", json!({})), -10);
    assert_eq!(points("2026-01-01", json!({})), -12);
    let without =
        |profile: Value| ask(model.clone(), profile, &[]).0["engagement"]["points"].clone();
    assert_eq!(without(json!({"created": "2026-10-22"})), -5);
    assert_eq!(without(json!({"created": "2027-10-22"})), 0);
    assert_eq!(without(json!({})), 0);
}

#[test]
fn switches_by_the_latest_event() {
    let model = json!({"properties": {"list": {"type": "text"}}, "signals": {"on": {}, "off": {}},
        "switches": {"all": {"on": "on", "off": "off", "default": true}, "lists": {"on": "on", "off": "off", "by": "list"}}});
    let on = |at: &str, list: &str| json!({"event": "on", "at": at, "list": list});
    let values = |events: &[Value]| {
        let switches = ask(model.clone(), json!({}), events).0["switches"].clone();
        (switches[0]["value"].clone(), switches[1]["value"].clone())
    };
    assert_eq!(values(&[]), (json!(true), json!([])));
    let mut events = vec![
        on("2026-11-01", "News"),
        on("2026-11-02", "news"),
        on("2026-11-03", "ads"),
    ];
    assert_eq!(values(&events), (json!(true), json!(["News", "ads"])));
    events.push(json!({"event": "off", "at": "2026-11-03", "list": "ADS"}));
    // At one instant: off; and the spelling of the off event, less in bytes, would be shown.
    assert_eq!(values(&events), (json!(false), json!(["News"])));
    events.push(event("off", "2026-11-04"));
    events.push(on("2026-11-05", "ads"));
    assert_eq!(values(&events), (json!(true), json!(["ADS"])));
}

#[test]
fn events_with_one_id_count_once() {
    let model = json!({"signals": {"s": {}, "unread": {"event": "t"}}});
    let with_id = |at: &str, value: i64| json!({"event": "s", "at": at, "value": value, "id": "x"});
    // After `as_of` it does not exist; the earliest counts, then the least text: 10 before 9.
    let events = [
        with_id("2026-11-23", 1),
        with_id("2026-11-20", 9),
        with_id("2026-11-21", 3),
        with_id("2026-11-20", 10),
    ];
    let conditions = [
        json!({"fact": "signals.s.count", "eq": 1}),
        json!({"fact": "signals.s.value", "eq": 10}),
        json!({"fact": "signals.s.days_since", "eq": 2}),
    ];
    assert_eq!(
        holding(model.clone(), json!({}), &events, &conditions),
        [0, 1, 2]
    );
    assert_eq!(ask(model, json!({}), &events).2["id_conflicts"], 1);
}

#[test]
fn values_are_thousandths_for_conditions_too() {
    let model = json!({"signals": {"s": {"where": {"fact": "event.value", "gte": 0.001}}}});
    let events = [
        valued("s", NOW, 0.0005),
        valued("s", NOW, 0.0004),
        event("s", NOW),
    ];
    let count = |eq: i64| json!({"fact": "signals.s.count", "eq": eq});
    assert_eq!(
        holding(model.clone(), json!({}), &events, &[count(1), count(2)]),
        [0]
    );
    // So two texts of one id that are the same in thousandths are no conflict.
    let with_id = |value: f64| json!({"event": "s", "at": NOW, "value": value, "id": "x"});
    assert_eq!(
        ask(model, json!({}), &[with_id(0.001), with_id(0.0011)]).2["id_conflicts"],
        0
    );
}

#[test]
fn every_bad_cell_is_rejected_in_order() {
    let model = json!({"attributes": {"z": {"type": "flag"}, "a": {"type": "date"}}, "properties": {"p": {"type": "tags"}, "b": {"type": "number"}}, "signals": {"s": {}}});
    let events = [
        event("s", NOW),
        json!({"p": "x", "b": "1", "id": 1.5, "value": 1e10, "at": "soon", "event": 7}),
        json!({"event": " ", "at": null, "p": [" ", null], "b": " "}),
        json!({"event": "s", "at": "1899-01-01", "value": "  "}),
    ];
    let (assessment, _, report) = ask(
        model,
        json!({"lead": 30.0, "z": "true", "a": "2026-02-29"}),
        &events,
    );
    assert_eq!(assessment["lead"], "30");
    let rejects: Vec<String> = report["rejects"]
        .as_array()
        .unwrap()
        .iter()
        .map(|r| {
            format!(
                "{} {} {} {} {}",
                r["table"].as_str().unwrap(),
                r["row"],
                r["lead"].as_str().unwrap(),
                r["column"].as_str().unwrap(),
                r["code"].as_str().unwrap()
            )
        })
        .collect();
    let expected = [
        "profiles 0 30 a wrong_type",
        "profiles 0 30 z wrong_type",
        "events 1 30 event wrong_type",
        "events 1 30 at unreadable_instant",
        "events 1 30 value out_of_range",
        "events 1 30 id wrong_type",
        "events 1 30 b wrong_type",
        "events 1 30 p wrong_type",
        "events 2 30 event missing",
        "events 2 30 at missing",
        "events 3 30 at out_of_range",
    ];
    assert_eq!(rejects, expected);
}

#[test]
fn a_sum_beyond_the_limit_fails_the_lead() {
    let model = json!({"signals": {"s": {"points_per_unit": 1000, "decay": "none"}}, "engagement": {"max": 5}});
    let (assessment, _, _) = ask(model.clone(), json!({}), &[valued("s", NOW, 1e9)]);
    assert_eq!(assessment["engagement"]["points"], 5);
    let (assessment, explanation, report) = ask(
        model,
        json!({"lead": "x"}),
        &[valued("s", NOW, 1e9), valued("s", NOW, 0.001)],
    );
    assert_eq!(
        (
            &assessment["engagement"],
            &assessment["activity"],
            &assessment["excluded"]
        ),
        (&Value::Null, &Value::Null, &Value::Null)
    );
    assert_eq!(explanation["engagement"], Value::Null);
    let reject = &report["rejects"][0];
    assert_eq!(
        (
            &reject["table"],
            &reject["row"],
            &reject["lead"],
            &reject["column"]
        ),
        (&Value::Null, &Value::Null, &json!("x"), &json!("s"))
    );
    assert_eq!(reject["code"], "total_out_of_range");
}

#[test]
fn exclusion_and_personas_without_target() {
    let model = json!({
        "attributes": {"job": {"type": "text"}}, "scope": {"exclude": [{"name": "own staff", "when": {"fact": "profile.job", "eq": "staff"}}]},
        "personas": [{"name": "rival", "when": {"fact": "profile.job", "eq": "rival"}, "target": false, "points": 5}, {"name": "any", "when": {"all": []}, "points": -3}],
        "fit": {}, "qualification": {"rules": [{"name": "good", "when": {"all": []}}]}, "priority": {"fit": 1},
        "next_steps": [{"name": "sell", "when": {"all": []}}, {"name": "check", "when": {"all": []}, "non_target": true, "priority": 1}],
    });
    let of = |job: &str| ask(model.clone(), json!({"job": job}), &[]).0;
    let staff = of("staff");
    assert_eq!(
        (
            &staff["excluded"],
            &staff["fit"],
            &staff["next_steps"],
            &staff["activity"]
        ),
        (
            &json!("own staff"),
            &Value::Null,
            &Value::Null,
            &Value::Null
        )
    );
    let rival = of("rival");
    assert_eq!(
        (
            &rival["qualification"],
            &rival["priority"],
            &rival["fit"]["points"]
        ),
        (&json!("disqualified"), &Value::Null, &json!(5))
    );
    assert_eq!(rival["next_steps"].as_array().map(Vec::len), Some(1));
    let other = of("clerk");
    assert_eq!(
        (
            &other["qualification"],
            &other["priority"],
            &other["fit"]["points"]
        ),
        (&json!("good"), &json!(0), &json!(-3))
    );
    let names: Vec<&Value> = other["next_steps"]
        .as_array()
        .unwrap()
        .iter()
        .map(|step| &step["name"])
        .collect();
    assert_eq!(names, ["check", "sell"]);
}

#[test]
fn interests_by_points_then_name() {
    let model = json!({
        "properties": {"topic": {"type": "tags"}}, "signals": {"a": {"points": 10, "limit": 1, "decay": "none"}, "b": {"points": 1, "max": 2, "decay": "none"}, "clear": {}, "c": {}},
        "engagement": {"reset_on": "c"}, "interests": {"property": "topic", "signals": ["a", "b"], "reset_on": "clear"},
    });
    let on = |name: &str, day: i64, topics: Value| json!({"event": name, "at": format!("2026-11-{day}"), "topic": topics});
    let events = [
        on("a", 10, json!(["x", "Y"])),
        on("a", 11, json!(["X"])),
        on("b", 12, json!(["y"])),
        on("b", 13, json!(["y"])),
        on("b", 14, json!(["y"])),
        on("a", 12, json!(["z"])),
        on("clear", 12, json!(["Z", "q"])),
        on("c", 20, json!(["w"])),
    ];
    // y: 10 + min(3, 2); x: the limit counts one; z: cleared on its day; q and w are of no listed signal.
    let (assessment, _, _) = ask(model, json!({}), &events);
    let expected = json!([{"name": "Y", "points": 12, "stage": null}, {"name": "X", "points": 10, "stage": null}, {"name": "z", "points": 0, "stage": null}]);
    assert_eq!(assessment["interests"], expected);
    // The engagement was reset on the 20th.
    assert_eq!(assessment["engagement"]["points"], 0);
}

#[test]
fn priority_ties_go_up() {
    let model = |weight: f64| {
        json!({"attributes": {}, "fit": {"criteria": [{"name": "c", "cases": [{"when": {"all": []}, "points": 0.05}]}]}, "engagement": {},
        "priority": {"fit": weight, "engagement": 1, "full": {"fit": 100}}})
    };
    // 100 * 1 * 0.0005 / 2 = 0.025 is 0; with weight 1000: 50 / 1001 = 0.04995 is 0; alone 0.05 is 0.1.
    assert_eq!(ask(model(1.0), json!({}), &[]).0["priority"], 0);
    assert_eq!(ask(model(1000.0), json!({}), &[]).0["priority"], 0);
    let mut alone = model(1.0);
    alone["priority"]["engagement"] = json!(0);
    assert_eq!(ask(alone, json!({}), &[]).0["priority"], 0.1);
}

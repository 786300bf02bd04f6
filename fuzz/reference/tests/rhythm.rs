//! Cycles, seasons, stages of interests, channels and clock changes, computed by hand.

use leadgrade_reference::{Reference, decay_factor};
use serde_json::{Value, json};

fn ask(mut model: Value, profile: Value, events: &[Value], as_of: &str) -> Value {
    model["format"] = json!(1);
    model["name"] = json!("m");
    Reference::new(&model)
        .assess(&profile, events, as_of)
        .assessment
}

fn order(at: &str) -> Value {
    json!({"event": "order", "at": at})
}

/// A model with only a buying cycle.
fn cycle(section: Value) -> Value {
    json!({"signals": {"order": {}}, "purchases": {"signals": ["order"]}, "buying_cycle": section, "attributes": {"reorder": {"type": "number"}}})
}

#[test]
fn factors_computed_elsewhere() {
    // By decimal logarithms of sixty digits; the first is 1360503260.49999973910.. before rounding.
    let of = |h: u32, d: u32| decay_factor(&json!({"half_life_days": h}), d);
    assert_eq!(of(817, 1355), 1_360_503_260);
    assert_eq!(
        [of(7, 1), of(3650, 1), of(3650, 3649)],
        [3_890_053_517, 4_294_151_745, 2_147_891_501]
    );
    assert_eq!([of(60, 61), of(45, 1000)], [2_122_817_695, 878]);
}

#[test]
fn three_months_give_20_40_60() {
    let of = |as_of: &str| {
        ask(
            cycle(json!({"length": {"months": 3}})),
            json!({}),
            &[order("2026-01-31")],
            as_of,
        )["cycle"]
            .clone()
    };
    let points: Vec<Value> = [
        "2026-02-27",
        "2026-02-28",
        "2026-03-30",
        "2026-03-31",
        "2026-04-29",
        "2026-04-30",
    ]
    .iter()
    .map(|day| of(day)["points"].clone())
    .collect();
    assert_eq!(points, [0, 20, 20, 40, 40, 60].map(Value::from));
    // 31 January to 30 April is 89 days.
    assert_eq!(
        of("2026-04-30"),
        json!({"points": 60, "length_days": 89, "elapsed_days": 89, "due": "2026-04-30", "overdue_days": 0, "phase": 100, "seasons": []})
    );
    // Held for half a length (44.5 days), then 60 * (1 - (45 - 44.5) / 133.5) = 59.775.., gone at 44.5 + 133.5 = 178.
    assert_eq!(of("2026-06-13")["points"], 60);
    assert_eq!(of("2026-06-14")["points"], 59.775);
    assert_eq!(of("2026-10-25")["points"], 0);
    assert_eq!(of("2026-10-24")["points"], 0.449);
}

#[test]
fn four_months_and_days() {
    let of = |section: Value, as_of: &str| {
        ask(cycle(section), json!({}), &[order("2026-01-01")], as_of)["cycle"]["points"].clone()
    };
    let months = |as_of: &str| of(json!({"length": {"months": 4}}), as_of);
    assert_eq!(
        ["2026-02-01", "2026-03-01", "2026-04-01", "2026-05-01"].map(months),
        [15, 30, 45, 60].map(Value::from)
    );
    // 120 days from 1 January to 1 May: after 31 of them 15.5.
    assert_eq!(
        of(
            json!({"length": {"months": 4}, "step": "day"}),
            "2026-02-01"
        ),
        15.5
    );
    assert_eq!(
        of(
            json!({"length": {"days": 90}, "step": "month", "ready_points": 9}),
            "2026-02-01"
        ),
        3.1
    );
}

#[test]
fn lengths_from_facts_and_observation() {
    let with = |length: Value, profile: Value, days: &[&str]| {
        let events: Vec<Value> = days.iter().map(|day| order(day)).collect();
        ask(
            cycle(json!({"length": length, "otherwise": {"days": 11}})),
            profile,
            &events,
            "2026-11-22",
        )["cycle"]["length_days"]
            .clone()
    };
    let fact = json!({"fact": "profile.reorder", "unit": "months"});
    assert_eq!(
        with(fact.clone(), json!({"reorder": 2.9}), &["2026-11-01"]),
        61
    );
    assert_eq!(
        with(fact.clone(), json!({"reorder": 0.9}), &["2026-11-01"]),
        11
    );
    assert_eq!(
        with(fact.clone(), json!({"reorder": 1e300}), &["2026-11-01"]),
        11
    );
    assert_eq!(with(fact.clone(), json!({}), &["2026-11-01"]), 11);
    assert_eq!(with(fact, json!({"reorder": 2}), &[]), Value::Null);
    // Gaps 10, 20, 31 (two orders on one day are one).
    let days = [
        "2026-09-01",
        "2026-09-11",
        "2026-09-11T12:00:00Z",
        "2026-10-01",
        "2026-11-01",
    ];
    assert_eq!(with(json!({"observed": "median"}), json!({}), &days), 20);
    assert_eq!(
        with(json!({"observed": "median", "last": 2}), json!({}), &days),
        26
    );
    assert_eq!(with(json!({"observed": "mean"}), json!({}), &days), 20);
    assert_eq!(
        with(
            json!({"observed": "mean", "min_intervals": 4}),
            json!({}),
            &days
        ),
        11
    );
    assert_eq!(
        with(
            json!({"observed": "mean", "last": 1, "prior": {"days": 90, "weight": 1}}),
            json!({}),
            &days
        ),
        61
    );
    assert_eq!(
        with(
            json!({"observed": "mean", "prior": {"days": 90, "weight": 1}}),
            json!({}),
            &days[..1]
        ),
        90
    );
}

#[test]
fn seasons_wrap_and_look_back() {
    let seasons = json!({"winter": {"from": "12-15", "to": "02-28"}, "fair": {"dates": [["2024-05-01", "2024-05-10"], ["2025-05-01", "2025-05-10"]]}});
    let model = |season: &str, count: i64| {
        let mut model = cycle(json!({"seasons": [
            {"season": season, "points": 5, "when": {"fact": "season.purchases.count", "eq": count}}, {"season": season, "points": 2.5}]}));
        model["seasons"] = seasons.clone();
        model
    };
    let of = |season: &str, count: i64, as_of: &str| {
        ask(
            model(season, count),
            json!({}),
            &[
                order("2024-01-05"),
                order("2024-12-20"),
                order("2025-05-02"),
            ],
            as_of,
        )["cycle"]
            .clone()
    };
    // In winter 2024/25 only the purchase of the winter before counts.
    assert_eq!(of("winter", 1, "2025-01-10")["points"], 7.5);
    assert_eq!(of("winter", 1, "2025-01-10")["seasons"], json!(["winter"]));
    assert_eq!(of("winter", 2, "2025-12-15")["points"], 7.5);
    assert_eq!(of("winter", 2, "2025-03-01")["points"], 0);
    // 29 February lies in a season that holds 28 February.
    assert_eq!(of("winter", 1, "2024-02-29")["points"], 2.5);
    assert_eq!(of("fair", 0, "2025-05-10")["points"], 7.5);
    assert_eq!(of("fair", 0, "2025-05-11")["seasons"], json!([]));
}

#[test]
fn channels_refuse_for_the_first_reason() {
    let model = json!({
        "attributes": {"hours": {"type": "text"}, "preferred": {"type": "text"}}, "signals": {"called": {}},
        "channels": {
            "phone": {"allowed": {"fact": "step.topic", "eq": "paper"}, "limits": [{"signal": "called", "count": 2, "within_days": 7, "when": {"fact": "step.content", "known": true}}],
                "hours": {"fact": "profile.hours", "weekdays": ["sun", "mon"]}},
            "post": {},
        },
        "next_steps": [
            {"name": "a", "when": {"all": []}, "channel": "phone", "topic": "Paper", "content": "x"},
            {"name": "b", "when": {"all": []}, "channel": "phone", "topic": "Paper"},
            {"name": "c", "when": {"all": []}, "channel": "phone", "topic": "toner", "priority": 1},
            {"name": "d", "when": {"all": []}, "channel": {"fact": "profile.preferred"}, "topic": "paper", "fallback": ["post", "phone"]},
            {"name": "e", "when": {"all": []}, "cooldown": {"signal": "called", "days": 2}},
            {"name": "f", "when": {"all": []}, "cooldown": {"signal": "called", "days": 1}},
        ],
    });
    let called = [
        json!({"event": "called", "at": "2026-11-21"}),
        json!({"event": "called", "at": "2026-11-16"}),
    ];
    let steps = |profile: Value, as_of: &str| {
        let steps = ask(model.clone(), profile, &called, as_of)["next_steps"].clone();
        let of = |step: &Value| {
            format!(
                "{} {} {} {} {} {}",
                step["name"],
                step["wanted"],
                step["channel"],
                step["permitted"],
                step["reason"],
                step["earliest"]
            )
            .replace('"', "")
        };
        steps.as_array().unwrap().iter().map(of).collect::<Vec<_>>()
    };
    // 22 November 2026 is a Sunday; after 14:00 the next open instant is on Monday.
    let expected = [
        "c phone null false no_permission null",
        "a phone null false limit_reached null",
        "b phone phone true null 2026-11-23T10:00:00Z",
        "d null phone true no_channel 2026-11-23T10:00:00Z",
        "f null null true null null",
    ];
    assert_eq!(
        steps(
            json!({"hours": "10:00-14:00", "preferred": "fax"}),
            "2026-11-22T14:00:00Z"
        ),
        expected
    );
    // On the 23rd the call of the 16th is out of the window, and the last one two days old.
    let expected = [
        "c phone null false no_permission null",
        "a phone null false no_hours null",
        "b phone null false no_hours null",
        "d post null false no_permission null",
        "e null null true null null",
        "f null null true null null",
    ];
    assert_eq!(
        steps(
            json!({"hours": "whenever", "preferred": " POST"}),
            "2026-11-23T09:00:00Z"
        ),
        expected
    );
}

#[test]
fn a_step_per_interest() {
    let model = json!({
        "properties": {"topic": {"type": "text"}}, "signals": {"s": {"points": 10, "decay": "none"}}, "engagement": {},
        "interests": {"property": "topic", "stages": [{"name": "new"}, {"name": "warm", "when": {"fact": "interest.signals.s.count", "within_days": 7, "gte": 1}}]},
        "next_steps": [
            {"name": "a", "per": "interest", "when": {"fact": "interest.stage", "eq": "new"}},
            {"name": "b", "per": "interest", "when": {"fact": "interest.stage", "or_better": "new"}, "topic": "fixed"},
            {"name": "c", "per": "interest", "when": {"fact": "interest.points", "gt": 100}},
        ],
    });
    let on = |at: &str, topic: &str| json!({"event": "s", "at": at, "topic": topic});
    let assessment = ask(
        model,
        json!({}),
        &[
            on("2026-11-22", "paper"),
            on("2026-11-21", "paper"),
            on("2026-11-01", "toner"),
        ],
        "2026-11-22",
    );
    let topics: Vec<(&Value, &Value)> = assessment["next_steps"]
        .as_array()
        .unwrap()
        .iter()
        .map(|step| (&step["name"], &step["topic"]))
        .collect();
    assert_eq!(
        topics,
        [
            (&json!("a"), &json!("toner")),
            (&json!("b"), &json!("fixed"))
        ]
    );
}

#[test]
fn days_are_those_of_the_zone() {
    let model = |zone: &str| json!({"timezone": zone, "signals": {"s": {}}, "segments": {"old": {"fact": "signals.s.days_since", "gte": 1}}});
    let old = |zone: &str, at: &str, as_of: &str| {
        ask(
            model(zone),
            json!({}),
            &[json!({"event": "s", "at": at})],
            as_of,
        )["segments"]
            == json!(["old"])
    };
    // 21:30Z is half past midnight of the next day in Riyadh.
    assert!(!old(
        "Asia/Riyadh",
        "2026-11-21T21:30:00Z",
        "2026-11-22T12:00:00Z"
    ));
    assert!(old("UTC", "2026-11-21T21:30:00Z", "2026-11-22T12:00:00Z"));
    // The day of 25 hours: 23:59 twice a day apart is one day.
    assert!(!old(
        "Europe/Berlin",
        "2026-10-25T00:00:00+02:00",
        "2026-10-25T23:59:59+01:00"
    ));
    assert!(old(
        "Europe/Berlin",
        "2026-10-24T23:59:59+02:00",
        "2026-10-25T00:00:00+02:00"
    ));
    // St. John's, 1 November 2009: half a minute after midnight the clock has not yet gone back; at 23:30 of the day
    // before, an hour's clock later, that event is of tomorrow, and its age 0.
    assert!(!old(
        "America/St_Johns",
        "2009-11-01T00:00:30-02:30",
        "2009-10-31T23:30:00-03:30"
    ));
}

#[test]
fn changes_skip_days_that_do_not_exist() {
    let model = json!({"format": 1, "name": "m", "timezone": "Pacific/Apia", "signals": {"s": {}}, "segments": {"old": {"fact": "signals.s.days_since", "gte": 1}}});
    let reference = Reference::new(&model);
    let events = [
        json!({"event": "s", "at": "2011-12-29"}),
        json!({"event": "s", "at": "2011-12-31T01:00:00"}),
    ];
    let change = reference.next_change(&json!({}), &events, "2011-12-29", 5);
    assert_eq!(
        change,
        json!({"day": "2011-12-31", "changes": [{"label": "segments", "from": [], "to": ["old"]}]})
    );
    let rows = reference.timeline(&json!({}), &events, ("2011-12-28", "2012-01-01"), false);
    let days: Vec<&Value> = rows.iter().map(|row| &row["day"]).collect();
    // Of the 31st the second event is of today; on 1 January it is a day old.
    assert_eq!(days, ["2011-12-28", "2012-01-01"]);
}

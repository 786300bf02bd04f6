//! Leads for a model: profiles and events, most of them good.

use serde_json::{Map, Value, json};

use crate::calendar::{age, written};
use crate::dice::Dice;
use crate::facts::Kind;
use crate::pools::{VALUES, WRITTEN_IDS, id, number};
use crate::world::{Declared, World};

/// One lead and an instant at which to assess it.
#[derive(Clone, Debug)]
pub struct Lead {
    /// Attributes.
    pub profile: Value,
    /// Events in any order.
    pub events: Vec<Value>,
    /// The instant: with an offset, local, or a bare date.
    pub as_of: String,
}

/// Times of day at which something may go wrong, first of all midnight.
const TIMES: [&str; 16] = [
    "00:00:00",
    "00:00:00",
    "00:00:00.000001",
    "23:59:59.999999",
    "23:59:59.9999999",
    "00:30:00",
    "01:30:00",
    "02:00:00",
    "02:30:00",
    "03:00:00",
    "12:00",
    "12:00:00",
    "12:00:00.5",
    "18:45:12.123456789",
    "23:30",
    "23:01:30",
];

/// A lead with its events.
pub fn lead(world: &World, dice: &mut Dice) -> Lead {
    let most = match dice.below(20) {
        0 => 0,
        1 => 60,
        2..=6 => 25,
        _ => 12,
    };
    let count = dice.between(0, most);
    let mut events: Vec<Value> = (0..count).map(|_| event(world, dice)).collect();
    repeat_some(world, dice, &mut events);
    dice.shuffle(&mut events);
    Lead {
        profile: profile(world, dice),
        events,
        as_of: as_of(world, dice),
    }
}

/// Whether an event has an id: neither null nor blank.
pub fn has_id(event: &Value) -> bool {
    let blank = |c: char| c.is_whitespace() || c == '\u{200b}';
    match event.get("id") {
        None | Some(Value::Null) => false,
        Some(Value::String(text)) => !text.chars().all(blank),
        Some(_) => true,
    }
}

impl Lead {
    /// The profile and the list of events as JSON text, in which some ids are numbers that a value cannot hold as they
    /// are written.
    pub fn written(&self, dice: &mut Dice) -> (String, String) {
        let mut profile = self.profile.clone();
        let mut events = self.events.clone();
        let mut forms = Vec::new();
        let mut replace = |row: &mut Value, key: &str, dice: &mut Dice| {
            row[key] = json!(format!("@{}@", forms.len()));
            forms.push(*dice.pick(&WRITTEN_IDS));
        };
        if dice.chance(60) {
            replace(&mut profile, "lead", dice);
        }
        for event in &mut events {
            if dice.chance(30) {
                replace(event, "id", dice);
            }
        }
        let (mut profile, mut events) = (profile.to_string(), Value::from(events).to_string());
        for (at, form) in forms.iter().enumerate() {
            let place = format!("\"@{at}@\"");
            profile = profile.replace(&place, form);
            events = events.replace(&place, form);
        }
        (profile, events)
    }
}

/// `tests` of a model: leads of which nothing is rejected, with expectations of which some are not met; without null,
/// so that TOML can say them.
pub fn tests(world: &World, dice: &mut Dice) -> Value {
    let names = ["v1.2", "a.b.c", "one lead", ".", "الأول"];
    let tests = dice.some(&names, 1, 3).into_iter().map(|name| {
        let lead = good_lead(world, dice);
        let expect = dice
            .pick(&[
                json!({}),
                json!({"lead": "T-1"}),
                json!({"completeness": {"level": 0}}),
                json!({"segments": []}),
                json!({"readiness": {"ready": false}}),
                json!({"activity": {"days_since": 0}}),
                json!({"purchases": {"count": 0}}),
                json!({"interests": []}),
            ])
            .clone();
        let mut test = json!({"name": name, "profile": lead.profile, "events": lead.events, "as_of": lead.as_of, "expect": expect});
        if dice.chance(40) {
            let keys = ["persona", "cycle", "fit", "excluded", "stage", "lead"];
            test["absent"] = json!(dice.some(&keys, 0, 2));
        }
        test
    });
    tests.collect()
}

/// A lead with a few events, all of which are valid.
fn good_lead(world: &World, dice: &mut Dice) -> Lead {
    // Instants begin with 1900, and TOML has no null.
    let unfit = |value: &Value| match value {
        Value::String(text) => text.as_str() < "1900-01-03" && text.len() > 10,
        Value::Array(members) => members.contains(&Value::Null),
        other => other.is_null(),
    };
    let mut profile = json!({"lead": "T-1"});
    for attribute in &world.attributes {
        let value = match dice.below(10) {
            0..=1 => continue,
            2 => placeholder(dice, attribute),
            _ => right(dice, &attribute.kind),
        };
        if !unfit(&value) {
            profile[attribute.name] = value;
        }
    }
    let mut events = Vec::new();
    for _ in 0..dice.between(0, 4) {
        let mut event = json!({"event": dice.pick(&world.events), "at": at(world, dice), "value": dice.between(0, 9)});
        for property in &world.properties {
            let value = right(dice, &property.kind);
            if dice.chance(60) && !unfit(&value) {
                event[property.name] = value;
            }
        }
        if dice.chance(30) {
            event["id"] = dice
                .pick(&[json!(7), json!(7.0), json!("7"), json!(u64::MAX)])
                .clone();
        }
        let text = event["at"].as_str().unwrap_or_default();
        if text > "1900-01-03" {
            events.push(event);
        }
    }
    Lead {
        profile,
        events,
        as_of: as_of(world, dice),
    }
}

/// The instant of assessment: mostly the base day, sometimes a little before or after it.
fn as_of(world: &World, dice: &mut Dice) -> String {
    let day = written(world.base + *dice.pick(&[0, 0, 0, 0, -1, -30]));
    match dice.below(8) {
        0 | 1 => day,
        2 => format!("{day}T{}", dice.pick(&TIMES)),
        _ => format!(
            "{day}T{}{}",
            dice.pick(&TIMES),
            dice.pick(world.place.offsets)
        ),
    }
}

fn profile(world: &World, dice: &mut Dice) -> Value {
    let mut profile = Map::new();
    match dice.below(8) {
        0 => {}
        1 | 2 => drop(profile.insert("lead".to_owned(), id(dice))),
        3 => drop(profile.insert("lead".to_owned(), Value::Null)),
        _ => drop(profile.insert(
            "lead".to_owned(),
            json!(format!("L-{}", dice.between(1, 99))),
        )),
    }
    for attribute in &world.attributes {
        match dice.below(40) {
            0..=3 => {}
            4..=6 => drop(profile.insert(attribute.name.to_owned(), placeholder(dice, attribute))),
            7..=8 => {
                drop(profile.insert(attribute.name.to_owned(), nothing(dice, &attribute.kind)))
            }
            9 => drop(profile.insert(attribute.name.to_owned(), wrong(dice, &attribute.kind))),
            _ => drop(profile.insert(attribute.name.to_owned(), right(dice, &attribute.kind))),
        }
    }
    if dice.chance(20) {
        profile.insert("never declared".to_owned(), json!({"a": [1, null]}));
    }
    Value::Object(profile)
}

/// A value that is missing.
fn nothing(dice: &mut Dice, kind: &Kind) -> Value {
    match kind {
        Kind::Text(_) => {
            json!(dice.pick(&["", "  ", "\t\u{a0}", "\u{200b}", " \u{feff}\u{ad} \u{2069}"]))
        }
        Kind::Tags(_) => dice
            .pick(&[
                json!([]),
                json!([""]),
                json!([null, " "]),
                json!(["\u{200b}", "\u{61c}"]),
            ])
            .clone(),
        _ => dice
            .pick(&[Value::Null, Value::Null, json!(" \u{200e}")])
            .clone(),
    }
}

/// A value that the model says is missing, sometimes written otherwise; where it says of none, nothing.
fn placeholder(dice: &mut Dice, declared: &Declared) -> Value {
    if declared.not_known.is_empty() {
        return nothing(dice, &declared.kind);
    }
    let listed = dice.pick(&declared.not_known).clone();
    let listed = match listed.as_str() {
        Some(text) if matches!(declared.kind, Kind::Text(_) | Kind::Tags(_)) => {
            json!(match dice.below(6) {
                0 => format!(" {text}"),
                1 => text.to_uppercase(),
                2 => format!("{text}\u{200b}"),
                _ => text.to_owned(),
            })
        }
        _ => listed,
    };
    match &declared.kind {
        Kind::Tags(pool) if dice.chance(70) => {
            let mut members = vec![listed];
            members.extend(dice.some(pool, 0, 2).into_iter().map(Value::from));
            dice.shuffle(&mut members);
            Value::from(members)
        }
        _ => listed,
    }
}

/// A value of another type.
fn wrong(dice: &mut Dice, kind: &Kind) -> Value {
    match kind {
        Kind::Number(_) => dice
            .pick(&[json!("12"), json!(true), json!([1]), json!({})])
            .clone(),
        Kind::Flag => dice.pick(&[json!("true"), json!(1), json!([])]).clone(),
        Kind::Date(_) => dice
            .pick(&[
                json!(20_260_101),
                json!("2026-02-30"),
                json!("yesterday"),
                json!(false),
                json!("0000-05-05"),
            ])
            .clone(),
        Kind::Tags(_) => dice
            .pick(&[json!("paper"), json!([1]), json!(7), json!([["a"]])])
            .clone(),
        _ => dice
            .pick(&[json!(5), json!(false), json!(["a"]), json!({"a": 1})])
            .clone(),
    }
}

/// A value of the pool from which conditions draw their literals.
fn right(dice: &mut Dice, kind: &Kind) -> Value {
    match kind {
        Kind::Number(pool) => {
            let double = *dice.pick(pool);
            number(dice, double)
        }
        Kind::Text(pool) => json!(dice.pick(pool)),
        Kind::Flag => json!(dice.chance(50)),
        Kind::Date(base) => date(dice, *base),
        Kind::Tags(pool) => {
            let mut tags: Vec<Value> = dice.some(pool, 1, 4).into_iter().map(Value::from).collect();
            if dice.chance(10) {
                tags.push(nothing(dice, &Kind::Text(Vec::new())));
            }
            Value::from(tags)
        }
        Kind::Ladder(..) => Value::Null,
    }
}

/// Dates around the base, anniversaries, far ones, and instants.
fn date(dice: &mut Dice, base: i64) -> Value {
    match dice.below(12) {
        0 => json!(dice.pick(&[
            "2024-02-29",
            "1996-02-29",
            "0001-01-01",
            "9999-12-31",
            "2000-01-31"
        ])),
        1 => json!(format!(
            "{}T{}Z",
            written(base - age(dice)),
            dice.pick(&TIMES)
        )),
        2 => json!(format!(
            "{}T{}",
            written(base - age(dice)),
            dice.pick(&TIMES)
        )),
        3 => json!(written(base + dice.between(1, 400))),
        4 => json!(written(
            base - 365 * dice.between(1, 4) - dice.between(0, 1)
        )),
        _ => json!(written(base - age(dice))),
    }
}

/// When an event was: "instants at boundaries, without offset, as bare dates, after `as_of`".
fn at(world: &World, dice: &mut Dice) -> String {
    let day = match dice.below(14) {
        0 => world.base + dice.between(1, 3),
        _ => world.base - age(dice),
    };
    let day = written(day);
    let time = dice.pick(&TIMES);
    match dice.below(12) {
        0 => day,
        1 => format!("{day}T{time}"),
        2 => format!("{day} {time}"),
        3 => format!("{day}t{time}z"),
        4 | 5 => format!("{day}T{time}Z"),
        _ => format!("{day}T{time}{}", dice.pick(world.place.offsets)),
    }
}

fn event(world: &World, dice: &mut Dice) -> Value {
    let name = if world.events.is_empty() || dice.chance(8) {
        (*dice.pick(&["unheard of", "Page_View", "order ", "ping"])).to_owned()
    } else {
        dice.pick(&world.events).clone()
    };
    let mut event = json!({"event": name, "at": at(world, dice)});
    match dice.below(8) {
        0 => event["value"] = Value::Null,
        1 | 2 => {}
        _ => {
            let most = if !world.huge && dice.chance(90) {
                VALUES.len() - 3
            } else {
                VALUES.len()
            };
            let least = if world.huge && dice.chance(60) {
                most - 3
            } else {
                0
            };
            let double = *dice.pick(&VALUES[least..most]);
            event["value"] = number(dice, double);
        }
    }
    for property in &world.properties {
        match dice.below(20) {
            0..=4 => {}
            5 => event[property.name] = placeholder(dice, property),
            6 => event[property.name] = nothing(dice, &property.kind),
            _ => event[property.name] = right(dice, &property.kind),
        }
    }
    if dice.chance(25) {
        event["id"] = match dice.below(3) {
            0 => id(dice),
            _ => json!(format!("e{}", dice.between(1, 12))),
        };
    }
    if dice.chance(5) {
        spoil(world, dice, &mut event);
    }
    event
}

/// Makes a row bad, in one or two cells.
fn spoil(world: &World, dice: &mut Dice, event: &mut Value) {
    for _ in 0..dice.between(1, 2) {
        match dice.below(8) {
            0 => {
                event["event"] = dice
                    .pick(&[
                        Value::Null,
                        json!(""),
                        json!("\u{feff}"),
                        json!(5),
                        json!(["order"]),
                    ])
                    .clone()
            }
            1 => {
                event["at"] = dice
                    .pick(&[
                        Value::Null,
                        json!(1_764_000_000),
                        json!(false),
                        json!(""),
                        json!("\u{200b} "),
                    ])
                    .clone()
            }
            2 => {
                event["at"] = json!(dice.pick(&[
                    "today",
                    "2026-02-30",
                    "2026-13-01T00:00:00Z",
                    "2026-11-22T25:00:00Z",
                    "2026-11-22T12:00+0100",
                    "22.11.2026"
                ]))
            }
            3 => {
                event["at"] = json!(dice.pick(&[
                    "1899-12-31T23:59:59Z",
                    "2201-01-01T00:00:00Z",
                    "2300-05-05",
                    "0001-01-01"
                ]))
            }
            4 => event["value"] = dice.pick(&[json!("10"), json!(true), json!([1])]).clone(),
            5 => {
                event["value"] = dice
                    .pick(&[json!(1_000_000_001), json!(-1e300), json!(1_000_000_000.5)])
                    .clone()
            }
            6 => {
                event["id"] = dice
                    .pick(&[
                        json!(true),
                        json!(["e1"]),
                        json!(1.5),
                        json!(1e300),
                        json!(9_007_199_254_740_992.0),
                    ])
                    .clone()
            }
            _ => {
                let property = dice.pick(&world.properties);
                event[property.name] = wrong(dice, &property.kind);
            }
        }
    }
}

/// Sends some events twice: the same again, at the same instant with another content, or later.
fn repeat_some(world: &World, dice: &mut Dice, events: &mut Vec<Value>) {
    for at_row in 0..events.len() {
        if !dice.chance(8) {
            continue;
        }
        let mut again = events[at_row].clone();
        match dice.below(4) {
            0 => {}
            1 => again["value"] = json!(dice.between(0, 50)),
            2 => again["at"] = json!(at(world, dice)),
            _ => {
                let property = dice.pick(&world.properties);
                again[property.name] = right(dice, &property.kind);
            }
        }
        if dice.chance(70) {
            let id = json!(format!("r{at_row}"));
            events[at_row]["id"] = id.clone();
            again["id"] = id;
        }
        events.push(again);
    }
}

//! Leads for a model: profiles and events, most of them valid.

use serde_json::{Map, Value, json};

use crate::calendar::{age, written};
use crate::cells::{TIMES, nothing, placeholder, right, wrong};
use crate::dice::Dice;
use crate::ids::id;
use crate::pools::{VALUES, number};
use crate::world::World;

/// A lead, and the instant to assess it at.
#[derive(Clone, Debug)]
pub struct Lead {
    /// Attributes.
    pub profile: Value,
    /// Events in any order.
    pub events: Vec<Value>,
    /// The instant: with an offset, local, or a bare date.
    pub as_of: String,
}

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

/// The instant of assessment, mostly on the base day, sometimes shortly before or after it.
pub(crate) fn as_of(world: &World, dice: &mut Dice) -> String {
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

/// The instant of an event: also at boundaries, without offset, as a bare date, after `as_of`.
pub(crate) fn at(world: &World, dice: &mut Dice) -> String {
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

/// Makes one or two cells of a row invalid.
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

/// Repeats some events: unchanged, with other content at the same instant, or later.
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

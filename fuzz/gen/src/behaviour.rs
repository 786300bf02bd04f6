//! Signals, purchases, switches, seasons (Specification, section 4.3) and decay.

use serde_json::{Map, Value, json};

use crate::calendar::{month_day, written};
use crate::dice::Dice;
use crate::facts::{Kind, condition, number_fact, plain_fact, topics, windowed_fact};
use crate::pools::{COUNTS, DAYS, VALUES, decimal, points};
use crate::world::World;

const EVENTS: [&str; 12] = [
    "page_view",
    "email open",
    "order",
    "demo",
    "subscribe",
    "unsubscribe",
    "call",
    "deal_lost",
    "webinar",
    "زيارة",
    "Order",
    "refund",
];

const SIGNALS: [&str; 14] = [
    "visit",
    "open",
    "order",
    "demo",
    "subscribe",
    "unsubscribe",
    "call",
    "deal_lost",
    "webinar",
    "زيارة",
    "big order",
    "any view",
    "refund",
    "note",
];

/// The groups of engagement: the name, and the number of decimal places of the weight.
pub type Groups = Vec<(String, u32)>;

/// A decay table, or `"none"`.
pub fn decay(dice: &mut Dice) -> Value {
    match dice.below(8) {
        0 => json!("none"),
        1 => json!({"linear_days": dice.pick(&[1, 7, 30, 91, 365])}),
        2 => json!({"window_days": dice.pick(&[1, 7, 30, 90])}),
        3 => {
            json!({"step_days": dice.pick(&[1, 7, 30]), "keep": decimal(*dice.pick(&[1, 500, 667, 900, 999]), 3)})
        }
        4 => {
            json!({"table": [[0, 1], [7, 0.75], [30, 0.333333], [*dice.pick(&[31, 90, 365]), decimal(*dice.pick(&[0, 1, 200_000]), 6)]]})
        }
        5 => json!({"half_life_days": dice.pick(&[1, 2, 3, 817, 3650])}),
        _ => json!({"half_life_days": dice.pick(&[7, 14, 30, 45, 60, 90])}),
    }
}

/// All signals, with their facts.
pub fn signals(world: &mut World, dice: &mut Dice, groups: &Groups) {
    let names = dice.some(&SIGNALS, 1, [4, 8, 14][world.size - 1]);
    let pointed = world.has("engagement");
    let mut tables = Map::new();
    for name in names {
        let own_event = EVENTS.contains(&name) && dice.chance(70);
        let event = if own_event { name } else { *dice.pick(&EVENTS) };
        let mut table = json!({});
        if event != name || dice.chance(10) {
            table["event"] = json!(event);
        }
        if dice.chance(35) {
            let depth = dice.below(2);
            table["where"] = condition(dice, &world.event_facts(), depth);
        }
        if pointed && dice.chance(75) {
            score(dice, &mut table, groups, world.huge);
        }
        if dice.chance(15) {
            table["activity"] = json!(dice.chance(60));
        }
        tables.insert(name.to_owned(), table);
        if !world.events.iter().any(|known| known == event) {
            world.events.push(event.to_owned());
        }
        world.signals.push(name.to_owned());
        world
            .facts
            .push(windowed_fact(format!("signals.{name}.count"), &COUNTS));
        world
            .facts
            .push(windowed_fact(format!("signals.{name}.value"), &VALUES));
        world
            .facts
            .push(number_fact(format!("signals.{name}.days_since"), &DAYS));
        world.facts.push(number_fact(
            format!("signals.{name}.days_since_first"),
            &DAYS,
        ));
    }
    world.facts.push(windowed_fact("activity.count", &COUNTS));
    world.facts.push(number_fact("activity.days_since", &DAYS));
    world
        .document
        .insert("signals".to_owned(), Value::Object(tables));
}

/// The points of a signal. The decimal places of points and of the group's weight add up to at most three.
fn score(dice: &mut Dice, table: &mut Value, groups: &Groups, huge: bool) {
    let mut places = 3;
    if !groups.is_empty() && dice.chance(60) {
        let (group, of_weight) = dice.pick(groups);
        table["group"] = json!(group);
        places -= of_weight;
    }
    if dice.chance(30) || huge {
        let rate = if (huge || dice.chance(2)) && table.get("group").is_none() {
            json!(1000)
        } else {
            decimal(dice.between(-3, 20), places.min(2))
        };
        table["points_per_unit"] = if dice.chance(4) {
            points(dice, places)
        } else {
            rate
        };
    } else {
        table["points"] = points(dice, places);
        if dice.chance(25) {
            table["limit"] = json!(dice.between(1, 5));
        }
        if dice.chance(25) {
            table["limit_per_day"] = json!(dice.between(1, 2));
        }
    }
    if dice.chance(45) {
        table["decay"] = decay(dice);
    }
    if dice.chance(25) {
        table["max"] = json!(dice.pick(&[0, 10, 40, 60]));
    }
    if dice.chance(15) {
        table["min"] = json!(dice.pick(&[0, -5, -20]));
    }
}

/// Purchases, in most models, since many constructs depend on them.
pub fn purchases(world: &mut World, dice: &mut Dice) {
    if !world.wants(dice, 70) {
        return;
    }
    let mut table = json!({"signals": world.signals(dice, 2)});
    let properties = world.textual_properties();
    if !properties.is_empty() && dice.chance(60) {
        table["product"] = json!(dice.pick(&properties));
    }
    world.document.insert("purchases".to_owned(), table);
    world.facts.push(windowed_fact("purchases.count", &COUNTS));
    world.facts.push(windowed_fact("purchases.value", &VALUES));
    world.facts.push(number_fact("purchases.products", &COUNTS));
    world.facts.push(number_fact("purchases.days_since", &DAYS));
    world
        .facts
        .push(number_fact("purchases.days_since_first", &DAYS));
}

/// Switches with and without `by`.
pub fn switches(world: &mut World, dice: &mut Dice) {
    if !world.wants(dice, 50) {
        return;
    }
    let mut tables = Map::new();
    let properties = world.textual_properties();
    for name in dice.some(&["newsletter", "profiling", "lists"], 1, 3) {
        let mut table = json!({"on": world.signals(dice, 2), "off": world.signals(dice, 2)});
        if !properties.is_empty() && dice.chance(45) {
            table["by"] = json!(dice.pick(&properties));
            world
                .facts
                .push(plain_fact(format!("switches.{name}"), Kind::Tags(topics())));
        } else {
            if dice.chance(40) {
                table["default"] = json!(dice.chance(70));
            }
            world
                .facts
                .push(plain_fact(format!("switches.{name}"), Kind::Flag));
        }
        tables.insert(name.to_owned(), table);
    }
    world
        .document
        .insert("switches".to_owned(), Value::Object(tables));
}

/// Seasons around the base day: yearly ones, often across new year, and lists of dates.
pub fn seasons(world: &mut World, dice: &mut Dice) {
    if !world.wants(dice, 50) {
        return;
    }
    let mut tables = Map::new();
    for name in dice.some(&["tax", "ramadan", "winter", "back to school"], 1, 3) {
        let first = world.base + dice.between(-40, 20);
        let table = if dice.chance(60) {
            json!({"from": month_day(first), "to": month_day(first + *dice.pick(&[0, 1, 30, 60, 150, 300]))})
        } else {
            let mut start = first - 800;
            let mut dates = Vec::new();
            for _ in 0..dice.between(1, 4) {
                let end = start + dice.between(0, 60);
                dates.push(json!([written(start), written(end)]));
                start = end + dice.between(1, 350);
            }
            json!({"dates": dates})
        };
        tables.insert(name.to_owned(), table);
        world
            .facts
            .push(plain_fact(format!("seasons.{name}"), Kind::Flag));
    }
    world
        .document
        .insert("seasons".to_owned(), Value::Object(tables));
}

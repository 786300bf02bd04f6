//! Lifecycle, segments, qualification, channels, next steps, priority (Specification, sections 4.8 to 4.10).

use serde_json::{Map, Value, json};

use crate::dice::Dice;
use crate::facts::{Kind, owned, plain_fact, texts, topics};
use crate::pools::{TOPICS, WINDOWS, decimal, numbered};
use crate::rhythm::{interest_facts, stage_names, stages};
use crate::world::{CHANNELS, World};

/// The lifecycle.
pub fn lifecycle(world: &mut World, dice: &mut Dice) {
    if !world.wants(dice, 60) {
        return;
    }
    let found = stages(
        dice,
        &["visitor", "lead", "opportunity", "customer", "مخلص"],
        true,
        &mut |dice| world.condition(dice),
    );
    let names = stage_names(&found);
    world
        .document
        .insert("lifecycle".to_owned(), json!({"stages": found}));
    world
        .facts
        .push(plain_fact("stage", Kind::Ladder("lifecycle", names)));
}

/// Segments, which do not depend on each other.
pub fn segments(world: &mut World, dice: &mut Dice) {
    if !world.wants(dice, 50) {
        return;
    }
    let (mut tables, mut facts) = (Map::new(), Vec::new());
    for name in dice.some(&["regular", "at risk", "new", "عميل"], 1, 4) {
        tables.insert(name.to_owned(), world.condition(dice));
        facts.push(plain_fact(format!("segments.{name}"), Kind::Flag));
    }
    world
        .document
        .insert("segments".to_owned(), Value::Object(tables));
    world.facts.extend(facts);
}

/// Qualification, with its own or default names.
pub fn qualification(world: &mut World, dice: &mut Dice) {
    if !world.wants(dice, 60) {
        return;
    }
    let names = dice.some(&["sql", "mql", "nurture"], 1, 3);
    let rules: Vec<Value> = names
        .iter()
        .map(|name| json!({"name": name, "when": world.condition(dice)}))
        .collect();
    let mut table = json!({"rules": rules});
    if dice.chance(30) {
        table["default"] = json!("raw");
    }
    if dice.chance(30) {
        table["disqualified"] = json!("not for us");
    }
    world.document.insert("qualification".to_owned(), table);
    let literals = owned(&[
        "sql",
        "MQL",
        "nurture",
        "unqualified",
        "raw",
        "disqualified",
        "not for us",
    ]);
    world
        .facts
        .push(plain_fact("qualification", Kind::Text(literals)));
}

/// Channels.
pub fn channels(world: &mut World, dice: &mut Dice) {
    if !world.wants(dice, 65) {
        return;
    }
    let step_facts = [
        plain_fact("step.content", Kind::Text(texts())),
        plain_fact("step.topic", Kind::Text(topics())),
    ];
    let mut tables = Map::new();
    for name in dice.some(&CHANNELS, 1, 4) {
        let mut table = json!({});
        match dice.below(5) {
            0 => {}
            1 | 2 => table["allowed"] = json!({"all": []}),
            _ => table["allowed"] = world.condition_with(dice, &step_facts),
        }
        if dice.chance(40) {
            let mut limits = Vec::new();
            for _ in 0..dice.between(1, 2) {
                let mut limit = json!({"signal": dice.pick(&world.signals), "count": dice.between(1, 3), "within_days": dice.pick(&WINDOWS)});
                if dice.chance(40) {
                    limit["when"] = world.condition_with(dice, &step_facts);
                }
                limits.push(limit);
            }
            table["limits"] = json!(limits);
        }
        if dice.chance(55) {
            table["hours"] = hours(world, dice);
        }
        tables.insert(name.to_owned(), table);
    }
    world
        .document
        .insert("channels".to_owned(), Value::Object(tables));
}

fn hours(world: &World, dice: &mut Dice) -> Value {
    let ends = [
        ["10:00", "14:00"],
        ["00:00", "24:00"],
        ["09:00", "18:00"],
        ["02:00", "03:00"],
        ["23:59", "24:00"],
        ["00:00", "00:30"],
    ];
    let [from, to] = *dice.pick(&ends);
    let named = world
        .facts
        .iter()
        .any(|fact| fact.name == "profile.call_hours");
    let mut hours = if named && dice.chance(90) {
        let mut hours = json!({"fact": "profile.call_hours"});
        if dice.chance(30) {
            hours["otherwise"] = json!([from, to]);
        }
        hours
    } else {
        json!({"from": from, "to": to})
    };
    if dice.chance(50) {
        hours["weekdays"] =
            json!(dice.some(&["sun", "mon", "tue", "wed", "thu", "fri", "sat"], 1, 5));
    }
    hours
}

/// A text or a text fact.
fn text_or_fact(world: &World, dice: &mut Dice, pool: &[&str]) -> Value {
    let facts = world.text_facts();
    if !facts.is_empty() && dice.chance(45) {
        json!({"fact": dice.pick(&facts)})
    } else {
        json!(dice.pick(pool))
    }
}

/// Next steps.
pub fn next_steps(world: &mut World, dice: &mut Dice) {
    if !world.wants(dice, 60) {
        return;
    }
    let channels: Vec<String> = world
        .document
        .get("channels")
        .and_then(Value::as_object)
        .into_iter()
        .flatten()
        .map(|(name, _)| name.clone())
        .collect();
    let per_interest = if world.has("interests") {
        interest_facts(world)
    } else {
        Vec::new()
    };
    let mut steps = Vec::new();
    for at in 0..dice.between(1, [3, 5, 8][world.size - 1]) as usize {
        let per = !per_interest.is_empty() && dice.chance(45);
        let when = if per {
            world.condition_with(dice, &per_interest)
        } else {
            world.condition(dice)
        };
        let mut step = json!({"name": numbered("step", at), "when": when});
        if per {
            step["per"] = json!("interest");
        }
        if !channels.is_empty() && dice.chance(80) {
            step["channel"] = wanted(world, dice, &channels);
            if dice.chance(50) {
                step["fallback"] = json!(dice.some(&channels, 0, 3));
            }
        }
        if dice.chance(40) {
            step["content"] = text_or_fact(world, dice, &["Legal", "guide", "École"]);
        }
        if dice.chance(40) {
            step["topic"] = text_or_fact(world, dice, &TOPICS);
        }
        extras(world, dice, &mut step);
        steps.push(step);
    }
    world.document.insert("next_steps".to_owned(), json!(steps));
}

fn wanted(world: &World, dice: &mut Dice, channels: &[String]) -> Value {
    if dice.chance(65) {
        return json!(dice.pick(channels));
    }
    let facts = world.text_facts();
    if facts.iter().any(|name| name == "profile.preferred") {
        return json!({"fact": "profile.preferred"});
    }
    if facts.is_empty() {
        json!(dice.pick(channels))
    } else {
        json!({"fact": dice.pick(&facts)})
    }
}

fn extras(world: &World, dice: &mut Dice, step: &mut Value) {
    if dice.chance(35) {
        step["priority"] = json!(dice.between(-5, 10));
    }
    if dice.chance(30) {
        step["due_minutes"] = json!(dice.between(1, 600));
    }
    if dice.chance(30) {
        step["template"] = json!("script-3");
    }
    if dice.chance(30) {
        step["cooldown"] =
            json!({"signal": dice.pick(&world.signals), "days": dice.pick(&WINDOWS)});
    }
    if dice.chance(25) {
        step["non_target"] = json!(dice.chance(80));
    }
}

/// Priority, of the sections that exist.
pub fn priority(world: &mut World, dice: &mut Dice) {
    let existing: Vec<&str> = ["fit", "engagement", "readiness", "lifecycle"]
        .into_iter()
        .filter(|section| world.has(section))
        .collect();
    if existing.is_empty() || !world.wants(dice, 55) {
        return;
    }
    let mut priority = json!({});
    for section in dice.some(&existing, 1, 4) {
        let places = dice.below(4) as u32;
        priority[section] = decimal(dice.between(1, 900), places);
    }
    if dice.chance(50) {
        let mut full = json!({});
        for section in existing.iter().filter(|section| **section != "lifecycle") {
            if dice.chance(60) {
                full[section] = json!(dice.pick(&[1, 7, 30, 60, 100]));
            }
        }
        priority["full"] = full;
    }
    world.document.insert("priority".to_owned(), priority);
}

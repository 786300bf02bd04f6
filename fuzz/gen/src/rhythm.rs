//! The buying cycle, readiness and interests (Specification, sections 4.6 and 4.7).

use serde_json::{Value, json};

use crate::dice::Dice;
use crate::facts::{Kind, number_fact, plain_fact, topics, windowed_fact};
use crate::pools::{COUNTS, DAYS, POINTS, VALUES, decimal, points};
use crate::world::World;

/// The buying cycle with every kind of length.
pub fn cycle(world: &mut World, dice: &mut Dice) {
    if !world.has("purchases") || !world.wants(dice, 75) {
        return;
    }
    let mut cycle = json!({});
    if dice.chance(90) {
        cycle["length"] = length(world, dice);
        if dice.chance(50) {
            cycle["otherwise"] = fixed_length(dice);
        }
    }
    if dice.chance(30) {
        cycle["ready_points"] = points(dice, 3);
    }
    if dice.chance(25) {
        cycle["step"] = json!(dice.pick(&["month", "day"]));
    }
    match dice.below(6) {
        0 => cycle["overdue"] = json!("hold"),
        1 => {
            cycle["overdue"] = json!({"hold": decimal(dice.between(0, 20), 1), "fade": decimal(dice.between(0, 30), 1)})
        }
        2 => cycle["overdue"] = json!({"fade": decimal(dice.between(0, 300), 2)}),
        _ => {}
    }
    if world.has("seasons") && dice.chance(75) {
        cycle["seasons"] = json!(season_rules(world, dice));
    }
    world.document.insert("buying_cycle".to_owned(), cycle);
    world.facts.push(number_fact("cycle.points", &POINTS));
    for question in ["length_days", "elapsed_days", "overdue_days"] {
        world
            .facts
            .push(number_fact(format!("cycle.{question}"), &DAYS));
    }
    world
        .facts
        .push(number_fact("cycle.phase", &[0.0, 50.0, 75.0, 100.0, 150.0]));
}

fn season_rules(world: &World, dice: &mut Dice) -> Vec<Value> {
    let names: Vec<String> = world.document["seasons"]
        .as_object()
        .into_iter()
        .flatten()
        .map(|(name, _)| name.clone())
        .collect();
    let only_there = [
        number_fact("season.purchases.count", &COUNTS),
        number_fact("season.purchases.value", &VALUES),
    ];
    let count = dice.between(1, 3);
    let rule = |dice: &mut Dice| {
        let mut rule = json!({"season": dice.pick(&names), "points": points(dice, 3)});
        if dice.chance(60) {
            rule["when"] = world.condition_with(dice, &only_there);
        }
        rule
    };
    (0..count).map(|_| rule(dice)).collect()
}

fn fixed_length(dice: &mut Dice) -> Value {
    if dice.chance(50) {
        json!({"months": dice.pick(&[1, 2, 3, 4, 6, 12])})
    } else {
        json!({"days": dice.pick(&[1, 7, 30, 90, 91, 365])})
    }
}

fn length(world: &World, dice: &mut Dice) -> Value {
    let numbers: Vec<&str> = world
        .attributes
        .iter()
        .filter(|a| matches!(a.kind, Kind::Number(_)))
        .map(|a| a.name)
        .collect();
    match dice.below(4) {
        0 if !numbers.is_empty() => {
            let name = if numbers.contains(&"reorder") {
                "reorder"
            } else {
                *dice.pick(&numbers)
            };
            json!({"fact": format!("profile.{name}"), "unit": dice.pick(&["months", "days"])})
        }
        0 | 1 => fixed_length(dice),
        _ => observed(dice),
    }
}

fn observed(dice: &mut Dice) -> Value {
    let mut length = json!({"observed": dice.pick(&["median", "mean"])});
    if dice.chance(40) {
        length["min_intervals"] = json!(dice.between(1, 3));
    }
    if dice.chance(40) {
        length["last"] = json!(dice.between(1, 4));
    }
    if length["observed"] == "mean" && dice.chance(50) {
        length["prior"] = json!({"days": dice.pick(&[7, 30, 90]), "weight": dice.between(1, 4)});
    }
    length
}

/// Readiness, by default from cycle and engagement.
pub fn readiness(world: &mut World, dice: &mut Dice) {
    let is_part = |name: &&String| {
        ["fit.groups.", "engagement.groups."]
            .iter()
            .any(|group| name.starts_with(group))
    };
    let mut parts: Vec<String> = world
        .facts
        .iter()
        .map(|fact| &fact.name)
        .filter(is_part)
        .cloned()
        .collect();
    for (section, part) in [
        ("fit", "fit"),
        ("engagement", "engagement"),
        ("buying_cycle", "cycle"),
    ] {
        if world.has(section) {
            parts.push(part.to_owned());
        }
    }
    let has_default = world.has("engagement") || world.has("buying_cycle");
    if parts.is_empty() || !world.wants(dice, 60) {
        return;
    }
    let mut readiness = json!({});
    if !has_default || dice.chance(50) {
        dice.shuffle(&mut parts);
        parts.truncate(3);
        readiness["parts"] = json!(parts);
    }
    if dice.chance(50) {
        readiness["threshold"] = points(dice, 3);
    }
    world.document.insert("readiness".to_owned(), readiness);
    world.facts.push(number_fact("readiness.points", &POINTS));
    world.facts.push(plain_fact("readiness.ready", Kind::Flag));
}

/// A list of stages; the first may lack `when`.
pub fn stages(
    dice: &mut Dice,
    names: &[&str],
    pipeline: bool,
    condition: &mut dyn FnMut(&mut Dice) -> Value,
) -> Vec<Value> {
    let mut stages = Vec::new();
    for (at, name) in dice.some(names, 1, names.len()).into_iter().enumerate() {
        let mut stage = json!({"name": name});
        if at > 0 || dice.chance(30) {
            stage["when"] = condition(dice);
        }
        if pipeline && dice.chance(50) {
            stage["pipeline"] = json!(dice.pick(&["attract", "sell", "account"]));
        }
        stages.push(stage);
    }
    stages
}

/// The names of stages, as literals for conditions.
pub fn stage_names(stages: &[Value]) -> Vec<Value> {
    stages.iter().map(|stage| stage["name"].clone()).collect()
}

/// Interests with their stages.
pub fn interests(world: &mut World, dice: &mut Dice) {
    let properties = world.textual_properties();
    if properties.is_empty() || !world.wants(dice, 65) {
        return;
    }
    let mut interests = json!({"property": dice.pick(&properties)});
    let listed = if dice.chance(35) {
        let listed = dice.some(&world.signals, 1, 4);
        interests["signals"] = json!(listed);
        listed
    } else {
        world.signals.clone()
    };
    if dice.chance(25) {
        interests["reset_on"] = world.signals(dice, 2);
    }
    let mut names = Vec::new();
    if dice.chance(65) {
        let mut only_there = vec![number_fact("interest.points", &POINTS)];
        only_there.extend(
            listed
                .iter()
                .map(|signal| windowed_fact(format!("interest.signals.{signal}.count"), &COUNTS)),
        );
        if world.has("purchases") {
            only_there.push(windowed_fact("interest.purchases.count", &COUNTS));
            only_there.push(number_fact("interest.purchases.days_since", &DAYS));
        }
        let found = stages(
            dice,
            &["awareness", "evaluation", "decision"],
            false,
            &mut |dice| world.condition_with(dice, &only_there),
        );
        names = stage_names(&found);
        interests["stages"] = json!(found);
    }
    world.document.insert("interests".to_owned(), interests);
    world
        .facts
        .push(plain_fact("interests.top", Kind::Text(topics())));
    for topic in dice.some(&["paper", "TONER", "ورق", "a.b", "chairs"], 1, 3) {
        world
            .facts
            .push(number_fact(format!("interests.{topic}.points"), &POINTS));
        if !names.is_empty() {
            world.facts.push(plain_fact(
                format!("interests.{topic}.stage"),
                Kind::Ladder("interests", names.clone()),
            ));
        }
    }
}

/// The facts of the interest for which a step is taken.
pub fn interest_facts(world: &World) -> Vec<crate::facts::Fact> {
    let interests = &world.document["interests"];
    let mut facts = vec![number_fact("interest.points", &POINTS)];
    if let Some(stages) = interests["stages"].as_array() {
        facts.push(plain_fact(
            "interest.stage",
            Kind::Ladder("interests", stage_names(stages)),
        ));
    }
    let listed = interests["signals"].as_array().map_or_else(
        || world.signals.clone(),
        |list| {
            list.iter()
                .filter_map(Value::as_str)
                .map(str::to_owned)
                .collect()
        },
    );
    facts.extend(
        listed
            .iter()
            .map(|signal| windowed_fact(format!("interest.signals.{signal}.count"), &COUNTS)),
    );
    if world.has("purchases") {
        facts.push(windowed_fact("interest.purchases.count", &COUNTS));
        facts.push(number_fact("interest.purchases.days_since", &DAYS));
    }
    facts
}

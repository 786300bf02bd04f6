//! Scope, completeness, personas, fit, engagement (Specification, sections 4.4 and 4.5).

use serde_json::{Map, Value, json};

use crate::behaviour::{Groups, decay};
use crate::dice::Dice;
use crate::facts::{Fact, Kind, number_fact, operator, owned, plain_fact};
use crate::pools::{COUNTS, POINTS, numbered, points, weight};
use crate::world::World;

/// The groups of a section, some with clamps and weights, and the decimal places of the weights.
pub fn groups(dice: &mut Dice, names: &[&str]) -> (Value, Groups) {
    let (mut tables, mut groups) = (Map::new(), Vec::new());
    for name in dice.some(names, 0, 3) {
        let mut table = json!({});
        let mut places = 0;
        if dice.chance(40) {
            table["max"] = json!(dice.pick(&[0, 10, 30, 60]));
        }
        if dice.chance(20) {
            table["min"] = json!(dice.pick(&[0, -10]));
        }
        if dice.chance(35) {
            places = dice.below(2) as u32;
            table["weight"] = weight(dice, places);
        }
        tables.insert(name.to_owned(), table);
        groups.push((name.to_owned(), places));
    }
    (Value::Object(tables), groups)
}

/// `scope`, which rarely excludes all leads.
pub fn scope(world: &mut World, dice: &mut Dice) {
    if world.wants(dice, 20) {
        let count = dice.between(1, 2) as usize;
        let rule = |at: usize, dice: &mut Dice| json!({"name": numbered("no", at), "when": {"all": [world.condition(dice), world.condition(dice)]}});
        let rules: Vec<Value> = (0..count).map(|at| rule(at, dice)).collect();
        world
            .document
            .insert("scope".to_owned(), json!({"exclude": rules}));
    }
}

/// Levels of facts and conditions.
pub fn completeness(world: &mut World, dice: &mut Dice) {
    if !world.wants(dice, 40) {
        return;
    }
    let entry = |dice: &mut Dice| {
        if dice.chance(70) {
            json!(dice.pick(&world.facts).name)
        } else {
            world.condition(dice)
        }
    };
    let mut levels = Vec::new();
    for _ in 0..dice.between(0, 3) {
        let count = dice.between(1, 3);
        levels.push((0..count).map(|_| entry(dice)).collect::<Vec<Value>>());
    }
    world
        .document
        .insert("completeness".to_owned(), json!({"levels": levels}));
    world.facts.push(number_fact("completeness.level", &COUNTS));
}

/// Personas, some of them not targets.
pub fn personas(world: &mut World, dice: &mut Dice, with_fit: bool) {
    if !world.wants(dice, 45) {
        return;
    }
    let mut names = Vec::new();
    let mut personas = Vec::new();
    for name in dice.some(&["Owner", "Office manager", "competitor", "طالب"], 1, 4) {
        let mut persona = json!({"name": name, "when": world.condition(dice)});
        if name == "competitor" || dice.chance(15) {
            persona["target"] = json!(false);
        } else if dice.chance(10) {
            persona["target"] = json!(true);
        }
        if with_fit && dice.chance(40) {
            persona["points"] = points(dice, 3);
        }
        names.push(name.to_owned());
        personas.push(persona);
    }
    world
        .document
        .insert("personas".to_owned(), json!(personas));
    names.push("OWNER".to_owned());
    world.facts.push(plain_fact("persona", Kind::Text(names)));
}

/// Criteria of fit or engagement.
fn criteria(world: &World, dice: &mut Dice, groups: &Groups) -> Vec<Value> {
    let count = dice.between(0, [3, 6, 12][world.size - 1]) as usize;
    (0..count)
        .map(|at| criterion(world, dice, groups, at))
        .collect()
}

/// One criterion. The decimal places of its points, its weight and its group's weight add up to at most three.
fn criterion(world: &World, dice: &mut Dice, groups: &Groups, at: usize) -> Value {
    let mut table = json!({"name": numbered("criterion", at)});
    let mut places = 3;
    if !groups.is_empty() && dice.chance(55) {
        let (group, of_weight) = dice.pick(groups);
        table["group"] = json!(group);
        places -= of_weight;
    }
    if dice.chance(30) {
        let of_weight = dice.below(2) as u32;
        table["weight"] = weight(dice, of_weight);
        places -= of_weight;
    }
    let fact: Option<Fact> = dice.chance(80).then(|| dice.pick(&world.facts).clone());
    let mut cases = Vec::new();
    for _ in 0..dice.between(1, 3) {
        let mut case = match &fact {
            Some(fact) if dice.chance(85) => operator(dice, fact, &world.facts),
            _ => json!({"when": world.condition(dice)}),
        };
        case["points"] = points(dice, places);
        cases.push(case);
    }
    table["cases"] = json!(cases);
    if let Some(fact) = fact {
        table["fact"] = json!(fact.name);
        if dice.chance(50) {
            table["missing"] = points(dice, places);
        }
    }
    if dice.chance(50) {
        table["otherwise"] = points(dice, places);
    }
    if dice.chance(3) {
        table["note"] = json!("agreed in spring");
    }
    table
}

fn clamps(dice: &mut Dice, table: &mut Value) {
    if dice.chance(35) {
        table["max"] = json!(dice.pick(&[0, 40, 100]));
    }
    if dice.chance(35) {
        table["min"] = json!(dice.pick(&[0, -30]));
    }
}

/// A list of decreasing minima; the last entry has none.
fn steps(dice: &mut Dice, names: &[Value]) -> Vec<Value> {
    let mut minima = dice.some(&POINTS, names.len() - 1, names.len() - 1);
    minima.reverse();
    let mut steps: Vec<Value> = names
        .iter()
        .zip(&minima)
        .map(|(name, minimum)| json!([name, minimum]))
        .collect();
    steps.extend(names.last().map(|last| json!([last])));
    steps
}

/// Fit, with its facts.
pub fn fit(world: &mut World, dice: &mut Dice) {
    let (tables, groups) = groups(dice, &["company", "person", "place"]);
    let mut fit = json!({"criteria": criteria(world, dice, &groups)});
    let mut grades = owned(&["A", "B", "C", "D", "E"]);
    if dice.chance(50) {
        grades = dice.some(&owned(&["A+", "A", "B", "C", "جيد", "Z"]), 1, 6);
        let names: Vec<Value> = grades.iter().map(|name| json!(name)).collect();
        fit["grades"] = json!(steps(dice, &names));
    }
    if !groups.is_empty() {
        fit["groups"] = tables;
    }
    clamps(dice, &mut fit);
    world.document.insert("fit".to_owned(), fit);
    world.facts.push(number_fact("fit.points", &POINTS));
    world
        .facts
        .push(number_fact("fit.known", &[0.0, 33.0, 50.0, 66.0, 100.0]));
    world.facts.push(plain_fact(
        "fit.grade",
        Kind::Ladder("grades", grades.into_iter().map(Value::from).collect()),
    ));
    for (group, _) in groups {
        world
            .facts
            .push(number_fact(format!("fit.groups.{group}"), &POINTS));
    }
}

/// The parts of engagement that signals need: decay, ranks, groups, clamps.
pub fn engagement_frame(world: &mut World, dice: &mut Dice) -> Groups {
    let (tables, groups) = groups(dice, &["web", "in_person", "post"]);
    let mut engagement = json!({});
    if !groups.is_empty() {
        engagement["groups"] = tables;
    }
    if dice.chance(60) {
        engagement["decay"] = decay(dice);
    }
    if dice.chance(40) {
        let names: Vec<Value> = (1..=dice.between(1, 6)).map(Value::from).collect();
        engagement["ranks"] = json!(steps(dice, &names));
    }
    clamps(dice, &mut engagement);
    world.document.insert("engagement".to_owned(), engagement);
    groups
}

/// The parts of engagement that refer to signals, and its facts.
pub fn engagement(world: &mut World, dice: &mut Dice, groups: &Groups) {
    let mut engagement = world.document["engagement"].clone();
    if dice.chance(30) {
        engagement["reset_on"] = world.signals(dice, 2);
    }
    if dice.chance(40) {
        let mut rule = json!({"after_days": dice.pick(&[1, 7, 30]), "every_days": dice.pick(&[1, 7, 30]), "points": -5, "min": dice.pick(&[0, -5, -50])});
        let dates: Vec<&str> = world
            .attributes
            .iter()
            .filter(|a| matches!(a.kind, Kind::Date(_)))
            .map(|a| a.name)
            .collect();
        if !dates.is_empty() && dice.chance(70) {
            rule["since"] = json!(format!("profile.{}", dice.pick(&dates)));
        }
        engagement["inactivity"] = rule;
    }
    if dice.chance(60) {
        engagement["criteria"] = json!(criteria(world, dice, groups));
    }
    let ranks: Vec<Value> = match engagement["ranks"].as_array() {
        Some(ranks) => ranks.iter().map(|rank| rank[0].clone()).collect(),
        None => (1..=5).map(Value::from).collect(),
    };
    world.document.insert("engagement".to_owned(), engagement);
    world.facts.push(number_fact("engagement.points", &POINTS));
    world
        .facts
        .push(plain_fact("engagement.rank", Kind::Ladder("ranks", ranks)));
    for (group, _) in groups {
        world
            .facts
            .push(number_fact(format!("engagement.groups.{group}"), &POINTS));
    }
    if world.has("fit") {
        world.facts.push(number_fact("total.points", &POINTS));
        world.facts.push(plain_fact(
            "cell",
            Kind::Text(owned(&["A1", "B3", "b3", "C2", "E5", "D4"])),
        ));
    }
}

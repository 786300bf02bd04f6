//! The facts that a condition may name, and the operands that they may be compared with.

use serde_json::{Value, json};

use crate::calendar::written;
use crate::dice::Dice;
use crate::pools::{PARTS, PATTERNS, TEXTS, TOPICS, WINDOWS, number};

/// The type of a fact, and the pool of its operands.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    /// number
    Number(Vec<f64>),
    /// text
    Text(Vec<String>),
    /// flag
    Flag,
    /// date: days around this day number
    Date(i64),
    /// tags
    Tags(Vec<String>),
    /// grade, rank or stage: the name of the list, and its members
    Ladder(&'static str, Vec<Value>),
}

/// A fact.
#[derive(Clone, Debug)]
pub struct Fact {
    /// Its full name.
    pub name: String,
    /// Its type.
    pub kind: Kind,
    /// Whether `within_days` is allowed with it.
    pub windowed: bool,
}

/// A number without a window.
pub fn number_fact(name: impl Into<String>, pool: &[f64]) -> Fact {
    Fact {
        name: name.into(),
        kind: Kind::Number(pool.to_vec()),
        windowed: false,
    }
}

/// A number that accepts `within_days`.
pub fn windowed_fact(name: impl Into<String>, pool: &[f64]) -> Fact {
    Fact {
        windowed: true,
        ..number_fact(name, pool)
    }
}

/// A fact of any other type.
pub fn plain_fact(name: impl Into<String>, kind: Kind) -> Fact {
    Fact {
        name: name.into(),
        kind,
        windowed: false,
    }
}

/// Texts as owned ones.
pub fn owned(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

/// The general pool of texts.
pub fn texts() -> Vec<String> {
    owned(&TEXTS)
}

/// The pool of topics.
pub fn topics() -> Vec<String> {
    owned(&TOPICS)
}

/// A condition over some facts.
pub fn condition(dice: &mut Dice, facts: &[Fact], depth: usize) -> Value {
    let nested = if depth == 0 { 100 } else { 62 };
    if facts.is_empty() || !dice.chance(nested) {
        return combination(dice, facts, depth);
    }
    let fact = pick_fact(dice, facts).clone();
    let mut table = operator(dice, &fact, facts);
    table["fact"] = json!(fact.name);
    if dice.chance(2) {
        table["note"] = json!("why this matters");
    }
    table
}

/// A random fact: first the section, then the fact, so that profile facts are not too frequent.
fn pick_fact<'f>(dice: &mut Dice, facts: &'f [Fact]) -> &'f Fact {
    let section = |fact: &Fact| fact.name.split('.').next().unwrap_or_default().to_owned();
    let mut sections: Vec<String> = facts.iter().map(section).collect();
    sections.sort();
    sections.dedup();
    let chosen = dice.pick(&sections).clone();
    let of_section: Vec<&Fact> = facts
        .iter()
        .filter(|fact| section(fact) == chosen)
        .collect();
    let chosen: &&Fact = dice.pick(&of_section);
    chosen
}

fn combination(dice: &mut Dice, facts: &[Fact], depth: usize) -> Value {
    let depth = depth.saturating_sub(1);
    let fewest = if facts.is_empty() { 0 } else { 1 };
    let most = if facts.is_empty() || dice.chance(3) {
        0
    } else {
        3
    };
    let count = dice.between(fewest.min(most), most);
    let parts: Vec<Value> = (0..count).map(|_| condition(dice, facts, depth)).collect();
    match dice.below(3) {
        0 if !facts.is_empty() => json!({"not": condition(dice, facts, depth)}),
        1 => json!({"any": parts}),
        _ => json!({"all": parts}),
    }
}

/// An operator that fits the fact, perhaps with `within_days`, as in a condition or a case.
pub fn operator(dice: &mut Dice, fact: &Fact, facts: &[Fact]) -> Value {
    if dice.chance(5) {
        return json!({"known": dice.chance(60)});
    }
    let mut table = match &fact.kind {
        Kind::Number(_) | Kind::Date(_) => ordered(dice, fact, facts),
        Kind::Text(pool) => text_operator(dice, fact, pool, facts),
        Kind::Flag => {
            let right = other_side(dice, fact, facts).unwrap_or(Value::Bool(true));
            let flag = if right.is_boolean() {
                json!(dice.chance(70))
            } else {
                right
            };
            any_of(dice, &["eq", "eq", "ne"], flag)
        }
        Kind::Tags(pool) => tags_operator(dice, fact, pool, facts),
        Kind::Ladder(_, names) => ladder_operator(dice, fact, names, facts),
    };
    if fact.windowed && dice.chance(50) {
        table["within_days"] = json!(dice.pick(&WINDOWS));
    }
    table
}

/// A random operator with its operand.
fn any_of(dice: &mut Dice, operators: &[&str], right: Value) -> Value {
    let operator: &&str = dice.pick(operators);
    keyed(operator, right)
}

fn keyed(key: &str, value: Value) -> Value {
    json!({key: value})
}

/// A literal of an ordered type.
fn literal(dice: &mut Dice, kind: &Kind) -> Value {
    match kind {
        Kind::Number(pool) => {
            let double = *dice.pick(pool);
            number(dice, double)
        }
        Kind::Date(base) => json!(written(
            base - *dice.pick(&[-30, -1, 0, 1, 30, 31, 90, 365, 366, 730])
        )),
        _ => Value::Null,
    }
}

fn ordered(dice: &mut Dice, fact: &Fact, facts: &[Fact]) -> Value {
    let kind = &fact.kind;
    match dice.below(10) {
        0 => {
            let mut ends = [literal(dice, kind), literal(dice, kind)];
            if above(&ends[0], &ends[1]) {
                ends.swap(0, 1);
            }
            json!({"between": ends})
        }
        1 => {
            let count = dice.between(1, 3);
            let list: Vec<Value> = (0..count).map(|_| literal(dice, kind)).collect();
            any_of(dice, &["in", "not_in"], json!(list))
        }
        _ => {
            let right = other_side(dice, fact, facts).unwrap_or_else(|| literal(dice, kind));
            any_of(dice, &["gte", "gte", "gt", "lt", "lte", "eq", "ne"], right)
        }
    }
}

fn above(a: &Value, b: &Value) -> bool {
    match (a.as_f64(), b.as_f64()) {
        (Some(a), Some(b)) => a > b,
        _ => a.as_str() > b.as_str(),
    }
}

fn text_operator(dice: &mut Dice, fact: &Fact, pool: &[String], facts: &[Fact]) -> Value {
    match dice.below(8) {
        0 | 1 => {
            let right = other_side(dice, fact, facts).unwrap_or_else(|| json!(dice.pick(pool)));
            any_of(dice, &["eq", "eq", "ne"], right)
        }
        2 | 3 => {
            let right = json!(dice.some(pool, 1, 4));
            any_of(dice, &["in", "not_in"], right)
        }
        4 => keyed("matches", json!(dice.pick(&PATTERNS))),
        _ => {
            let parts: Vec<&str> = PARTS.to_vec();
            let right = if dice.chance(50) {
                json!(dice.pick(&parts))
            } else {
                json!(dice.some(&parts, 1, 4))
            };
            any_of(dice, &["contains", "starts_with", "ends_with"], right)
        }
    }
}

fn tags_operator(dice: &mut Dice, fact: &Fact, pool: &[String], facts: &[Fact]) -> Value {
    match dice.below(5) {
        0 | 1 => keyed(
            "has",
            other_side(dice, fact, facts).unwrap_or_else(|| json!(dice.pick(pool))),
        ),
        2 => keyed("has", json!(dice.some(pool, 1, 3))),
        _ => keyed("has_all", json!(dice.some(pool, 1, 2))),
    }
}

fn ladder_operator(dice: &mut Dice, fact: &Fact, names: &[Value], facts: &[Fact]) -> Value {
    let Kind::Ladder(list, _) = &fact.kind else {
        return Value::Null;
    };
    match dice.below(6) {
        0 => {
            let right = json!(dice.some(names, 1, 2));
            any_of(dice, &["in", "not_in"], right)
        }
        1 => {
            // Only stages of interests have two facts with one list.
            let right = if *list == "interests" {
                other_side(dice, fact, facts)
            } else {
                None
            };
            let right = right.unwrap_or_else(|| dice.pick(names).clone());
            any_of(dice, &["eq", "ne"], right)
        }
        _ => {
            let right = dice.pick(names).clone();
            any_of(dice, &["or_better", "or_better", "or_worse"], right)
        }
    }
}

/// Sometimes another fact of a fitting type: "of tags, a text".
fn other_side(dice: &mut Dice, fact: &Fact, facts: &[Fact]) -> Option<Value> {
    if !dice.chance(18) {
        return None;
    }
    let fits = |other: &&Fact| match (&fact.kind, &other.kind) {
        (Kind::Number(_), Kind::Number(_)) | (Kind::Text(_) | Kind::Tags(_), Kind::Text(_)) => true,
        (Kind::Flag, Kind::Flag) | (Kind::Date(_), Kind::Date(_)) => true,
        (Kind::Ladder(a, _), Kind::Ladder(b, _)) => a == b,
        _ => false,
    };
    let fitting: Vec<&Fact> = facts
        .iter()
        .filter(fits)
        .filter(|other| other.name != fact.name)
        .collect();
    if fitting.is_empty() {
        None
    } else {
        Some(json!({"fact": dice.pick(&fitting).name}))
    }
}

//! Values of attributes and properties: valid, missing and wrong ones.

use serde_json::{Value, json};

use crate::calendar::{age, written};
use crate::dice::Dice;
use crate::facts::Kind;
use crate::pools::number;
use crate::world::Declared;

/// Times of day that are error-prone, above all midnight.
pub(crate) const TIMES: [&str; 16] = [
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

/// A value that is missing.
pub(crate) fn nothing(dice: &mut Dice, kind: &Kind) -> Value {
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

/// A value that the model declares as missing, sometimes in another spelling; null if it declares none.
pub(crate) fn placeholder(dice: &mut Dice, declared: &Declared) -> Value {
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
pub(crate) fn wrong(dice: &mut Dice, kind: &Kind) -> Value {
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
pub(crate) fn right(dice: &mut Dice, kind: &Kind) -> Value {
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

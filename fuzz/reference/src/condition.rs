//! Specification, section 4.1: conditions and operators.

use serde_json::Value;

use crate::cell::{Cell, read_cell};
use crate::facts::{Fact, Ladder, fact};
use crate::lead::{Lead, Place};
use crate::model::one_or_list;
use crate::number::{count, exact};
use crate::text::Compare;

/// The operators, of which a condition or case has exactly one.
pub const OPERATORS: [&str; 18] = [
    "eq",
    "ne",
    "gt",
    "gte",
    "lt",
    "lte",
    "between",
    "or_better",
    "or_worse",
    "in",
    "not_in",
    "contains",
    "starts_with",
    "ends_with",
    "matches",
    "has",
    "has_all",
    "known",
];

/// "A condition is `{ fact, <operator> }`, or `all`, `any`, `not`; `all = []` holds, `any = []` does not."
pub fn holds(lead: &Lead, place: Place, condition: &Value) -> bool {
    if let Some(parts) = condition.get("all").and_then(Value::as_array) {
        return parts.iter().all(|part| holds(lead, place, part));
    }
    if let Some(parts) = condition.get("any").and_then(Value::as_array) {
        return parts.iter().any(|part| holds(lead, place, part));
    }
    // "`not` simply negates."
    if let Some(part) = condition.get("not") {
        return !holds(lead, place, part);
    }
    let name = condition
        .get("fact")
        .and_then(Value::as_str)
        .unwrap_or_default();
    comparison_holds(lead, place, name, condition)
}

/// A comparison of a fact with what stands in `table`: its operator and perhaps `within_days` (a condition, or a case
/// of a criterion).
pub fn comparison_holds(lead: &Lead, place: Place, name: &str, table: &Value) -> bool {
    let left = fact(lead, place, name, count(table.get("within_days")));
    OPERATORS.iter().any(|operator| {
        table
            .get(operator)
            .is_some_and(|right| operator_holds(lead, place, &left, operator, right))
    })
}

fn operator_holds(lead: &Lead, place: Place, left: &Fact, operator: &str, right: &Value) -> bool {
    if operator == "known" {
        return right.as_bool() == Some(*left != Fact::Missing);
    }
    let literal = |value: &Value| right_side(lead, place, left, value);
    let items = right
        .as_array()
        .map_or(std::slice::from_ref(right), Vec::as_slice);
    // "A comparison with a missing fact on either side does not hold, whichever the operator."
    if *left == Fact::Missing || literal(right) == Fact::Missing && !right.is_array() {
        return false;
    }
    match operator {
        "eq" => same(left, &literal(right)),
        "ne" => !same(left, &literal(right)),
        "gt" => order(left, &literal(right)).is_some_and(|o| o.is_gt()),
        "gte" => order(left, &literal(right)).is_some_and(|o| o.is_ge()),
        "lt" => order(left, &literal(right)).is_some_and(|o| o.is_lt()),
        "lte" => order(left, &literal(right)).is_some_and(|o| o.is_le()),
        "between" => {
            order(left, &literal(&items[0])).is_some_and(|o| o.is_ge())
                && order(left, &literal(&items[1])).is_some_and(|o| o.is_le())
        }
        "or_better" => steps_better(left, &literal(right)).is_some_and(|steps| steps >= 0),
        "or_worse" => steps_better(left, &literal(right)).is_some_and(|steps| steps <= 0),
        "in" => items.iter().any(|item| same(left, &literal(item))),
        "not_in" => !items.iter().any(|item| same(left, &literal(item))),
        "has" => items.iter().any(|item| has(left, &literal(item))),
        "has_all" => items.iter().all(|item| has(left, &literal(item))),
        _ => text_holds(lead, left, operator, right),
    }
}

/// "Part of the text; a list means any of", both sides prepared; `matches`.
fn text_holds(lead: &Lead, left: &Fact, operator: &str, right: &Value) -> bool {
    let Fact::Text(text, compare) = left else {
        return false;
    };
    if operator == "matches" {
        let seen = compare.seen_by_matches(text);
        return right.as_str().is_some_and(|pattern| {
            lead.model
                .regex_matches(pattern, *compare == Compare::Exact, &seen)
        });
    }
    let text = compare.prepare(text);
    one_or_list(Some(right))
        .into_iter()
        .map(|part| compare.prepare(part))
        .any(|part| match operator {
            "contains" => text.contains(&part),
            "starts_with" => text.starts_with(&part),
            _ => text.ends_with(&part),
        })
}

/// The right side as a fact of the left one's type: "may be `{ fact = ".." }` of a fitting type".
fn right_side(lead: &Lead, place: Place, left: &Fact, value: &Value) -> Fact {
    if let Some(name) = value.get("fact").and_then(Value::as_str) {
        return fact(lead, place, name, None);
    }
    match (left, value) {
        (Fact::Ladder(ladder), _) => {
            let name = ladder_name(value);
            let at = ladder
                .names
                .iter()
                .position(|known| ladder_name(known) == name);
            at.map_or(Fact::Missing, |at| {
                Fact::Ladder(Ladder {
                    at,
                    ..ladder.clone()
                })
            })
        }
        (Fact::Text(_, compare) | Fact::Tags(_, compare), Value::String(text)) => {
            Fact::Text(text.clone(), *compare)
        }
        (Fact::Date(_), Value::String(_)) => match read_cell(&lead.model.zone, "date", value) {
            Ok(Some(Cell::Date(date))) => Fact::Date(date),
            _ => Fact::Missing,
        },
        (_, Value::Number(number)) => Fact::Number(exact(number)),
        (_, Value::Bool(flag)) => Fact::Flag(*flag),
        _ => Fact::Missing,
    }
}

/// Grades and stages are texts, ranks numbers.
pub fn ladder_name(value: &Value) -> String {
    match value {
        Value::Number(number) => exact(number).to_string(),
        other => other.as_str().unwrap_or_default().to_owned(),
    }
}

fn same(left: &Fact, right: &Fact) -> bool {
    match (left, right) {
        // "The left one's `compare` holds for both."
        (Fact::Text(a, compare), Fact::Text(b, _)) => compare.same(a, b),
        (Fact::Ladder(a), Fact::Ladder(b)) => a.at == b.at,
        _ => left == right,
    }
}

fn order(left: &Fact, right: &Fact) -> Option<std::cmp::Ordering> {
    match (left, right) {
        (Fact::Number(a), Fact::Number(b)) => Some(a.cmp(b)),
        (Fact::Date(a), Fact::Date(b)) => Some(a.cmp(b)),
        _ => None,
    }
}

/// How many steps better the left is: "`rank or_better = 2` is 1 or 2; `stage or_better` is this far or further".
fn steps_better(left: &Fact, right: &Fact) -> Option<i64> {
    match (left, right) {
        (Fact::Ladder(a), Fact::Ladder(b)) => {
            let further = a.at as i64 - b.at as i64;
            Some(if a.best_first { -further } else { further })
        }
        _ => None,
    }
}

/// "The tag, or any of a list."
fn has(left: &Fact, right: &Fact) -> bool {
    let Fact::Tags(tags, compare) = left else {
        return false;
    };
    let in_tags = |wanted: &str| tags.iter().any(|tag| compare.same(tag, wanted));
    match right {
        Fact::Text(wanted, _) => in_tags(wanted),
        Fact::Tags(wanted, _) => wanted.iter().any(|tag| in_tags(tag)),
        _ => false,
    }
}

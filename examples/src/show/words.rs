//! Entries and conditions in words.

use serde_json::Value;

use super::text::shown;
use super::why::{Condition, Entry};

/// Points with a sign: `+10`, `-2.5`, `0`.
pub(super) fn signed(points: f64) -> String {
    if points > 0.0 {
        format!("+{points}")
    } else {
        points.to_string()
    }
}

/// Points rounded to a tenth, for lists without a sum.
pub(super) fn rounded(points: f64) -> String {
    let text = format!("{points:.1}");
    text.strip_suffix(".0").map(str::to_owned).unwrap_or(text)
}

/// The value of a fact in words.
pub(super) fn value(value: &Value) -> String {
    match value {
        Value::Null => "not known".to_owned(),
        Value::Bool(flag) => if *flag { "yes" } else { "no" }.to_owned(),
        Value::Number(number) => number.as_f64().unwrap_or_default().to_string(),
        Value::String(text) => shown(text),
        Value::Array(items) => items.iter().map(self::value).collect::<Vec<_>>().join(", "),
        Value::Object(members) => match members.get("fact") {
            Some(Value::String(fact)) => fact_name(fact),
            _ => shown(&value.to_string()),
        },
    }
}

/// The name of a fact without `profile.`; other facts keep their prefix.
pub(super) fn fact_name(fact: &str) -> String {
    shown(fact.strip_prefix("profile.").unwrap_or(fact))
}

/// The source of an entry: the middle column of the ledger.
pub(super) fn origin(entry: &Entry) -> String {
    let detail = &entry.detail;
    let number = |key: &str| detail.get(key).and_then(Value::as_f64).unwrap_or_default();
    let text = |key: &str| detail.get(key).and_then(Value::as_str).unwrap_or_default();
    match entry.source.as_str() {
        "criterion" => match detail.get("fact").and_then(Value::as_str) {
            Some(fact) => format!(
                "{} is {}",
                fact_name(fact),
                value(detail.get("value").unwrap_or(&Value::Null))
            ),
            None => String::new(),
        },
        "signal" => signal(
            number("matched"),
            number("counted"),
            text("oldest"),
            text("newest"),
        ),
        "clamp" => limit(detail),
        "elapsed" => format!(
            "{} of {} days since the last order",
            number("elapsed_days"),
            number("length_days")
        ),
        "overdue" => "long overdue".to_owned(),
        "inactivity" => match detail.get("days").and_then(Value::as_f64) {
            Some(days) => format!("no activity for {days} days"),
            None => String::new(),
        },
        "persona" => "persona".to_owned(),
        "season" => "season".to_owned(),
        _ => String::new(),
    }
}

fn signal(matched: f64, counted: f64, oldest: &str, newest: &str) -> String {
    let times = if matched == 1.0 {
        "once".to_owned()
    } else {
        format!("{matched} times")
    };
    let counted = if counted == 0.0 {
        ", none of them count".to_owned()
    } else if counted < matched {
        format!(", {counted} of them count")
    } else {
        String::new()
    };
    if oldest == newest {
        format!("{times}{counted}, on {newest}")
    } else {
        format!("{times}{counted}, {oldest} to {newest}")
    }
}

fn limit(detail: &Value) -> String {
    let of = detail.get("of").and_then(Value::as_str).unwrap_or("sum");
    for (key, word) in [("max", "at most"), ("min", "at least")] {
        if let Some(bound) = detail.get(key).and_then(Value::as_f64) {
            return format!("the {of} gives {word} {bound}");
        }
    }
    format!("limit of the {of}")
}

/// An entry in a few words: `visit +40 (4 times, latest 2026-11-20)`.
pub(super) fn brief(entry: &Entry) -> String {
    let detail = &entry.detail;
    let number = |key: &str| detail.get(key).and_then(Value::as_f64).unwrap_or_default();
    let about = match entry.source.as_str() {
        "signal" => {
            let newest = detail
                .get("newest")
                .and_then(Value::as_str)
                .unwrap_or_default();
            format!(" ({}×, last {newest})", number("matched"))
        }
        "elapsed" => format!(
            " ({} of {} days since the last order)",
            number("elapsed_days"),
            number("length_days")
        ),
        _ => String::new(),
    };
    format!("{} +{}{about}", shown(&entry.name), rounded(entry.points))
}

/// A condition in words, with the value of its fact and whether it holds.
pub(super) fn condition(condition: &Condition) -> String {
    let operator = match condition.operator.as_str() {
        "eq" => "is",
        "ne" => "is not",
        "gt" => "above",
        "gte" => "at least",
        "lt" => "below",
        "lte" => "at most",
        other => &other.replace('_', " "),
    };
    let within = condition
        .within_days
        .map(|days| format!(" within {days} days"));
    format!(
        "{}{} is {} ({} {}: {})",
        fact_name(&condition.fact),
        within.unwrap_or_default(),
        value(&condition.value),
        operator,
        value(&condition.against),
        if condition.holds {
            "holds"
        } else {
            "does not hold"
        },
    )
}

//! The tests of a model. They are kept as written; only their keys are checked.
//!
//! A test holds the data of a lead and part of its assessment. Whether the data is valid
//! is checked once the model is compiled.

use serde_json::{Map, Number, Value as Json};

use super::condition::write::whole;
use super::reader::At;
use super::scalars::NameSet;
use super::tree::{Node, TreeKey, TreeValue};
use crate::exact::{SPARSE, nearest};
use crate::text::is_invisible;

const TEST_KEYS: [&str; 6] = ["name", "profile", "events", "as_of", "expect", "absent"];

/// Reads the list of tests.
pub(crate) fn read_all(at: &At<'_>) -> Option<Vec<Json>> {
    let mut seen = NameSet::new();
    at.list(|at| read(at, &mut seen))
}

fn read(at: &At<'_>, seen: &mut NameSet) -> Option<Json> {
    let table = at.table(&TEST_KEYS)?;
    let name = table.need("name", |at| test_name(at, seen));
    let as_of = table.need("as_of", as_of);
    let profile = table.read("profile", |at| members(at, Some("lead")));
    let events = table.read("events", events);
    let absent = table.read("absent", |at| at.list(At::filled_text));
    let expect = match &absent {
        None => table.need("expect", |at| members(at, None)),
        Some(_) => table.read("expect", |at| members(at, None)),
    };
    let mut test = Map::new();
    let parts = [
        ("name", Some(name?.into())),
        ("profile", Some(profile.unwrap_or_default().into())),
        ("events", Some(events.unwrap_or_default().into())),
        ("as_of", Some(as_of?.into())),
        ("expect", Some(expect.unwrap_or_default().into())),
        ("absent", absent.map(Json::from)),
    ];
    for (key, part) in parts {
        if let Some(part) = part {
            test.insert(key.to_owned(), part);
        }
    }
    Some(Json::Object(test))
}

/// A text with at least one visible character, unique in the list.
fn test_name(at: &At<'_>, seen: &mut NameSet) -> Option<String> {
    let name = at.text()?;
    if name.chars().all(|c| c.is_whitespace() || is_invisible(c)) {
        return at.refuse("empty_text", "a text that is not blank");
    }
    at.is_first(&name, seen);
    Some(name)
}

fn as_of(at: &At<'_>) -> Option<String> {
    match &at.node.value {
        TreeValue::Text(text) => Some(text.clone()),
        _ => at.refuse("wrong_type", "an instant or a date as a text"),
    }
}

fn events(at: &At<'_>) -> Option<Vec<Json>> {
    match at.node.value {
        TreeValue::List(_) => at.list(|at| members(at, Some("id")).map(Json::Object)),
        _ => at.refuse("wrong_type", "a list of events"),
    }
}

/// The members of a table as plain values. The member named `id` is an id.
fn members(at: &At<'_>, id: Option<&str>) -> Option<Map<String, Json>> {
    let TreeValue::Table(entries) = &at.node.value else {
        return at.refuse("wrong_type", "a table");
    };
    let members = object(entries, id);
    if members.is_none() {
        at.report(
            "not_finite",
            "found a number too large for a double",
            "expected a finite number",
        );
    }
    members
}

/// The members of a table for [`members`]. Returns `None` if a number is too large for a
/// double.
fn object(entries: &[(TreeKey, Node)], id: Option<&str>) -> Option<Map<String, Json>> {
    let mut members = Map::new();
    for (key, node) in entries {
        let value = match &node.value {
            // An id keeps all of its digits.
            TreeValue::Digits(digits) if Some(key.name.as_str()) == id => digits.as_str().into(),
            _ => json(node)?,
        };
        members.insert(key.name.clone(), value);
    }
    Some(members)
}

/// The tree as a plain value. Returns `None` if a number is too large for a double.
fn json(node: &Node) -> Option<Json> {
    Some(match &node.value {
        TreeValue::Null | TreeValue::Faulty => Json::Null,
        TreeValue::Flag(flag) => Json::Bool(*flag),
        TreeValue::Number(number) => number_json(*number),
        TreeValue::Digits(digits) => number_json(nearest(digits)?),
        TreeValue::Text(text) => Json::String(text.clone()),
        TreeValue::List(items) => {
            let mut all = Vec::with_capacity(items.len());
            for item in items {
                all.push(json(item)?);
            }
            Json::Array(all)
        }
        TreeValue::Table(entries) => Json::Object(object(entries, None)?),
    })
}

fn number_json(number: f64) -> Json {
    // A larger number that was not written in digits does not identify a whole number.
    let exact = whole(number).filter(|_| number.abs() < SPARSE);
    match exact {
        Some(whole) => Json::Number(whole.into()),
        None => Number::from_f64(number).map_or(Json::Null, Json::Number),
    }
}

//! The tests that a model carries: kept as they are, only their keys are checked.
//!
//! What they say is data for [`assess`](crate) and part of its answer, which
//! are no matter of the document.

use serde_json::{Map, Number, Value as Json};

use super::condition::write::whole;
use super::reader::At;
use super::scalars::Names;
use super::tree::{Node, Value};

const TEST_KEYS: [&str; 5] = ["name", "profile", "events", "as_of", "expect"];

/// Reads the list of tests.
pub(crate) fn read_all(at: &At<'_>) -> Option<Vec<Json>> {
    let mut seen = Names::new();
    at.list(|at| read(at, &mut seen))
}

fn read(at: &At<'_>, seen: &mut Names) -> Option<Json> {
    let table = at.table(&TEST_KEYS)?;
    table.need("name", |at| at.new_name(seen));
    let mut members = Map::new();
    for key in TEST_KEYS {
        if key == "name" && !table.has(key) {
            continue;
        }
        table.need(key, |at| {
            match (key, &at.node.value) {
                ("profile" | "expect", Value::Table(_))
                | ("events", Value::List(_))
                | ("name", _) => {}
                ("as_of", Value::Text(_)) => {}
                ("as_of", _) => return at.refuse("wrong_type", "an instant or a date as a text"),
                ("events", _) => return at.refuse("wrong_type", "a list of events"),
                _ => return at.refuse("wrong_type", "a table"),
            }
            members.insert(key.to_owned(), json(at.node));
            Some(())
        });
    }
    Some(Json::Object(members))
}

/// The tree as a plain value.
fn json(node: &Node) -> Json {
    match &node.value {
        Value::Null | Value::Faulty => Json::Null,
        Value::Flag(flag) => Json::Bool(*flag),
        Value::Number(number) => match whole(*number) {
            Some(whole) => Json::Number(whole.into()),
            None => Number::from_f64(*number).map_or(Json::Null, Json::Number),
        },
        Value::Text(text) => Json::String(text.clone()),
        Value::List(items) => Json::Array(items.iter().map(json).collect()),
        Value::Table(entries) => Json::Object(
            entries
                .iter()
                .map(|(key, node)| (key.name.clone(), json(node)))
                .collect(),
        ),
    }
}

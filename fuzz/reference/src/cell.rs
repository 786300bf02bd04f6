//! Specification, sections 4.1 and 12: one value of a profile or an event, read as its declared type.

use jiff::civil::Date;
use serde_json::Value;

use crate::number::{Exact, exact};
use crate::text::blank;
use crate::time::{Fault, Zone};

/// A value that is not missing.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// `number`
    Number(Exact),
    /// `text`
    Text(String),
    /// `flag`
    Flag(bool),
    /// `date`
    Date(Date),
    /// `tags`: "a set of texts".
    Tags(Vec<String>),
}

/// The code of a reject.
pub type Code = &'static str;

/// "Null, NaN, a text of white space only and a set without other members are missing": `Ok(None)`. A value of
/// another type is bad.
pub fn read_cell(zone: &Zone, kind: &str, value: &Value) -> Result<Option<Cell>, Code> {
    match (kind, value) {
        (_, Value::Null) => Ok(None),
        (_, Value::String(text)) if blank(text) => Ok(None),
        ("number", Value::Number(number)) => Ok(Some(Cell::Number(exact(number)))),
        ("text", Value::String(text)) => Ok(Some(Cell::Text(text.clone()))),
        ("flag", Value::Bool(flag)) => Ok(Some(Cell::Flag(*flag))),
        ("date", Value::String(text)) => match zone.date(text) {
            Ok(date) => Ok(Some(Cell::Date(date))),
            Err(Fault::Unreadable) => Err("wrong_type"),
            Err(Fault::OutOfRange) => Err("out_of_range"),
        },
        ("tags", Value::Array(members)) => read_tags(members),
        _ => Err("wrong_type"),
    }
}

fn read_tags(members: &[Value]) -> Result<Option<Cell>, Code> {
    let mut tags = Vec::new();
    for member in members {
        match member {
            Value::Null => {}
            Value::String(text) if blank(text) => {}
            Value::String(text) => tags.push(text.clone()),
            _ => return Err("wrong_type"),
        }
    }
    Ok((!tags.is_empty()).then_some(Cell::Tags(tags)))
}

/// "Lead ids are texts or whole numbers (a number is its decimal text)"; ids of events alike.
pub fn read_id(value: Option<&Value>) -> Result<Option<String>, Code> {
    match value {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) if blank(text) => Ok(None),
        Some(Value::String(text)) => Ok(Some(text.clone())),
        Some(Value::Number(number)) if exact(number).is_integer() => {
            Ok(Some(exact(number).to_integer().to_string()))
        }
        Some(_) => Err("wrong_type"),
    }
}

/// The texts of a text or tags value.
pub fn texts(cell: Option<&Cell>) -> Vec<&str> {
    match cell {
        Some(Cell::Text(text)) => vec![text],
        Some(Cell::Tags(tags)) => tags.iter().map(String::as_str).collect(),
        _ => Vec::new(),
    }
}

//! Specification, sections 4.1 and 12: one value of a profile or an event, read as its declared type.

use jiff::civil::Date;
use serde_json::{Number, Value};

use crate::model::{list, text};
use crate::number::{Exact, exact, whole};
use crate::text::{Compare, blank};
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

/// What a profile or an event holds under a declared name; `Ok(None)` where it is missing, also by `not_known`.
pub fn read_declared(
    zone: &Zone,
    declaration: &Value,
    value: &Value,
) -> Result<Option<Cell>, Code> {
    let kind = text(declaration, "type").unwrap_or("text");
    let unknown = list(declaration.get("not_known"));
    // "A text equal to one of its texts (as `compare` says, `fold` for other types)."
    let compare = match kind {
        "text" | "tags" => Compare::of(Some(declaration)),
        _ => Compare::Fold,
    };
    let placeholder = |value: &Value| {
        let text = value.as_str();
        text.is_some_and(|text| {
            let listed = unknown.iter().filter_map(Value::as_str);
            listed.into_iter().any(|one| compare.same(one, text))
        })
    };
    // ".. before the type is looked at."
    if placeholder(value) {
        return Ok(None);
    }
    // "In a set such members are left out."
    let members = value.as_array().filter(|_| kind == "tags").map(|members| {
        let known = members.iter().filter(|member| !placeholder(member));
        Value::Array(known.cloned().collect())
    });
    let cell = read_cell(zone, kind, members.as_ref().unwrap_or(value))?;
    // "Then a value equal to one of its values": of texts and sets these are the texts above.
    let no_value = |cell: &Cell| {
        let of_type = !matches!(cell, Cell::Text(_) | Cell::Tags(_));
        let mut values = unknown.iter().map(|one| read_cell(zone, kind, one));
        of_type && values.any(|one| one.ok().flatten().as_ref() == Some(cell))
    };
    Ok(cell.filter(|cell| !no_value(cell)))
}

/// "Null, NaN, a text of nothing but white space and invisible characters and a set without other members are missing":
/// `Ok(None)`. A value of another type is bad.
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

/// "Lead ids are texts or whole numbers (a number is its decimal text)"; ids of events alike. A text stays as it is.
pub fn read_id(value: Option<&Value>) -> Result<Option<String>, Code> {
    match value {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) if blank(text) => Ok(None),
        Some(Value::String(text)) => Ok(Some(text.clone())),
        Some(Value::Number(number)) => read_number_id(number).map(Some),
        Some(_) => Err("wrong_type"),
    }
}

/// "An id in digits alone keeps them. Any other number must be whole (else `wrong_type`) and below 2^53 in size (else
/// `out_of_range`)."
fn read_number_id(number: &Number) -> Result<String, Code> {
    if number.is_i64() || number.is_u64() {
        return Ok(number.to_string());
    }
    let (value, most) = (exact(number), whole(1 << 53));
    if !value.is_integer() {
        Err("wrong_type")
    } else if value >= most || value <= -most {
        Err("out_of_range")
    } else {
        Ok(value.to_integer().to_string())
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

#[cfg(test)]
#[path = "cell_tests.rs"]
mod tests;

//! Specification, sections 4 and 12: rows of input, read cell by cell, with a reject for every bad one.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde_json::{Value, json};

use crate::cell::{Cell, Code, read_declared, read_id};
use crate::model::Model;
use crate::number::{Exact, exact, from_thousandths, to_thousandths, whole};
use crate::text::{blank, nfc};
use crate::time::{Fault, Instant, Written, read};

/// A valid event.
#[derive(Clone, Debug)]
pub struct Event {
    /// Position among the rows, from 0.
    pub row: usize,
    /// `event`: "plain texts, compared exactly".
    pub name: String,
    /// `at`
    pub at: Instant,
    /// The day of `at` in the model's zone.
    pub day: Date,
    /// Whether `at` is a local time without an offset.
    pub without_offset: bool,
    /// `value`, in whole thousandths.
    pub value: Option<Exact>,
    /// `id`
    pub id: Option<String>,
    /// Declared properties that are not missing.
    pub properties: BTreeMap<String, Cell>,
    /// The row as given, for the canonical text.
    pub given: Value,
}

impl Event {
    /// "Values of events are turned into integer thousandths"; without one 0.
    pub fn thousandths(&self) -> i128 {
        self.value.as_ref().map_or(0, to_thousandths)
    }
}

/// The rejects of one call.
#[derive(Debug, Default)]
pub struct Rejects(pub Vec<Value>);

impl Rejects {
    fn add(&mut self, table: &str, row: usize, lead: Option<&str>, column: &str, code: Code) {
        let reason = format!("`{column}` is bad: {code}");
        self.0.push(json!({"table": table, "row": row, "lead": lead, "column": column, "code": code, "reason": reason}));
    }

    /// "A failed lead: table and row null, column the signal or section."
    pub fn add_failure(&mut self, lead: Option<&str>, column: &str) {
        self.0.push(json!({"table": null, "row": null, "lead": lead, "column": column, "code": "total_out_of_range",
            "reason": format!("the sum of `{column}` is beyond 10^12")}));
    }
}

/// What stands under a name, which is "compared after NFC".
pub fn lookup<'a>(row: &'a Value, name: &str) -> Option<&'a Value> {
    row.get(name).or_else(|| {
        row.as_object()?
            .iter()
            .find(|(key, _)| nfc(key) == name)
            .map(|(_, value)| value)
    })
}

/// "`lead` in a profile is the lead's id (text or whole number; without it the assessment's `lead` is null)."
pub fn read_lead(profile: &Value, rejects: &mut Rejects) -> Option<String> {
    read_id(profile.get("lead")).unwrap_or_else(|code| {
        rejects.add("profiles", 0, None, "lead", code);
        None
    })
}

/// "A bad attribute is rejected and missing, the lead stays."
pub fn read_profile(
    model: &Model,
    profile: &Value,
    lead: Option<&str>,
    rejects: &mut Rejects,
) -> BTreeMap<String, Cell> {
    let mut known = BTreeMap::new();
    for (name, declaration) in model.named(&["attributes"]) {
        match read_declared(
            &model.zone,
            declaration,
            lookup(profile, name).unwrap_or(&Value::Null),
        ) {
            Ok(Some(cell)) => drop(known.insert(name.to_owned(), cell)),
            Ok(None) => {}
            Err(code) => rejects.add("profiles", 0, lead, name, code),
        }
    }
    known
}

/// "A bad event is rejected whole": one reject for every bad cell, in the order event, at, value, id, properties.
pub fn read_event(
    model: &Model,
    row: usize,
    given: &Value,
    lead: Option<&str>,
    rejects: &mut Rejects,
) -> Option<Event> {
    let before = rejects.0.len();
    let mut bad = |column: &str, code| rejects.add("events", row, lead, column, code);
    let name = read_name(given.get("event")).map_err(|code| bad("event", code));
    let at = read_at(model, given.get("at")).map_err(|code| bad("at", code));
    let value = read_value(given.get("value")).map_err(|code| bad("value", code));
    let id = read_id(given.get("id")).map_err(|code| bad("id", code));
    let mut properties = BTreeMap::new();
    for (property, declaration) in model.named(&["properties"]) {
        match read_declared(
            &model.zone,
            declaration,
            lookup(given, property).unwrap_or(&Value::Null),
        ) {
            Ok(Some(cell)) => drop(properties.insert(property.to_owned(), cell)),
            Ok(None) => {}
            Err(code) => bad(property, code),
        }
    }
    if rejects.0.len() > before {
        return None;
    }
    let ((at, without_offset), day) = (at.ok()?, model.zone.day(at.ok()?.0));
    Some(Event {
        row,
        name: name.ok()?,
        at,
        day,
        without_offset,
        value: value.ok()?,
        id: id.ok()?,
        properties,
        given: given.clone(),
    })
}

fn read_name(value: Option<&Value>) -> Result<String, Code> {
    match value {
        None | Some(Value::Null) => Err("missing"),
        Some(Value::String(name)) if blank(name) => Err("missing"),
        Some(Value::String(name)) => Ok(name.clone()),
        Some(_) => Err("wrong_type"),
    }
}

fn read_at(model: &Model, value: Option<&Value>) -> Result<(Instant, bool), Code> {
    let text = match value {
        None | Some(Value::Null) => return Err("missing"),
        Some(Value::String(text)) if blank(text) => return Err("missing"),
        Some(Value::String(text)) => text,
        Some(_) => return Err("wrong_type"),
    };
    let code = |fault| match fault {
        Fault::Unreadable => "unreadable_instant",
        Fault::OutOfRange => "out_of_range",
    };
    let written = read(text).map_err(code)?;
    Ok((
        model.zone.event_instant(written).map_err(code)?,
        matches!(written, Written::Local(..)),
    ))
}

/// "|value| <= 10^9. Null and NaN are `no value`."
fn read_value(value: Option<&Value>) -> Result<Option<Exact>, Code> {
    match value {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) if blank(text) => Ok(None),
        Some(Value::Number(number)) => {
            let (value, most) = (exact(number), whole(1_000_000_000));
            if value > most || value < -most {
                Err("out_of_range")
            } else {
                // "Values of events are turned into integer thousandths", before anything reads them.
                Ok(Some(from_thousandths(to_thousandths(&value))))
            }
        }
        Some(_) => Err("wrong_type"),
    }
}

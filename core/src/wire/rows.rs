//! Tables as JSON text, by rows or by columns, become sheets; a lead becomes JSON text.

use serde::de::{DeserializeSeed, Error, SeqAccess, Visitor};
use serde_json::value::RawValue;

use super::json::{self, JsonKind, Members, Numbers};
use super::refusal::wrong_shape;
use super::{problem, refusal};
use crate::assessment::canonical;
use crate::document::Problem;
use crate::document::problems::Path;
use crate::lead::{Event, Profile, Text, Value};
use crate::tables::{Packed, Sheet, Texts};

/// How many problems of rows are listed at most; further ones are only counted.
const MAX_LISTED: usize = 100;

/// Parses a table by columns: `{"lead": [..], "at": [..]}`, lists of equal length. With `coerce`
/// texts are later parsed as the declared types, as those of CSV files are.
///
/// # Errors
/// A refusal with all problems of the text.
///
/// ```
/// use leadgrade::wire::{columns, json::Numbers};
/// let sheet = columns(r#"{"lead": ["a", "b"], "employees": ["12", null]}"#, Numbers::Nearest, true).unwrap();
/// assert_eq!(sheet.rows(), 2);
/// let refused = columns(r#"{"lead": ["a", "b"], "employees": []}"#, Numbers::Nearest, true).unwrap_err();
/// assert!(refused.contains("found 0 values"));
/// ```
pub fn columns(text: &str, numbers: Numbers, coerce: bool) -> Result<Sheet, String> {
    const SHAPE: &str = "expected one JSON object of lists, such as {\"lead\": [\"L-1\", ..], ..}";
    let members = object(text, SHAPE).map_err(|problem| refusal(&[problem]))?;
    let (mut sheet, mut problems) = (Sheet::new(coerce), Vec::new());
    let mut rows = None;
    for (name, raw) in members.0 {
        let path = Path::ROOT.key(&name).to_string();
        let (length, with): (usize, Box<dyn FnOnce(Sheet) -> Sheet>) =
            if let Some(texts) = texts(raw) {
                (texts.len(), Box::new(|sheet| sheet.with_texts(name, texts)))
            } else if let Some(list) = json::elements(raw) {
                let value = |raw| value_of(&name, raw, numbers);
                let values: Vec<Value> = list.into_iter().map(value).collect();
                (
                    values.len(),
                    Box::new(|sheet| sheet.with_values(name, values)),
                )
            } else {
                let found = format!("found {}", JsonKind::of(raw).word());
                problems.push(problem(
                    "wrong_type",
                    path,
                    found,
                    "expected a list with a value for each row",
                ));
                continue;
            };
        if *rows.get_or_insert(length) == length {
            sheet = with(sheet);
        } else {
            let help = format!(
                "expected {} values, as many as in the column before",
                rows.unwrap_or(0)
            );
            problems.push(problem(
                "wrong_length",
                path,
                format!("found {length} values"),
                help,
            ));
        }
    }
    if problems.is_empty() {
        Ok(sheet)
    } else {
        Err(refusal(&problems))
    }
}

/// Parses a table by rows: JSON Lines with one object a line, or a JSON list of objects.
///
/// # Errors
/// A refusal with the first 100 problems. The path of a problem starts with the row, from 0; in
/// JSON Lines it also has a line.
///
/// ```
/// use leadgrade::wire::{json::Numbers, rows};
/// let sheet = rows("{\"lead\": \"a\"}\n\n{\"lead\": \"b\", \"employees\": 12}\n", Numbers::Nearest, false).unwrap();
/// assert_eq!((sheet.rows(), sheet.names().count()), (2, 2));
/// assert!(rows("{\"lead\": \"a\"}\n[]", Numbers::Nearest, false).unwrap_err().contains(r#""line":2"#));
/// ```
pub fn rows(text: &str, numbers: Numbers, coerce: bool) -> Result<Sheet, String> {
    const SHAPE: &str = "expected one JSON object for each row, such as {\"lead\": \"L-1\", ..}";
    let text = text.trim_start_matches('\u{feff}').trim_start();
    let list: Option<Vec<&RawValue>> = text
        .starts_with('[')
        .then(|| serde_json::from_str(text).ok())
        .flatten();
    let mut table = RowTable::default();
    let mut problems = Vec::new();
    let mut found = |line: Option<u32>, row: Result<Members<'_>, Problem>| match row {
        Ok(members) => table.push(members, numbers),
        Err(mut one) => {
            one.path = format!("/{}{}", table.rows + problems.len(), one.path);
            one.line = line;
            problems.push(one);
        }
    };
    match list {
        Some(list) => list
            .into_iter()
            .for_each(|raw| found(None, object(raw.get(), SHAPE))),
        None => {
            let lines = text.lines().zip(1_u32..);
            lines
                .filter(|(line, _)| !line.trim().is_empty())
                .for_each(|(line, at)| found(Some(at), object(line, SHAPE)));
        }
    }
    if problems.is_empty() {
        return Ok(table.sheet(coerce));
    }
    let more = problems.len().saturating_sub(MAX_LISTED);
    problems.truncate(MAX_LISTED);
    if more > 0 {
        let message = format!("{more} more problems");
        problems.push(problem(
            "too_many_problems",
            String::new(),
            message,
            "only the first are listed",
        ));
    }
    Err(refusal(&problems))
}

/// A lead as arguments of a request: `{"events": [..], "profile": {..}}`. Parsed with
/// [`Numbers::Exact`] it is the same lead.
pub fn lead(profile: &Profile, events: &[Event]) -> String {
    let members = |pairs: &mut dyn Iterator<Item = (&str, &Value)>| {
        let known = pairs.filter(|(_, value)| !matches!(value, Value::Null));
        let member = |(name, value)| format!("{}:{}", canonical(&name), json::written(value));
        format!("{{{}}}", known.map(member).collect::<Vec<_>>().join(","))
    };
    let event = |event: &Event| {
        let own = [
            ("event", &event.name),
            ("at", &event.at),
            ("value", &event.value),
            ("id", &event.id),
        ];
        members(&mut own.into_iter().chain(rest(event.properties())))
    };
    let events = events.iter().map(event).collect::<Vec<_>>().join(",");
    let attributes = rest(profile.attributes());
    let profile = members(&mut std::iter::once(("lead", &profile.lead)).chain(attributes));
    format!(r#"{{"events":[{events}],"profile":{profile}}}"#)
}

/// Reads a value of the column of this name.
fn value_of(column: &str, raw: &RawValue, numbers: Numbers) -> Value {
    match column {
        "lead" | "id" => json::id_with(raw, numbers),
        _ => json::value_with(raw, numbers),
    }
}

fn rest(list: &[(Text, Value)]) -> impl Iterator<Item = (&str, &Value)> {
    list.iter().map(|(name, value)| (name.as_str(), value))
}

fn object<'t>(text: &'t str, shape: &'static str) -> Result<Members<'t>, Problem> {
    let raw: &RawValue =
        serde_json::from_str(text.trim_start_matches('\u{feff}')).map_err(|error| {
            let message = format!("invalid JSON at column {}", error.column());
            problem("syntax", String::new(), message, shape)
        })?;
    json::members(raw).ok_or_else(|| wrong_shape(raw, shape))
}

/// The columns of the rows so far.
#[derive(Default)]
struct RowTable {
    rows: usize,
    columns: indexmap::IndexMap<String, Vec<Value>>,
}

impl RowTable {
    fn push(&mut self, members: Members<'_>, numbers: Numbers) {
        for (name, raw) in members.0 {
            let value = value_of(&name, raw, numbers);
            let column = self.columns.entry(name).or_default();
            // Of members with the same name the last counts.
            column.truncate(self.rows);
            column.resize(self.rows, Value::Null);
            column.push(value);
        }
        self.rows += 1;
    }

    fn sheet(self, coerce: bool) -> Sheet {
        let mut sheet = Sheet::new(coerce);
        for (name, mut column) in self.columns {
            column.resize(self.rows, Value::Null);
            let text = |value: &'_ Value| matches!(value, Value::Text(_) | Value::Null);
            sheet = if column.iter().all(text) {
                let text = |value: &'_ Value| match value {
                    Value::Text(text) => Some(text.clone()),
                    _ => None,
                };
                let mut packed = Packed::default();
                column
                    .iter()
                    .for_each(|value| packed.push(text(value).as_deref()));
                sheet.with_texts(name, packed)
            } else {
                sheet.with_values(name, column)
            };
        }
        sheet
    }
}

/// The texts of a list of texts and nulls, in one pass; `None` if it has any other value.
fn texts(raw: &RawValue) -> Option<Packed> {
    let mut reader = serde_json::Deserializer::from_str(raw.get());
    AllTexts.deserialize(&mut reader).ok()
}

struct AllTexts;

impl<'de> DeserializeSeed<'de> for AllTexts {
    type Value = Packed;
    fn deserialize<D: serde::Deserializer<'de>>(self, reader: D) -> Result<Packed, D::Error> {
        reader.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for AllTexts {
    type Value = Packed;
    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a list of texts")
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Packed, A::Error> {
        let mut packed = Packed::default();
        while list.next_element_seed(OneText(&mut packed))?.is_some() {}
        Ok(packed)
    }
}

struct OneText<'p>(&'p mut Packed);

impl<'de> DeserializeSeed<'de> for OneText<'_> {
    type Value = ();
    fn deserialize<D: serde::Deserializer<'de>>(self, reader: D) -> Result<(), D::Error> {
        reader.deserialize_any(self)
    }
}

impl Visitor<'_> for OneText<'_> {
    type Value = ();
    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a text")
    }
    fn visit_str<E: Error>(self, text: &str) -> Result<(), E> {
        self.0.push(Some(text));
        Ok(())
    }
    fn visit_unit<E: Error>(self) -> Result<(), E> {
        self.0.push(None);
        Ok(())
    }
}

//! Specification, section 4: reading the model document, which is taken to be valid.

use std::collections::HashMap;

use regex::{Regex, RegexBuilder};
use serde_json::Value;

use crate::text::{Compare, nfc};
use crate::time::Zone;

/// The document, its zone and its regular expressions.
#[derive(Debug)]
pub struct Model {
    document: Value,
    /// `timezone`, default `"UTC"`.
    pub zone: Zone,
    /// `tests` as they are written: "null is null" in them.
    pub tests: Vec<Value>,
    regexes: HashMap<(String, bool), Regex>,
}

impl Model {
    /// "Null is the same as absent": nulls go first, so that all else sees absent keys only.
    pub fn new(document: &Value) -> Model {
        let mut document = document.clone();
        let tests = list(document.get("tests")).to_vec();
        drop_nulls(&mut document);
        compose_names(&mut document);
        let zone = Zone::new(
            document
                .get("timezone")
                .and_then(Value::as_str)
                .unwrap_or("UTC"),
        );
        let mut regexes = HashMap::new();
        collect_regexes(&document, &mut regexes);
        Model {
            document,
            zone,
            tests,
            regexes,
        }
    }

    /// What stands at a path of keys.
    pub fn get(&self, path: &[&str]) -> Option<&Value> {
        path.iter()
            .try_fold(&self.document, |table, key| table.get(key))
    }

    /// The list at a path; absent is the empty one.
    pub fn list(&self, path: &[&str]) -> &[Value] {
        list(self.get(path))
    }

    /// The named things at a path, in order.
    pub fn named(&self, path: &[&str]) -> Vec<(&str, &Value)> {
        named(self.get(path))
    }

    /// How values of a fact of the profile compare.
    pub fn attribute_compare(&self, name: &str) -> Compare {
        Compare::of(self.get(&["attributes", name]))
    }

    /// How values of a property of events compare.
    pub fn property_compare(&self, name: &str) -> Compare {
        Compare::of(self.get(&["properties", name]))
    }

    /// "Regular expression, unanchored, without regard to case unless `exact`."
    pub fn regex_matches(&self, pattern: &str, exact: bool, text: &str) -> bool {
        self.regexes
            .get(&(pattern.to_owned(), exact))
            .is_some_and(|regex| regex.is_match(text))
    }
}

/// "Tables are processed and shown in the order of their names' UTF-8 bytes." A `note` that is a text is no named
/// thing.
pub fn named(table: Option<&Value>) -> Vec<(&str, &Value)> {
    let entries = table.and_then(Value::as_object).into_iter().flatten();
    let mut things: Vec<(&str, &Value)> = entries
        .filter(|(_, thing)| thing.is_object())
        .map(|(name, thing)| (name.as_str(), thing))
        .collect();
    things.sort_by_key(|(name, _)| name.as_bytes());
    things
}

/// A list; absent is the empty one.
pub fn list(value: Option<&Value>) -> &[Value] {
    value.and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

/// A text of the document.
pub fn text<'a>(table: &'a Value, key: &str) -> Option<&'a str> {
    table.get(key).and_then(Value::as_str)
}

/// "Everything else names signals, one or a list"; also texts of `contains` and the like.
pub fn one_or_list(value: Option<&Value>) -> Vec<&str> {
    match value {
        Some(Value::String(one)) => vec![one],
        Some(Value::Array(several)) => several.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    }
}

/// "Names .. compared after NFC": keys, and texts that name something. Names of events are compared exactly.
fn compose_names(value: &mut Value) {
    const NAMING: [&str; 16] = [
        "name", "fact", "signal", "signals", "group", "property", "product", "by", "on", "off",
        "season", "channel", "fallback", "reset_on", "since", "parts",
    ];
    match value {
        Value::Object(table) => {
            for (key, mut inner) in std::mem::take(table) {
                compose_names(&mut inner);
                if NAMING.contains(&key.as_str()) {
                    compose(&mut inner);
                }
                table.insert(nfc(&key), inner);
            }
        }
        Value::Array(items) => items.iter_mut().for_each(compose_names),
        _ => {}
    }
}

fn compose(value: &mut Value) {
    match value {
        Value::String(text) => *text = nfc(text),
        Value::Array(items) => items.iter_mut().for_each(compose),
        _ => {}
    }
}

fn drop_nulls(value: &mut Value) {
    match value {
        Value::Object(table) => {
            table.retain(|_, inner| !inner.is_null());
            table.values_mut().for_each(drop_nulls);
        }
        Value::Array(items) => items.iter_mut().for_each(drop_nulls),
        _ => {}
    }
}

fn collect_regexes(value: &Value, regexes: &mut HashMap<(String, bool), Regex>) {
    match value {
        Value::Object(table) => {
            if let Some(Value::String(pattern)) = table.get("matches") {
                for exact in [false, true] {
                    // A thing named `matches` may hold any text; it is no expression then.
                    if let Ok(regex) = RegexBuilder::new(pattern).case_insensitive(!exact).build() {
                        regexes.insert((pattern.clone(), exact), regex);
                    }
                }
            }
            table
                .values()
                .for_each(|inner| collect_regexes(inner, regexes));
        }
        Value::Array(items) => items
            .iter()
            .for_each(|inner| collect_regexes(inner, regexes)),
        _ => {}
    }
}

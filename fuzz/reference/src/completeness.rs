//! Specification, section 4.4: completeness.

use serde_json::{Value, json};

use crate::condition::holds;
use crate::facts::{Fact, fact};
use crate::lead::{Lead, Place};
use crate::model::{list, text};

/// An entry of a level: "facts (known) or conditions (hold)".
fn fulfilled(lead: &Lead, entry: &Value) -> bool {
    match entry.as_str() {
        Some(name) => fact(lead, Place::default(), name, None) != Fact::Missing,
        None => holds(lead, Place::default(), entry),
    }
}

/// "The level is the number of leading lists that are fulfilled."
pub fn level(lead: &Lead) -> i64 {
    let levels = lead.model.list(&["completeness", "levels"]);
    levels
        .iter()
        .take_while(|entries| {
            list(Some(entries))
                .iter()
                .all(|entry| fulfilled(lead, entry))
        })
        .count() as i64
}

/// "The facts of the entries not fulfilled on the next level, in order, each once."
fn missing(lead: &Lead) -> Vec<String> {
    let mut facts = Vec::new();
    let next = lead
        .model
        .list(&["completeness", "levels"])
        .get(lead.completeness as usize);
    for entry in list(next).iter().filter(|entry| !fulfilled(lead, entry)) {
        collect_facts(entry, &mut facts);
    }
    facts
}

/// The facts of a condition in the order in which they stand in it: of a comparison the left one, then the right one.
fn collect_facts(entry: &Value, facts: &mut Vec<String>) {
    let mut add = |name: &str| {
        if !facts.iter().any(|known| known == name) {
            facts.push(name.to_owned());
        }
    };
    match entry {
        Value::String(name) => add(name),
        Value::Object(table) => {
            if let Some(name) = text(entry, "fact") {
                add(name);
            }
            let parts = ["all", "any"].iter().flat_map(|key| list(table.get(*key)));
            let right = table.values().filter(|value| value.get("fact").is_some());
            for part in parts
                .chain(table.get("not").filter(|part| part.get("fact").is_none()))
                .chain(right)
            {
                collect_facts(part, facts);
            }
        }
        _ => {}
    }
}

/// `completeness` of the assessment: "of each `kind` how many attributes are known", "those that some attribute has".
pub fn json(lead: &Lead) -> Value {
    if lead.model.get(&["completeness"]).is_none() {
        return Value::Null;
    }
    let mut kinds = Vec::new();
    for kind in ["semantic", "episodic", "hypothetical", "value"] {
        let attributes = lead.model.named(&["attributes"]);
        let of_kind: Vec<&str> = attributes
            .iter()
            .filter(|(_, a)| text(a, "kind") == Some(kind))
            .map(|(name, _)| *name)
            .collect();
        if !of_kind.is_empty() {
            let known = of_kind
                .iter()
                .filter(|name| lead.profile.contains_key(**name))
                .count();
            kinds.push(json!({"kind": kind, "known": known, "of": of_kind.len()}));
        }
    }
    json!({"level": lead.completeness, "missing": missing(lead), "kinds": kinds})
}

//! Specification, section 4.4: personas, groups, clamps, fit.

use serde_json::{Value, json};

use crate::condition::holds;
use crate::criteria::evaluate_criteria;
use crate::facts::{Fact, fact};
use crate::intake::{criteria, groups};
use crate::lead::{Failure, Lead, Place, checked};
use crate::model::{Model, list, text};
use crate::number::{milli, thousandths_json};

/// The result of fit.
#[derive(Debug)]
pub struct Fit {
    /// After all clamps, in thousandths.
    pub points: i128,
    /// Position of the grade.
    pub grade: usize,
    /// `fit.known`
    pub known: Option<i64>,
    /// Groups in order, after their clamps.
    pub groups: Vec<(String, i128)>,
    /// Entries of the explanation.
    pub entries: Vec<Value>,
}

/// An entry of an explanation.
pub fn entry(source: &str, name: &str, points: i128, detail: Value) -> Value {
    json!({"source": source, "name": name, "points": thousandths_json(points), "detail": detail})
}

/// "Personas: the first that holds."
pub fn persona<'m>(lead: &Lead<'m>) -> Option<&'m Value> {
    lead.model.list(&["personas"]).iter().find(|persona| {
        persona
            .get("when")
            .is_none_or(|when| holds(lead, Place::default(), when))
    })
}

/// The persona's table, once it is known.
pub fn persona_of<'m>(lead: &Lead<'m>) -> Option<&'m Value> {
    let name = lead.persona.as_deref()?;
    lead.model
        .list(&["personas"])
        .iter()
        .find(|persona| text(persona, "name") == Some(name))
}

/// Whether the persona is a target, by default true.
pub fn is_target(lead: &Lead) -> bool {
    persona_of(lead)
        .and_then(|persona| persona.get("target"))
        .and_then(Value::as_bool)
        .unwrap_or(true)
}

/// Clamps a sum to `min` and `max` of a table, with the entry for what that changes.
pub fn clamp(
    sum: i128,
    table: Option<&Value>,
    of: &str,
    name: &str,
    entries: &mut Vec<Value>,
) -> i128 {
    let bound = |key: &str| {
        table
            .and_then(|table| table.get(key))
            .map(|bound| milli(Some(bound), 0))
    };
    let (min, max) = (bound("min"), bound("max"));
    let (clamped, key) = match (min, max) {
        (Some(min), _) if sum < min => (min, "min"),
        (_, Some(max)) if sum > max => (max, "max"),
        _ => return sum,
    };
    let detail = json!({"of": of, key: thousandths_json(clamped)});
    entries.push(entry("clamp", name, clamped - sum, detail));
    clamped
}

/// "Group sums are clamped to the group's `min`/`max`": the clamped sums in the order of names, and their total with
/// what is in no group.
pub fn sum_groups(
    model: &Model,
    section: &str,
    parts: &[(Option<&str>, i128)],
    entries: &mut Vec<Value>,
) -> Result<(Vec<(String, i128)>, i128), Failure> {
    let mut clamped = Vec::new();
    for (name, table) in groups(model, section) {
        let sum = parts
            .iter()
            .filter(|(group, _)| *group == Some(name))
            .map(|(_, points)| points)
            .sum();
        checked(sum, section)?;
        clamped.push((
            name.to_owned(),
            clamp(sum, Some(table), "group", name, entries),
        ));
    }
    let ungrouped: i128 = parts
        .iter()
        .filter(|(group, _)| group.is_none())
        .map(|(_, points)| points)
        .sum();
    let total = ungrouped + clamped.iter().map(|(_, points)| points).sum::<i128>();
    Ok((clamped, total))
}

/// The whole section.
pub fn evaluate(lead: &Lead) -> Result<Option<Fit>, Failure> {
    let Some(section) = lead.model.get(&["fit"]) else {
        return Ok(None);
    };
    let given = evaluate_criteria(lead, "fit");
    let mut entries: Vec<Value> = given.iter().map(|given| given.entry.clone()).collect();
    let parts: Vec<(Option<&str>, i128)> = given
        .iter()
        .map(|given| (given.group, given.points))
        .collect();
    let (groups, mut total) = sum_groups(lead.model, "fit", &parts, &mut entries)?;
    // "Its points join fit."
    if let Some(persona) = persona_of(lead) {
        let points = milli(persona.get("points"), 0);
        total += points;
        if points != 0 {
            entries.push(entry(
                "persona",
                text(persona, "name").unwrap_or_default(),
                points,
                Value::Null,
            ));
        }
    }
    checked(total, "fit")?;
    let points = clamp(total, Some(section), "section", "fit", &mut entries);
    let grade = reached(&grades(lead.model), points);
    Ok(Some(Fit {
        points,
        grade,
        known: known(lead),
        groups,
        entries,
    }))
}

/// "Whole percent, rounded down, of the criteria with a `fact` whose fact is known"; missing: "no criteria on facts".
fn known(lead: &Lead) -> Option<i64> {
    let facts: Vec<&str> = criteria(lead.model, "fit")
        .iter()
        .filter_map(|criterion| text(criterion, "fact"))
        .collect();
    let known = facts
        .iter()
        .filter(|name| fact(lead, Place::default(), name, None) != Fact::Missing)
        .count();
    (!facts.is_empty()).then(|| (known * 100 / facts.len()) as i64)
}

/// `grades`, with the default.
pub fn grades(model: &Model) -> Vec<Value> {
    let default = json!([["A", 80], ["B", 60], ["C", 40], ["D", 20], ["E"]]);
    list(model.get(&["fit", "grades"]).or(Some(&default))).to_vec()
}

/// "The grade is the first whose minimum is reached"; the last has none.
pub fn reached(steps: &[Value], points: i128) -> usize {
    steps
        .iter()
        .position(|step| {
            step.get(1)
                .is_none_or(|minimum| milli(Some(minimum), 0) <= points)
        })
        .unwrap_or(steps.len() - 1)
}

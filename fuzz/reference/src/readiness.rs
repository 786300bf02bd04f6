//! Specification, section 4.6: readiness.

use serde_json::{Value, json};

use crate::lead::{Failure, Lead, checked};
use crate::model::list;
use crate::number::milli;
use crate::sections::of_group;

/// `parts`, "`["cycle", "engagement"]` (the default, those that exist)", with the points of each.
pub fn parts(lead: &Lead) -> Vec<(String, i128)> {
    let (cycle, fit, engagement) = (
        lead.cycle.as_ref(),
        lead.fit.as_ref(),
        lead.engagement.as_ref(),
    );
    let points_of = |part: &str| match part.split('.').collect::<Vec<_>>().as_slice() {
        ["cycle"] => cycle.map(|cycle| cycle.points),
        ["fit"] => fit.map(|fit| fit.points),
        ["engagement"] => engagement.map(|engagement| engagement.points),
        ["fit", "groups", group] => fit.and_then(|fit| of_group(&fit.groups, group)),
        ["engagement", "groups", group] => {
            engagement.and_then(|engagement| of_group(&engagement.groups, group))
        }
        _ => None,
    };
    let default = json!(["cycle", "engagement"]);
    let parts = list(lead.model.get(&["readiness", "parts"]).or(Some(&default)))
        .iter()
        .filter_map(Value::as_str);
    parts
        .filter_map(|part| Some((part.to_owned(), points_of(part)?)))
        .collect()
}

/// "`ready` when the sum of the parts reaches the threshold."
pub fn evaluate(lead: &Lead) -> Result<Option<(i128, bool)>, Failure> {
    let Some(section) = lead.model.get(&["readiness"]) else {
        return Ok(None);
    };
    let sum = parts(lead).iter().map(|(_, points)| points).sum();
    checked(sum, "readiness")?;
    Ok(Some((sum, sum >= milli(section.get("threshold"), 60_000))))
}

//! Specification, section 4.4: criteria and weights, the same in fit and engagement.

use serde_json::{Value, json};

use crate::condition::{comparison_holds, holds};
use crate::facts::{Fact, fact};
use crate::fit::entry;
use crate::intake::criteria;
use crate::lead::{Lead, Place};
use crate::model::{Model, list, text};
use crate::number::{Exact, milli, number, weighted};

/// The result of one criterion.
#[derive(Debug)]
pub struct Given<'m> {
    /// Its group.
    pub group: Option<&'m str>,
    /// Weighted points.
    pub points: i128,
    /// The entry of the explanation.
    pub entry: Value,
}

/// The weights that multiply a criterion's points: its own and its group's.
pub fn weights(model: &Model, section: &str, criterion: &Value) -> [Exact; 2] {
    [
        number(criterion.get("weight"), 1),
        group_weight(model, section, text(criterion, "group")),
    ]
}

/// The weight of a group; without a group 1.
pub fn group_weight(model: &Model, section: &str, group: Option<&str>) -> Exact {
    number(
        group.and_then(|group| model.get(&[section, "groups", group, "weight"])),
        1,
    )
}

/// "The first case that holds gives its points; if none, `missing` when the criterion has a `fact` and it is missing,
/// else `otherwise`."
fn unweighted(lead: &Lead, criterion: &Value) -> i128 {
    let name = text(criterion, "fact");
    let case_holds = |case: &&Value| match case.get("when") {
        Some(when) => holds(lead, Place::default(), when),
        None => comparison_holds(lead, Place::default(), name.unwrap_or_default(), case),
    };
    if let Some(case) = list(criterion.get("cases")).iter().find(case_holds) {
        return milli(case.get("points"), 0);
    }
    let unknown =
        name.is_some_and(|name| fact(lead, Place::default(), name, None) == Fact::Missing);
    milli(
        criterion.get(if unknown { "missing" } else { "otherwise" }),
        0,
    )
}

/// All criteria of a section, in their order.
pub fn evaluate_criteria<'m>(lead: &Lead<'m>, section: &str) -> Vec<Given<'m>> {
    let given = |criterion: &'m Value| {
        let points = weighted(
            unweighted(lead, criterion),
            &weights(lead.model, section, criterion),
        );
        let detail = match text(criterion, "fact") {
            Some(name) => {
                json!({"fact": name, "value": fact(lead, Place::default(), name, None).json()})
            }
            None => Value::Null,
        };
        let entry = entry(
            "criterion",
            text(criterion, "name").unwrap_or_default(),
            points,
            detail,
        );
        Given {
            group: text(criterion, "group"),
            points,
            entry,
        }
    };
    criteria(lead.model, section).iter().map(given).collect()
}

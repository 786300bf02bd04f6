//! Specification, section 7: the explanation.

use serde_json::{Value, json};

use crate::assessment::step_name;
use crate::criteria::weights;
use crate::facts::{Fact, fact};
use crate::intake::criteria;
use crate::lead::{Lead, Place};
use crate::model::{list, text};
use crate::number::{milli, thousandths_json, weighted};
use crate::{engagement, fit, readiness};

/// Section 7: the entries, which sum exactly to the total, and what is missing to the next grade and rank.
pub fn explanation(lead: &Lead, complete: bool) -> Value {
    if !complete {
        return json!({"fit": null, "engagement": null, "cycle": null, "readiness": null, "to_next": null});
    }
    let section = |points: i128, entries: &[Value]| json!({"points": thousandths_json(points), "entries": entries});
    let readiness = lead.readiness.map(|(points, _)| {
        let parts = readiness::parts(lead)
            .into_iter()
            .filter(|(_, points)| *points != 0);
        let entries: Vec<Value> = parts
            .map(|(name, points)| fit::entry("part", &name, points, Value::Null))
            .collect();
        section(points, &entries)
    });
    let grade = lead
        .fit
        .as_ref()
        .map(|fit| to_next(&fit::grades(lead.model), fit.grade, fit.points));
    let rank = lead.engagement.as_ref().map(|engagement| {
        to_next(
            &engagement::ranks(lead.model),
            engagement.rank,
            engagement.points,
        )
    });
    json!({
        "fit": lead.fit.as_ref().map(|fit| section(fit.points, &fit.entries)),
        "engagement": lead.engagement.as_ref().map(|engagement| section(engagement.points, &engagement.entries)),
        "cycle": lead.cycle.as_ref().map(|cycle| section(cycle.points, &cycle.entries)),
        "readiness": readiness,
        "to_next": {"grade": grade, "rank": rank, "unknown": unknown_criteria(lead)},
    })
}

/// "Points to the next grade and rank": null at the best one.
fn to_next(steps: &[Value], at: usize, points: i128) -> Value {
    let Some(next) = at.checked_sub(1) else {
        return Value::Null;
    };
    json!({"name": step_name(steps, next), "points": thousandths_json(milli(steps[next].get(1), 0) - points)})
}

/// "The criteria whose fact is unknown with the most they could give", were it known: of fit, then of engagement.
fn unknown_criteria(lead: &Lead) -> Vec<Value> {
    let mut unknown = Vec::new();
    for section in ["fit", "engagement"] {
        for criterion in criteria(lead.model, section) {
            let missing = text(criterion, "fact")
                .is_some_and(|name| fact(lead, Place::default(), name, None) == Fact::Missing);
            if missing {
                let weights = weights(lead.model, section, criterion);
                let cases = list(criterion.get("cases"))
                    .iter()
                    .map(|case| milli(case.get("points"), 0));
                let most = cases
                    .chain([milli(criterion.get("otherwise"), 0)])
                    .max()
                    .unwrap_or(0);
                unknown.push(json!({"criterion": text(criterion, "name"), "most": thousandths_json(weighted(most, &weights))}));
            }
        }
    }
    unknown
}

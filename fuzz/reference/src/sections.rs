//! Specification, section 4.2: facts of sections that have been evaluated.

use serde_json::Value;

use crate::facts::{Fact, Ladder};
use crate::lead::Lead;
use crate::{engagement, fit};

/// The value of such a fact.
pub fn section_fact(lead: &Lead, parts: &[&str]) -> Fact {
    let (fit, engagement, cycle) = (
        lead.fit.as_ref(),
        lead.engagement.as_ref(),
        lead.cycle.as_ref(),
    );
    match parts {
        ["completeness", "level"] => Fact::number(Some(lead.completeness)),
        ["persona"] => Fact::text(lead.persona.as_deref()),
        ["fit", "points"] => Fact::points(fit.map(|fit| fit.points)),
        ["fit", "grade"] => ladder(fit.map(|fit| fit.grade), &fit::grades(lead.model), true),
        ["fit", "known"] => Fact::number(fit.and_then(|fit| fit.known)),
        ["fit", "groups", group] => Fact::points(fit.and_then(|fit| of_group(&fit.groups, group))),
        ["engagement", "points"] => Fact::points(engagement.map(|engagement| engagement.points)),
        ["engagement", "rank"] => ladder(
            engagement.map(|e| e.rank),
            &engagement::ranks(lead.model),
            true,
        ),
        ["engagement", "groups", group] => {
            Fact::points(engagement.and_then(|e| of_group(&e.groups, group)))
        }
        ["cell"] => Fact::text(lead.cell.as_deref()),
        ["total", "points"] => Fact::points(lead.total()),
        ["cycle", "points"] => Fact::points(cycle.map(|cycle| cycle.points)),
        ["cycle", question] => Fact::number(cycle.and_then(|cycle| cycle.running.as_ref()).map(
            |running| match *question {
                "length_days" => running.length_days,
                "elapsed_days" => running.elapsed_days,
                "overdue_days" => running.overdue_days,
                _ => running.phase,
            },
        )),
        ["readiness", "points"] => Fact::points(lead.readiness.map(|readiness| readiness.0)),
        ["readiness", "ready"] => lead
            .readiness
            .map_or(Fact::Missing, |readiness| Fact::Flag(readiness.1)),
        ["stage"] => ladder(lead.stage, lead.model.list(&["lifecycle", "stages"]), false),
        ["segments", segment] => Fact::Flag(lead.segments.iter().any(|holding| holding == segment)),
        ["qualification"] => Fact::text(lead.qualification.as_deref()),
        _ => Fact::Missing,
    }
}

/// The points of a group.
pub fn of_group(groups: &[(String, i128)], name: &str) -> Option<i128> {
    groups
        .iter()
        .find(|(group, _)| group == name)
        .map(|(_, points)| *points)
}

/// A grade, rank (`[name, minimum]`) or stage (`{ name, .. }`).
pub fn ladder(at: Option<usize>, steps: &[Value], best_first: bool) -> Fact {
    let name = |step: &Value| {
        step.get("name")
            .or_else(|| step.get(0))
            .cloned()
            .unwrap_or_default()
    };
    at.map_or(Fact::Missing, |at| {
        Fact::Ladder(Ladder {
            names: steps.iter().map(name).collect(),
            at,
            best_first,
        })
    })
}

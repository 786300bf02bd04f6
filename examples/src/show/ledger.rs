//! The ledger of one lead: every point, every decision, and what is missing for better labels.

use leadgrade::Explanation;
use serde_json::Value;

use super::text::{Side, quoted, shown, table};
use super::why::{Decided, Section, ToNext, Why};
use super::words::{condition, origin, signed, value};

/// The ledger of one lead, with the company's name if the profile has one.
pub fn ledger(explanation: &Explanation, company: Option<&str>) -> String {
    let why = Why::from_explanation(explanation);
    let json = serde_json::to_value(explanation.assessment()).unwrap_or_default();
    let mut text = heading(&json, company);
    for (name, section) in [
        ("fit", &why.fit),
        ("engagement", &why.engagement),
        ("cycle", &why.cycle),
        ("readiness", &why.readiness),
    ] {
        if let Some(section) = section {
            text.push_str(&points(name, section));
        }
    }
    text.push_str(&decisions(&why.decided));
    text.push_str(&next_steps(&json));
    if let Some(to_next) = &why.to_next {
        text.push_str(&missing(to_next, json.get("completeness")));
    }
    text
}

fn heading(json: &Value, company: Option<&str>) -> String {
    let text_of = |key: &str| json.get(key).filter(|value| !value.is_null()).map(value);
    let lead = text_of("lead").unwrap_or_else(|| "a lead without id".to_owned());
    let company = company.map(|name| format!(", {}", shown(name)));
    let as_of = text_of("as_of").unwrap_or_default();
    let mut text = format!("{lead}{} as of {as_of}\n", company.unwrap_or_default());
    if let Some(excluded) = text_of("excluded") {
        text.push_str(&format!("  not scored: {excluded}\n"));
    }
    let stage = json
        .get("stage")
        .and_then(|stage| stage.get("name"))
        .map(value);
    let labels = [
        ("cell", text_of("cell")),
        ("qualification", text_of("qualification")),
        ("stage", stage),
        ("persona", text_of("persona")),
        ("priority", text_of("priority")),
        (
            "segments",
            text_of("segments").filter(|text| !text.is_empty()),
        ),
    ];
    for (name, label) in labels {
        if let Some(label) = label {
            text.push_str(&format!("  {name:<14}{label}\n"));
        }
    }
    text
}

/// A section: its entries and their sum.
fn points(name: &str, section: &Section) -> String {
    let row =
        |entry: &super::why::Entry| vec![shown(&entry.name), origin(entry), signed(entry.points)];
    let mut rows: Vec<Vec<String>> = section.entries.iter().map(row).collect();
    rows.push(vec![
        "sum".to_owned(),
        String::new(),
        section.points.to_string(),
    ]);
    let columns = [("", Side::Left), ("", Side::Left), ("", Side::Right)];
    format!(
        "\n{name}: {} points\n{}",
        section.points,
        table(&columns, rows)
    )
}

fn decisions(decided: &[Decided]) -> String {
    if decided.is_empty() {
        return String::new();
    }
    let mut text = "\nwhy these labels\n".to_owned();
    for one in decided {
        let of = one.of.replace('_', " ");
        text.push_str(&format!("  {of} `{}`\n", value(&one.name)));
        if one.conditions.is_empty() && one.of == "qualification" {
            text.push_str("    no rule holds\n");
        }
        for tested in &one.conditions {
            text.push_str(&format!("    {}\n", condition(tested)));
        }
    }
    text
}

fn next_steps(json: &Value) -> String {
    let steps = json.get("next_steps").and_then(Value::as_array);
    let Some(steps) = steps.filter(|steps| !steps.is_empty()) else {
        return String::new();
    };
    let mut text = "\nnext steps\n".to_owned();
    for step in steps {
        let text_of = |key: &str| step.get(key).filter(|value| !value.is_null()).map(value);
        let name = text_of("name").unwrap_or_default();
        let way = match (text_of("channel"), text_of("reason"), text_of("wanted")) {
            (Some(channel), None, _) => format!(" by {channel}"),
            (Some(channel), Some(reason), wanted) => {
                let wanted = wanted.unwrap_or_else(|| "the wanted channel".to_owned());
                format!(
                    " by {channel}, since {wanted} may not be used: {}",
                    reason.replace('_', " ")
                )
            }
            (None, Some(reason), _) => {
                format!(", but no channel may be used: {}", reason.replace('_', " "))
            }
            (None, None, _) => String::new(),
        };
        let topic = text_of("topic").map(|topic| format!(" about {topic}"));
        let from = text_of("earliest").map(|at| format!(", from {at}"));
        text.push_str(&format!(
            "  {name}{}{way}{}\n",
            topic.unwrap_or_default(),
            from.unwrap_or_default()
        ));
    }
    text
}

fn missing(to_next: &ToNext, completeness: Option<&Value>) -> String {
    let mut lines = Vec::new();
    for (what, next) in [("grade", &to_next.grade), ("rank", &to_next.rank)] {
        if let Some(next) = next {
            lines.push(format!(
                "{} more points to {what} {}",
                next.points,
                value(&next.name)
            ));
        }
    }
    let worth = to_next.unknown.iter().filter(|unknown| unknown.most > 0.0);
    lines.extend(worth.map(|unknown| {
        format!(
            "{} is not known; it could give up to {} points",
            quoted(&unknown.criterion),
            unknown.most
        )
    }));
    let facts = completeness
        .and_then(|all| all.get("missing"))
        .and_then(Value::as_array);
    if let Some(facts) = facts.filter(|facts| !facts.is_empty()) {
        let names: Vec<String> = facts.iter().map(value).collect();
        lines.push(format!(
            "for the next level of completeness: {}",
            names.join(", ")
        ));
    }
    if lines.is_empty() {
        return String::new();
    }
    let lines = lines.iter().map(|line| format!("  {line}\n"));
    format!("\nwhat is missing\n{}", lines.collect::<String>())
}

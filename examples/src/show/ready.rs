//! The list of leads that are ready to buy, with reasons.

use leadgrade::{Assessment, Explanation, Instant, Milli, Model, Profile, Value};

use super::text::{Side, counted, fitted, shown, table};
use super::why::{Entry, Why};
use super::words::{brief, rounded};
use crate::scoring::{Join, Lead, NAMES, Scored};

/// The number of leads in the list.
const MAX_LEADS: usize = 15;
/// The width of a company's name, in terminal columns.
const COMPANY_WIDTH: usize = 24;
/// The number of entries that are shown as reasons.
const MAX_REASONS: usize = 3;

/// The leads that are ready to buy, the most promising first; empty if the model has no
/// section `readiness`.
pub fn ready(model: &Model, join: &Join, scored: &Scored, as_of: Instant) -> String {
    if model.document().readiness.is_none() {
        return String::new();
    }
    let all = scored
        .assessments
        .iter()
        .filter(|one| one.ready() == Some(true));
    let (mut targets, others): (Vec<_>, Vec<_>) = all.partition(|one| is_target(model, one));
    targets.sort_by_cached_key(|one| std::cmp::Reverse(order(one)));
    let mut text = format!(
        "\nready to buy: {}",
        counted(number(targets.len()), "lead", "leads")
    );
    if !others.is_empty() {
        let more = counted(number(others.len()), "more reaches", "more reach");
        text.push_str(&format!(
            " ({more} the points, but their persona is not a target)"
        ));
    }
    if targets.len() > MAX_LEADS {
        text.push_str(&format!("; the first {MAX_LEADS} by {}", by(model)));
    }
    text.push('\n');
    if targets.is_empty() {
        return text;
    }
    let columns = [
        ("lead", Side::Left),
        ("", Side::Left),
        ("cell", Side::Left),
        ("points", Side::Right),
        ("stage", Side::Left),
        ("why", Side::Left),
    ];
    let rows = targets
        .iter()
        .take(MAX_LEADS)
        .map(|one| row(model, join, one, as_of));
    text.push_str(&table(&columns, rows));
    text
}

fn number(count: usize) -> u64 {
    u64::try_from(count).unwrap_or(u64::MAX)
}

fn by(model: &Model) -> &'static str {
    match model.document().priority {
        Some(_) => "priority",
        None => "points of readiness",
    }
}

/// Whether the lead's persona is a target.
fn is_target(model: &Model, assessment: &Assessment) -> bool {
    let Some(name) = assessment.persona() else {
        return true;
    };
    let personas = model.document().personas.iter().flatten();
    !personas
        .into_iter()
        .any(|persona| persona.name == name && !persona.target)
}

/// The sort key: priority if the model has one, then points.
fn order(assessment: &Assessment) -> (Option<Milli>, Option<Milli>) {
    (assessment.priority(), assessment.readiness_points())
}

fn row(model: &Model, join: &Join, assessment: &Assessment, as_of: Instant) -> Vec<String> {
    let lead = assessment.lead().and_then(|id| join.find(id));
    let explanation = lead.map(|lead| {
        let no_profile = Profile::new(lead.id.as_str());
        let profile = lead
            .profile(as_of)
            .map_or(&no_profile, |(_, profile)| profile);
        model.explain(profile, &lead.events, as_of)
    });
    let company = lead
        .and_then(|lead| company(lead, as_of))
        .map(|name| fitted(name, COMPANY_WIDTH));
    vec![
        shown(assessment.lead().unwrap_or_default()),
        company.unwrap_or_default(),
        assessment.cell().unwrap_or_default(),
        assessment
            .readiness_points()
            .map(|points| rounded(points.to_f64()))
            .unwrap_or_default(),
        shown(assessment.stage().unwrap_or_default()),
        explanation.map(|why| reasons(&why)).unwrap_or_default(),
    ]
}

/// The name of a lead's company, if the profile has one.
pub fn company(lead: &Lead, as_of: Instant) -> Option<&str> {
    let (_, profile) = lead.profile(as_of)?;
    profile
        .attributes()
        .iter()
        .find_map(|(name, value)| match value {
            Value::Text(text) if NAMES.contains(&name.as_str()) => Some(text.as_str()),
            _ => None,
        })
}

/// The largest entries of the sections that readiness is made of.
fn reasons(explanation: &Explanation) -> String {
    let why = Why::from_explanation(explanation);
    let parts = why.readiness.iter().flat_map(|section| &section.entries);
    let names: Vec<&str> = parts.map(|part| part.name.as_str()).collect();
    let sections = [
        ("cycle", &why.cycle),
        ("engagement", &why.engagement),
        ("fit", &why.fit),
    ];
    let among = sections.iter().filter(|(name, _)| {
        names
            .iter()
            .any(|part| part.split('.').next() == Some(*name))
    });
    let mut entries: Vec<Entry> = among
        .filter_map(|(_, section)| section.as_ref())
        .flat_map(|section| net(&section.entries))
        .filter(|entry| entry.points > 0.0)
        .collect();
    entries.sort_by(|a, b| b.points.total_cmp(&a.points));
    let reasons: Vec<String> = entries.iter().take(MAX_REASONS).map(brief).collect();
    reasons.join(", ")
}

/// The entries, with the clamp of a signal subtracted from the signal's own entry.
#[expect(
    clippy::float_arithmetic,
    reason = "only for display, rounded to tenths"
)]
fn net(entries: &[Entry]) -> Vec<Entry> {
    let mut kept: Vec<Entry> = Vec::new();
    for entry in entries {
        let of_signal =
            entry.detail.get("of").and_then(serde_json::Value::as_str) == Some("signal");
        match kept.last_mut() {
            Some(last) if of_signal && last.name == entry.name => last.points += entry.points,
            _ => kept.push(entry.clone()),
        }
    }
    kept
}

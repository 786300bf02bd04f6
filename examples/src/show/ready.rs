//! Who is ready to buy, and why.

use leadgrade::{Assessment, Explanation, Instant, Milli, Model, Profile, Value};

use super::text::{Side, counted, fitted, shown, table};
use super::why::{Entry, Why};
use super::words::{brief, rounded};
use crate::scoring::{Join, Lead, NAMES, Scored};

/// How many are listed.
const LISTED: usize = 15;
/// Columns of a company's name.
const COMPANY: usize = 24;
/// How many entries of the ledger say why.
const REASONS: usize = 3;

/// Those who are ready to buy, the most promising first; empty where the model
/// does not say who is.
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
            " ({more} the points, but nothing is sold to them)"
        ));
    }
    if targets.len() > LISTED {
        text.push_str(&format!("; the first {LISTED} by {}", by(model)));
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
        .take(LISTED)
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

/// Whether one sells to the lead's persona.
fn is_target(model: &Model, assessment: &Assessment) -> bool {
    let Some(name) = assessment.persona() else {
        return true;
    };
    let personas = model.document().personas.iter().flatten();
    !personas
        .into_iter()
        .any(|persona| persona.name == name && !persona.target)
}

/// By priority where the model has one, then by points.
fn order(assessment: &Assessment) -> (Option<Milli>, Option<Milli>) {
    (assessment.priority(), assessment.readiness_points())
}

fn row(model: &Model, join: &Join, assessment: &Assessment, as_of: Instant) -> Vec<String> {
    let lead = assessment.lead().and_then(|id| join.find(id));
    let explanation = lead.map(|lead| {
        let nobody = Profile::new(lead.id.as_str());
        let profile = lead.profile(as_of).map_or(&nobody, |(_, profile)| profile);
        model.explain(profile, &lead.events, as_of)
    });
    let company = lead
        .and_then(|lead| company(lead, as_of))
        .map(|name| fitted(name, COMPANY));
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

/// What people call a lead, if the profile says so.
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

/// The greatest entries of the parts that readiness is made of.
fn reasons(explanation: &Explanation) -> String {
    let why = Why::of(explanation);
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
    let said: Vec<String> = entries.iter().take(REASONS).map(brief).collect();
    said.join(", ")
}

/// The entries, what a limit takes from a signal taken from the signal's own.
#[expect(
    clippy::float_arithmetic,
    reason = "points in words, rounded to tenths; no result is made of them"
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

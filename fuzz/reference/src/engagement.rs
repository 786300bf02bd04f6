//! Specification, section 4.5: signals' points, inactivity, engagement.

use jiff::civil::Date;
use serde_json::{Value, json};

use crate::cell::Cell;
use crate::criteria::{evaluate_criteria, group_weight};
use crate::decay::decay_factor;
use crate::fit::{clamp, entry, reached, sum_groups};
use crate::lead::{Failure, Lead, checked};
use crate::model::{Model, list, one_or_list, text};
use crate::number::{ONE, count, divide_away, milli, weighted};
use crate::purchases::activity_signals;
use crate::rows::Event;
use crate::time::days_between;

/// The result of engagement.
#[derive(Debug)]
pub struct Engagement {
    /// After all clamps, in thousandths.
    pub points: i128,
    /// Position of the rank.
    pub rank: usize,
    /// Groups in order, after their clamps.
    pub groups: Vec<(String, i128)>,
    /// Entries of the explanation.
    pub entries: Vec<Value>,
}

/// "Events on or before the greatest day of these do not count here."
pub fn after_reset<'e>(events: Vec<&'e Event>, resets: &[&Event]) -> Vec<&'e Event> {
    let greatest = resets.iter().map(|event| event.day).max();
    events
        .into_iter()
        .filter(|event| greatest.is_none_or(|day| event.day > day))
        .collect()
}

/// "`limit_per_day`: applied first; `limit = 5`: only the 5 most recent (by day) count."
pub fn after_limits<'e>(signal: &Value, mut events: Vec<&'e Event>) -> Vec<&'e Event> {
    events.sort_by_key(|event| std::cmp::Reverse(event.day));
    if let Some(most) = count(signal.get("limit_per_day")) {
        let mut kept: Vec<&Event> = Vec::new();
        for event in events {
            if (kept.iter().filter(|other| other.day == event.day).count() as i64) < most {
                kept.push(event);
            }
        }
        events = kept;
    }
    if let Some(most) = count(signal.get("limit")) {
        events.truncate(most as usize);
    }
    events
}

/// The decay of a signal: its own, or engagement's "for signals with points or points_per_unit above 0 that have none".
fn decay_of<'m>(model: &'m Model, signal: &'m Value) -> Option<&'m Value> {
    let gains = milli(signal.get("points"), 0) > 0 || milli(signal.get("points_per_unit"), 0) > 0;
    signal
        .get("decay")
        .or_else(|| model.get(&["engagement", "decay"]).filter(|_| gains))
}

/// "A signal's points are `round(sum_i p_i * F(d_i) / 2^32)`, to the nearest milli-point, ties away from zero, once per
/// signal", of the events that are left after resets and limits; before the signal's clamp.
pub fn signal_points(
    lead: &Lead,
    name: &str,
    signal: &Value,
    events: &[&Event],
) -> Result<i128, Failure> {
    let weight = [group_weight(
        lead.model,
        "engagement",
        text(signal, "group"),
    )];
    let points = weighted(milli(signal.get("points"), 0), &weight);
    let per_unit = weighted(milli(signal.get("points_per_unit"), 0), &weight);
    let none = Value::Null;
    let decay = decay_of(lead.model, signal).unwrap_or(&none);
    let mut sum = 0;
    for event in events {
        // In millionths of a point: a milli-point times a thousandth of the value.
        let worth = points * 1000 + per_unit * event.thousandths();
        sum += worth * i128::from(decay_factor(decay, lead.age(event.day) as u32));
    }
    checked(divide_away(sum, 1000 * i128::from(ONE)), name)
}

/// "Inactivity: with `a = activity.days_since` (without any activity: days since the `since` attribute) and a >
/// after_days: `max(min, points * (1 + floor((a - after_days - 1) / every_days)))`."
fn inactivity(lead: &Lead, rule: &Value) -> (i128, i64) {
    let activity = lead.of_signals(&activity_signals(lead.model));
    let Some(inactive) = lead.days_since(&activity).or_else(|| since(lead, rule)) else {
        return (0, 0);
    };
    let after = count(rule.get("after_days")).unwrap_or(0);
    if inactive <= after {
        return (0, inactive);
    }
    let times = 1 + (inactive - after - 1) / count(rule.get("every_days")).unwrap_or(i64::MAX);
    let points = milli(rule.get("points"), 0) * i128::from(times);
    (
        rule.get("min")
            .map_or(points, |min| points.max(milli(Some(min), 0))),
        inactive,
    )
}

fn since(lead: &Lead, rule: &Value) -> Option<i64> {
    match lead
        .profile
        .get(text(rule, "since")?.strip_prefix("profile.")?)
    {
        Some(Cell::Date(date)) => Some(days_between(*date, lead.today)),
        _ => None,
    }
}

/// The whole section: "signals are clamped, then each group's signals and criteria, then everything plus inactivity".
pub fn evaluate(lead: &Lead) -> Result<Option<Engagement>, Failure> {
    let Some(section) = lead.model.get(&["engagement"]) else {
        return Ok(None);
    };
    let resets = lead.of_signals(&one_or_list(section.get("reset_on")));
    let (mut entries, mut parts) = (Vec::new(), Vec::new());
    for (name, signal) in lead.model.named(&["signals"]) {
        let matched = lead.of_signal(name);
        let counted = after_limits(signal, after_reset(matched.clone(), &resets));
        let points = signal_points(lead, name, signal, &counted)?;
        if !matched.is_empty() {
            entries.push(entry(
                "signal",
                name,
                points,
                signal_detail(&matched, counted.len()),
            ));
        }
        parts.push((
            text(signal, "group"),
            clamp(points, Some(signal), "signal", name, &mut entries),
        ));
    }
    for given in evaluate_criteria(lead, "engagement") {
        parts.push((given.group, given.points));
        entries.push(given.entry);
    }
    let (groups, mut total) = sum_groups(lead.model, "engagement", &parts, &mut entries)?;
    if let Some(rule) = section.get("inactivity") {
        let (points, days) = inactivity(lead, rule);
        total += points;
        if points != 0 {
            entries.push(entry(
                "inactivity",
                "inactivity",
                points,
                json!({"days": days}),
            ));
        }
    }
    checked(total, "engagement")?;
    let points = clamp(total, Some(section), "section", "engagement", &mut entries);
    Ok(Some(Engagement {
        points,
        rank: reached(&ranks(lead.model), points),
        groups,
        entries,
    }))
}

/// "A signal's entry carries events matched and counted, newest and oldest day."
fn signal_detail(matched: &[&Event], counted: usize) -> Value {
    let day = |day: Option<Date>| json!(day.map(|day| day.to_string()));
    let days = || matched.iter().map(|event| event.day);
    json!({"matched": matched.len(), "counted": counted, "newest": day(days().max()), "oldest": day(days().min())})
}

/// `ranks`, with the default.
pub fn ranks(model: &Model) -> Vec<Value> {
    let default = json!([[1, 80], [2, 60], [3, 40], [4, 20], [5]]);
    list(model.get(&["engagement", "ranks"]).or(Some(&default))).to_vec()
}

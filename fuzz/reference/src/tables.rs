//! Specification, section 10: which profile and which events of two tables a lead has at an instant.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::cell::read_id;
use crate::model::Model;
use crate::rows::{Rejects, read_event};
use crate::text::blank;
use crate::time::{Fault, Instant, read};

/// A lead of the tables.
#[derive(Clone, Debug)]
pub struct TableLead {
    /// Its id.
    pub lead: String,
    /// The row that counts; of a lead known from events alone its id only.
    pub profile: Value,
    /// Its rows that exist, in their order.
    pub events: Vec<Value>,
}

/// Which rows exist.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Known {
    /// All of them.
    Now,
    /// "Rows and events with a `recorded_at` after `as_of` do not exist."
    Then,
}

/// "Each lead in profiles, then each known only from a valid event not after `as_of`."
pub fn leads(
    model: &Model,
    (profiles, events): (&[Value], &[Value]),
    as_of: Instant,
    known: Known,
) -> Vec<TableLead> {
    let exists = |recorded: Option<Instant>| known == Known::Now || recorded <= Some(as_of);
    let rows = profile_rows(model, profiles);
    let rows: Vec<&ProfileRow> = rows
        .iter()
        .filter(|row| exists(row.recorded_at) && row.valid_from <= Some(as_of))
        .collect();
    let events: Vec<EventRow> = event_rows(model, events)
        .into_iter()
        .filter(|row| exists(row.recorded_at))
        .collect();
    let mut found: Vec<TableLead> = Vec::new();
    let of_profiles = rows.iter().map(|row| row.lead.as_str());
    let of_events = events
        .iter()
        .filter(|row| row.at.is_some_and(|at| at <= as_of))
        .map(|row| row.lead.as_str());
    for lead in of_profiles.chain(of_events) {
        if found.iter().any(|one| one.lead == lead) {
            continue;
        }
        // "The latest `valid_from` not after `as_of` counts, among equal ones the latest `recorded_at`."
        let counts = rows
            .iter()
            .filter(|row| row.lead == lead)
            .max_by_key(|row| (row.valid_from, row.recorded_at));
        found.push(TableLead {
            lead: lead.to_owned(),
            profile: counts.map_or_else(|| json!({"lead": lead}), |row| row.given.clone()),
            events: events
                .iter()
                .filter(|row| row.lead == lead)
                .map(|row| row.given.clone())
                .collect(),
        });
    }
    found
}

struct ProfileRow {
    lead: String,
    valid_from: Option<Instant>,
    recorded_at: Option<Instant>,
    given: Value,
}

struct EventRow {
    lead: String,
    /// Of a valid event.
    at: Option<Instant>,
    recorded_at: Option<Instant>,
    given: Value,
}

/// The rows that are not rejected: "of two rows alike in both (or without the columns) the second is rejected".
fn profile_rows(model: &Model, rows: &[Value]) -> Vec<ProfileRow> {
    let mut seen = BTreeSet::new();
    let read_row = |given: &Value| {
        let row = ProfileRow {
            lead: read_id(given.get("lead")).ok()??,
            valid_from: begins(model, given.get("valid_from")).ok()?,
            recorded_at: ends(model, given.get("recorded_at")).ok()?,
            given: given.clone(),
        };
        let first = seen.insert((row.lead.clone(), row.valid_from, row.recorded_at));
        first.then_some(row)
    };
    rows.iter().filter_map(read_row).collect()
}

fn event_rows(model: &Model, rows: &[Value]) -> Vec<EventRow> {
    let read_row = |(at, given): (usize, &Value)| {
        Some(EventRow {
            lead: read_id(given.get("lead")).ok()??,
            at: read_event(model, at, given, None, &mut Rejects::default()).map(|event| event.at),
            recorded_at: ends(model, given.get("recorded_at")).ok()?,
            given: given.clone(),
        })
    };
    rows.iter().enumerate().filter_map(read_row).collect()
}

/// `valid_from`; "null means since ever".
fn begins(model: &Model, cell: Option<&Value>) -> Result<Option<Instant>, Fault> {
    match cell {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) if blank(text) => Ok(None),
        Some(Value::String(text)) => model.zone.event_instant(read(text)?).map(Some),
        Some(_) => Err(Fault::Unreadable),
    }
}

/// `recorded_at`: "a bare date there is the day's end, an unreadable one rejects the row".
fn ends(model: &Model, cell: Option<&Value>) -> Result<Option<Instant>, Fault> {
    match cell {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) if blank(text) => Ok(None),
        Some(Value::String(text)) => model.zone.as_of(text).map(Some),
        Some(_) => Err(Fault::Unreadable),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(profiles: &[Value], events: &[Value], known: Known) -> Vec<(String, Value, usize)> {
        let model = Model::new(&json!({"attributes": {"n": {"type": "number"}}}));
        let as_of = model.zone.as_of("2026-07-10").unwrap();
        let all = leads(&model, (profiles, events), as_of, known);
        all.into_iter()
            .map(|one| (one.lead, one.profile["n"].clone(), one.events.len()))
            .collect()
    }

    #[test]
    fn the_latest_row_counts() {
        let row = |from: Value, recorded: Value, n: i64| json!({"lead": "a", "valid_from": from, "recorded_at": recorded, "n": n});
        let rows = [
            row(json!("2026-07-01"), json!("2026-07-02"), 1),
            row(json!("2026-07-01"), json!("2026-07-10"), 2),
            row(json!("2026-07-11"), Value::Null, 3),
            row(Value::Null, json!("2026-07-01"), 4),
            row(json!("2026-07-01"), json!("2026-07-11"), 5),
            row(json!("2026-07-01T00:00:00Z"), json!("2026-07-10"), 6),
        ];
        // The sixth is the second again; the fifth was recorded a day later; the third is not yet valid.
        let one = |n: i64| vec![("a".to_owned(), json!(n), 0)];
        assert_eq!(found(&rows, &[], Known::Then), one(2));
        assert_eq!(found(&rows, &[], Known::Now), one(5));
        assert_eq!(found(&rows[2..3], &[], Known::Now), vec![]);
    }

    #[test]
    fn events_make_leads_known() {
        let event = |lead: Value, at: &str, recorded: Value| json!({"lead": lead, "event": "e", "at": at, "recorded_at": recorded});
        let events = [
            event(json!(7.0), "2026-07-09", json!("2026-07-11T00:00:00Z")),
            event(json!("8"), "2026-07-11", Value::Null),
            event(json!(9), "2026-07-09", json!("2026-07-10")),
            event(json!("9"), "2026-07-11", json!("soon")),
            event(json!(7.5), "2026-07-09", Value::Null),
        ];
        let is = |lead: &str| (lead.to_owned(), Value::Null, 1);
        assert_eq!(found(&[], &events, Known::Then), vec![is("9")]);
        assert_eq!(found(&[], &events, Known::Now), vec![is("7"), is("9")]);
    }
}

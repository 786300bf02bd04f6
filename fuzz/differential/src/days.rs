//! Compares change over time, on some of the cases only, since the reference
//! assesses every day, which is slow.

use leadgrade::{Day, Event, Model, Profile, TimelineDetail};
use leadgrade_gen::Lead;
use leadgrade_gen::dice::Dice;
use leadgrade_reference::Reference;
use serde_json::{Value, json};

use crate::compare;

/// One in this many seeds is compared.
const ONE_IN: u64 = 8;
/// The maximum horizon, and the maximum number of days of a timeline.
const MAX_DAYS: i64 = 24;

/// Compares the next change and a timeline of a lead, if its seed is selected.
pub(crate) fn compare_days(
    model: &Model,
    reference: &Reference,
    (lead, profile, events): (&Lead, &Profile, &[Event]),
    (seed, place): (u64, &str),
    found: &mut Vec<String>,
) {
    let Ok(as_of) = model.as_of(&lead.as_of) else {
        return;
    };
    if !seed.is_multiple_of(ONE_IN) {
        return;
    }
    let mut dice = Dice::new(seed);
    let horizon = u32::try_from(dice.between(1, MAX_DAYS)).unwrap_or(1);
    let change = model.lead(profile, events).next_change(as_of, horizon);
    let expected = reference.next_change(&lead.profile, &lead.events, &lead.as_of, horizon);
    let change = change.map_or_else(|error| json!(error.to_string()), |change| json!(change));
    let place = format!("{place} /next_change within {horizon}");
    compare(&expected, &change, &place, found);

    // Around the day of the assessment, so that some days have events.
    let zone = leadgrade::exact::Zone::get(&model.document().timezone);
    let today = zone.map_or(Day(0), |zone| zone.day_of(as_of)).0;
    let mut days = |least, most| i32::try_from(dice.between(least, most)).unwrap_or(0);
    let from = Day(today - days(0, 2 * MAX_DAYS));
    let to = Day(from.0 + days(0, MAX_DAYS));
    let numbers = days(0, 1) == 1;
    let every = if numbers {
        TimelineDetail::Number
    } else {
        TimelineDetail::Label
    };
    let expected = reference.timeline(
        &lead.profile,
        &lead.events,
        (&from.to_string(), &to.to_string()),
        numbers,
    );
    let rows = model.lead(profile, events).timeline(from, to, every);
    let mut rows = rows.map_or_else(|error| json!(error.to_string()), |rows| json!(rows));
    let mut expected = Value::Array(expected);
    for row in [&mut rows, &mut expected] {
        for row in row.as_array_mut().into_iter().flatten() {
            row["assessment"]["model"]["fingerprint"] = Value::Null;
        }
    }
    let place = format!("{place}, /timeline from {from} to {to} by {every:?}");
    compare(&expected, &rows, &place, found);
}

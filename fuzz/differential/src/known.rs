//! Compares tables with `valid_from` and `recorded_at` to the reference: which row and which events of a lead count.

use leadgrade::tables::{AsOf, Chunk, Column, TableOptions};
use leadgrade::{Model, Value as Cell};
use leadgrade_gen::{Dice, Lead};
use leadgrade_reference::{Known, Reference};
use serde_json::{Value, json};

/// The differences between a table of a case's leads and the reference's answers for each lead.
pub(crate) fn compare_known(
    model: &Model,
    reference: &Reference,
    leads: &[Lead],
    seed: u64,
    found: &mut Vec<String>,
) {
    let as_of = &leads[0].as_of;
    let mut dice = Dice::new(seed);
    let known = *dice.pick(&[Known::Now, Known::Then]);
    let (profiles, events) = rows(leads, (as_of, known), &mut dice);
    let options = TableOptions {
        details: true,
        known: match known {
            Known::Now => leadgrade::tables::KnownAt::Now,
            Known::Then => leadgrade::tables::KnownAt::Then,
        },
        ..TableOptions::default()
    };
    let Ok(instant) = model.as_of(as_of) else {
        return;
    };
    let place = format!("seed {seed} /known {known:?}");
    let tables = (
        [chunk(&profiles, &["lead"])],
        [chunk(&events, &["lead", "event", "at"])],
    );
    let scored = model.assess_chunks(&tables.0, &tables.1, &AsOf::One(instant), &options);
    let scored = match scored {
        Ok(scored) => scored,
        Err(error) => return found.push(format!("{place}: {error}")),
    };
    let expected = reference.table(&profiles, &events, as_of, known);
    let mut names: Vec<String> = scored.leads.iter().map(ToString::to_string).collect();
    let mut wanted: Vec<String> = expected.iter().map(|one| one.lead.clone()).collect();
    for list in [&mut names, &mut wanted] {
        list.sort();
    }
    if names != wanted {
        let tables = json!({ "profiles": profiles, "events": events, "as_of": as_of });
        return found.push(format!(
            "{place}: leads {names:?} instead of {wanted:?} of {tables}"
        ));
    }
    for one in &expected {
        let at = scored.leads.iter().position(|lead| *lead == one.lead);
        let whole = at.and_then(|at| scored.assessment(model, at));
        let mut table = serde_json::to_value(whole).unwrap_or_default();
        let mut alone = reference
            .assess(&one.profile, &one.events, as_of)
            .assessment;
        for side in [&mut table, &mut alone] {
            side["model"]["fingerprint"] = Value::Null;
        }
        crate::compare(&alone, &table, &format!("{place}, {}", one.lead), found);
    }
}

/// The rows of the leads, some repeated with the attributes of another lead.
fn rows(
    leads: &[Lead],
    (as_of, known): (&str, Known),
    dice: &mut Dice,
) -> (Vec<Value>, Vec<Value>) {
    let (mut profiles, mut events) = (Vec::new(), Vec::new());
    for (at, lead) in leads.iter().enumerate() {
        for _ in 0..dice.below(4) {
            let mut row = dice.pick(leads).profile.clone();
            row["lead"] = id(at, dice);
            row["recorded_at"] = recorded(as_of, known, dice);
            row["valid_from"] = instant(as_of, dice);
            profiles.push(row);
        }
        for event in &lead.events {
            let mut row = event.clone();
            row["lead"] = id(at, dice);
            row["recorded_at"] = recorded(as_of, known, dice);
            events.push(row);
        }
    }
    dice.shuffle(&mut profiles);
    dice.shuffle(&mut events);
    (profiles, events)
}

/// A lead's id in one of its equal forms.
fn id(at: usize, dice: &mut Dice) -> Value {
    let forms = [
        [json!(7), json!("7"), json!(7.0)],
        [json!("a"), json!("a"), json!("a ")],
        [
            json!(9_007_199_254_740_993_u64),
            json!("9007199254740993"),
            json!(9_007_199_254_740_992.0),
        ],
        [json!("\u{200b}b"), json!("\u{200b}b"), json!("\u{200b}")],
    ];
    let form = if dice.chance(90) { dice.below(2) } else { 2 };
    forms[at % forms.len()][form].clone()
}

/// With `Known::Now`, an unreadable one does not matter.
fn recorded(as_of: &str, known: Known, dice: &mut Dice) -> Value {
    if known == Known::Then && dice.chance(4) {
        json!("soon")
    } else {
        instant(as_of, dice)
    }
}

/// An instant around, long before or long after `as_of`, or null.
fn instant(as_of: &str, dice: &mut Dice) -> Value {
    let day = &as_of[..10];
    match dice.below(8) {
        0 => json!(day),
        1 => json!(format!("{day}T00:00:00Z")),
        2 => json!(format!("{day}T23:59:59.999999Z")),
        3 => json!("1950-06-01"),
        4 => json!("2000-01-01T12:00:00"),
        5 => json!("2199-12-31T00:00:00+02:00"),
        _ => Value::Null,
    }
}

/// The rows as one chunk of values.
fn chunk(rows: &[Value], needed: &[&str]) -> Chunk<'static> {
    let mut names: Vec<&str> = needed.to_vec();
    for row in rows {
        for name in row.as_object().into_iter().flatten().map(|(name, _)| name) {
            if !names.contains(&name.as_str()) {
                names.push(name);
            }
        }
    }
    let cells = |name: &str| -> Vec<Cell> {
        let cell = |row: &Value| {
            let value = row.get(name);
            value.map_or(Cell::Null, |value| crate::tables::cell(name, value))
        };
        rows.iter().map(cell).collect()
    };
    let start = Chunk::new(rows.len());
    names.iter().fold(start, |chunk, name| {
        chunk.with((*name).to_owned(), Column::Values(cells(name).into()))
    })
}

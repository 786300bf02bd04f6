//! Compares each row of tables with a single call.

use std::collections::{BTreeMap, BTreeSet};

use leadgrade::tables::{AsOf, Chunk, Column, Scoring, TableOptions};
use leadgrade::{Event, Instant, Model, Profile, Value as Cell};
use leadgrade_gen::{Dice, Lead};
use serde_json::{Value, json};

/// The differences between tables of leads and single calls.
pub fn compare_tables(model: &Model, leads: &[Lead], dice: &mut Dice, place: &str) -> Vec<String> {
    let instants = leads.iter().map(|lead| model.as_of(&lead.as_of));
    let Ok(instants) = instants.collect::<Result<Vec<Instant>, _>>() else {
        return vec![format!("{place}: an instant cannot be read")];
    };
    let rows = Rows::of(leads, dice);
    let mut found = Vec::new();
    let options = TableOptions {
        details: dice.below(2) == 0,
        ..TableOptions::default()
    };
    if let Some(as_of) = instants.first().copied() {
        let expected: Vec<Expected> = (0..leads.len())
            .filter(|at| rows.profiled[*at] || rows.known(model, *at, as_of))
            .map(|at| (at, as_of))
            .collect();
        let scored = rows.score(model, &AsOf::One(as_of), &options, dice);
        compare(
            model,
            leads,
            &rows,
            (&expected, scored),
            &format!("{place} /table"),
            &mut found,
        );
    }
    let asked: Vec<Expected> = (0..leads.len() * 2)
        .map(|_| {
            (
                dice.below(leads.len()),
                instants[dice.below(instants.len())],
            )
        })
        .collect();
    let ids = asked
        .iter()
        .map(|(at, _)| Cell::from(id(*at)))
        .collect::<Vec<_>>();
    let ats = asked
        .iter()
        .map(|(_, at)| Cell::Instant(*at))
        .collect::<Vec<_>>();
    let each = Chunk::new(asked.len())
        .with("lead", Column::Values(ids.into()))
        .with("as_of", Column::Values(ats.into()));
    let scored = rows.score(model, &AsOf::Each(each), &options, dice);
    compare(
        model,
        leads,
        &rows,
        (&asked, scored),
        &format!("{place} /table_each"),
        &mut found,
    );
    found
}

/// A lead, and the instant to assess it at.
type Expected = (usize, Instant);

fn id(at: usize) -> String {
    format!("lead {at}")
}

/// The rows of two tables.
struct Rows {
    profiles: Vec<Vec<(String, Cell)>>,
    events: Vec<Vec<(String, Cell)>>,
    /// Whether a lead has a profile.
    profiled: Vec<bool>,
    /// The events of each lead in the order of their rows.
    by_lead: Vec<Vec<Event>>,
}

impl Rows {
    fn of(leads: &[Lead], dice: &mut Dice) -> Self {
        let mut rows = Self {
            profiles: Vec::new(),
            events: Vec::new(),
            profiled: leads.iter().map(|_| dice.below(8) > 0).collect(),
            by_lead: vec![Vec::new(); leads.len()],
        };
        for (at, lead) in leads
            .iter()
            .enumerate()
            .filter(|(at, _)| rows.profiled[*at])
        {
            rows.profiles.push(cells(&lead.profile, at));
        }
        let mut order: Vec<(usize, &Value)> = leads
            .iter()
            .enumerate()
            .flat_map(|(at, lead)| lead.events.iter().map(move |event| (at, event)))
            .collect();
        dice.shuffle(&mut order);
        for (at, event) in order {
            rows.by_lead[at].push(Event::from_json(event));
            rows.events.push(cells(event, at));
        }
        // Tables that are sorted by lead take another code path.
        if dice.below(2) == 0 {
            rows.profiles.sort_by_key(|row| lead(row));
            rows.events.sort_by_key(|row| lead(row));
            if dice.below(4) == 0 && !rows.events.is_empty() {
                let (one, other) = (dice.below(rows.events.len()), dice.below(rows.events.len()));
                rows.events[one.min(other)..=one.max(other)].reverse();
            }
        }
        rows
    }

    /// Whether a lead without a profile is known at an instant because of an event.
    fn known(&self, model: &Model, at: usize, as_of: Instant) -> bool {
        self.by_lead[at].iter().any(|event| {
            // A unique id makes the instant readable, even if no signal uses the event; but
            // the event must be valid with its own id.
            let (history, _) = model.history(&[event.clone().id("one")]);
            let (_, report) = model.history(std::slice::from_ref(event));
            report.rejects.is_empty() && history.latest().is_some_and(|latest| latest <= as_of)
        })
    }

    fn score(
        &self,
        model: &Model,
        as_of: &AsOf<'_>,
        options: &TableOptions,
        dice: &mut Dice,
    ) -> Scoring {
        let profiles = chunks(&self.profiles, &["lead"], dice);
        let events = chunks(&self.events, &["lead", "event", "at"], dice);
        let scored = model.assess_chunks(&profiles, &events, as_of, options);
        scored.unwrap_or_else(|error| panic!("{error}"))
    }
}

/// The lead of a row.
fn lead(row: &[(String, Cell)]) -> Option<String> {
    let cell = row.iter().rev().find(|(name, _)| name == "lead");
    cell.and_then(|(_, cell)| match cell {
        Cell::Text(lead) => Some(lead.to_string()),
        _ => None,
    })
}

/// The cells of a row by column; its lead is the table's.
fn cells(row: &Value, at: usize) -> Vec<(String, Cell)> {
    let object = row.as_object().cloned().unwrap_or_default();
    let own = object.iter().filter(|(name, _)| *name != "lead");
    let mut cells: Vec<(String, Cell)> = own
        .map(|(name, value)| (name.clone(), cell(name, value)))
        .collect();
    cells.push(("lead".to_owned(), id(at).into()));
    cells
}

/// A cell of a column; whole numbers keep their digits as ids.
pub(crate) fn cell(name: &str, value: &Value) -> Cell {
    match value {
        Value::Number(number)
            if matches!(name, "lead" | "id") && (number.is_i64() || number.is_u64()) =>
        {
            Cell::from_digits(&number.to_string())
        }
        _ => Cell::from_json(value),
    }
}

/// The rows in one or two chunks of columns.
fn chunks(rows: &[Vec<(String, Cell)>], needed: &[&str], dice: &mut Dice) -> Vec<Chunk<'static>> {
    let cut = dice.below(rows.len() + 1);
    let (first, second) = rows.split_at(cut);
    let names: BTreeSet<&str> = rows
        .iter()
        .flatten()
        .map(|(name, _)| name.as_str())
        .chain(needed.iter().copied())
        .collect();
    [first, second]
        .iter()
        .map(|rows| chunk(rows, &names, dice))
        .collect()
}

fn chunk(rows: &[Vec<(String, Cell)>], names: &BTreeSet<&str>, dice: &mut Dice) -> Chunk<'static> {
    let mut chunk = Chunk::new(rows.len());
    for name in names {
        let cell = |row: &Vec<(String, Cell)>| {
            let found = row.iter().rev().find(|(known, _)| known == name);
            found.map_or(Cell::Null, |(_, value)| value.clone())
        };
        let cells: Vec<Cell> = rows.iter().map(cell).collect();
        let as_values = *name != "lead" && dice.below(2) == 0;
        // Not every id can be represented as a double.
        chunk = chunk.with(*name, column(cells, as_values || *name == "id"));
    }
    chunk
}

/// The cells as a column of one type, if they fit one.
fn column(cells: Vec<Cell>, as_values: bool) -> Column<'static> {
    if as_values {
        return Column::Values(cells.into());
    }
    let texts: Option<Vec<Option<String>>> = cells
        .iter()
        .map(|cell| match cell {
            Cell::Null => Some(None),
            Cell::Text(text) => Some(Some(text.to_string())),
            _ => None,
        })
        .collect();
    if let Some(texts) = texts {
        return Column::Texts(Box::new(texts));
    }
    let doubles: Option<Vec<f64>> = cells
        .iter()
        .map(|cell| match cell {
            Cell::Null => Some(f64::NAN),
            Cell::Number(number) => Some(number.to_f64()),
            _ => None,
        })
        .collect();
    doubles.map_or(Column::Values(cells.into()), |doubles| {
        Column::Doubles(doubles.into(), leadgrade::tables::Known::All)
    })
}

fn compare(
    model: &Model,
    leads: &[Lead],
    rows: &Rows,
    (expected, scored): (&[Expected], Scoring),
    place: &str,
    found: &mut Vec<String>,
) {
    let listed: BTreeMap<&str, usize> = scored.leads.iter().zip(0..).collect();
    if scored.leads.len() != expected.len() {
        return found.push(format!(
            "{place}: leads {:?} instead of {expected:?}",
            scored.leads
        ));
    }
    for (order, (at, as_of)) in expected.iter().enumerate() {
        let mut profile = Profile::new(id(*at));
        if rows.profiled[*at]
            && let Ok(own) = Profile::from_json(&leads[*at].profile)
        {
            for (name, value) in own.attributes() {
                profile.set(name.clone(), value.clone());
            }
        }
        let single = model.assess(&profile, &rows.by_lead[*at], *as_of);
        // With one instant, leads are in the order of their first row.
        let row = if place.ends_with("_each") {
            Some(order)
        } else {
            listed.get(&*id(*at)).copied()
        };
        let Some(row) = row else {
            found.push(format!("{place}: lead {at} is not listed"));
            continue;
        };
        let mut expected = json!({
            "fit": single.fit_points(), "engagement": single.engagement_points(), "cycle": single.cycle_points(),
            "readiness": single.readiness_points(), "ready": single.ready(), "priority": single.priority(),
        });
        let one = scored.rows.get(row).unwrap();
        let details = scored.assessment(model, row);
        let mut table = json!({
            "fit": one.fit.map(|fit| fit.points), "engagement": one.engagement.map(|found| found.points),
            "cycle": one.cycle.map(|cycle| cycle.points), "readiness": one.readiness.map(|found| found.points),
            "ready": one.readiness.map(|found| found.ready), "priority": one.priority,
        });
        if let Some(details) = details {
            expected["all"] = serde_json::to_value(&single).unwrap_or_default();
            table["all"] = serde_json::to_value(&details).unwrap_or_default();
        }
        crate::compare(&expected, &table, &format!("{place}, lead {at}"), found);
    }
}

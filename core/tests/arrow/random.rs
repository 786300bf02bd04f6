//! Generated models and leads: each row equals a single call, for any number of
//! threads.

use std::sync::Arc;

use arrow_array::{ArrayRef, TimestampMillisecondArray};
use leadgrade::arrow::{Batches, ScoredTable, TableRequest};
use leadgrade::tables::Explain;
use leadgrade::{Event, Instant, Model, Profile};
use leadgrade_gen::{Dice, Lead, case};
use serde_json::Value;

use super::columns::{Row, batches};
use super::read::{assessment, leveled};
use super::{shown, table, texts};

/// The cells of an object, its lead the table's.
fn row(object: &Value, lead: &str) -> Row {
    let own = object.as_object().into_iter().flatten();
    let own = own.filter(|(name, _)| *name != "lead");
    let mut row: Row = own
        .map(|(name, value)| (name.clone(), value.clone()))
        .collect();
    row.push(("lead".to_owned(), lead.into()));
    row
}

struct Given {
    profiles: Batches,
    events: Batches,
    request: TableRequest,
    /// Of each row the lead and its instant.
    expected: Vec<(usize, Instant)>,
    /// The events of each lead in the order of their rows.
    by_lead: Vec<Vec<Event>>,
}

fn given(model: &Model, leads: &[Lead], dice: &mut Dice) -> Option<Given> {
    let name = |at: usize| format!("lead {at}");
    let instants: Vec<Instant> = leads
        .iter()
        .map(|lead| model.as_of(&lead.as_of))
        .collect::<Result<_, _>>()
        .ok()?;
    let people: Vec<Row> = leads
        .iter()
        .enumerate()
        .map(|(at, lead)| row(&lead.profile, &name(at)))
        .collect();
    let mut order: Vec<(usize, &Value)> = Vec::new();
    for (at, lead) in leads.iter().enumerate() {
        order.extend(lead.events.iter().map(|event| (at, event)));
    }
    dice.shuffle(&mut order);
    let mut by_lead = vec![Vec::new(); leads.len()];
    let mut deeds = Vec::new();
    for (at, event) in order {
        by_lead[at].push(Event::from_json(event));
        deeds.push(row(event, &name(at)));
    }
    let expected: Vec<(usize, Instant)> = (0..leads.len() * 2)
        .map(|_| (dice.below(leads.len()), instants[dice.below(leads.len())]))
        .collect();
    // Milliseconds represent these instants exactly.
    let millis: Vec<i64> = expected
        .iter()
        .map(|(_, at)| at.micros().div_euclid(1000))
        .collect();
    let expected = expected
        .into_iter()
        .zip(&millis)
        .map(|((at, _), millis)| Some((at, Instant::from_micros(millis * 1000)?)))
        .collect::<Option<Vec<_>>>()?;
    let names: Vec<String> = expected.iter().map(|(at, _)| name(*at)).collect();
    let as_of = TimestampMillisecondArray::from(millis).with_timezone("UTC");
    let each = table([
        ("lead", texts(names.iter().map(String::as_str))),
        ("as_of", Arc::new(as_of) as ArrayRef),
    ]);
    let mut request = TableRequest::each(each);
    request.details = true;
    request.explain = Explain::All;
    Some(Given {
        profiles: batches(&people, &["lead"], dice)?,
        events: batches(&deeds, &["lead", "event", "at"], dice)?,
        request,
        expected,
        by_lead,
    })
}

/// Ids that any column of numbers holds: digits as text, and no double that
/// would be another number in a column of decimals.
fn plain_ids(lead: &mut Lead) {
    for event in &mut lead.events {
        let Some(number) = event.get("id").and_then(Value::as_number) else {
            continue;
        };
        if number.is_i64() || number.is_u64() {
            event["id"] = number.to_string().into();
        } else if number.as_f64().is_some_and(|id| id.abs() >= 1e15) {
            event["id"] = Value::Null;
        }
    }
}

/// Models and leads that fit into Arrow columns.
fn cases(count: u64) -> impl Iterator<Item = (u64, Model, Vec<Lead>, Given)> {
    (0..count).filter_map(|seed| {
        let mut case = case(seed);
        case.leads.iter_mut().for_each(plain_ids);
        let model = Model::from_value(&case.model).unwrap();
        let given = given(&model, &case.leads, &mut Dice::new(seed))?;
        Some((seed, model, case.leads, given))
    })
}

fn score(model: &Model, given: &Given) -> ScoredTable {
    model
        .assess_table(&given.profiles, &given.events, &given.request)
        .unwrap()
}

#[test]
fn each_row_equals_a_single_call() {
    let (mut wrong, mut count) = (Vec::new(), 0);
    for (seed, model, leads, given) in cases(400) {
        let found = score(&model, &given);
        assert_eq!(found.leads.num_rows(), given.expected.len(), "seed {seed}");
        let mut entries: Vec<String> = Vec::new();
        for (row, (at, as_of)) in given.expected.iter().enumerate() {
            let mut profile = Profile::new(format!("lead {at}"));
            for (name, value) in Profile::from_json(&leads[*at].profile)
                .unwrap()
                .attributes()
            {
                profile.set(name.clone(), value.clone());
            }
            let single = model.explain(&profile, &given.by_lead[*at], *as_of);
            let mut expected = serde_json::to_value(single.assessment()).unwrap();
            expected.as_object_mut().unwrap().remove("model");
            let scored = !expected["activity"].is_null();
            let own = assessment(&model, &found.leads, row, scored);
            if leveled(&own) != leveled(&expected) {
                wrong.push(format!(
                    "seed {seed}, row {row}: {own}\n    instead of {expected}"
                ));
            }
            let why = serde_json::to_value(&single).unwrap();
            for section in ["fit", "engagement", "cycle", "readiness"] {
                let own = why[section]["entries"].as_array().into_iter().flatten();
                entries.extend(own.map(|entry| {
                    format!("{section} {} {}", entry["name"], leveled(&entry["points"]))
                }));
            }
            count += 1;
        }
        let columns = ["section", "name", "points"]
            .map(|column| shown(found.explanations.as_ref().unwrap(), column));
        let listed = (0..columns[0].len()).map(|at| {
            format!(
                "{} {} {}",
                columns[0][at],
                Value::from(columns[1][at].clone()),
                columns[2][at]
            )
        });
        assert_eq!(listed.collect::<Vec<_>>(), entries, "seed {seed}");
    }
    assert!(
        wrong.is_empty(),
        "{}\n{} of {count} differ",
        wrong.join("\n"),
        wrong.len()
    );
    assert!(count > 1_000, "only {count} rows were compared");
}

#[cfg(feature = "parallel")]
#[test]
fn results_do_not_depend_on_the_number_of_threads() {
    for (seed, model, _, given) in cases(60) {
        let [one, two, three] = [1, 2, 3].map(|threads| {
            let pool = rayon::ThreadPoolBuilder::new()
                .num_threads(threads)
                .build()
                .unwrap();
            pool.install(|| score(&model, &given))
        });
        assert!(one == two && one == three, "seed {seed}");
    }
}

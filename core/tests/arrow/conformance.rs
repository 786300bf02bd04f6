//! Every conformance vector as one lead among others.

use std::collections::BTreeMap;
use std::sync::Arc;

use arrow_array::{ArrayRef, RecordBatch, TimestampMicrosecondArray};
use leadgrade::Model;
use leadgrade::arrow::{Batches, ScoredTable, TableRequest};
use leadgrade_gen::Dice;
use serde_json::{Value, json};

use super::columns::{Row, batches};
use super::read::{assessment, leveled};
use super::vectors::{Case, cases};
use super::{shown, table, texts};

/// The cases of one model in one table, each assessed at its own instant.
fn together(model: &Model, cases: &[&Case], dice: &mut Dice) -> Option<ScoredTable> {
    let rows: Vec<(Row, Vec<Row>)> = cases
        .iter()
        .map(|case| case.rows())
        .collect::<Option<_>>()?;
    let profiles: Vec<Row> = rows.iter().map(|(profile, _)| profile.clone()).collect();
    let mut events: Vec<Row> = rows.into_iter().flat_map(|(_, events)| events).collect();
    dice.shuffle(&mut events);
    let micros = cases.iter().map(|case| case.at(model).micros());
    let instants = TimestampMicrosecondArray::from_iter_values(micros).with_timezone("+03:00");
    let each = table([
        ("lead", texts(cases.iter().map(|case| case.name.as_str()))),
        ("as_of", Arc::new(instants) as ArrayRef),
    ]);
    let mut request = TableRequest::each(each);
    request.details = true;
    request.coerce = cases[0].as_text;
    let profiles = batches(&profiles, &["lead"], dice)?;
    let events = batches(&events, &["lead", "event", "at"], dice)?;
    Some(model.assess_table(&profiles, &events, &request).unwrap())
}

/// The case alone at its instant.
fn alone(model: &Model, case: &Case, dice: &mut Dice) -> Option<ScoredTable> {
    let (profile, events) = case.rows()?;
    let mut request = TableRequest::at(case.at(model));
    request.details = true;
    request.coerce = case.as_text;
    let profiles = batches(&[profile], &["lead"], dice)?;
    let events = match events.is_empty() {
        true => Batches::none(),
        false => batches(&events, &["lead", "event", "at"], dice)?,
    };
    Some(model.assess_table(&profiles, &events, &request).unwrap())
}

/// The differences between a row, a single call and the vector.
fn differs(model: &Model, case: &Case, found: &RecordBatch, row: usize) -> Vec<String> {
    let (profile, events) = case.single(model);
    let single = model.assess(&profile, &events, case.at(model));
    let mut expected = serde_json::to_value(&single).unwrap();
    expected.as_object_mut().unwrap().remove("model");
    let scored = !expected["activity"].is_null();
    let found = assessment(model, found, row, scored);
    let mut wrong = Vec::new();
    if leveled(&found) != leveled(&expected) {
        wrong.push(format!("{}: {found}\n    instead of {expected}", case.name));
    }
    if let Some(stated) = case.stated.get("expect") {
        stated_in(stated, &found, &case.name, &mut wrong);
    }
    wrong
}

/// Compares tables in part and lists in full, without the lead and the model.
fn stated_in(stated: &Value, found: &Value, path: &str, wrong: &mut Vec<String>) {
    match (stated, found) {
        (Value::Object(stated), Value::Object(found)) => {
            let own = stated
                .iter()
                .filter(|(key, _)| !["lead", "model"].contains(&key.as_str()));
            for (key, value) in own {
                stated_in(value, &found[key], &format!("{path}/{key}"), wrong);
            }
        }
        (Value::Array(stated), Value::Array(found)) if stated.len() == found.len() => {
            for (at, (stated, found)) in stated.iter().zip(found).enumerate() {
                stated_in(stated, found, &format!("{path}/{at}"), wrong);
            }
        }
        _ if leveled(stated) == leveled(found) => {}
        _ => wrong.push(format!("{path}: {found} instead of {stated}")),
    }
}

#[test]
fn every_vector_holds_in_a_table() {
    let (mut wrong, mut count) = (Vec::new(), 0);
    let mut by_model: BTreeMap<String, Vec<Case>> = BTreeMap::new();
    for case in cases() {
        let key = format!("{} {}", case.as_text, case.model);
        by_model.entry(key).or_default().push(case);
    }
    for (seed, cases) in (0..).zip(by_model.values()) {
        let model = Model::from_value(&cases[0].model).unwrap();
        let dice = &mut Dice::new(seed);
        let held: Vec<&Case> = cases
            .iter()
            .filter(|case| alone(&model, case, dice).is_some())
            .collect();
        if held.is_empty() {
            continue;
        }
        for _ in 0..4 {
            let found = together(&model, &held, dice).unwrap();
            assert_eq!(found.leads.num_rows(), held.len());
            for (row, case) in held.iter().enumerate() {
                wrong.extend(differs(&model, case, &found.leads, row));
            }
        }
        count += held.len();
    }
    assert!(
        wrong.is_empty(),
        "{}\n{} differ",
        wrong.join("\n"),
        wrong.len()
    );
    assert!(count > 300, "only {count} vectors fit into tables");
}

/// The codes, columns and counters of a report, without row numbers.
fn report(found: &ScoredTable) -> Value {
    let texts = |column: &str| shown(&found.rejects, column);
    let rejects = texts("column").into_iter().zip(texts("code"));
    let unknown = shown(&found.unknown_events, "event")
        .into_iter()
        .zip(shown(&found.unknown_events, "count"));
    json!({
        "rejects": rejects.collect::<Vec<_>>(), "without_offset": found.without_offset,
        "without_value": found.without_value, "id_conflicts": found.id_conflicts,
        "unknown": unknown.collect::<Vec<_>>(), "rest": found.unknown_rest,
    })
}

#[test]
fn every_report_equals_that_of_a_single_call() {
    let (mut count, mut wrong) = (0, Vec::new());
    for (seed, case) in (0..).zip(cases()) {
        let model = Model::from_value(&case.model).unwrap();
        let Some(found) = alone(&model, &case, &mut Dice::new(seed)) else {
            continue;
        };
        let (profile, events) = case.single(&model);
        let single = model.assess(&profile, &events, case.at(&model));
        let own = single.report();
        let mut rejects: Vec<_> = own.rejects.iter().collect();
        // The rejects of a table are in the order of its rows; that of a failed lead comes last.
        rejects.sort_by_key(|reject| {
            (
                reject.table.is_none(),
                reject.table.map(|table| table.word() == "events"),
            )
        });
        let rejects = rejects
            .iter()
            .map(|reject| (reject.column.clone(), reject.code.word()));
        let unknown = own
            .unknown_events
            .names
            .iter()
            .map(|(name, count)| (name, count.to_string()));
        let expected = json!({
            "rejects": rejects.collect::<Vec<_>>(), "without_offset": own.without_offset,
            "without_value": own.without_value, "id_conflicts": own.id_conflicts,
            "unknown": unknown.collect::<Vec<_>>(), "rest": own.unknown_events.rest,
        });
        let found = report(&found);
        if found != expected {
            wrong.push(format!("{}: {found}\n    instead of {expected}", case.name));
        }
        count += 1;
    }
    assert!(
        wrong.is_empty(),
        "{}\n{} differ",
        wrong.join("\n"),
        wrong.len()
    );
    assert!(count > 300, "only {count} vectors fit into tables");
}

//! Compares the engine with the reference, case by case.

mod days;
mod histories;
mod known;
mod tables;
mod texts;

use leadgrade::{Event, Model, Profile};
use leadgrade_gen::{Dice, Lead};
use leadgrade_reference::Reference;
use serde_json::Value;

/// The differences between engine and reference on the case of a seed, and between the
/// engine's single calls and its other interfaces; empty if all agree.
pub fn differences(seed: u64) -> Vec<String> {
    let case = leadgrade_gen::case(seed);
    let model = match Model::from_value(&case.model) {
        Ok(model) => model,
        Err(error) => {
            return vec![format!(
                "seed {seed}: the engine refuses the model: {error}"
            )];
        }
    };
    let reference = Reference::new(&case.model);
    let mut found = other_ways(seed);
    found.extend(compare_tests(&model, &reference, seed));
    known::compare_known(&model, &reference, &case.leads, seed, &mut found);
    for (at, lead) in case.leads.iter().enumerate() {
        let place = format!("seed {seed}, lead {at}");
        compare_lead(&model, &reference, lead, (seed, &place), &mut found);
    }
    found
}

/// The differences between single calls and requests as text, histories and tables, on the case of
/// a seed. Fast, since it does not run the reference.
pub fn other_ways(seed: u64) -> Vec<String> {
    let case = leadgrade_gen::case(seed);
    let Ok(model) = Model::from_value(&case.model) else {
        return Vec::new();
    };
    let (mut found, mut dice) = (Vec::new(), Dice::new(seed));
    let changed = Model::from_value(&histories::changed(&case.model, &mut dice)).ok();
    for (at, lead) in case.leads.iter().enumerate() {
        let place = format!("seed {seed}, lead {at}");
        found.extend(texts::compare_text(&model, lead, &place));
        found.extend(histories::compare_history(&model, lead, &mut dice, &place));
        if let Some(changed) = &changed {
            found.extend(histories::compare_replay(
                &model, changed, lead, &mut dice, &place,
            ));
        }
    }
    let place = format!("seed {seed}");
    found.extend(tables::compare_tables(
        &model,
        &case.leads,
        &mut dice,
        &place,
    ));
    found
}

fn compare_lead(
    model: &Model,
    reference: &Reference,
    lead: &Lead,
    (seed, place): (u64, &str),
    found: &mut Vec<String>,
) {
    let answer = reference.assess(&lead.profile, &lead.events, &lead.as_of);
    let as_of = match model.as_of(&lead.as_of) {
        Ok(as_of) => as_of,
        Err(error) => return found.push(format!("{place}: {error}")),
    };
    let profile = match Profile::from_json(&lead.profile) {
        Ok(profile) => profile,
        Err(error) => return found.push(format!("{place}: {error}")),
    };
    let events: Vec<Event> = lead.events.iter().map(Event::from_json).collect();
    let explanation = model.explain(&profile, &events, as_of);
    let engine = |text: String| serde_json::from_str::<Value>(&text).unwrap_or_default();
    let mut assessment = engine(explanation.assessment().to_canonical_json());
    let mut expected = answer.assessment;
    assessment["model"]["fingerprint"] = Value::Null;
    expected["model"]["fingerprint"] = Value::Null;
    compare(
        &expected,
        &assessment,
        &format!("{place} /assessment"),
        found,
    );
    let alone = engine(model.assess(&profile, &events, as_of).to_canonical_json());
    let explained = engine(explanation.assessment().to_canonical_json());
    compare(
        &explained,
        &alone,
        &format!("{place} /without_explanation"),
        found,
    );

    let mut explained = engine(explanation.to_canonical_json());
    if let Some(explained) = explained.as_object_mut() {
        explained.remove("decided");
    }
    compare(
        &answer.explanation,
        &explained,
        &format!("{place} /explanation"),
        found,
    );

    let mut report = serde_json::to_value(explanation.assessment().report()).unwrap_or_default();
    let mut expected = answer.report;
    for side in [&mut report, &mut expected] {
        without_words(side);
    }
    compare(&expected, &report, &format!("{place} /report"), found);
    texts::compare_written(model, reference, lead, (seed, place), found);
    let lead = (lead, &profile, &events[..]);
    days::compare_days(model, reference, lead, (seed, place), found);
}

/// A report without reasons in words and hints, which the reference does not have.
fn without_words(report: &mut Value) {
    for reject in report["rejects"].as_array_mut().into_iter().flatten() {
        reject["reason"] = Value::Null;
    }
    if let Some(report) = report.as_object_mut() {
        report.remove("hints");
    }
}

/// The differences in the results of the model's tests.
fn compare_tests(model: &Model, reference: &Reference, seed: u64) -> Option<String> {
    let outcomes = model.run_tests();
    let pair = |one: &leadgrade::TestOutcome| (one.name.clone(), one.passed);
    let found: Vec<(String, bool)> = outcomes.iter().map(pair).collect();
    let expected = reference.run_tests();
    (found != expected)
        .then(|| format!("seed {seed} /tests: reference {expected:?}, engine {found:?}"))
}

/// Collects the paths at which two values differ.
fn compare(expected: &Value, found: &Value, path: &str, differences: &mut Vec<String>) {
    match (expected, found) {
        (Value::Object(left), Value::Object(right)) => {
            for key in left
                .keys()
                .chain(right.keys().filter(|key| !left.contains_key(*key)))
            {
                let side = |object: &serde_json::Map<String, Value>| object.get(key).cloned();
                match (side(left), side(right)) {
                    (Some(left), Some(right)) => {
                        compare(&left, &right, &format!("{path}/{key}"), differences)
                    }
                    (left, right) => differences.push(format!(
                        "{path}/{key}: reference {left:?}, engine {right:?}"
                    )),
                }
            }
        }
        (Value::Array(left), Value::Array(right)) if left.len() == right.len() => {
            for (at, (left, right)) in left.iter().zip(right).enumerate() {
                compare(left, right, &format!("{path}/{at}"), differences);
            }
        }
        _ if same(expected, found) => {}
        _ => differences.push(format!("{path}: reference {expected}, engine {found}")),
    }
}

fn same(left: &Value, right: &Value) -> bool {
    match (left.as_f64(), right.as_f64()) {
        (Some(left), Some(right)) => left.to_bits() == right.to_bits(),
        _ => left == right,
    }
}

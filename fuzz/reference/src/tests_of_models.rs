//! Specification, section 4.11: the tests in a model.

use serde_json::{Value, json};

use crate::assessment::assess;
use crate::model::{Model, list, text};

/// The name of each test and whether the assessment is as it expects.
///
/// # Panics
///
/// If an `as_of` is no instant: "an `as_of` that cannot be read is an error when the model is loaded".
pub fn run(model: &Model) -> Vec<(String, bool)> {
    let run_one = |test: &Value| {
        let name = text(test, "name").unwrap_or_default().to_owned();
        let as_of = model.zone.as_of(text(test, "as_of").unwrap_or_default());
        let as_of = as_of.unwrap_or_else(|fault| panic!("`as_of` of `{name}`: {fault:?}"));
        let nothing = json!({});
        let profile = test.get("profile").unwrap_or(&nothing);
        let found = assess(model, profile, list(test.get("events")), as_of).assessment;
        let expect = test.get("expect").unwrap_or(&nothing);
        let absent = list(test.get("absent")).iter();
        let mut absent = absent.filter_map(Value::as_str);
        let passed =
            is_part(expect, &found) && absent.all(|key| found.get(key) == Some(&Value::Null));
        (name, passed)
    };
    model.tests.iter().map(run_one).collect()
}

/// "Tables in part, lists with all their entries, null is null."
fn is_part(expected: &Value, found: &Value) -> bool {
    match (expected, found) {
        (Value::Object(expected), Value::Object(found)) => {
            expected.iter().all(|(key, expected)| {
                let found = found.get(key);
                found.is_some_and(|found| is_part(expected, found))
            })
        }
        (Value::Array(expected), Value::Array(found)) => {
            let mut pairs = expected.iter().zip(found);
            expected.len() == found.len() && pairs.all(|(expected, found)| is_part(expected, found))
        }
        (Value::Number(expected), Value::Number(found)) => expected.as_f64() == found.as_f64(),
        _ => expected == found,
    }
}

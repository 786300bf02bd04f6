//! Tests in the model: leads with the assessment that they should have.

use serde::Serialize;
use serde_json::Value;

use super::canonical;
use crate::intake::TestLead;
use crate::model::Model;

/// The result of one test of a model.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct TestOutcome {
    /// The name of the test.
    pub name: String,
    /// Whether there are no differences.
    pub passed: bool,
    /// The differences, in the order of the expectation.
    pub differences: Vec<Difference>,
}

/// A place in which an assessment is not as expected.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Difference {
    /// JSON Pointer into the assessment.
    pub path: String,
    /// What the test expects.
    pub expected: Value,
    /// What was found; null if there is nothing.
    pub found: Value,
}

impl Model {
    /// Runs the tests in the model.
    ///
    /// An expectation is a part of an assessment: tables may leave out keys, lists must have all
    /// entries, and null matches only null.
    ///
    /// ```
    /// use leadgrade::Model;
    /// let model = Model::from_toml(r#"
    ///     format = 1
    ///     name = "tested"
    ///     [signals.visit]
    ///     points = 10
    ///     [engagement]
    ///     [[tests]]
    ///     name = "two visits"
    ///     as_of = "2026-11-22"
    ///     profile = {}
    ///     events = [{ event = "visit", at = "2026-11-20" }, { event = "visit", at = "2026-11-21" }]
    ///     expect = { engagement = { points = 20, rank = 4 } }
    /// "#)?;
    /// assert!(model.run_tests().iter().all(|test| test.passed));
    /// # Ok::<(), leadgrade::ModelError>(())
    /// ```
    pub fn run_tests(&self) -> Vec<TestOutcome> {
        self.document()
            .tests
            .iter()
            .map(|test| self.run_test(test))
            .collect()
    }

    fn run_test(&self, test: &Value) -> TestOutcome {
        let part = |key: &str| test.get(key).unwrap_or(&Value::Null);
        let lead = TestLead::read(self, test);
        let mut differences = Vec::new();
        match lead.as_of {
            Ok(as_of) => {
                let assessment = self.assess(&lead.profile, &lead.events, as_of);
                let found = serde_json::from_str(&canonical(&assessment)).unwrap_or_default();
                differ(part("expect"), &found, "", &mut differences);
                absent(part("absent"), &found, &mut differences);
            }
            // INVARIANT: loading a model with such a test fails.
            Err(error) => differences.push(Difference {
                path: String::new(),
                expected: part("expect").clone(),
                found: error.to_string().into(),
            }),
        }
        TestOutcome {
            name: part("name").as_str().unwrap_or_default().to_owned(),
            passed: differences.is_empty(),
            differences,
        }
    }
}

/// Collects the places named in `absent` that are not null in `found`.
fn absent(names: &Value, found: &Value, differences: &mut Vec<Difference>) {
    let names = names.as_array().into_iter().flatten();
    for name in names.filter_map(Value::as_str) {
        let (mut path, mut value) = (String::new(), Some(found));
        for step in name.split('.') {
            path = below(&path, step);
            value = value.and_then(|value| member(value, step));
        }
        if let Some(value) = value.filter(|value| !value.is_null()) {
            differences.push(Difference {
                path,
                expected: Value::Null,
                found: value.clone(),
            });
        }
    }
}

/// A member of a table, or an element of a list by its position, in the notation of JSON Pointers.
fn member<'v>(value: &'v Value, step: &str) -> Option<&'v Value> {
    match value {
        Value::Object(members) => members.get(step),
        Value::Array(items) => {
            let at: usize = step.parse().ok()?;
            items.get(at).filter(|_| at.to_string() == step)
        }
        _ => None,
    }
}

/// The JSON Pointer of a member.
fn below(path: &str, key: &str) -> String {
    format!("{path}/{}", key.replace('~', "~0").replace('/', "~1"))
}

/// Collects the places where `found` is not as expected.
fn differ(expected: &Value, found: &Value, path: &str, differences: &mut Vec<Difference>) {
    match (expected, found) {
        (Value::Object(expected), Value::Object(found)) => {
            for (key, value) in expected {
                differ(
                    value,
                    found.get(key).unwrap_or(&Value::Null),
                    &below(path, key),
                    differences,
                );
            }
        }
        (Value::Array(expected), Value::Array(found)) if expected.len() == found.len() => {
            for (at, (expected, found)) in expected.iter().zip(found).enumerate() {
                differ(expected, found, &below(path, &at.to_string()), differences);
            }
        }
        _ if same(expected, found) => {}
        _ => differences.push(Difference {
            path: path.to_owned(),
            expected: expected.clone(),
            found: found.clone(),
        }),
    }
}

/// Whether two values are equal; numbers are equal if they are the same double, such as `30` and `30.0`.
fn same(expected: &Value, found: &Value) -> bool {
    match (expected.as_f64(), found.as_f64()) {
        (Some(expected), Some(found)) => expected.to_bits() == found.to_bits(),
        _ => expected == found,
    }
}

//! Tests in the model: leads with the assessment they should get.

use serde::Serialize;
use serde_json::Value;

use super::{Assessment, canonical};
use crate::lead::{Event, Profile};
use crate::model::Model;

/// How one test of a model went.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TestOutcome {
    /// The test's name.
    pub name: String,
    /// Whether nothing differed.
    pub passed: bool,
    /// What differed, in the order of the expectation.
    pub differences: Vec<Difference>,
}

/// One place in which an assessment is not as expected.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Difference {
    /// JSON Pointer into the assessment.
    pub path: String,
    /// What the test expects.
    pub expected: Value,
    /// What was found; null where there is nothing.
    pub found: Value,
}

impl Model {
    /// Runs the tests that stand in the model.
    ///
    /// An expectation is a part of an assessment: tables in part, lists with
    /// all their entries, null is null.
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
        let mut differences = Vec::new();
        match self.assess_json(part("profile"), part("events"), part("as_of")) {
            Ok(assessment) => {
                let found = serde_json::from_str(&canonical(&assessment)).unwrap_or_default();
                differ(part("expect"), &found, "", &mut differences);
            }
            Err(reason) => differences.push(Difference {
                path: String::new(),
                expected: part("expect").clone(),
                found: reason.into(),
            }),
        }
        TestOutcome {
            name: part("name").as_str().unwrap_or_default().to_owned(),
            passed: differences.is_empty(),
            differences,
        }
    }

    fn assess_json(
        &self,
        profile: &Value,
        events: &Value,
        as_of: &Value,
    ) -> Result<Assessment, String> {
        let as_of = self
            .as_of(as_of.as_str().unwrap_or_default())
            .map_err(|error| error.to_string())?;
        let profile = if profile.is_null() {
            Ok(Profile::default())
        } else {
            Profile::from_json(profile)
        };
        let profile =
            profile.map_err(|found| format!("`profile` is {found}, a table is needed"))?;
        let events: Vec<Event> = events
            .as_array()
            .into_iter()
            .flatten()
            .map(Event::from_json)
            .collect();
        Ok(self.assess(&profile, &events, as_of))
    }
}

/// Collects where `found` is not as expected.
fn differ(expected: &Value, found: &Value, path: &str, differences: &mut Vec<Difference>) {
    let below = |key: &str| format!("{path}/{}", key.replace('~', "~0").replace('/', "~1"));
    match (expected, found) {
        (Value::Object(expected), Value::Object(found)) => {
            for (key, value) in expected {
                differ(
                    value,
                    found.get(key).unwrap_or(&Value::Null),
                    &below(key),
                    differences,
                );
            }
        }
        (Value::Array(expected), Value::Array(found)) if expected.len() == found.len() => {
            for (at, (expected, found)) in expected.iter().zip(found).enumerate() {
                differ(expected, found, &below(&at.to_string()), differences);
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

/// Numbers are the same when they are the same double: `30` is `30.0`.
fn same(expected: &Value, found: &Value) -> bool {
    match (expected.as_f64(), found.as_f64()) {
        (Some(expected), Some(found)) => expected.to_bits() == found.to_bits(),
        _ => expected == found,
    }
}

//! A model's text becomes a model, or everything that is wrong with it.

use std::sync::Arc;

use super::test_lead::test_problems;
use crate::document::{ModelError, Problem, Reading, read_json, read_toml, read_value};
use crate::model::{Model, compile};

/// With one of these there is too much to look at the rest.
const TOO_MUCH: [&str; 3] = ["too_many_rules", "too_many_signals", "too_many_problems"];

impl Model {
    /// Reads and compiles a TOML text.
    ///
    /// # Errors
    /// Every problem of the document, with its line and column.
    pub fn from_toml(text: &str) -> Result<Self, ModelError> {
        Self::compiled(read_toml(text))
    }

    /// Reads and compiles a JSON text.
    ///
    /// # Errors
    /// Every problem of the document, with its line and column.
    pub fn from_json(text: &str) -> Result<Self, ModelError> {
        Self::compiled(read_json(text))
    }

    /// Reads and compiles a JSON value.
    ///
    /// # Errors
    /// Every problem of the document, with its JSON Pointer.
    pub fn from_value(value: &serde_json::Value) -> Result<Self, ModelError> {
        Self::compiled(read_value(value))
    }

    /// Compiles what was read. Where that has problems, the rest is compiled
    /// all the same, to find every problem at once.
    fn compiled(reading: Reading) -> Result<Self, ModelError> {
        let Reading {
            document,
            source,
            mut problems,
        } = reading;
        let unbounded = |problem: &Problem| TOO_MUCH.contains(&problem.code);
        let Some(document) = document.filter(|_| !problems.iter().any(unbounded)) else {
            return Err(source.refuse(problems));
        };
        match compile(document) {
            Ok(compiled) => {
                let model = Self(Arc::new(compiled));
                problems.extend(test_problems(&model));
                if problems.is_empty() {
                    return Ok(model);
                }
            }
            Err(found) => {
                let own = found
                    .into_iter()
                    .filter_map(|found| found.unless_consequence(&problems));
                let own: Vec<Problem> = own.collect();
                problems.extend(own);
            }
        }
        Err(source.refuse(problems))
    }
}

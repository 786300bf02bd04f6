//! Loads a model from text, or reports all of its problems.

use std::sync::Arc;

use super::test_lead::test_problems;
use crate::document::{Document, ModelError, Problem, Reading, read_json, read_toml, read_value};
use crate::model::{Model, compile};

/// Codes after which the rest is not compiled, because the model is too large.
const TOO_MUCH: [&str; 3] = ["too_many_rules", "too_many_signals", "too_many_problems"];

impl Model {
    /// Reads and compiles a TOML text.
    ///
    /// # Errors
    /// Returns every problem of the document, with line and column.
    pub fn from_toml(text: &str) -> Result<Self, ModelError> {
        Self::compiled(read_toml(text))
    }

    /// Reads and compiles a JSON text.
    ///
    /// # Errors
    /// Returns every problem of the document, with line and column.
    pub fn from_json(text: &str) -> Result<Self, ModelError> {
        Self::compiled(read_json(text))
    }

    /// Reads and compiles a JSON value.
    ///
    /// # Errors
    /// Returns every problem of the document, with its JSON Pointer.
    pub fn from_value(value: &serde_json::Value) -> Result<Self, ModelError> {
        Self::compiled(read_value(value))
    }

    /// Compiles a document, for example one whose thresholds a program has changed.
    ///
    /// # Errors
    /// Returns every problem of the document, with its JSON Pointer.
    ///
    /// # Example
    ///
    /// ```
    /// use leadgrade::{Document, Milli, Model};
    /// let text = "format = 1\nname = \"n\"\n[signals.visit]\npoints = 10\n[engagement]\n";
    /// let mut document = Document::from_toml(text)?;
    /// if let Some(visit) = document.signals.get_mut("visit") {
    ///     visit.points = Milli::whole(15);
    /// }
    /// let model = Model::compile(&document)?;
    /// assert_eq!(model.document(), &document);
    /// # Ok::<(), leadgrade::ModelError>(())
    /// ```
    pub fn compile(document: &Document) -> Result<Self, ModelError> {
        // Goes through JSON, so that the reader checks values that a program has set.
        Self::from_value(&serde_json::to_value(document).unwrap_or_default())
    }

    /// Compiles the document. If parts of it have problems, the rest is still compiled, to find
    /// every problem at once.
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

//! The model with questions of its own: which attributes are known, and whether a lead is eligible.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::error::SampleError;
use crate::assessment::Row;
use crate::document::{ModelError, Problem};
use crate::model::Model;

/// A model that gives the same scores as another one. Its segments also say which attributes are
/// known, and whether a lead is eligible.
#[derive(Debug)]
pub(crate) struct Probe {
    pub(crate) model: Model,
    /// By segment of the probe: what it says.
    meanings: Vec<Meaning>,
    /// Whether the only step of the probe says whether a lead is eligible, because no segment can.
    has_step: bool,
    /// Whether a segment says it.
    has_condition: bool,
}

/// What a segment of the probe says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Meaning {
    /// A segment of the model, by position.
    Own(u32),
    /// An attribute is known, by position.
    Known(u32),
    Eligible,
}

/// What the probe says about a row.
#[derive(Debug, Default)]
pub(crate) struct Findings {
    /// Segments of the model.
    pub(crate) segments: Vec<u32>,
    /// Attributes that are known.
    pub(crate) known: Vec<u32>,
    pub(crate) eligible: bool,
}

impl Probe {
    /// The probe of a model; `eligible` is a condition as in a model.
    ///
    /// # Errors
    /// The condition is not valid in the model.
    pub(crate) fn new(model: &Model, eligible: Option<&Value>) -> Result<Self, SampleError> {
        let Some(condition) = eligible else {
            return Self::compile(model, None, None);
        };
        // Segments are cheaper than steps, but come before qualification and cannot test segments.
        Self::compile(model, Some(condition), None)
            .or_else(|_| Self::compile(model, None, Some(condition)))
    }

    fn compile(
        model: &Model,
        segment: Option<&Value>,
        step: Option<&Value>,
    ) -> Result<Self, SampleError> {
        let document = model.document();
        let mut named = BTreeMap::new();
        for (at, (name, condition)) in (0_u32..).zip(document.segments.iter().flatten()) {
            named.insert(name.clone(), (json!(condition), Meaning::Own(at)));
        }
        let prefix = unused(named.keys());
        for (at, name) in (0_u32..).zip(document.attributes.keys()) {
            let is_known = json!({ "fact": format!("profile.{name}"), "known": true });
            let name = format!("{prefix}known {at}");
            named.insert(name, (is_known, Meaning::Known(at)));
        }
        let name = format!("{prefix}eligible");
        let mut path = format!("/segments/{name}");
        if let Some(condition) = segment {
            named.insert(name, (condition.clone(), Meaning::Eligible));
        }
        let meanings = named.values().map(|(_, meaning)| *meaning).collect();
        let segments = named
            .into_iter()
            .map(|(name, (condition, _))| (name, condition));
        let mut changed = json!(document);
        if let Some(changed) = changed.as_object_mut() {
            changed.remove("tests");
            changed.insert("segments".to_owned(), segments.collect());
            if let Some(condition) = step {
                changed.remove("channels");
                let step = json!({ "name": "eligible", "when": condition, "non_target": true });
                changed.insert("next_steps".to_owned(), json!([step]));
                "/next_steps/0/when".clone_into(&mut path);
            }
        }
        let compiled = Model::from_value(&changed);
        Ok(Self {
            model: compiled.map_err(|error| refused(error, &path))?,
            meanings,
            has_step: step.is_some(),
            has_condition: segment.is_some(),
        })
    }

    /// Whether tables must be scored with details.
    pub(crate) fn needs_details(&self) -> bool {
        self.has_step
    }

    /// What the probe says about a scored row.
    pub(crate) fn read(&self, row: &Row) -> Findings {
        let takes_step = || row.details.iter().any(|details| !details.steps.is_empty());
        let mut found = Findings {
            eligible: !self.has_condition && (!self.has_step || takes_step()),
            ..Findings::default()
        };
        for segment in &row.segments {
            match self.meanings.get(*segment as usize) {
                Some(Meaning::Own(at)) => found.segments.push(*at),
                Some(Meaning::Known(at)) => found.known.push(*at),
                Some(Meaning::Eligible) => found.eligible = true,
                None => {}
            }
        }
        found
    }
}

/// The start of names that no segment has.
fn unused<'n>(names: impl Iterator<Item = &'n String> + Clone) -> String {
    let mut prefix = "_".to_owned();
    while names.clone().any(|name| name.starts_with(&prefix)) {
        prefix.push('_');
    }
    prefix
}

/// The problems of the condition at `path`, with paths that begin in the condition.
fn refused(error: ModelError, path: &str) -> SampleError {
    let own = |mut problem: Problem| {
        if let Some(rest) = problem.path.strip_prefix(path) {
            problem.path = rest.to_owned();
        }
        problem
    };
    SampleError::Eligible {
        problems: error.problems.into_iter().map(own).collect(),
    }
}

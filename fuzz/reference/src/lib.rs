//! A second implementation of the scoring language, for one lead, written from the specification alone: slow, plain and
//! literal, so that the engine can be compared with it.
//!
//! It takes a model document that is valid (parsed JSON, no diagnostics) and asks the raw events every question anew.
//! All arithmetic is exact. Where the specification can be read in two ways, `READINGS.md` says which one is taken.
//!
//! One file stands for one part of the specification, in the order in which data flows.

pub mod number;

pub mod time;
pub mod written;
pub mod zone;

pub mod cell;
pub mod jcs;
pub mod text;

pub mod model;

pub mod document;
pub mod intake;
pub mod rows;

pub mod condition;
pub mod facts;
pub mod lead;
pub mod sections;

pub mod decay;
pub mod purchases;
pub mod seasons;
pub mod switches;

pub mod completeness;
pub mod criteria;
pub mod fit;

pub mod engagement;

pub mod cycle;
pub mod length;
pub mod readiness;

pub mod interests;

pub mod channels;
pub mod steps;

pub mod assessment;
pub mod explanation;

pub mod change;

pub mod tables;
pub mod tests_of_models;

use serde_json::Value;

pub use assessment::Answer;
pub use decay::decay_factor;
pub use tables::{Known, TableLead};
pub use time::Fault;

/// A model, ready to be asked.
#[derive(Debug)]
pub struct Reference(model::Model);

impl Reference {
    /// Takes a valid model document.
    pub fn new(model: &Value) -> Reference {
        Reference(model::Model::new(model))
    }

    /// Everything that the model says of a lead at an instant.
    ///
    /// # Panics
    ///
    /// If `as_of` is no instant; no profile and no event can make it panic.
    pub fn assess(&self, profile: &Value, events: &[Value], as_of: &str) -> Answer {
        assessment::assess(&self.0, profile, events, self.instant(as_of))
    }

    /// The same of a profile and a list of events as JSON text, in which ids keep all their digits.
    ///
    /// # Errors
    ///
    /// If one of them is no JSON of that shape.
    ///
    /// # Panics
    ///
    /// If `as_of` is no instant.
    pub fn assess_text(
        &self,
        profile: &str,
        events: &str,
        as_of: &str,
    ) -> Result<Answer, serde_json::Error> {
        let (profile, events) = (document::read_row(profile)?, document::read_rows(events)?);
        Ok(self.assess(&profile, &events, as_of))
    }

    /// The leads of a table of profiles and one of events: which row and which events count (section 10).
    ///
    /// # Panics
    ///
    /// If `as_of` is no instant.
    pub fn table(
        &self,
        profiles: &[Value],
        events: &[Value],
        as_of: &str,
        known: Known,
    ) -> Vec<TableLead> {
        tables::leads(&self.0, (profiles, events), self.instant(as_of), known)
    }

    /// The name of each test of the model, and whether it passes.
    ///
    /// # Panics
    ///
    /// If the `as_of` of one is no instant.
    pub fn run_tests(&self) -> Vec<(String, bool)> {
        tests_of_models::run(&self.0)
    }

    /// The first later day within the horizon on which a label differs: `{day, changes: [{label, from, to}]}` or null.
    ///
    /// # Panics
    ///
    /// If `as_of` is no instant.
    pub fn next_change(
        &self,
        profile: &Value,
        events: &[Value],
        as_of: &str,
        horizon_days: u32,
    ) -> Value {
        change::next_change(&self.0, profile, events, self.instant(as_of), horizon_days)
    }

    /// The days on which labels (or numbers) changed: `{day, assessment}` each. `from` and `to` are dates, or instants
    /// whose day counts.
    ///
    /// # Panics
    ///
    /// If `from` or `to` is neither.
    pub fn timeline(
        &self,
        profile: &Value,
        events: &[Value],
        (from, to): (&str, &str),
        with_numbers: bool,
    ) -> Vec<Value> {
        let day = |text: &str| {
            self.0
                .zone
                .date(text)
                .unwrap_or_else(|fault| panic!("`{text}` is no day: {fault:?}"))
        };
        let days = (day(from), day(to));
        change::timeline(&self.0, profile, events, days, with_numbers)
    }

    /// What changes a label, of an assessment: see section 8.
    pub fn labels(assessment: &Value) -> Value {
        Value::Object(change::labels(assessment))
    }

    fn instant(&self, as_of: &str) -> time::Instant {
        self.0
            .zone
            .as_of(as_of)
            .unwrap_or_else(|fault| panic!("`{as_of}` is no instant: {fault:?}"))
    }
}

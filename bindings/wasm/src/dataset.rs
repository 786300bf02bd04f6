//! Data sets in the module's memory, and their scores.

use leadgrade::tables::{Dataset, Sheet};
use leadgrade::wire::{self, Scorecard};
use wasm_bindgen::prelude::*;

use crate::model::NativeModel;
use crate::{numbers, thrown};

/// Profiles and events, as they were loaded.
#[wasm_bindgen]
#[derive(Debug, Default)]
pub struct NativeDataset(Dataset);

fn sheet(text: &str, by_column: bool, exact: bool, coerce: bool) -> Result<Sheet, JsError> {
    let read = if by_column { wire::columns } else { wire::rows };
    read(text, numbers(exact), coerce).map_err(thrown)
}

#[wasm_bindgen]
impl NativeDataset {
    /// A data set without rows.
    #[wasm_bindgen(constructor)]
    pub fn new() -> NativeDataset {
        Self::default()
    }

    /// Adds rows of profiles.
    ///
    /// # Errors
    /// All problems of the text; then no row is added.
    #[wasm_bindgen(js_name = addProfiles)]
    pub fn add_profiles(
        &mut self,
        text: &str,
        by_column: bool,
        exact: bool,
        coerce: bool,
    ) -> Result<(), JsError> {
        let added = self.0.add_profiles(sheet(text, by_column, exact, coerce)?);
        added.map_err(|error| thrown(wire::tables_refusal(&error)))
    }

    /// Adds rows of events.
    ///
    /// # Errors
    /// All problems of the text; then no row is added.
    #[wasm_bindgen(js_name = addEvents)]
    pub fn add_events(
        &mut self,
        text: &str,
        by_column: bool,
        exact: bool,
        coerce: bool,
    ) -> Result<(), JsError> {
        let added = self.0.add_events(sheet(text, by_column, exact, coerce)?);
        added.map_err(|error| thrown(wire::tables_refusal(&error)))
    }

    /// The number of rows of profiles.
    #[wasm_bindgen(getter)]
    pub fn profiles(&self) -> usize {
        self.0.rows().0
    }

    /// The number of rows of events.
    #[wasm_bindgen(getter)]
    pub fn events(&self) -> usize {
        self.0.rows().1
    }

    /// Scores all leads.
    ///
    /// # Errors
    /// All problems of the request.
    pub fn assess(
        &mut self,
        model: &NativeModel,
        request: &str,
    ) -> Result<NativeScorecard, JsError> {
        let scorecard = Scorecard::new(&mut self.0, &model.0, request);
        scorecard.map(NativeScorecard).map_err(thrown)
    }

    /// One lead as JSON text, in the form of a request.
    ///
    /// # Errors
    /// All problems of the request.
    pub fn lead(&mut self, model: &NativeModel, request: &str) -> Result<String, JsError> {
        wire::lead_of_tables(&mut self.0, &model.0, request).map_err(thrown)
    }
}

/// The leads of a data set, scored by a model.
#[wasm_bindgen]
#[derive(Debug)]
pub struct NativeScorecard(Scorecard);

#[wasm_bindgen]
impl NativeScorecard {
    /// The number of leads by stage, grade and rank, as JSON text.
    pub fn grid(&self) -> String {
        self.0.grid()
    }

    /// Rejects, hints and counts, as JSON text.
    pub fn report(&self) -> String {
        self.0.report()
    }

    /// The leads that moved since an earlier scorecard.
    pub fn moves(&self, before: &NativeScorecard) -> String {
        self.0.moves(&before.0)
    }

    /// Leads by priority.
    ///
    /// # Errors
    /// All problems of the request.
    pub fn leads(&self, request: &str) -> Result<String, JsError> {
        self.0.leads(request, None).map_err(thrown)
    }

    /// The leads that moved since an earlier scorecard, by priority.
    ///
    /// # Errors
    /// All problems of the request.
    #[wasm_bindgen(js_name = leadsMoved)]
    pub fn leads_moved(&self, request: &str, before: &NativeScorecard) -> Result<String, JsError> {
        self.0.leads(request, Some(&before.0)).map_err(thrown)
    }
}

/// Line and column of each JSON Pointer into the text of a model: `[[line, column], ..]`.
///
/// # Errors
/// If `pointers` is not a JSON list of texts.
#[wasm_bindgen]
pub fn places(text: &str, toml: bool, pointers: &str) -> Result<String, JsError> {
    let pointers: Vec<String> = serde_json::from_str(pointers)?;
    let pointers: Vec<&str> = pointers.iter().map(String::as_str).collect();
    let places = wire::places(text, crate::format(toml), &pointers);
    Ok(serde_json::to_string(&places)?)
}

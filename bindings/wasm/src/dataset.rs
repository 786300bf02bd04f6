//! Tables that stay in the module's memory, and what models say of them.

use leadgrade::tables::{Dataset, Sheet};
use leadgrade::wire::{self, Graded};
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
    /// No rows.
    #[wasm_bindgen(constructor)]
    pub fn new() -> NativeDataset {
        Self::default()
    }

    /// Adds rows of profiles.
    ///
    /// # Errors
    /// The refusal with everything that is wrong; nothing is added then.
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
    /// The refusal with everything that is wrong; nothing is added then.
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

    /// Rows of profiles.
    #[wasm_bindgen(getter)]
    pub fn profiles(&self) -> usize {
        self.0.rows().0
    }

    /// Rows of events.
    #[wasm_bindgen(getter)]
    pub fn events(&self) -> usize {
        self.0.rows().1
    }

    /// Grades all leads.
    ///
    /// # Errors
    /// The refusal with everything that is wrong.
    pub fn assess(&mut self, model: &NativeModel, request: &str) -> Result<NativeGraded, JsError> {
        let graded = Graded::of(&mut self.0, &model.0, request);
        graded.map(NativeGraded).map_err(thrown)
    }

    /// One lead, as a part of a request.
    ///
    /// # Errors
    /// The refusal with everything that is wrong.
    pub fn lead(&mut self, model: &NativeModel, request: &str) -> Result<String, JsError> {
        wire::lead_of_tables(&mut self.0, &model.0, request).map_err(thrown)
    }
}

/// All leads, as a model grades them.
#[wasm_bindgen]
#[derive(Debug)]
pub struct NativeGraded(Graded);

#[wasm_bindgen]
impl NativeGraded {
    /// How many leads stand where.
    pub fn grid(&self) -> String {
        self.0.grid()
    }

    /// What was noticed.
    pub fn report(&self) -> String {
        self.0.report()
    }

    /// Who stands elsewhere than before.
    pub fn moves(&self, before: &NativeGraded) -> String {
        self.0.moves(&before.0)
    }

    /// Some leads.
    ///
    /// # Errors
    /// The refusal with everything that is wrong.
    pub fn leads(&self, request: &str) -> Result<String, JsError> {
        self.0.leads(request, None).map_err(thrown)
    }

    /// Some of the leads that stand elsewhere than before.
    ///
    /// # Errors
    /// The refusal with everything that is wrong.
    #[wasm_bindgen(js_name = leadsMoved)]
    pub fn leads_moved(&self, request: &str, before: &NativeGraded) -> Result<String, JsError> {
        self.0.leads(request, Some(&before.0)).map_err(thrown)
    }
}

/// Where pointers into the text of a model are: `[[line, column], ..]`.
///
/// # Errors
/// None but of pointers that are no list of texts.
#[wasm_bindgen]
pub fn places(text: &str, toml: bool, pointers: &str) -> Result<String, JsError> {
    let pointers: Vec<String> = serde_json::from_str(pointers)?;
    let pointers: Vec<&str> = pointers.iter().map(String::as_str).collect();
    let places = wire::places(text, crate::format(toml), &pointers);
    Ok(serde_json::to_string(&places)?)
}

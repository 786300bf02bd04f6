//! Histories.

use leadgrade::{History, HistoryError, wire};
use wasm_bindgen::prelude::*;

use crate::model::NativeModel;
use crate::{numbers, thrown};

/// A summary of a lead's events.
#[wasm_bindgen]
#[derive(Debug, Default)]
pub struct NativeHistory(pub(crate) History);

fn history_error(error: HistoryError) -> JsError {
    thrown(wire::refusal(&[error.problem("")]))
}

#[wasm_bindgen]
impl NativeHistory {
    /// Creates an empty history.
    #[wasm_bindgen(constructor)]
    pub fn new() -> NativeHistory {
        Self::default()
    }

    /// Restores a history from bytes.
    ///
    /// # Errors
    /// If the bytes are damaged or not a history.
    #[wasm_bindgen(js_name = fromBytes)]
    pub fn from_bytes(bytes: &[u8]) -> Result<NativeHistory, JsError> {
        History::from_bytes(bytes).map(Self).map_err(history_error)
    }

    /// Restores a history from JSON text.
    ///
    /// # Errors
    /// If the text is damaged or not a history.
    #[wasm_bindgen(js_name = fromJson)]
    pub fn from_json(text: &str) -> Result<NativeHistory, JsError> {
        History::from_json(text).map(Self).map_err(history_error)
    }

    /// Adds an event, given as JSON text, and returns what happened to it.
    ///
    /// # Errors
    /// All problems of the event, or of the model.
    pub fn observe(
        &mut self,
        model: &NativeModel,
        event: &str,
        exact: bool,
    ) -> Result<String, JsError> {
        wire::observe(&mut self.0, &model.0, event, numbers(exact)).map_err(thrown)
    }

    /// Adds a list of events, given as JSON text, and returns a report.
    ///
    /// # Errors
    /// All problems of the list, or of the model.
    #[wasm_bindgen(js_name = observeAll)]
    pub fn observe_all(
        &mut self,
        model: &NativeModel,
        events: &str,
        exact: bool,
    ) -> Result<String, JsError> {
        wire::observe_all(&mut self.0, &model.0, events, numbers(exact)).map_err(thrown)
    }

    /// Drops the ids of events before a day and returns `info`.
    ///
    /// # Errors
    /// If `day` is not a date, or the model reads events differently.
    #[wasm_bindgen(js_name = forgetIdsBefore)]
    pub fn forget_ids_before(&mut self, model: &NativeModel, day: &str) -> Result<String, JsError> {
        wire::forget_ids_before(&mut self.0, &model.0, day).map_err(thrown)
    }

    /// Adds the events of another history.
    ///
    /// # Errors
    /// If the model of the other history reads events differently.
    pub fn merge(&mut self, other: &NativeHistory) -> Result<(), JsError> {
        self.0.merge(&other.0).map_err(history_error)
    }

    /// Merges this history with itself, which `merge` cannot: wasm-bindgen borrows an object only once.
    ///
    /// # Errors
    /// See `merge`.
    #[wasm_bindgen(js_name = mergeSelf)]
    pub fn merge_self(&mut self) -> Result<(), JsError> {
        let other = self.0.clone();
        self.0.merge(&other).map_err(history_error)
    }

    /// Whether both contain the same events.
    pub fn equals(&self, other: &NativeHistory) -> bool {
        self.0 == other.0
    }

    /// What it contains in numbers, as JSON text.
    pub fn info(&self) -> String {
        wire::history_info(&self.0)
    }

    /// The history as bytes to store.
    #[wasm_bindgen(js_name = toBytes)]
    pub fn to_bytes(&self) -> Vec<u8> {
        self.0.to_bytes()
    }

    /// The history as JSON text to store.
    #[wasm_bindgen(js_name = toJson)]
    pub fn to_json(&self) -> String {
        self.0.to_json()
    }
}

//! Histories.

use leadgrade::{History, HistoryError, wire};
use wasm_bindgen::prelude::*;

use crate::model::NativeModel;
use crate::{numbers, thrown};

/// What a lead's events say, without the events.
#[wasm_bindgen]
#[derive(Debug, Default)]
pub struct NativeHistory(pub(crate) History);

fn refused(error: HistoryError) -> JsError {
    thrown(wire::refusal(&[error.problem("")]))
}

#[wasm_bindgen]
impl NativeHistory {
    /// The empty history.
    #[wasm_bindgen(constructor)]
    pub fn new() -> NativeHistory {
        Self::default()
    }

    /// A stored history.
    ///
    /// # Errors
    /// The refusal of bytes that are no history.
    #[wasm_bindgen(js_name = fromBytes)]
    pub fn from_bytes(bytes: &[u8]) -> Result<NativeHistory, JsError> {
        History::from_bytes(bytes).map(Self).map_err(refused)
    }

    /// A history that was stored as JSON text.
    ///
    /// # Errors
    /// The refusal of a text that is no history.
    #[wasm_bindgen(js_name = fromJson)]
    pub fn from_json(text: &str) -> Result<NativeHistory, JsError> {
        History::from_json(text).map(Self).map_err(refused)
    }

    /// Adds the event of a JSON text.
    ///
    /// # Errors
    /// The refusal with everything that is wrong.
    pub fn observe(
        &mut self,
        model: &NativeModel,
        event: &str,
        exact: bool,
    ) -> Result<String, JsError> {
        wire::observe(&mut self.0, &model.0, event, numbers(exact)).map_err(thrown)
    }

    /// Adds the events of a JSON text.
    ///
    /// # Errors
    /// The refusal with everything that is wrong.
    #[wasm_bindgen(js_name = observeAll)]
    pub fn observe_all(
        &mut self,
        model: &NativeModel,
        events: &str,
        exact: bool,
    ) -> Result<String, JsError> {
        wire::observe_all(&mut self.0, &model.0, events, numbers(exact)).map_err(thrown)
    }

    /// Forgets the ids of events before a day.
    ///
    /// # Errors
    /// The refusal with everything that is wrong.
    #[wasm_bindgen(js_name = forgetIdsBefore)]
    pub fn forget_ids_before(&mut self, model: &NativeModel, day: &str) -> Result<String, JsError> {
        wire::forget_ids_before(&mut self.0, &model.0, day).map_err(thrown)
    }

    /// Joins another history.
    ///
    /// # Errors
    /// The refusal of a history of another intake.
    pub fn merge(&mut self, other: &NativeHistory) -> Result<(), JsError> {
        self.0.merge(&other.0).map_err(refused)
    }

    /// Joins this history to itself: the border lends a history once only.
    ///
    /// # Errors
    /// As of `merge`.
    #[wasm_bindgen(js_name = mergeSelf)]
    pub fn merge_self(&mut self) -> Result<(), JsError> {
        let other = self.0.clone();
        self.0.merge(&other).map_err(refused)
    }

    /// Whether both hold the same events.
    pub fn equals(&self, other: &NativeHistory) -> bool {
        self.0 == other.0
    }

    /// What it holds, in numbers.
    pub fn info(&self) -> String {
        wire::history_info(&self.0)
    }

    /// The form to store.
    #[wasm_bindgen(js_name = toBytes)]
    pub fn to_bytes(&self) -> Vec<u8> {
        self.0.to_bytes()
    }

    /// The same as JSON text.
    #[wasm_bindgen(js_name = toJson)]
    pub fn to_json(&self) -> String {
        self.0.to_json()
    }
}

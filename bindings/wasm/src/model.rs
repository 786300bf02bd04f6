//! Compiled models.

use leadgrade::wire::{self, Call};
use wasm_bindgen::prelude::*;

use crate::history::NativeHistory;
use crate::{numbers, thrown};

/// A compiled model.
#[wasm_bindgen]
#[derive(Debug)]
pub struct NativeModel(pub(crate) leadgrade::Model);

#[wasm_bindgen]
impl NativeModel {
    /// Compiles the text of a model, TOML or JSON.
    ///
    /// # Errors
    /// All problems of the model.
    #[wasm_bindgen(constructor)]
    pub fn new(text: &str, toml: bool) -> Result<NativeModel, JsError> {
        wire::compile(text, crate::format(toml))
            .map(Self)
            .map_err(thrown)
    }

    /// Runs an operation and returns its answer as canonical JSON text.
    ///
    /// # Errors
    /// All problems of the request.
    pub fn call(&self, operation: &str, request: &str, exact: bool) -> Result<String, JsError> {
        self.answer(operation, &[&self.0], None, request, exact)
    }

    /// Like `call`, for an operation that takes another model.
    ///
    /// # Errors
    /// All problems of the request.
    #[wasm_bindgen(js_name = callWith)]
    pub fn call_with(
        &self,
        operation: &str,
        other: &NativeModel,
        request: &str,
        exact: bool,
    ) -> Result<String, JsError> {
        self.answer(operation, &[&self.0, &other.0], None, request, exact)
    }

    /// Like `call`, with a history as the `events` of the request.
    ///
    /// # Errors
    /// All problems of the request.
    #[wasm_bindgen(js_name = callHistory)]
    pub fn call_history(
        &self,
        operation: &str,
        history: &NativeHistory,
        request: &str,
        exact: bool,
    ) -> Result<String, JsError> {
        self.answer(operation, &[&self.0], Some(history), request, exact)
    }

    /// Like `call`, with a history and another model.
    ///
    /// # Errors
    /// All problems of the request.
    #[wasm_bindgen(js_name = callHistoryWith)]
    pub fn call_history_with(
        &self,
        operation: &str,
        history: &NativeHistory,
        other: &NativeModel,
        request: &str,
        exact: bool,
    ) -> Result<String, JsError> {
        let models = [&self.0, &other.0];
        self.answer(operation, &models, Some(history), request, exact)
    }
}

impl NativeModel {
    fn answer(
        &self,
        operation: &str,
        models: &[&leadgrade::Model],
        history: Option<&NativeHistory>,
        request: &str,
        exact: bool,
    ) -> Result<String, JsError> {
        let call = Call {
            history: history.map(|history| &history.0),
            numbers: numbers(exact),
            ..Call::new(operation, models)
        };
        call.answer(request).map_err(thrown)
    }
}

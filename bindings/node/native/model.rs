//! Compiled models and their operations.

use leadgrade::Model;
use leadgrade::wire::json::Numbers;
use leadgrade::wire::{self, Call, Format, PackedCall};
use napi::bindgen_prelude::{ObjectFinalize, Utf16String};
use napi::{Env, JsString, Result};
use napi_derive::napi;

use crate::external_memory::ExternalMemory;
use crate::history::NativeHistory;
use crate::text::{Text, js_string, read};
use crate::{guarded, thrown};

/// A compiled model.
#[napi(custom_finalize)]
pub struct NativeModel(pub(crate) Model, ExternalMemory);

impl ObjectFinalize for NativeModel {
    fn finalize(self, env: Env) -> Result<()> {
        self.1.release(env);
        Ok(())
    }
}

/// A compiled model that takes packed requests and returns packed answers.
#[napi]
pub struct NativePackedCall(PackedCall);

/// A `Float64Array`, written in place.
type Doubles<'n> = &'n mut [f64];

/// How numbers in JSON text are read.
pub(crate) fn numbers(exact: bool) -> Numbers {
    if exact {
        Numbers::Exact
    } else {
        Numbers::Nearest
    }
}

/// Compiles a model from TOML, or from JSON if `toml` is false.
#[napi]
pub fn compile(env: Env, text: Text<'_>, toml: bool) -> Result<NativeModel> {
    let format = if toml { Format::Toml } else { Format::Json };
    let text = read(&text)?;
    let model = guarded(|| thrown(wire::compile(&text, format)))?;
    Ok(NativeModel(model, ExternalMemory::model(env, text.len())))
}

#[napi]
impl NativeModel {
    /// Runs an operation and returns its answer as canonical JSON text.
    #[napi]
    pub fn call<'env>(
        &self,
        env: &'env Env,
        operation: String,
        other: Option<&NativeModel>,
        history: Option<&NativeHistory>,
        request: Text<'_>,
        exact: bool,
    ) -> Result<JsString<'env>> {
        let others = other.map(|other| &other.0);
        let models: Vec<&Model> = [&self.0].into_iter().chain(others).collect();
        let call = Call {
            operation: &operation,
            models: &models,
            history: history.map(|history| &history.0),
            numbers: numbers(exact),
        };
        let request = read(&request)?;
        js_string(env, &guarded(|| thrown(call.answer(&request)))?)
    }

    /// Creates the packed calls of this model.
    #[napi]
    pub fn packed_call(&self) -> NativePackedCall {
        NativePackedCall(PackedCall::new(&self.0))
    }
}

#[napi]
impl NativePackedCall {
    /// The text table: requests and answers contain these texts by their positions.
    #[napi]
    pub fn texts(&self) -> Vec<&str> {
        self.0.texts().collect()
    }

    /// Calls `assess`. Overwrites the numbers of the request with those of the answer, and returns
    /// the other texts of the answer, joined; null if the request or the answer cannot be packed.
    #[napi]
    pub fn assess<'env>(
        &self,
        env: &'env Env,
        numbers: Doubles<'_>,
        text: Utf16String,
    ) -> Result<Option<JsString<'env>>> {
        let texts = guarded(|| thrown(self.0.assess(numbers, &text)))?;
        texts.map(|texts| js_string(env, &texts)).transpose()
    }
}

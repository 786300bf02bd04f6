//! Models: compile, call.

use leadgrade::Model;
use leadgrade::wire::json::Numbers;
use leadgrade::wire::{self, Call, Format, PackedCall};
use napi::bindgen_prelude::{ObjectFinalize, Utf16String};
use napi::{Env, JsString, Result};
use napi_derive::napi;

use crate::history::NativeHistory;
use crate::outside::Outside;
use crate::text::{Text, read, written};
use crate::{guarded, thrown};

/// A compiled model.
#[napi(custom_finalize)]
pub struct NativeModel(pub(crate) Model, Outside);

impl ObjectFinalize for NativeModel {
    fn finalize(self, env: Env) -> Result<()> {
        self.1.freed(env);
        Ok(())
    }
}

/// A compiled model with packed requests and answers.
#[napi]
pub struct NativePackedCall(PackedCall);

/// Numbers of the other language, where they stand.
type Doubles<'n> = &'n mut [f64];

/// What the numbers of a text stand for.
pub(crate) fn numbers(exact: bool) -> Numbers {
    if exact {
        Numbers::Exact
    } else {
        Numbers::Nearest
    }
}

/// Compiles a model; `toml` or JSON.
#[napi]
pub fn compile(env: Env, text: Text<'_>, toml: bool) -> Result<NativeModel> {
    let format = if toml { Format::Toml } else { Format::Json };
    let text = read(&text)?;
    let model = guarded(|| thrown(wire::compile(&text, format)))?;
    Ok(NativeModel(model, Outside::model(env, text.len())))
}

#[napi]
impl NativeModel {
    /// Calls an operation; its answer as canonical JSON text.
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
        written(env, &guarded(|| thrown(call.answer(&request)))?)
    }

    /// Packed calls of this model.
    #[napi]
    pub fn packed_call(&self) -> NativePackedCall {
        NativePackedCall(PackedCall::new(&self.0))
    }
}

#[napi]
impl NativePackedCall {
    /// The text table.
    #[napi]
    pub fn texts(&self) -> Vec<&str> {
        self.0.texts().collect()
    }

    /// Calls `assess`. Overwrites the numbers of the request with those of the answer, and returns
    /// the text beside them; null if the request or the answer cannot be packed.
    #[napi]
    pub fn assess<'env>(
        &self,
        env: &'env Env,
        numbers: Doubles<'_>,
        text: Utf16String,
    ) -> Result<Option<JsString<'env>>> {
        let said = guarded(|| thrown(self.0.assess(numbers, &text)))?;
        said.map(|said| written(env, &said)).transpose()
    }
}

//! Models: compile, call.

use leadgrade::Model;
use leadgrade::wire::raw::Numbers;
use leadgrade::wire::{self, Call, Format};
use napi::{Env, JsString, Result};
use napi_derive::napi;

use crate::history::NativeHistory;
use crate::text::{Text, read, written};
use crate::thrown;

/// A compiled model.
#[napi]
pub struct NativeModel(pub(crate) Model);

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
pub fn compile(text: Text<'_>, toml: bool) -> Result<NativeModel> {
    let format = if toml { Format::Toml } else { Format::Json };
    thrown(wire::compile(&read(&text)?, format)).map(NativeModel)
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
        written(env, &thrown(call.answer(&read(&request)?))?)
    }
}

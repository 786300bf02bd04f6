//! Models: compile, call.

use leadgrade::Model;
use leadgrade::wire::{self, Call, Format};
use pyo3::prelude::*;

use crate::history::NativeHistory;
use crate::{json, raised};

/// A compiled model.
#[pyclass(frozen, module = "leadgrade._native")]
pub(crate) struct NativeModel(pub(crate) Model);

#[pymethods]
impl NativeModel {
    /// Compiles the text of a model, TOML or JSON, or a dict.
    #[staticmethod]
    fn compile(
        text: &Bound<'_, PyAny>,
        toml: bool,
        plain: &Bound<'_, PyAny>,
    ) -> PyResult<NativeModel> {
        let (text, _) = json::text(text, plain)?;
        let format = if toml { Format::Toml } else { Format::Json };
        raised(wire::compile(&text, format)).map(NativeModel)
    }

    /// Calls an operation; its answer as canonical JSON text.
    fn call(
        &self,
        operation: &str,
        other: Option<&NativeModel>,
        history: Option<&NativeHistory>,
        request: &Bound<'_, PyAny>,
        plain: &Bound<'_, PyAny>,
    ) -> PyResult<String> {
        let others = other.map(|other| &other.0);
        let models: Vec<&Model> = [&self.0].into_iter().chain(others).collect();
        let (text, numbers) = json::text(request, plain)?;
        let call = Call {
            operation,
            models: &models,
            history: history.map(|history| &history.0),
            numbers,
        };
        raised(call.answer(&text))
    }
}

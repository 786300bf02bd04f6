//! Models: compile, call.

use leadgrade::wire::{self, Call, Format, raw::Numbers};
use pyo3::prelude::*;

use crate::error::{About, raised};
use crate::history::History;
use crate::lead;
use crate::text::read;

/// A compiled model.
#[pyclass(frozen, module = "leadgrade._native")]
pub(crate) struct Model(pub(crate) leadgrade::Model);

#[pymethods]
impl Model {
    /// Compiles a model that is TOML, or one that is JSON or an object.
    #[new]
    #[pyo3(signature = (document, *, toml))]
    fn new(document: &Bound<'_, PyAny>, toml: bool) -> PyResult<Self> {
        let (py, text) = (document.py(), read(document, About::Model)?);
        let format = if toml { Format::Toml } else { Format::Json };
        let compiled = py.detach(|| wire::compile(text.as_str(), format));
        compiled
            .map(Self)
            .map_err(|refusal| raised(py, About::Model, &refusal))
    }

    /// Calls an operation; its answer as canonical JSON text.
    #[pyo3(signature = (operation, request, history=None, other=None))]
    fn call(
        &self,
        operation: &str,
        request: &Bound<'_, PyAny>,
        history: Option<&History>,
        other: Option<&Self>,
    ) -> PyResult<String> {
        let (one, two);
        let models: &[&leadgrade::Model] = match other {
            Some(other) => {
                two = [&self.0, &other.0];
                &two
            }
            None => {
                one = [&self.0];
                &one
            }
        };
        let mut call = Call {
            history: history.map(|history| &history.0),
            numbers: Numbers::Exact,
            ..Call::of(operation, models)
        };
        let answer = match lead::read(request)? {
            Some(lead) => call.answer_of(lead.profile, lead.events, &lead.rest),
            None => {
                let text = read(request, About::Request)?;
                call.numbers = text.numbers();
                call.answer(text.as_str())
            }
        };
        answer.map_err(|refusal| raised(request.py(), About::Request, &refusal))
    }
}

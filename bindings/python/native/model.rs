//! Compiled models and their operations.

use leadgrade::arrow::AsOf;
use leadgrade::wire::{self, Call, Format, json::Numbers};
use pyo3::prelude::*;
use pyo3::types::PyDict;

use crate::answer::Answer;
use crate::error::{About, core_error, guarded, internal_error};
use crate::history::History;
use crate::lead::{self, Lead};
use crate::text::{Text, is_text, read};

/// A compiled model.
#[pyclass(frozen, module = "leadgrade._native")]
pub(crate) struct Model(pub(crate) leadgrade::Model);

#[pymethods]
impl Model {
    /// Compiles a model from TOML text, or if `toml` is false from JSON text or an object.
    #[new]
    #[pyo3(signature = (document, *, toml))]
    fn new(document: &Bound<'_, PyAny>, toml: bool) -> PyResult<Self> {
        let (py, text) = (document.py(), read(document, About::Model)?);
        let format = if toml { Format::Toml } else { Format::Json };
        guarded(py, About::Model, || {
            let compiled = py.detach(|| wire::compile(text.as_str(), format));
            compiled
                .map(Self)
                .map_err(|error| core_error(py, About::Model, &error))
        })
    }

    /// Runs an operation and returns its answer as canonical JSON text.
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
        let py = request.py();
        let lead = match is_text(request) {
            true => None,
            false => lead::read(request)?,
        };
        let text = match &lead {
            Some(_) => None,
            None => Some(read(request, About::Request)?),
        };
        guarded(py, About::Request, || {
            let answer = with_history(history, |history| {
                let call = |numbers| Call {
                    history,
                    numbers,
                    ..Call::new(operation, models)
                };
                match (lead, &text) {
                    (Some(lead), _) => {
                        call(Numbers::Exact).answer_with(lead.profile, lead.events, &lead.rest)
                    }
                    (None, Some(text)) => call(text.numbers()).answer(text.as_str()),
                    (None, None) => call(Numbers::Exact).answer(""),
                }
            });
            answer.map_err(|error| core_error(py, About::Request, &error))
        })
    }

    /// Runs `assess` or `explain` and returns an answer whose parts are read on use.
    #[pyo3(signature = (operation, request, history=None))]
    fn find(
        &self,
        operation: &str,
        request: &Bound<'_, PyAny>,
        history: Option<&History>,
    ) -> PyResult<Answer> {
        let py = request.py();
        let (lead, text) = match lead::read(request)? {
            Some(lead) => (lead, None),
            // The core reports what is wrong.
            None => (Lead::default(), Some(read(request, About::Request)?)),
        };
        let models = [&self.0];
        guarded(py, About::Request, || {
            let found = with_history(history, |history| {
                let call = Call {
                    history,
                    numbers: text.as_ref().map_or(Numbers::Exact, Text::numbers),
                    ..Call::new(operation, &models)
                };
                let rest = text.as_ref().map_or(&*lead.rest, Text::as_str);
                call.lead_answer(lead.profile, lead.events, rest)
            });
            let found = found.map_err(|error| core_error(py, About::Request, &error))?;
            Ok(Answer(found))
        })
    }

    /// Like `find`, for a lead in the form of table rows: with renamed columns, or texts to parse.
    fn call_rows(
        &self,
        operation: &str,
        profile: Option<&Bound<'_, PyAny>>,
        events: Option<&Bound<'_, PyAny>>,
        request: &Bound<'_, PyAny>,
    ) -> PyResult<Answer> {
        let py = request.py();
        let lead = PyDict::new(py);
        lead.set_item("profile", profile)?;
        lead.set_item("events", events)?;
        let raise = |error: String| core_error(py, About::Request, &error);
        let models = [&self.0];
        let call = Call::new(operation, &models);
        let Some(lead) = lead::read(&lead)? else {
            // The core reports what is wrong.
            let found = call.lead_answer(None, None, read(&lead, About::Request)?.as_str());
            return found.map(Answer).map_err(raise);
        };
        let request = read(request, About::Request)?;
        guarded(py, About::Request, || {
            let request = wire::table_request(request.as_str(), &self.0, None).map_err(raise)?;
            let (profile, events) = (
                lead.profile.unwrap_or_default(),
                lead.events.unwrap_or_default(),
            );
            let rows = self.0.lead_of_rows(&request, profile, events);
            let (profile, events) = rows.map_err(|error| raise(wire::table_refusal(&error, "")))?;
            let AsOf::One(as_of) = request.as_of else {
                return Err(internal_error(py, About::Request));
            };
            let request = format!("{{\"as_of\":\"{as_of}\"}}");
            let found = call.lead_answer(Some(profile), Some(events), &request);
            found.map(Answer).map_err(raise)
        })
    }
}

/// Calls a function with the locked history, if there is one.
fn with_history<T>(
    history: Option<&History>,
    work: impl FnOnce(Option<&leadgrade::History>) -> T,
) -> T {
    match history {
        Some(history) => history.with(|history| work(Some(history))),
        None => work(None),
    }
}

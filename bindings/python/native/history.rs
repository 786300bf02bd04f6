//! Histories.

use leadgrade::wire;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyString};

use crate::error::{About, raised};
use crate::model::Model;
use crate::text::read;

/// What a lead's events say.
#[pyclass(module = "leadgrade._native")]
pub(crate) struct History(pub(crate) leadgrade::History);

fn answered(py: Python<'_>, answer: Result<String, String>) -> PyResult<String> {
    answer.map_err(|refusal| raised(py, About::History, &refusal))
}

fn usable<T>(py: Python<'_>, result: Result<T, leadgrade::HistoryError>) -> PyResult<T> {
    result.map_err(|error| raised(py, About::History, &wire::refusal(&[error.problem("")])))
}

#[pymethods]
impl History {
    /// The empty history.
    #[new]
    fn new() -> Self {
        Self(leadgrade::History::default())
    }

    /// The history that was stored as bytes.
    #[staticmethod]
    fn from_bytes(py: Python<'_>, stored: &[u8]) -> PyResult<Self> {
        usable(py, leadgrade::History::from_bytes(stored)).map(Self)
    }

    /// The history that was stored as JSON text.
    #[staticmethod]
    fn from_json(py: Python<'_>, stored: &str) -> PyResult<Self> {
        usable(py, leadgrade::History::from_json(stored)).map(Self)
    }

    /// Adds an event.
    fn observe(&mut self, model: &Model, event: &Bound<'_, PyAny>) -> PyResult<String> {
        let text = read(event, About::History)?;
        let seen = wire::observe(&mut self.0, &model.0, text.as_str(), text.numbers());
        answered(event.py(), seen)
    }

    /// Adds a list of events.
    fn observe_all(&mut self, model: &Model, events: &Bound<'_, PyAny>) -> PyResult<String> {
        let text = read(events, About::History)?;
        let report = wire::observe_all(&mut self.0, &model.0, text.as_str(), text.numbers());
        answered(events.py(), report)
    }

    /// Forgets the ids of events before a day.
    fn forget_ids_before(&mut self, model: &Model, day: &Bound<'_, PyAny>) -> PyResult<String> {
        let text = match day.cast::<PyString>() {
            Ok(day) => day.to_string_lossy().into_owned(),
            Err(_) => read(day, About::History)?
                .as_str()
                .trim_matches('"')
                .to_owned(),
        };
        let info = wire::forget_ids_before(&mut self.0, &model.0, &text);
        answered(day.py(), info)
    }

    /// Joins another history.
    fn merge(&mut self, py: Python<'_>, other: &Self) -> PyResult<()> {
        usable(py, self.0.merge(&other.0))
    }

    /// A copy that changes by itself.
    fn copy(&self) -> Self {
        Self(self.0.clone())
    }

    /// Whether both hold the same events.
    fn equals(&self, other: &Self) -> bool {
        self.0 == other.0
    }

    /// What it holds, as JSON text.
    fn info(&self) -> String {
        wire::history_info(&self.0)
    }

    /// The form to store.
    fn to_bytes<'py>(&self, py: Python<'py>) -> Bound<'py, PyBytes> {
        PyBytes::new(py, &self.0.to_bytes())
    }

    /// The same as JSON text.
    fn to_json(&self) -> String {
        self.0.to_json()
    }
}

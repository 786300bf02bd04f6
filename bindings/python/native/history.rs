//! Histories.

use leadgrade::{History, wire};
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyString};

use crate::model::NativeModel;
use crate::{Refused, json, raised};

/// What a lead's events say.
#[pyclass(module = "leadgrade._native")]
pub(crate) struct NativeHistory(pub(crate) History);

fn refused(error: &leadgrade::HistoryError) -> PyErr {
    Refused::new_err(wire::refusal(&[error.problem("")]))
}

#[pymethods]
impl NativeHistory {
    /// The history that was stored as JSON text or as bytes; the empty one without.
    #[staticmethod]
    fn read(stored: Option<&Bound<'_, PyAny>>) -> PyResult<NativeHistory> {
        let history = match stored {
            None => Ok(History::default()),
            Some(stored) => match stored.cast::<PyString>() {
                Ok(text) => History::from_json(text.to_str()?),
                Err(_) => History::from_bytes(stored.extract::<&[u8]>()?),
            },
        };
        history.map(NativeHistory).map_err(|error| refused(&error))
    }

    /// Adds an event; what became of it as JSON text.
    fn observe(
        &mut self,
        model: &NativeModel,
        event: &Bound<'_, PyAny>,
        plain: &Bound<'_, PyAny>,
    ) -> PyResult<String> {
        let (text, numbers) = json::text(event, plain)?;
        raised(wire::observe(&mut self.0, &model.0, &text, numbers))
    }

    /// Adds a list of events; what could not be used as JSON text.
    fn observe_all(
        &mut self,
        model: &NativeModel,
        events: &Bound<'_, PyAny>,
        plain: &Bound<'_, PyAny>,
    ) -> PyResult<String> {
        let (text, numbers) = json::text(events, plain)?;
        raised(wire::observe_all(&mut self.0, &model.0, &text, numbers))
    }

    /// Forgets the ids of events before a day.
    fn forget_ids_before(&mut self, model: &NativeModel, day: &str) -> PyResult<String> {
        raised(wire::forget_ids_before(&mut self.0, &model.0, day))
    }

    /// Joins another history.
    fn merge(&mut self, other: &NativeHistory) -> PyResult<()> {
        self.0.merge(&other.0).map_err(|error| refused(&error))
    }

    /// A copy that changes by itself.
    fn copy(&self) -> NativeHistory {
        NativeHistory(self.0.clone())
    }

    /// Whether both hold the same events.
    fn equals(&self, other: &NativeHistory) -> bool {
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

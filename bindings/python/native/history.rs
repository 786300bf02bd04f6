//! Histories.

use std::sync::{Mutex, PoisonError};

use leadgrade::wire;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyString};

use crate::error::{About, core_error, guarded, problem};
use crate::lead;
use crate::model::Model;
use crate::text::{is_text, read};

/// A summary of a lead's events.
///
/// The lock is held while the core works, never while Python code runs: converting an event
/// may call Python code, which may use this history or release the GIL.
#[pyclass(frozen, module = "leadgrade._native")]
pub(crate) struct History(Mutex<leadgrade::History>);

impl History {
    /// Calls the core with the history.
    pub(crate) fn with<T>(&self, work: impl FnOnce(&mut leadgrade::History) -> T) -> T {
        work(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn new_locked(history: leadgrade::History) -> Self {
        Self(Mutex::new(history))
    }
}

fn or_raise(py: Python<'_>, answer: Result<String, String>) -> PyResult<String> {
    answer.map_err(|error| core_error(py, About::History, &error))
}

fn or_history_error<T>(py: Python<'_>, result: Result<T, leadgrade::HistoryError>) -> PyResult<T> {
    result.map_err(|error| core_error(py, About::History, &wire::refusal(&[error.problem("")])))
}

#[pymethods]
impl History {
    /// Creates an empty history.
    #[new]
    fn new() -> Self {
        Self::new_locked(leadgrade::History::default())
    }

    /// Restores a history from bytes.
    #[staticmethod]
    fn from_bytes(py: Python<'_>, stored: &[u8]) -> PyResult<Self> {
        guarded(py, About::History, || {
            or_history_error(py, leadgrade::History::from_bytes(stored)).map(Self::new_locked)
        })
    }

    /// Restores a history from JSON text.
    #[staticmethod]
    fn from_json(stored: &Bound<'_, PyString>) -> PyResult<Self> {
        let (py, stored) = (stored.py(), stored.to_string_lossy());
        guarded(py, About::History, || {
            or_history_error(py, leadgrade::History::from_json(&stored)).map(Self::new_locked)
        })
    }

    /// Adds an event and returns what happened to it, as JSON text.
    fn observe(&self, model: &Model, event: &Bound<'_, PyAny>) -> PyResult<String> {
        let py = event.py();
        if is_text(event) {
            let text = read(event, About::History)?;
            return guarded(py, About::History, || {
                let numbers = text.numbers();
                let seen = self.with(|own| wire::observe(own, &model.0, text.as_str(), numbers));
                or_raise(py, seen)
            });
        }
        let event = lead::event(event)?;
        guarded(py, About::History, || {
            let seen = self.with(|own| wire::observe_event(own, &model.0, &event));
            or_raise(py, seen)
        })
    }

    /// Adds events and returns a report, as JSON text.
    fn observe_all(&self, model: &Model, events: &Bound<'_, PyAny>) -> PyResult<String> {
        let py = events.py();
        if is_text(events) {
            let text = read(events, About::History)?;
            return guarded(py, About::History, || {
                let numbers = text.numbers();
                let report =
                    self.with(|own| wire::observe_all(own, &model.0, text.as_str(), numbers));
                or_raise(py, report)
            });
        }
        let Some(events) = lead::events(events)? else {
            let found = format!("found a `{}`", events.get_type().name()?);
            let help = "a list of events, or another iterable of events";
            return Err(problem(
                py,
                About::History,
                ("wrong_type", "/events"),
                found,
                help,
            ));
        };
        guarded(py, About::History, || {
            let report = self.with(|own| wire::observe_events(own, &model.0, &events));
            or_raise(py, report)
        })
    }

    /// Drops the ids of events before a day and returns `info`.
    fn forget_ids_before(&self, model: &Model, day: &Bound<'_, PyAny>) -> PyResult<String> {
        let text = match day.cast::<PyString>() {
            Ok(day) => day.to_string_lossy().into_owned(),
            Err(_) => read(day, About::History)?
                .as_str()
                .trim_matches('"')
                .to_owned(),
        };
        let info = self.with(|own| wire::forget_ids_before(own, &model.0, &text));
        or_raise(day.py(), info)
    }

    /// Adds the events of another history.
    fn merge(&self, py: Python<'_>, other: &Self) -> PyResult<()> {
        guarded(py, About::History, || {
            let other = other.with(|other| other.clone());
            let merged = self.with(|own| own.merge(&other));
            or_history_error(py, merged)
        })
    }

    /// An independent copy.
    fn copy(&self) -> Self {
        Self::new_locked(self.with(|own| own.clone()))
    }

    /// Whether both contain the same events.
    fn equals(&self, other: &Self) -> bool {
        let other = other.with(|other| other.clone());
        self.with(|own| *own == other)
    }

    /// What it contains in numbers, as JSON text.
    fn info(&self) -> String {
        self.with(|own| wire::history_info(own))
    }

    /// The history as bytes to store.
    fn to_bytes<'py>(&self, py: Python<'py>) -> Bound<'py, PyBytes> {
        PyBytes::new(py, &self.with(|own| own.to_bytes()))
    }

    /// The history as JSON text to store.
    fn to_json(&self) -> String {
        self.with(|own| own.to_json())
    }
}

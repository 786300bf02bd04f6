//! Histories.

use std::sync::{Mutex, PoisonError};

use leadgrade::wire;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyString};

use crate::error::{About, guarded, problem, raised};
use crate::lead;
use crate::model::Model;
use crate::text::{is_text, read};

/// What a lead's events say.
///
/// The lock is held while the core works and never while Python does: reading an event
/// may run code of Python, which may ask this history, and release the GIL.
#[pyclass(frozen, module = "leadgrade._native")]
pub(crate) struct History(Mutex<leadgrade::History>);

impl History {
    /// Calls the core with what is held.
    pub(crate) fn with<T>(&self, work: impl FnOnce(&mut leadgrade::History) -> T) -> T {
        work(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn of(history: leadgrade::History) -> Self {
        Self(Mutex::new(history))
    }
}

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
        Self::of(leadgrade::History::default())
    }

    /// The history that was stored as bytes.
    #[staticmethod]
    fn from_bytes(py: Python<'_>, stored: &[u8]) -> PyResult<Self> {
        guarded(py, About::History, || {
            usable(py, leadgrade::History::from_bytes(stored)).map(Self::of)
        })
    }

    /// The history that was stored as JSON text.
    #[staticmethod]
    fn from_json(stored: &Bound<'_, PyString>) -> PyResult<Self> {
        let (py, stored) = (stored.py(), stored.to_string_lossy());
        guarded(py, About::History, || {
            usable(py, leadgrade::History::from_json(&stored)).map(Self::of)
        })
    }

    /// Adds an event.
    fn observe(&self, model: &Model, event: &Bound<'_, PyAny>) -> PyResult<String> {
        let py = event.py();
        if is_text(event) {
            let text = read(event, About::History)?;
            return guarded(py, About::History, || {
                let numbers = text.numbers();
                let seen = self.with(|own| wire::observe(own, &model.0, text.as_str(), numbers));
                answered(py, seen)
            });
        }
        let event = lead::event(event)?;
        guarded(py, About::History, || {
            let seen = self.with(|own| wire::observe_event(own, &model.0, &event));
            answered(py, seen)
        })
    }

    /// Adds events.
    fn observe_all(&self, model: &Model, events: &Bound<'_, PyAny>) -> PyResult<String> {
        let py = events.py();
        if is_text(events) {
            let text = read(events, About::History)?;
            return guarded(py, About::History, || {
                let numbers = text.numbers();
                let report =
                    self.with(|own| wire::observe_all(own, &model.0, text.as_str(), numbers));
                answered(py, report)
            });
        }
        let Some(events) = lead::events(events)? else {
            let found = format!("found a `{}`", events.get_type().name()?);
            let help = "a list of events, or anything else that gives events one after the other";
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
            answered(py, report)
        })
    }

    /// Forgets the ids of events before a day.
    fn forget_ids_before(&self, model: &Model, day: &Bound<'_, PyAny>) -> PyResult<String> {
        let text = match day.cast::<PyString>() {
            Ok(day) => day.to_string_lossy().into_owned(),
            Err(_) => read(day, About::History)?
                .as_str()
                .trim_matches('"')
                .to_owned(),
        };
        let info = self.with(|own| wire::forget_ids_before(own, &model.0, &text));
        answered(day.py(), info)
    }

    /// Joins another history.
    fn merge(&self, py: Python<'_>, other: &Self) -> PyResult<()> {
        guarded(py, About::History, || {
            let other = other.with(|other| other.clone());
            let merged = self.with(|own| own.merge(&other));
            usable(py, merged)
        })
    }

    /// A copy that changes by itself.
    fn copy(&self) -> Self {
        Self::of(self.with(|own| own.clone()))
    }

    /// Whether both hold the same events.
    fn equals(&self, other: &Self) -> bool {
        let other = other.with(|other| other.clone());
        self.with(|own| *own == other)
    }

    /// What it holds, as JSON text.
    fn info(&self) -> String {
        self.with(|own| wire::history_info(own))
    }

    /// The form to store.
    fn to_bytes<'py>(&self, py: Python<'py>) -> Bound<'py, PyBytes> {
        PyBytes::new(py, &self.with(|own| own.to_bytes()))
    }

    /// The same as JSON text.
    fn to_json(&self) -> String {
        self.with(|own| own.to_json())
    }
}

//! Refusals of the core become exceptions.

use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;

/// What could not be used; `leadgrade._errors` has a class for each.
#[derive(Clone, Copy, Debug)]
pub(crate) enum About {
    /// A model document.
    Model,
    /// A request to an operation.
    Request,
    /// A history, or an event for it.
    History,
    /// Tables, or what is asked of them.
    Table,
}

impl About {
    fn word(self) -> &'static str {
        match self {
            Self::Model => "model",
            Self::Request => "request",
            Self::History => "history",
            Self::Table => "table",
        }
    }
}

/// The exception of a refusal, JSON text.
pub(crate) fn raised(py: Python<'_>, about: About, refusal: &str) -> PyErr {
    static REFUSED: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    let made = REFUSED
        .import(py, "leadgrade._errors", "refused")
        .and_then(|refused| refused.call1((about.word(), refusal)));
    made.map_or_else(|error| error, PyErr::from_value)
}

//! Converts errors of the core, JSON text, to exceptions.

use std::panic::{AssertUnwindSafe, catch_unwind};

use leadgrade::wire;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;

/// What an error is about; `leadgrade._errors` has a class for each.
#[derive(Clone, Copy, Debug)]
pub(crate) enum About {
    /// A model document.
    Model,
    /// A request to an operation.
    Request,
    /// A history, or an event for it.
    History,
    /// Tables, or a request about them.
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

/// The exception of an error of the core, JSON text.
pub(crate) fn core_error(py: Python<'_>, about: About, error: &str) -> PyErr {
    static FROM_CORE: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    let exception = FROM_CORE
        .import(py, "leadgrade._errors", "from_core")
        .and_then(|from_core| from_core.call1((about.word(), error)));
    exception.map_or_else(|error| error, PyErr::from_value)
}

/// An exception with one problem that the binding found.
pub(crate) fn problem(
    py: Python<'_>,
    about: About,
    (code, path): (&'static str, &str),
    message: String,
    help: &str,
) -> PyErr {
    let problem = wire::problem(code, path.to_owned(), message, help);
    core_error(py, about, &wire::refusal(&[problem]))
}

/// The exception of a panic, which is a bug of the library.
pub(crate) fn internal_error(py: Python<'_>, about: About) -> PyErr {
    let message = "internal error: leadgrade panicked; the call had no effect".to_owned();
    let help = "please report it, if possible with the input";
    problem(py, about, ("internal", ""), message, help)
}

/// Runs a function and turns a panic into an exception of the package.
pub(crate) fn guarded<T>(
    py: Python<'_>,
    about: About,
    work: impl FnOnce() -> PyResult<T>,
) -> PyResult<T> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| Err(internal_error(py, about)))
}

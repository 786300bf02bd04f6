//! Refusals of the core become exceptions.

use std::panic::{AssertUnwindSafe, catch_unwind};

use leadgrade::wire;
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

/// The exception of what only the binding can know.
pub(crate) fn problem(
    py: Python<'_>,
    about: About,
    (code, path): (&'static str, &str),
    message: String,
    help: &str,
) -> PyErr {
    let problem = wire::problem(code, path.to_owned(), message, help);
    raised(py, about, &wire::refusal(&[problem]))
}

/// The exception of a fault of the library.
pub(crate) fn fault(py: Python<'_>, about: About) -> PyErr {
    let message = "the library failed; nothing of this call was used".to_owned();
    let help = "this is a fault of leadgrade: please report it, with the input if you can";
    problem(py, about, ("internal", ""), message, help)
}

/// Work whose panic becomes an exception of the package.
pub(crate) fn guarded<T>(
    py: Python<'_>,
    about: About,
    work: impl FnOnce() -> PyResult<T>,
) -> PyResult<T> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| Err(fault(py, about)))
}

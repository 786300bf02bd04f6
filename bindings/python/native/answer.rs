//! Answers that stay in the core; Python reads their parts on first use.

use leadgrade::wire::LeadAnswer;
use pyo3::IntoPyObjectExt;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::PyTuple;

/// An answer of `assess` or `explain`.
#[pyclass(frozen, module = "leadgrade._native")]
pub(crate) struct Answer(pub(crate) LeadAnswer);

#[pymethods]
impl Answer {
    /// A part as canonical JSON text; `path` joins member names with dots, an empty one means all.
    ///
    /// Raises `ValueError` if the answer has no such part.
    fn json(&self, path: &str) -> PyResult<String> {
        let missing = || PyValueError::new_err(format!("the answer has no part `{path}`"));
        self.0.part(path).ok_or_else(missing)
    }

    /// A part as a Python value: `...` for an object, `()` for a list, `NotImplemented` if the
    /// answer has no such part.
    fn part<'py>(&self, py: Python<'py>, path: &str) -> PyResult<Bound<'py, PyAny>> {
        match self.0.part(path) {
            Some(text) => scalar(py, &text),
            None => Ok(py.NotImplemented().into_bound(py)),
        }
    }
}

/// The value of canonical JSON text, as Python's `json.loads` returns it.
fn scalar<'py>(py: Python<'py>, text: &str) -> PyResult<Bound<'py, PyAny>> {
    match text.as_bytes().first() {
        Some(b'"') => match plain(text) {
            Some(plain) => plain.into_bound_py_any(py),
            None => {
                let read: Result<String, _> = serde_json::from_str(text);
                read.map_err(|error| PyValueError::new_err(error.to_string()))?
                    .into_bound_py_any(py)
            }
        },
        Some(b'n') => Ok(py.None().into_bound(py)),
        Some(b't') => true.into_bound_py_any(py),
        Some(b'f') => false.into_bound_py_any(py),
        Some(b'{') | None => Ok(py.Ellipsis().into_bound(py)),
        Some(b'[') => Ok(PyTuple::empty(py).into_any()),
        Some(_) => number(py, text),
    }
}

/// The text between the quotes; `None` if it has escapes.
fn plain(text: &str) -> Option<&str> {
    let inside = text.strip_prefix('"')?.strip_suffix('"')?;
    (!inside.contains('\\')).then_some(inside)
}

fn number<'py>(py: Python<'py>, text: &str) -> PyResult<Bound<'py, PyAny>> {
    if let Ok(whole) = text.parse::<i128>() {
        return whole.into_bound_py_any(py);
    }
    let double: Result<f64, _> = text.parse();
    let double = double.map_err(|_| PyValueError::new_err(format!("`{text}` is not a number")))?;
    double.into_bound_py_any(py)
}

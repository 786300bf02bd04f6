//! The core as a native module of Python: convert, call, convert back.
//!
//! What the core refuses is raised as `Refused`, whose text is the refusal as
//! JSON; the package around it makes its own errors of that.

mod history;
mod json;
mod model;
mod tables;

use pyo3::prelude::*;

pyo3::create_exception!(
    _native,
    Refused,
    pyo3::exceptions::PyException,
    "The core refuses; the text says why, as JSON."
);

/// Raises the core's refusal.
fn raised<T>(answer: Result<T, String>) -> PyResult<T> {
    answer.map_err(Refused::new_err)
}

/// The core as a native module.
#[pymodule]
fn _native(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add("Refused", module.py().get_type::<Refused>())?;
    module.add("VERSION", env!("CARGO_PKG_VERSION"))?;
    module.add_class::<model::NativeModel>()?;
    module.add_class::<history::NativeHistory>()?;
    module.add_class::<tables::Tables>()?;
    module.add_class::<tables::ArrowTable>()?;
    module.add_class::<tables::Scored>()
}

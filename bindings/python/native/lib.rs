//! The core as a native module for Python: converts arguments, calls the core, converts the answer.
//!
//! `python/leadgrade` has the public classes. Errors of the core are raised as the exceptions
//! of `leadgrade._errors`.

mod answer;
mod error;
mod history;
mod instant;
mod job;
mod lead;
mod model;
mod pool;
mod scored;
mod stream;
mod table;
mod text;
mod value;
mod writer;

/// The module `leadgrade._native`.
#[pyo3::pymodule(gil_used = true)]
mod _native {
    /// The version of the package.
    #[pymodule_export]
    const VERSION: &str = env!("CARGO_PKG_VERSION");

    #[pymodule_export]
    use crate::answer::Answer;
    #[pymodule_export]
    use crate::history::History;
    #[pymodule_export]
    use crate::job::{Dataset, Job, columns_read};
    #[pymodule_export]
    use crate::model::Model;
    #[pymodule_export]
    use crate::scored::Scored;
    #[pymodule_export]
    use crate::stream::Stream;
    #[pymodule_export]
    use crate::table::Table;
    #[pymodule_export]
    use crate::text::json;
}

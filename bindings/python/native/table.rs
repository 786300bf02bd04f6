//! Tables of Arrow, in and out by the capsule interface.

use std::sync::Arc;

use arrow_array::{ArrayRef, RecordBatch, RecordBatchReader, StructArray};
use arrow_schema::Field;
use leadgrade::wire;
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::PyCapsule;
use pyo3_arrow::error::PyArrowResult;
use pyo3_arrow::ffi::{ArrayIterator, to_stream_pycapsule};
use pyo3_arrow::input::AnyRecordBatch;

use crate::error::{About, raised};

/// A table that comes in.
pub(crate) type Reader = Box<dyn RecordBatchReader + Send>;

/// What an object with the capsule interface gives; nothing is read yet.
pub(crate) fn reader(table: Option<&Bound<'_, PyAny>>, path: &str) -> PyResult<Option<Reader>> {
    let read = |table: &Bound<'_, PyAny>| {
        let read = || table.extract::<AnyRecordBatch>()?.into_reader();
        read().map_err(|error| unreadable(table.py(), error, path))
    };
    table.map(read).transpose()
}

/// What has the capsule interface and is no table, such as a single column.
fn unreadable(py: Python<'_>, error: PyErr, path: &str) -> PyErr {
    if !error.is_instance_of::<PyValueError>(py) && !error.is_instance_of::<PyTypeError>(py) {
        return error;
    }
    let message = error.value(py).to_string();
    let problem = wire::problem(
        "unreadable_arrow",
        path.to_owned(),
        message,
        "a table with named columns",
    );
    raised(py, About::Table, &wire::refusal(&[problem]))
}

/// A table that goes out: anything that knows the capsule interface reads it.
#[pyclass(frozen, module = "leadgrade._native")]
pub(crate) struct Table(pub(crate) RecordBatch);

#[pymethods]
impl Table {
    /// The table as a stream of Arrow.
    #[pyo3(signature = (requested_schema=None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyCapsule>>,
    ) -> PyArrowResult<Bound<'py, PyCapsule>> {
        let schema = self.0.schema();
        let field = Field::new_struct("", schema.fields().clone(), false);
        let array: ArrayRef = Arc::new(StructArray::from(self.0.clone()));
        let stream = ArrayIterator::new([Ok(array)], Arc::new(field));
        to_stream_pycapsule(py, Box::new(stream), requested_schema)
    }

    /// How many rows it has.
    fn __len__(&self) -> usize {
        self.0.num_rows()
    }

    /// The names of its columns.
    #[getter]
    fn column_names(&self) -> Vec<String> {
        let schema = self.0.schema();
        schema
            .fields()
            .iter()
            .map(|field| field.name().clone())
            .collect()
    }
}

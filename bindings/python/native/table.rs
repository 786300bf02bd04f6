//! Arrow tables, in and out through the capsule interface.

use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::types::{Int64Type, UInt64Type};
use arrow_array::{
    Array, ArrayRef, NullArray, RecordBatch, RecordBatchOptions, RecordBatchReader, StructArray,
};
use arrow_schema::{ArrowError, DataType, Field, Schema, SchemaRef};
use leadgrade::arrow::Values;
use pyo3::exceptions::PyException;
use pyo3::prelude::*;
use pyo3::types::{PyCapsule, PyDict, PyList, PyTuple};
use pyo3_arrow::error::PyArrowResult;
use pyo3_arrow::ffi::{ArrayIterator, to_stream_pycapsule};
use pyo3_arrow::input::AnyRecordBatch;

use crate::error::{About, problem};
use crate::job::Dataset;
use crate::value::value;

/// A stream of batches.
pub(crate) type Reader = Box<dyn RecordBatchReader + Send>;

/// An input table: Arrow arrays, and columns whose values were converted one by one.
pub(crate) struct Input {
    pub(crate) reader: Reader,
    pub(crate) values: Values,
}

/// A frame as `leadgrade._frames` passes it: the names of all columns, an Arrow table of some of
/// them and their positions, columns of objects with their positions, and the number of rows.
/// Other columns are not read.
type Parts<'py> = (
    Vec<String>,
    Option<Bound<'py, PyAny>>,
    Vec<usize>,
    Vec<(usize, Bound<'py, PyAny>)>,
    usize,
);

/// Converts an argument to a table, without reading any batch; `path` is its JSON Pointer.
pub(crate) fn input(table: Option<&Bound<'_, PyAny>>, path: &str) -> PyResult<Option<Input>> {
    table.map(|table| convert(table, path)).transpose()
}

fn convert(table: &Bound<'_, PyAny>, path: &str) -> PyResult<Input> {
    if let Ok(dataset) = table.cast::<Dataset>() {
        return Ok(dataset.get().input());
    }
    if !table.is_instance_of::<PyTuple>() {
        let reader = reader(table, path)?;
        let values = Values::default();
        return Ok(Input { reader, values });
    }
    let (names, arrays, positions, objects, rows): Parts<'_> = table.extract()?;
    let mut values = Values::default();
    for (position, objects) in objects {
        let list = objects.cast::<PyList>()?;
        let list = list.iter().map(|found| value(&found));
        values = values.with(position, list.collect::<PyResult<_>>()?);
    }
    let arrays = arrays.map(|arrays| reader(&arrays, path)).transpose()?;
    let reader = Box::new(Widened::new(&names, arrays, positions, rows));
    Ok(Input { reader, values })
}

/// The stream of an object with the capsule interface.
fn reader(table: &Bound<'_, PyAny>, path: &str) -> PyResult<Reader> {
    let read = || table.extract::<AnyRecordBatch>()?.into_reader();
    read().map_err(|error| unreadable(table.py(), error, path))
}

/// The error of an object whose stream is not a table, such as a single column, or cannot be read.
fn unreadable(py: Python<'_>, error: PyErr, path: &str) -> PyErr {
    if !error.is_instance_of::<PyException>(py) {
        return error;
    }
    let message = error.value(py).to_string();
    let code = ("unreadable_arrow", path);
    let unreadable = problem(
        py,
        About::Table,
        code,
        message,
        "a table with named columns",
    );
    unreadable.set_cause(py, Some(error));
    unreadable
}

/// A stream with all columns of a table; columns that are not read have only nulls.
struct Widened {
    schema: SchemaRef,
    positions: Vec<usize>,
    arrays: Option<Reader>,
    /// The rows of a table without arrays, until its one batch was returned.
    rows: Option<usize>,
}

impl Widened {
    fn new(names: &[String], arrays: Option<Reader>, positions: Vec<usize>, rows: usize) -> Self {
        let types = arrays.as_ref().map(|arrays| arrays.schema());
        let field = |(at, name): (usize, &String)| {
            let own = positions.iter().position(|place| *place == at);
            let type_ = types.as_ref().zip(own).and_then(|(types, own)| {
                types
                    .fields()
                    .get(own)
                    .map(|field| field.data_type().clone())
            });
            Field::new(name, type_.unwrap_or(DataType::Null), true)
        };
        let fields: Vec<Field> = names.iter().enumerate().map(field).collect();
        Self {
            schema: Arc::new(Schema::new(fields)),
            positions,
            rows: arrays.is_none().then_some(rows),
            arrays,
        }
    }

    fn widened(&self, rows: usize, batch: Option<&RecordBatch>) -> Result<RecordBatch, ArrowError> {
        let column = |at| {
            let own = self.positions.iter().position(|place| *place == at);
            let array = batch
                .zip(own)
                .and_then(|(batch, own)| batch.columns().get(own));
            array.map_or_else(|| Arc::new(NullArray::new(rows)) as ArrayRef, Arc::clone)
        };
        let arrays = (0..self.schema.fields().len()).map(column).collect();
        let options = RecordBatchOptions::new().with_row_count(Some(rows));
        RecordBatch::try_new_with_options(Arc::clone(&self.schema), arrays, &options)
    }
}

impl Iterator for Widened {
    type Item = Result<RecordBatch, ArrowError>;

    fn next(&mut self) -> Option<Self::Item> {
        if let Some(arrays) = &mut self.arrays {
            let batch = arrays.next()?;
            return Some(batch.and_then(|batch| self.widened(batch.num_rows(), Some(&batch))));
        }
        let rows = self.rows.take()?;
        Some(self.widened(rows, None))
    }
}

impl RecordBatchReader for Widened {
    fn schema(&self) -> SchemaRef {
        Arc::clone(&self.schema)
    }
}

/// An output table, for any reader of the capsule interface.
#[pyclass(frozen, module = "leadgrade._native")]
pub(crate) struct Table(pub(crate) RecordBatch);

#[pymethods]
impl Table {
    /// The table as an Arrow stream.
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

    /// The number of rows.
    fn __len__(&self) -> usize {
        self.0.num_rows()
    }

    /// The names of the columns.
    #[getter]
    fn column_names(&self) -> Vec<String> {
        let schema = self.0.schema();
        schema
            .fields()
            .iter()
            .map(|field| field.name().clone())
            .collect()
    }

    /// The name and the labels, in order, of each dictionary column.
    #[getter]
    fn labels(&self) -> Vec<(String, Vec<String>)> {
        let schema = self.0.schema();
        let columns = schema.fields().iter().zip(self.0.columns());
        let labels = columns.filter_map(|(field, array)| {
            let names = array.as_any_dictionary_opt()?.values();
            let names = names.as_string_opt::<i32>()?.iter();
            let names = names.map(|name| name.unwrap_or_default().to_owned());
            Some((field.name().clone(), names.collect()))
        });
        labels.collect()
    }

    /// The texts and whole numbers of the first rows.
    fn head<'py>(&self, py: Python<'py>, rows: usize) -> PyResult<Vec<Bound<'py, PyDict>>> {
        let schema = self.0.schema();
        let row = |row: usize| {
            let found = PyDict::new(py);
            for (field, array) in schema.fields().iter().zip(self.0.columns()) {
                found.set_item(field.name(), cell(array, row))?;
            }
            Ok(found)
        };
        (0..self.0.num_rows().min(rows)).map(row).collect()
    }
}

/// A text, or a whole number as text; `None` for null and for other types.
fn cell(array: &ArrayRef, row: usize) -> Option<String> {
    if array.is_null(row) {
        return None;
    }
    if let Some(texts) = array.as_string_opt::<i32>() {
        return Some(texts.value(row).to_owned());
    }
    let signed = array.as_primitive_opt::<Int64Type>();
    let unsigned = array.as_primitive_opt::<UInt64Type>();
    let signed = signed.map(|numbers| numbers.value(row).to_string());
    signed.or_else(|| unsigned.map(|numbers| numbers.value(row).to_string()))
}

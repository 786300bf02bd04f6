//! Tables: taken through the Arrow capsule interface, scored without the
//! interpreter, and given back through the same interface.

use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use arrow_array::RecordBatch;
use leadgrade::arrow::{ArrowTableError, Batches, ScoredTable};
use leadgrade::tables::Watch;
use leadgrade::{Model, wire};
use pyo3::exceptions::PyRuntimeError;
use pyo3::prelude::*;
use pyo3::types::PyCapsule;
use pyo3_arrow::ffi::ArrayIterator;
use pyo3_arrow::ffi::to_stream_pycapsule;
use pyo3_arrow::input::AnyRecordBatch;

use crate::model::NativeModel;
use crate::{Refused, json, raised};

/// How often signals are looked for while tables are scored.
const SIGNALS: Duration = Duration::from_millis(100);

fn refused(error: &ArrowTableError, path: &str) -> PyErr {
    Refused::new_err(wire::table_refusal(error, path))
}

/// Profiles and events that stay in memory.
#[pyclass(frozen, module = "leadgrade._native")]
pub(crate) struct Tables {
    profiles: Arc<Batches>,
    events: Arc<Batches>,
}

/// Reads a table to its end: some libraries have but one open stream at a time.
fn read(table: Option<&Bound<'_, PyAny>>, path: &str) -> PyResult<Arc<Batches>> {
    let Some(table) = table else {
        return Ok(Arc::new(Batches::none()));
    };
    let table: AnyRecordBatch = table.extract()?;
    let read = Batches::read(table.into_reader()?);
    read.map(Arc::new)
        .map_err(|error| refused(&error.into(), path))
}

#[pymethods]
impl Tables {
    /// Takes tables over; columns are shared where Arrow allows it.
    #[staticmethod]
    fn read(
        profiles: Option<&Bound<'_, PyAny>>,
        events: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Self> {
        Ok(Self {
            profiles: read(profiles, "/profiles")?,
            events: read(events, "/events")?,
        })
    }

    /// Rows of the profiles and of the events.
    fn rows(&self) -> (usize, usize) {
        (self.profiles.rows(), self.events.rows())
    }

    /// Scores them; `progress` is told now and then how much is done, 0 to 1. A
    /// signal (Ctrl-C) or an exception there ends it.
    fn assess(
        &self,
        py: Python<'_>,
        model: &NativeModel,
        instants: Option<&Bound<'_, PyAny>>,
        request: &Bound<'_, PyAny>,
        plain: &Bound<'_, PyAny>,
        progress: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Scored> {
        let (text, _) = json::text(request, plain)?;
        let instants = instants
            .map(|table| read(Some(table), "/as_of"))
            .transpose()?;
        let instants = instants.map(|instants| Batches::clone(&instants));
        let mut request = raised(wire::table_request(&text, &model.0, instants))?;
        let watch = Arc::new(Watch::default());
        request.watch = Some(Arc::clone(&watch));
        let (profiles, events) = (Arc::clone(&self.profiles), Arc::clone(&self.events));
        let model = Model::clone(&model.0);
        let (done, wait) = channel();
        std::thread::spawn(move || {
            // Nobody waits any more after a signal.
            let _ = done.send(model.assess_table(&profiles, &events, &request));
        });
        let wait = Mutex::new(wait);
        loop {
            let found = py.detach(|| received(&wait));
            if let Err(RecvTimeoutError::Timeout) = found {
                let told = progress.map_or(Ok(()), |tell| tell.call1((watch.share(),)).map(drop));
                told.and_then(|()| py.check_signals())
                    .inspect_err(|_| watch.cancel())?;
                continue;
            }
            let ended = "scoring ended without a result: please report this";
            let found = found.map_err(|_| PyRuntimeError::new_err(ended))?;
            return found.map(Scored).map_err(|error| refused(&error, ""));
        }
    }
}

fn received<T>(wait: &Mutex<Receiver<T>>) -> Result<T, RecvTimeoutError> {
    let wait = wait.lock().unwrap_or_else(PoisonError::into_inner);
    wait.recv_timeout(SIGNALS)
}

/// What tables gave.
#[pyclass(frozen, module = "leadgrade._native")]
pub(crate) struct Scored(ScoredTable);

#[pymethods]
impl Scored {
    /// One of its tables by name, if there is one.
    fn table(&self, name: &str) -> Option<ArrowTable> {
        let batch = match name {
            "leads" => Some(&self.0.leads),
            "rejects" => Some(&self.0.rejects),
            "unknown_events" => Some(&self.0.unknown_events),
            _ => self.0.explanations.as_ref(),
        };
        batch.cloned().map(ArrowTable)
    }

    /// Its counters: unknown_rest, without_offset, without_value, id_conflicts.
    fn counters(&self) -> (u64, u64, u64, u64) {
        let found = &self.0;
        (
            found.unknown_rest,
            found.without_offset,
            found.without_value,
            found.id_conflicts,
        )
    }
}

/// A table of Arrow; any library with the capsule interface reads it without a copy.
#[pyclass(frozen, module = "leadgrade._native")]
pub(crate) struct ArrowTable(RecordBatch);

#[pymethods]
impl ArrowTable {
    /// The table as a stream of Arrow.
    #[pyo3(signature = (requested_schema = None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyCapsule>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        let schema = self.0.schema();
        let field = arrow_schema::Field::new_struct("", schema.fields().clone(), false);
        let field = Arc::new(field.with_metadata(schema.metadata().clone()));
        let array: arrow_array::ArrayRef = Arc::new(arrow_array::StructArray::from(self.0.clone()));
        let reader = Box::new(ArrayIterator::new(std::iter::once(Ok(array)), field));
        Ok(to_stream_pycapsule(py, reader, requested_schema)?)
    }

    /// Its number of rows.
    fn __len__(&self) -> usize {
        self.0.num_rows()
    }

    /// The names of its columns.
    #[getter]
    fn columns(&self) -> Vec<String> {
        let schema = self.0.schema();
        schema
            .fields()
            .iter()
            .map(|field| field.name().clone())
            .collect()
    }

    fn __repr__(&self) -> String {
        let columns = self.columns().join(", ");
        format!("<ArrowTable of {} rows: {columns}>", self.0.num_rows())
    }
}

//! Jobs: reading and scoring tables on other threads, while Python handles signals.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use arrow_array::RecordBatchIterator;
use arrow_schema::{ArrowError, Schema};
use leadgrade::TableName;
use leadgrade::arrow::{ArrowTableError, Batches};
use leadgrade::tables::Progress as TableProgress;
use leadgrade::wire;
use pyo3::exceptions::PyRuntimeError;
use pyo3::prelude::*;

use crate::error::{About, core_error, internal_error};
use crate::model::Model;
use crate::pool::pool;
use crate::scored::{Scored, ScoredInput};
use crate::table::{Input, input};
use crate::text::read;

/// The progress of a job, and whether it was cancelled.
#[derive(Default)]
struct Progress {
    rows: AtomicU64,
    scoring: AtomicBool,
    scored: Arc<TableProgress>,
}

/// Profiles and events that stay in memory.
#[pyclass(frozen, module = "leadgrade._native")]
pub(crate) struct Dataset {
    profiles: Batches,
    events: Batches,
}

#[pymethods]
impl Dataset {
    /// The number of rows of the profiles and of the events.
    fn rows(&self) -> (usize, usize) {
        (self.profiles.rows(), self.events.rows())
    }
}

impl Dataset {
    /// The first table, in the form of an argument.
    pub(crate) fn input(&self) -> Input {
        let batches = self.profiles.batches().to_vec();
        let schema = self.profiles.schema();
        let schema = schema.unwrap_or_else(|| Arc::new(Schema::empty()));
        let batches = batches.into_iter().map(Ok);
        Input {
            reader: Box::new(RecordBatchIterator::new(batches, schema)),
            values: self.profiles.values().clone(),
        }
    }
}

enum Done {
    Loaded(Batches, Batches),
    Scored(Box<Scored>),
}

/// Why a job failed.
enum Failure {
    /// An error of the core, JSON text.
    Core(String),
    Panic,
    Cancelled,
}

type Outcome = Result<Done, Failure>;

/// A job that is running or done.
#[pyclass(frozen, module = "leadgrade._native")]
pub(crate) struct Job {
    progress: Arc<Progress>,
    outcome: Mutex<(Receiver<Outcome>, Option<Outcome>)>,
}

impl Job {
    fn start(
        py: Python<'_>,
        work: impl FnOnce(&Progress) -> Outcome + Send + 'static,
    ) -> PyResult<Self> {
        let progress = Arc::new(Progress::default());
        let (send, receive) = channel();
        let shared = Arc::clone(&progress);
        let pool = pool().map_err(|error| PyRuntimeError::new_err(error.to_string()))?;
        let run = move || {
            let done = catch_unwind(AssertUnwindSafe(|| pool.install(|| work(&shared))));
            // Fails if the job was dropped after an interrupt.
            drop(send.send(done.unwrap_or(Err(Failure::Panic))));
        };
        let thread = std::thread::Builder::new().name("leadgrade".to_owned());
        py.detach(|| thread.spawn(run))?;
        Ok(Self {
            progress,
            outcome: Mutex::new((receive, None)),
        })
    }
}

#[pymethods]
impl Job {
    /// Starts to read a dataset.
    #[staticmethod]
    fn load(
        py: Python<'_>,
        profiles: Option<&Bound<'_, PyAny>>,
        events: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Self> {
        let (profiles, events) = (input(profiles, "/profiles")?, input(events, "/events")?);
        Self::start(py, move |progress| {
            let profiles = batches(profiles, "/profiles", progress)?;
            Ok(Done::Loaded(
                profiles,
                batches(events, "/events", progress)?,
            ))
        })
    }

    /// Starts to score tables, or a dataset. `as_of` is a table of instants; without it, the request has one.
    #[staticmethod]
    #[pyo3(signature = (model, profiles, events, as_of, request, dataset=None))]
    fn score(
        model: &Model,
        profiles: Option<&Bound<'_, PyAny>>,
        events: Option<&Bound<'_, PyAny>>,
        as_of: Option<&Bound<'_, PyAny>>,
        request: &Bound<'_, PyAny>,
        dataset: Option<&Dataset>,
    ) -> PyResult<Self> {
        let py = request.py();
        let request = read(request, About::Table)?.as_str().to_owned();
        let model = model.0.clone();
        // Reports a bad request before any table is read.
        let instants = as_of.map(|_| Batches::none());
        wire::table_request(&request, &model, instants)
            .map_err(|error| core_error(py, About::Table, &error))?;
        let loaded = dataset.map(|dataset| (dataset.profiles.clone(), dataset.events.clone()));
        let (profiles, events) = (input(profiles, "/profiles")?, input(events, "/events")?);
        let as_of = input(as_of, "/as_of")?;
        Self::start(py, move |progress| {
            let (profiles, events) = match loaded {
                Some(loaded) => loaded,
                None => (
                    batches(profiles, "/profiles", progress)?,
                    batches(events, "/events", progress)?,
                ),
            };
            let each = as_of.is_some();
            let instants = batches(as_of, "/as_of", progress)?;
            let instants = each.then_some(instants);
            let request = wire::table_request(&request, &model, instants);
            let mut request = request.map_err(Failure::Core)?;
            request.typed_ids = true;
            request.progress = Some(Arc::clone(&progress.scored));
            progress.scoring.store(true, Ordering::Relaxed);
            let scored = model.assess_table(&profiles, &events, &request);
            let scored = scored.map_err(|error| table_error(&error, ""))?;
            let input = ScoredInput {
                model,
                profiles,
                events,
                request,
            };
            Ok(Done::Scored(Box::new(Scored::new(scored, Some(input)))))
        })
    }

    /// Waits for at most `seconds` and returns whether the job is done.
    fn wait(&self, py: Python<'_>, seconds: f64) -> bool {
        let longest = Duration::try_from_secs_f64(seconds).unwrap_or_default();
        py.detach(|| {
            let mut outcome = self.outcome.lock().unwrap_or_else(PoisonError::into_inner);
            if outcome.1.is_none() {
                outcome.1 = match outcome.0.recv_timeout(longest) {
                    Ok(done) => Some(done),
                    Err(RecvTimeoutError::Timeout) => None,
                    Err(RecvTimeoutError::Disconnected) => Some(Err(Failure::Panic)),
                };
            }
            outcome.1.is_some()
        })
    }

    /// Stops the job soon; its result is lost.
    fn cancel(&self) {
        self.progress.scored.cancel();
    }

    /// The number of rows that were read so far.
    #[getter]
    fn rows(&self) -> u64 {
        self.progress.rows.load(Ordering::Relaxed)
    }

    /// Whether all rows were read and are being scored.
    #[getter]
    fn scoring(&self) -> bool {
        self.progress.scoring.load(Ordering::Relaxed)
    }

    /// The share that is scored, 0 to 1.
    #[getter]
    fn share(&self) -> f32 {
        self.progress.scored.share()
    }

    /// Waits for the dataset and returns it, once.
    fn loaded(&self, py: Python<'_>) -> PyResult<Dataset> {
        match self.take(py)? {
            Done::Loaded(profiles, events) => Ok(Dataset { profiles, events }),
            Done::Scored(_) => Err(PyRuntimeError::new_err(
                "the job scored tables, and loaded no dataset",
            )),
        }
    }

    /// Waits for the scored tables and returns them, once.
    fn scored(&self, py: Python<'_>) -> PyResult<Scored> {
        match self.take(py)? {
            Done::Scored(found) => Ok(*found),
            Done::Loaded(..) => Err(PyRuntimeError::new_err(
                "the job loaded a dataset, and scored no tables",
            )),
        }
    }
}

impl Job {
    fn take(&self, py: Python<'_>) -> PyResult<Done> {
        let outcome = py.detach(|| {
            let mut outcome = self.outcome.lock().unwrap_or_else(PoisonError::into_inner);
            outcome.1.take().or_else(|| outcome.0.recv().ok())
        });
        match outcome {
            Some(Ok(done)) => Ok(done),
            Some(Err(Failure::Core(error))) => Err(core_error(py, About::Table, &error)),
            Some(Err(Failure::Cancelled)) => Err(PyRuntimeError::new_err("the job was cancelled")),
            Some(Err(Failure::Panic)) => Err(internal_error(py, About::Table)),
            None => Err(PyRuntimeError::new_err("the result was taken already")),
        }
    }
}

fn table_error(error: &ArrowTableError, path: &str) -> Failure {
    Failure::Core(wire::table_refusal(error, path))
}

/// Reads a table; without one, returns no batches.
fn batches(table: Option<Input>, path: &str, progress: &Progress) -> Result<Batches, Failure> {
    let Some(table) = table else {
        return Ok(Batches::none());
    };
    let (schema, mut all) = (table.reader.schema(), Vec::new());
    for batch in table.reader {
        if progress.scored.is_cancelled() {
            return Err(Failure::Cancelled);
        }
        let batch = batch.map_err(|error: ArrowError| table_error(&error.into(), path))?;
        let rows = u64::try_from(batch.num_rows()).unwrap_or(u64::MAX);
        progress.rows.fetch_add(rows, Ordering::Relaxed);
        all.push(batch);
    }
    Ok(Batches::new(schema, all).with_values(table.values))
}

/// The positions of the columns of a table that the model reads; `names` are those of all columns.
#[pyfunction]
pub(crate) fn columns_read(
    model: &Model,
    request: &Bound<'_, PyAny>,
    table: &str,
    names: Vec<String>,
) -> PyResult<Vec<usize>> {
    let (py, text) = (request.py(), read(request, About::Table)?);
    let request = wire::table_request(text.as_str(), &model.0, Some(Batches::none()))
        .map_err(|error| core_error(py, About::Table, &error))?;
    let table = match table {
        "profiles" => TableName::Profiles,
        "events" => TableName::Events,
        _ => TableName::AsOf,
    };
    Ok(model.0.columns_read(table, &names, &request.columns))
}

//! Scoring of tables on threads of its own, while Python stays awake.

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

use crate::error::{About, fault, raised};
use crate::model::Model;
use crate::pool::pool;
use crate::scored::{Asked, Scored};
use crate::table::{Input, input};
use crate::text::read;

/// How far the work is, and whether anybody still waits for it.
#[derive(Default)]
struct Progress {
    rows: AtomicU64,
    scoring: AtomicBool,
    watch: Arc<TableProgress>,
}

/// Profiles and events that stay in memory.
#[pyclass(frozen, module = "leadgrade._native")]
pub(crate) struct Dataset {
    profiles: Batches,
    events: Batches,
}

#[pymethods]
impl Dataset {
    /// Rows of the profiles and of the events.
    fn rows(&self) -> (usize, usize) {
        (self.profiles.rows(), self.events.rows())
    }
}

impl Dataset {
    /// Its first table as one that comes in.
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

/// A refusal, or what must not happen.
enum Failed {
    Refused(String),
    Panicked,
    Unwanted,
}

type Outcome = Result<Done, Failed>;

/// Work that has begun.
#[pyclass(frozen, module = "leadgrade._native")]
pub(crate) struct Job {
    progress: Arc<Progress>,
    outcome: Mutex<(Receiver<Outcome>, Option<Outcome>)>,
}

impl Job {
    fn begin(
        py: Python<'_>,
        work: impl FnOnce(&Progress) -> Outcome + Send + 'static,
    ) -> PyResult<Self> {
        let progress = Arc::new(Progress::default());
        let (send, receive) = channel();
        let shared = Arc::clone(&progress);
        let pool = pool().map_err(|error| PyRuntimeError::new_err(error.to_string()))?;
        let run = move || {
            let done = catch_unwind(AssertUnwindSafe(|| pool.install(|| work(&shared))));
            // Nobody listens any more after an interrupt.
            drop(send.send(done.unwrap_or(Err(Failed::Panicked))));
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
    /// Reads tables to keep.
    #[staticmethod]
    fn load(
        py: Python<'_>,
        profiles: Option<&Bound<'_, PyAny>>,
        events: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Self> {
        let (profiles, events) = (input(profiles, "/profiles")?, input(events, "/events")?);
        Self::begin(py, move |progress| {
            let profiles = batches(profiles, "/profiles", progress)?;
            Ok(Done::Loaded(
                profiles,
                batches(events, "/events", progress)?,
            ))
        })
    }

    /// Scores tables, or a dataset. `as_of` is a table, or stands in the request.
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
        // A bad request is told before a table is read.
        let instants = as_of.map(|_| Batches::none());
        wire::table_request(&request, &model, instants)
            .map_err(|refusal| raised(py, About::Table, &refusal))?;
        let kept = dataset.map(|kept| (kept.profiles.clone(), kept.events.clone()));
        let (profiles, events) = (input(profiles, "/profiles")?, input(events, "/events")?);
        let as_of = input(as_of, "/as_of")?;
        Self::begin(py, move |progress| {
            let (profiles, events) = match kept {
                Some(kept) => kept,
                None => (
                    batches(profiles, "/profiles", progress)?,
                    batches(events, "/events", progress)?,
                ),
            };
            let each = as_of.is_some();
            let instants = batches(as_of, "/as_of", progress)?;
            let instants = each.then_some(instants);
            let request = wire::table_request(&request, &model, instants);
            let mut request = request.map_err(Failed::Refused)?;
            request.typed_ids = true;
            request.progress = Some(Arc::clone(&progress.watch));
            progress.scoring.store(true, Ordering::Relaxed);
            let found = model.assess_table(&profiles, &events, &request);
            let found = found.map_err(|error| refused(&error, ""))?;
            let asked = Asked {
                model,
                profiles,
                events,
                request,
            };
            Ok(Done::Scored(Box::new(Scored::new(found, Some(asked)))))
        })
    }

    /// Waits so many seconds at most; whether the work is done.
    fn wait(&self, py: Python<'_>, seconds: f64) -> bool {
        let longest = Duration::try_from_secs_f64(seconds).unwrap_or_default();
        py.detach(|| {
            let mut outcome = self.outcome.lock().unwrap_or_else(PoisonError::into_inner);
            if outcome.1.is_none() {
                outcome.1 = match outcome.0.recv_timeout(longest) {
                    Ok(done) => Some(done),
                    Err(RecvTimeoutError::Timeout) => None,
                    Err(RecvTimeoutError::Disconnected) => Some(Err(Failed::Panicked)),
                };
            }
            outcome.1.is_some()
        })
    }

    /// Nobody wants the result any more: the work ends soon.
    fn cancel(&self) {
        self.progress.watch.cancel();
    }

    /// Rows that were read so far.
    #[getter]
    fn rows(&self) -> u64 {
        self.progress.rows.load(Ordering::Relaxed)
    }

    /// Whether all rows were read.
    #[getter]
    fn scoring(&self) -> bool {
        self.progress.scoring.load(Ordering::Relaxed)
    }

    /// How much is scored, 0 to 1.
    #[getter]
    fn share(&self) -> f32 {
        self.progress.watch.share()
    }

    /// The dataset that was loaded; waits for it.
    fn loaded(&self, py: Python<'_>) -> PyResult<Dataset> {
        match self.taken(py)? {
            Done::Loaded(profiles, events) => Ok(Dataset { profiles, events }),
            Done::Scored(_) => Err(PyRuntimeError::new_err("tables were scored")),
        }
    }

    /// What was scored; waits for it.
    fn scored(&self, py: Python<'_>) -> PyResult<Scored> {
        match self.taken(py)? {
            Done::Scored(found) => Ok(*found),
            Done::Loaded(..) => Err(PyRuntimeError::new_err("tables were loaded")),
        }
    }
}

impl Job {
    fn taken(&self, py: Python<'_>) -> PyResult<Done> {
        let outcome = py.detach(|| {
            let mut outcome = self.outcome.lock().unwrap_or_else(PoisonError::into_inner);
            outcome.1.take().or_else(|| outcome.0.recv().ok())
        });
        match outcome {
            Some(Ok(done)) => Ok(done),
            Some(Err(Failed::Refused(refusal))) => Err(raised(py, About::Table, &refusal)),
            Some(Err(Failed::Unwanted)) => Err(PyRuntimeError::new_err("the work was cancelled")),
            Some(Err(Failed::Panicked)) => Err(fault(py, About::Table)),
            None => Err(PyRuntimeError::new_err("the result was taken already")),
        }
    }
}

fn refused(error: &ArrowTableError, path: &str) -> Failed {
    Failed::Refused(wire::table_refusal(error, path))
}

/// Reads a table, if there is one.
fn batches(table: Option<Input>, path: &str, progress: &Progress) -> Result<Batches, Failed> {
    let Some(table) = table else {
        return Ok(Batches::none());
    };
    let (schema, mut all) = (table.reader.schema(), Vec::new());
    for batch in table.reader {
        if progress.watch.is_cancelled() {
            return Err(Failed::Unwanted);
        }
        let batch = batch.map_err(|error: ArrowError| refused(&error.into(), path))?;
        let rows = u64::try_from(batch.num_rows()).unwrap_or(u64::MAX);
        progress.rows.fetch_add(rows, Ordering::Relaxed);
        all.push(batch);
    }
    Ok(Batches::new(schema, all).with_values(table.values))
}

/// The positions of the columns that are read of a table, by the names of all.
#[pyfunction]
pub(crate) fn columns_read(
    model: &Model,
    request: &Bound<'_, PyAny>,
    table: &str,
    names: Vec<String>,
) -> PyResult<Vec<usize>> {
    let (py, text) = (request.py(), read(request, About::Table)?);
    let request = wire::table_request(text.as_str(), &model.0, Some(Batches::none()))
        .map_err(|refusal| raised(py, About::Table, &refusal))?;
    let table = match table {
        "profiles" => TableName::Profiles,
        "events" => TableName::Events,
        _ => TableName::AsOf,
    };
    Ok(model.0.columns_read(table, &names, &request.columns))
}

//! Streams sorted by lead: results come one after the other, in little memory.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use arrow_array::RecordBatchIterator;
use arrow_schema::{DataType, Field, Schema};
use leadgrade::arrow::{ArrowTableError, ScoredTable, TableRequest, Values};
use leadgrade::tables::TableError;
use leadgrade::wire;
use pyo3::exceptions::PyRuntimeError;
use pyo3::prelude::*;

use crate::error::{About, fault, raised};
use crate::model::Model;
use crate::pool::pool;
use crate::scored::Scored;
use crate::table::{Input, input};
use crate::text::read;

/// What the worker says. A stream is complete only if it says so: a channel that
/// closes without [`Said::Done`] is a failure.
enum Said {
    Scored(Box<ScoredTable>),
    Refused(String),
    Failed,
    Done,
}

/// Results of streams; the work waits until somebody takes them.
#[pyclass(frozen, module = "leadgrade._native")]
pub(crate) struct Stream(Mutex<Option<Receiver<Said>>>);

#[pymethods]
impl Stream {
    /// Begins to score streams.
    #[new]
    fn new(
        model: &Model,
        profiles: Option<&Bound<'_, PyAny>>,
        events: Option<&Bound<'_, PyAny>>,
        request: &Bound<'_, PyAny>,
    ) -> PyResult<Self> {
        let py = request.py();
        let request = wire::table_request(read(request, About::Table)?.as_str(), &model.0, None);
        let mut request = request.map_err(|refusal| raised(py, About::Table, &refusal))?;
        request.typed_ids = true;
        let (profiles, events) = (input(profiles, "/profiles")?, input(events, "/events")?);
        let (send, receive) = sync_channel(1);
        let pool = pool().map_err(|error| PyRuntimeError::new_err(error.to_string()))?;
        let model = model.0.clone();
        let run = move || {
            let work = || pool.install(|| scored(&model, profiles, events, &request, &send));
            let last = match catch_unwind(AssertUnwindSafe(work)) {
                Ok(Ok(())) => Said::Done,
                Ok(Err(refusal)) => Said::Refused(refusal),
                Err(_) => Said::Failed,
            };
            // Nobody may be there to hear it.
            drop(send.send(last));
        };
        let thread = std::thread::Builder::new().name("leadgrade".to_owned());
        py.detach(|| thread.spawn(run))?;
        Ok(Self(Mutex::new(Some(receive))))
    }

    /// The next result, if it is there within so many seconds, and whether there is another to come.
    fn next(&self, py: Python<'_>, seconds: f64) -> PyResult<(Option<Scored>, bool)> {
        let longest = Duration::try_from_secs_f64(seconds).unwrap_or_default();
        let found = py.detach(|| {
            let held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            let receive = held.as_ref().ok_or(RecvTimeoutError::Disconnected)?;
            receive.recv_timeout(longest)
        });
        match found {
            Ok(Said::Scored(found)) => Ok((Some(Scored::new(*found, None)), true)),
            Ok(Said::Done) => Ok((None, false)),
            Ok(Said::Refused(refusal)) => Err(raised(py, About::Table, &refusal)),
            Err(RecvTimeoutError::Timeout) => Ok((None, true)),
            Ok(Said::Failed) | Err(RecvTimeoutError::Disconnected) => Err(fault(py, About::Table)),
        }
    }

    /// Nobody wants more results: the work ends soon.
    fn cancel(&self, py: Python<'_>) {
        py.detach(|| drop(self.0.lock().unwrap_or_else(PoisonError::into_inner).take()));
    }
}

/// A stream, or one without rows that has the columns that must be there.
fn stream(given: Option<Input>, request: &TableRequest, table: &str, columns: &[&str]) -> Input {
    given.unwrap_or_else(|| {
        let theirs = |ours: &str| {
            let of_table = request.columns.get(&format!("{table}.{ours}"));
            let theirs = of_table.or_else(|| request.columns.get(ours));
            theirs.cloned().unwrap_or_else(|| ours.to_owned())
        };
        let field = |ours: &&str| Field::new(theirs(ours), DataType::Null, true);
        let schema = Schema::new(columns.iter().map(field).collect::<Vec<_>>());
        Input {
            reader: Box::new(RecordBatchIterator::new([], Arc::new(schema))),
            values: Values::default(),
        }
    })
}

fn scored(
    model: &leadgrade::Model,
    profiles: Option<Input>,
    events: Option<Input>,
    request: &TableRequest,
    send: &SyncSender<Said>,
) -> Result<(), String> {
    let each = |found: ScoredTable| {
        let sent = send.send(Said::Scored(Box::new(found)));
        sent.map_err(|_| ArrowTableError::from(TableError::Cancelled))
    };
    let profiles = stream(profiles, request, "profiles", &["lead"]);
    let events = stream(events, request, "events", &["lead", "event", "at"]);
    let profiles = (profiles.reader, &profiles.values);
    let events = (events.reader, &events.values);
    let done = model.assess_sorted_with(profiles, events, request, each);
    done.map_err(|error: ArrowTableError| wire::table_refusal(&error, ""))
}

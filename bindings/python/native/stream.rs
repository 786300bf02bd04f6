//! Streams sorted by lead: results come one after the other, in little memory.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use arrow_array::RecordBatchIterator;
use arrow_schema::{DataType, Field, Schema};
use leadgrade::arrow::{ArrowTableError, ScoredTable, TableRequest};
use leadgrade::tables::TableError;
use leadgrade::wire;
use pyo3::exceptions::PyRuntimeError;
use pyo3::prelude::*;

use crate::error::{About, raised};
use crate::model::Model;
use crate::pool::pool;
use crate::scored::Scored;
use crate::table::{Reader, reader};
use crate::text::read;

type Found = Result<Box<ScoredTable>, String>;

/// Results of streams; the work waits until somebody takes them.
#[pyclass(frozen, module = "leadgrade._native")]
pub(crate) struct Stream(Mutex<Option<Receiver<Found>>>);

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
        let request = request.map_err(|refusal| raised(py, About::Table, &refusal))?;
        let (profiles, events) = (reader(profiles, "/profiles")?, reader(events, "/events")?);
        let (send, receive) = sync_channel(1);
        let pool = pool().map_err(|error| PyRuntimeError::new_err(error.to_string()))?;
        let model = model.0.clone();
        let run = move || {
            let work = || pool.install(|| scored(&model, profiles, events, &request, &send));
            // Where this fails, the stream ends without its end.
            let _ended = catch_unwind(AssertUnwindSafe(work));
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
            Ok(Ok(found)) => Ok((Some(Scored::from(*found)), true)),
            Ok(Err(refusal)) => Err(raised(py, About::Table, &refusal)),
            Err(RecvTimeoutError::Timeout) => Ok((None, true)),
            Err(RecvTimeoutError::Disconnected) => Ok((None, false)),
        }
    }

    /// Nobody wants more results: the work ends soon.
    fn cancel(&self, py: Python<'_>) {
        py.detach(|| drop(self.0.lock().unwrap_or_else(PoisonError::into_inner).take()));
    }
}

/// A stream, or one without rows that has the columns that must be there.
fn stream(given: Option<Reader>, request: &TableRequest, table: &str, columns: &[&str]) -> Reader {
    given.unwrap_or_else(|| {
        let theirs = |ours: &str| {
            let of_table = request.columns.get(&format!("{table}.{ours}"));
            let theirs = of_table.or_else(|| request.columns.get(ours));
            theirs.cloned().unwrap_or_else(|| ours.to_owned())
        };
        let field = |ours: &&str| Field::new(theirs(ours), DataType::Utf8, true);
        let schema = Schema::new(columns.iter().map(field).collect::<Vec<_>>());
        Box::new(RecordBatchIterator::new([], Arc::new(schema)))
    })
}

fn scored(
    model: &leadgrade::Model,
    profiles: Option<Reader>,
    events: Option<Reader>,
    request: &TableRequest,
    send: &SyncSender<Found>,
) {
    let each = |found: ScoredTable| {
        let sent = send.send(Ok(Box::new(found)));
        sent.map_err(|_| ArrowTableError::from(TableError::Cancelled))
    };
    let profiles = stream(profiles, request, "profiles", &["lead"]);
    let events = stream(events, request, "events", &["lead", "event", "at"]);
    let done = model.assess_sorted(profiles, events, request, each);
    if let Err(error) = done {
        // Nobody may be there to hear it.
        let _heard = send.send(Err(wire::table_refusal(&error, "")));
    }
}

//! Scores streams that are sorted by lead, result by result, in little memory.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use arrow_array::RecordBatchIterator;
use arrow_schema::{DataType, Field, Schema};
use leadgrade::arrow::{ArrowTableError, ScoredTable, SortedStream, TableRequest, Values};
use leadgrade::tables::TableError;
use leadgrade::wire;
use pyo3::exceptions::PyRuntimeError;
use pyo3::prelude::*;

use crate::error::{About, core_error, internal_error};
use crate::model::Model;
use crate::pool::pool;
use crate::scored::Scored;
use crate::table::{Input, input};
use crate::text::read;

/// What the worker sends. A channel that closes without [`Message::Done`] is a failure.
enum Message {
    Scored(Box<ScoredTable>),
    /// An error of the core, JSON text.
    Error(String),
    Panic,
    Done,
}

/// The results of streams. The worker is at most one result ahead of the caller.
#[pyclass(frozen, module = "leadgrade._native")]
pub(crate) struct Stream(Mutex<Option<Receiver<Message>>>);

#[pymethods]
impl Stream {
    /// Starts to score streams.
    #[new]
    fn new(
        model: &Model,
        profiles: Option<&Bound<'_, PyAny>>,
        events: Option<&Bound<'_, PyAny>>,
        request: &Bound<'_, PyAny>,
    ) -> PyResult<Self> {
        let py = request.py();
        let request = wire::table_request(read(request, About::Table)?.as_str(), &model.0, None);
        let mut request = request.map_err(|error| core_error(py, About::Table, &error))?;
        request.typed_ids = true;
        let (profiles, events) = (input(profiles, "/profiles")?, input(events, "/events")?);
        let (send, receive) = sync_channel(1);
        let pool = pool().map_err(|error| PyRuntimeError::new_err(error.to_string()))?;
        let model = model.0.clone();
        let run = move || {
            let work = || pool.install(|| score(&model, profiles, events, &request, &send));
            let last = match catch_unwind(AssertUnwindSafe(work)) {
                Ok(Ok(())) => Message::Done,
                Ok(Err(error)) => Message::Error(error),
                Err(_) => Message::Panic,
            };
            // Fails if the stream was cancelled.
            drop(send.send(last));
        };
        let thread = std::thread::Builder::new().name("leadgrade".to_owned());
        py.detach(|| thread.spawn(run))?;
        Ok(Self(Mutex::new(Some(receive))))
    }

    /// Waits for at most `seconds` for the next result, and returns it with whether more may come.
    fn next(&self, py: Python<'_>, seconds: f64) -> PyResult<(Option<Scored>, bool)> {
        let longest = Duration::try_from_secs_f64(seconds).unwrap_or_default();
        let found = py.detach(|| {
            let receiver = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            let receive = receiver.as_ref().ok_or(RecvTimeoutError::Disconnected)?;
            receive.recv_timeout(longest)
        });
        match found {
            Ok(Message::Scored(found)) => Ok((Some(Scored::new(*found, None)), true)),
            Ok(Message::Done) => Ok((None, false)),
            Ok(Message::Error(error)) => Err(core_error(py, About::Table, &error)),
            Err(RecvTimeoutError::Timeout) => Ok((None, true)),
            Ok(Message::Panic) | Err(RecvTimeoutError::Disconnected) => {
                Err(internal_error(py, About::Table))
            }
        }
    }

    /// Stops the work soon.
    fn cancel(&self, py: Python<'_>) {
        py.detach(|| drop(self.0.lock().unwrap_or_else(PoisonError::into_inner).take()));
    }
}

/// A stream; without one, an empty stream with the required columns.
fn or_empty(stream: Option<Input>, request: &TableRequest, table: &str, columns: &[&str]) -> Input {
    stream.unwrap_or_else(|| {
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

fn score(
    model: &leadgrade::Model,
    profiles: Option<Input>,
    events: Option<Input>,
    request: &TableRequest,
    send: &SyncSender<Message>,
) -> Result<(), String> {
    let each = |found: ScoredTable| {
        let sent = send.send(Message::Scored(Box::new(found)));
        sent.map_err(|_| ArrowTableError::from(TableError::Cancelled))
    };
    let profiles = or_empty(profiles, request, "profiles", &["lead"]);
    let events = or_empty(events, request, "events", &["lead", "event", "at"]);
    let stream = |input: Input| SortedStream::new(input.reader).with_values(input.values);
    let (profiles, events) = (stream(profiles), stream(events));
    let done = model.assess_sorted_with(profiles, events, request, each);
    done.map_err(|error: ArrowTableError| wire::table_refusal(&error, ""))
}

//! Datasets: tables that are read on a thread of Node's pool and stay in memory.

use std::sync::Arc;

use arrow_schema::ArrowError;
use leadgrade::arrow::ArrowTableError;
use leadgrade::tables::Progress;
use leadgrade::wire;
use napi::bindgen_prelude::{AsyncTask, ObjectFinalize, Uint8Array};
use napi::{Env, Error, Result, Task};
use napi_derive::napi;

use crate::external_memory::ExternalMemory;
use crate::ipc::Table;
use crate::{caught, guarded};

/// Profiles and events that stay in memory.
#[napi(custom_finalize)]
pub struct NativeDataset {
    pub(crate) profiles: Table,
    pub(crate) events: Table,
    memory: ExternalMemory,
}

impl ObjectFinalize for NativeDataset {
    fn finalize(self, env: Env) -> Result<()> {
        self.memory.release(env);
        Ok(())
    }
}

#[napi]
impl NativeDataset {
    /// The number of rows of the profiles and of the events.
    #[napi]
    pub fn rows(&self) -> Vec<u32> {
        let count = |table: &Table| u32::try_from(table.rows()).unwrap_or(u32::MAX);
        vec![count(&self.profiles), count(&self.events)]
    }
}

/// Cancels a task.
#[napi]
#[derive(Clone, Default)]
pub struct Cancel(pub(crate) Arc<Progress>);

#[napi]
impl Cancel {
    /// Creates one that is not cancelled.
    #[napi(constructor)]
    pub fn new() -> Self {
        Self::default()
    }

    /// Stops the task soon, or before it starts.
    #[napi]
    pub fn cancel(&self) {
        self.0.cancel();
    }

    pub(crate) fn check(&self) -> Result<()> {
        if self.0.is_cancelled() {
            // The promise was rejected already, so nobody sees this message.
            return Err(Error::from_reason("cancelled"));
        }
        Ok(())
    }
}

/// The error of a table that cannot be used; `path` is the JSON Pointer of its argument.
pub(crate) fn table_error(error: &ArrowTableError, path: &str) -> Error {
    Error::from_reason(wire::table_refusal(error, path))
}

/// Reads a table; without bytes, returns an empty one. Arrow's reader may panic on
/// damaged bytes, which becomes an error here.
pub(crate) fn read(bytes: Option<&Uint8Array>, path: &str) -> Result<Table> {
    let Some(bytes) = bytes else {
        return Ok(Table::default());
    };
    let table = caught(|| Table::read(bytes)).unwrap_or_else(not_a_table);
    table.map_err(|error| table_error(&error.into(), path))
}

pub(crate) fn not_a_table<T>() -> std::result::Result<T, ArrowError> {
    Err(ArrowError::IpcError(
        "the bytes are not an Arrow table".to_owned(),
    ))
}

/// The task that reads profiles and events.
pub struct ReadTables(Option<Uint8Array>, Option<Uint8Array>, Cancel);

/// Profiles and events that were read.
pub struct TablesRead {
    profiles: Table,
    events: Table,
}

impl Task for ReadTables {
    type Output = TablesRead;
    type JsValue = NativeDataset;

    fn compute(&mut self) -> Result<TablesRead> {
        self.2.check()?;
        guarded(|| {
            let profiles = read(self.0.as_ref(), "/profiles")?;
            let events = read(self.1.as_ref(), "/events")?;
            Ok(TablesRead { profiles, events })
        })
    }

    fn resolve(&mut self, env: Env, tables: TablesRead) -> Result<NativeDataset> {
        let TablesRead { profiles, events } = tables;
        let bytes = profiles.bytes().saturating_add(events.bytes());
        let memory = ExternalMemory::report(env, bytes);
        Ok(NativeDataset {
            profiles,
            events,
            memory,
        })
    }
}

/// Reads profiles and events from Arrow IPC into memory.
#[napi]
pub fn dataset(
    profiles: Option<Uint8Array>,
    events: Option<Uint8Array>,
    cancel: &Cancel,
) -> AsyncTask<ReadTables> {
    AsyncTask::new(ReadTables(profiles, events, cancel.clone()))
}

//! Tables that are kept: read on a thread of Node's pool, in promises.

use std::sync::Arc;

use arrow_schema::ArrowError;
use leadgrade::arrow::ArrowTableError;
use leadgrade::tables::Progress;
use leadgrade::wire;
use napi::bindgen_prelude::{AsyncTask, ObjectFinalize, Uint8Array};
use napi::{Env, Error, Result, Task};
use napi_derive::napi;

use crate::ipc::Table;
use crate::outside::Outside;
use crate::{caught, guarded};

/// Profiles and events that stay in memory.
#[napi(custom_finalize)]
pub struct NativeDataset {
    pub(crate) profiles: Table,
    pub(crate) events: Table,
    outside: Outside,
}

impl ObjectFinalize for NativeDataset {
    fn finalize(self, env: Env) -> Result<()> {
        self.outside.freed(env);
        Ok(())
    }
}

#[napi]
impl NativeDataset {
    /// Rows of the profiles and of the events.
    #[napi]
    pub fn rows(&self) -> Vec<u32> {
        let count = |table: &Table| u32::try_from(table.rows()).unwrap_or(u32::MAX);
        vec![count(&self.profiles), count(&self.events)]
    }
}

/// Says that a result is not wanted any more.
#[napi]
#[derive(Clone, Default)]
pub struct Cancel(pub(crate) Arc<Progress>);

#[napi]
impl Cancel {
    /// Nothing is cancelled yet.
    #[napi(constructor)]
    pub fn new() -> Self {
        Self::default()
    }

    /// Work ends soon, and what did not begin will not.
    #[napi]
    pub fn cancel(&self) {
        self.0.cancel();
    }

    pub(crate) fn check(&self) -> Result<()> {
        if self.0.is_cancelled() {
            // The caller has gone.
            return Err(Error::from_reason("cancelled"));
        }
        Ok(())
    }
}

/// Throws why a table, at a JSON Pointer, cannot be used.
pub(crate) fn refused(error: &ArrowTableError, path: &str) -> Error {
    Error::from_reason(wire::table_refusal(error, path))
}

/// Reads a table, if there is one. The reader of Arrow may panic over bytes
/// that are none.
pub(crate) fn read(bytes: Option<&Uint8Array>, path: &str) -> Result<Table> {
    let Some(bytes) = bytes else {
        return Ok(Table::default());
    };
    let table = caught(|| Table::read(bytes)).unwrap_or_else(no_table);
    table.map_err(|error| refused(&error.into(), path))
}

pub(crate) fn no_table<T>() -> std::result::Result<T, ArrowError> {
    Err(ArrowError::IpcError(
        "the bytes are not an Arrow table".to_owned(),
    ))
}

/// Reads tables to keep.
pub struct Reading(Option<Uint8Array>, Option<Uint8Array>, Cancel);

/// Tables that were read.
pub struct Read {
    profiles: Table,
    events: Table,
}

impl Task for Reading {
    type Output = Read;
    type JsValue = NativeDataset;

    fn compute(&mut self) -> Result<Read> {
        self.2.check()?;
        guarded(|| {
            let profiles = read(self.0.as_ref(), "/profiles")?;
            let events = read(self.1.as_ref(), "/events")?;
            Ok(Read { profiles, events })
        })
    }

    fn resolve(&mut self, env: Env, Read { profiles, events }: Read) -> Result<NativeDataset> {
        let outside = Outside::told(env, profiles.bytes().saturating_add(events.bytes()));
        Ok(NativeDataset {
            profiles,
            events,
            outside,
        })
    }
}

/// Profiles and events as Arrow IPC, kept in memory.
#[napi]
pub fn dataset(
    profiles: Option<Uint8Array>,
    events: Option<Uint8Array>,
    cancel: &Cancel,
) -> AsyncTask<Reading> {
    AsyncTask::new(Reading(profiles, events, cancel.clone()))
}

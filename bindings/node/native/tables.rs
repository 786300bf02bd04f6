//! Tables: read, scored and written on a thread of Node's pool, in promises.

use std::collections::BTreeMap;
use std::sync::Arc;

use leadgrade::arrow::{AsOf, Batches, ScoredTable, TableRequest};
use leadgrade::{Model, TableName, wire};
use napi::bindgen_prelude::{AsyncTask, Buffer, Either, Uint8Array};
use napi::{Env, Error, Result, Task};
use napi_derive::napi;

use crate::dataset::{Cancel, NativeDataset, no_table, read, refused};
use crate::ipc::{self, Table};
use crate::model::NativeModel;
use crate::{caught, guarded, thrown};

/// Scores tables.
pub struct Scoring {
    model: Model,
    given: Given,
    instants: Option<Uint8Array>,
    request: String,
    file: bool,
    cancel: Cancel,
}

enum Given {
    Bytes(Option<Uint8Array>, Option<Uint8Array>),
    Kept(Table, Table),
}

/// Tables of the answer as Arrow IPC, and its counters.
#[napi(object)]
pub struct NativeScored {
    /// A row a lead.
    pub leads: Buffer,
    /// What was not used.
    pub rejects: Buffer,
    /// What is probably not as it was meant.
    pub hints: Buffer,
    /// Entries of explanations.
    pub explanations: Option<Buffer>,
    /// Names of events that no signal names.
    #[napi(js_name = "unknown_events")]
    pub unknown_events: Buffer,
    /// Events of all other unknown names.
    #[napi(js_name = "unknown_rest")]
    pub unknown_rest: f64,
    /// Events at local time.
    #[napi(js_name = "without_offset")]
    pub without_offset: f64,
    /// Events without a value that was needed.
    #[napi(js_name = "without_value")]
    pub without_value: f64,
    /// Ids with different contents.
    #[napi(js_name = "id_conflicts")]
    pub id_conflicts: f64,
}

impl Task for Scoring {
    type Output = NativeScored;
    type JsValue = NativeScored;

    fn compute(&mut self) -> Result<NativeScored> {
        self.cancel.check()?;
        guarded(|| self.score())
    }

    fn resolve(&mut self, _: Env, scored: NativeScored) -> Result<NativeScored> {
        Ok(scored)
    }
}

impl Scoring {
    fn score(&self) -> Result<NativeScored> {
        let read_now;
        let (profiles, events) = match &self.given {
            Given::Kept(profiles, events) => (profiles, events),
            Given::Bytes(profiles, events) => {
                read_now = (
                    read(profiles.as_ref(), "/profiles")?,
                    read(events.as_ref(), "/events")?,
                );
                (&read_now.0, &read_now.1)
            }
        };
        let instants = self.instants.as_ref();
        let instants = instants
            .map(|bytes| read(Some(bytes), "/as_of"))
            .transpose()?;
        let none = instants.as_ref().map(|_| Batches::none());
        let mut request = thrown(wire::table_request(&self.request, &self.model, none))?;
        let columns = |table, name| self.columns(table, name, &request);
        let profiles = columns(profiles, TableName::Profiles)?;
        let events = columns(events, TableName::Events)?;
        if let Some(instants) = &instants {
            request.as_of = AsOf::Each(columns(instants, TableName::AsOf)?);
        }
        request.progress = Some(Arc::clone(&self.cancel.0));
        self.cancel.check()?;
        let found = self.model.assess_table(&profiles, &events, &request);
        self.cancel.check()?;
        written(&found.map_err(|error| refused(&error, ""))?, self.file)
    }

    /// The columns of a table that the model reads.
    fn columns(&self, table: &Table, name: TableName, request: &TableRequest) -> Result<Batches> {
        let columns: &BTreeMap<String, String> = &request.columns;
        let wanted = |names: &[&str]| self.model.columns_read(name, names, columns);
        let batches = caught(|| table.batches(wanted)).unwrap_or_else(no_table);
        batches.map_err(|error| refused(&error.into(), &format!("/{}", name.word())))
    }
}

fn written(found: &ScoredTable, file: bool) -> Result<NativeScored> {
    let write = |batch| {
        let bytes = ipc::write(batch, file).map_err(|error| refused(&error.into(), ""))?;
        Ok::<Buffer, Error>(bytes.into())
    };
    // Counts of rows of one call; a double is exact far beyond them.
    let count = |count: u64| count as f64;
    Ok(NativeScored {
        leads: write(&found.leads)?,
        rejects: write(&found.rejects)?,
        hints: write(&found.hints)?,
        explanations: found.explanations.as_ref().map(write).transpose()?,
        unknown_events: write(&found.unknown_events)?,
        unknown_rest: count(found.unknown_rest),
        without_offset: count(found.without_offset),
        without_value: count(found.without_value),
        id_conflicts: count(found.id_conflicts),
    })
}

#[napi]
impl NativeModel {
    /// Scores tables of Arrow IPC, or a dataset.
    #[napi]
    pub fn assess_table(
        &self,
        tables: Either<&NativeDataset, (Option<Uint8Array>, Option<Uint8Array>)>,
        instants: Option<Uint8Array>,
        request: String,
        file: bool,
        cancel: &Cancel,
    ) -> AsyncTask<Scoring> {
        let given = match tables {
            Either::A(kept) => Given::Kept(kept.profiles.clone(), kept.events.clone()),
            Either::B((profiles, events)) => Given::Bytes(profiles, events),
        };
        AsyncTask::new(Scoring {
            model: self.0.clone(),
            given,
            instants,
            request,
            file,
            cancel: cancel.clone(),
        })
    }
}

//! Arrow tables: read, scored and written on a thread of Node's pool.

use std::collections::BTreeMap;
use std::sync::Arc;

use leadgrade::arrow::{AsOf, Batches, ScoredTable, TableRequest};
use leadgrade::{Model, TableName, wire};
use napi::bindgen_prelude::{AsyncTask, Buffer, Either, Uint8Array};
use napi::{Env, Error, Result, Task};
use napi_derive::napi;

use crate::dataset::{Cancel, NativeDataset, not_a_table, read, table_error};
use crate::ipc::{self, Table};
use crate::model::NativeModel;
use crate::{caught, guarded, thrown};

/// The task that scores tables.
pub struct ScoreTables {
    model: Model,
    tables: Tables,
    instants: Option<Uint8Array>,
    request: String,
    file: bool,
    cancel: Cancel,
}

/// Profiles and events.
enum Tables {
    Bytes(Option<Uint8Array>, Option<Uint8Array>),
    Dataset(Table, Table),
}

/// The answer: tables as Arrow IPC, and counts.
#[napi(object)]
pub struct NativeScored {
    /// One row per lead.
    pub leads: Buffer,
    /// Input that was not used.
    pub rejects: Buffer,
    /// Probable mistakes in the input.
    pub hints: Buffer,
    /// Entries of explanations.
    pub explanations: Option<Buffer>,
    /// Event names that no signal uses.
    #[napi(js_name = "unknown_events")]
    pub unknown_events: Buffer,
    /// Events with any other unknown name.
    #[napi(js_name = "unknown_rest")]
    pub unknown_rest: f64,
    /// Events whose instant was local time.
    #[napi(js_name = "without_offset")]
    pub without_offset: f64,
    /// Events that lack the value that a signal needs.
    #[napi(js_name = "without_value")]
    pub without_value: f64,
    /// Ids on events with different contents.
    #[napi(js_name = "id_conflicts")]
    pub id_conflicts: f64,
}

impl Task for ScoreTables {
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

impl ScoreTables {
    fn score(&self) -> Result<NativeScored> {
        let read_now;
        let (profiles, events) = match &self.tables {
            Tables::Dataset(profiles, events) => (profiles, events),
            Tables::Bytes(profiles, events) => {
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
        let scored = self.model.assess_table(&profiles, &events, &request);
        self.cancel.check()?;
        native_scored(&scored.map_err(|error| table_error(&error, ""))?, self.file)
    }

    /// Decodes the columns of a table that the model reads.
    fn columns(&self, table: &Table, name: TableName, request: &TableRequest) -> Result<Batches> {
        let columns: &BTreeMap<String, String> = &request.columns;
        let wanted = |names: &[&str]| self.model.columns_read(name, names, columns);
        let batches = caught(|| table.batches(wanted)).unwrap_or_else(not_a_table);
        batches.map_err(|error| table_error(&error.into(), &format!("/{}", name.word())))
    }
}

fn native_scored(scored: &ScoredTable, file: bool) -> Result<NativeScored> {
    let write = |batch| {
        let bytes = ipc::write(batch, file).map_err(|error| table_error(&error.into(), ""))?;
        Ok::<Buffer, Error>(bytes.into())
    };
    // A double is exact up to 2^53, far beyond the rows of one call.
    let count = |count: u64| count as f64;
    Ok(NativeScored {
        leads: write(&scored.leads)?,
        rejects: write(&scored.rejects)?,
        hints: write(&scored.hints)?,
        explanations: scored.explanations.as_ref().map(write).transpose()?,
        unknown_events: write(&scored.unknown_events)?,
        unknown_rest: count(scored.unknown_rest),
        without_offset: count(scored.without_offset),
        without_value: count(scored.without_value),
        id_conflicts: count(scored.id_conflicts),
    })
}

#[napi]
impl NativeModel {
    /// Scores Arrow IPC tables, or a dataset.
    #[napi]
    pub fn assess_table(
        &self,
        tables: Either<&NativeDataset, (Option<Uint8Array>, Option<Uint8Array>)>,
        instants: Option<Uint8Array>,
        request: String,
        file: bool,
        cancel: &Cancel,
    ) -> AsyncTask<ScoreTables> {
        let tables = match tables {
            Either::A(dataset) => Tables::Dataset(dataset.profiles.clone(), dataset.events.clone()),
            Either::B((profiles, events)) => Tables::Bytes(profiles, events),
        };
        AsyncTask::new(ScoreTables {
            model: self.0.clone(),
            tables,
            instants,
            request,
            file,
            cancel: cancel.clone(),
        })
    }
}

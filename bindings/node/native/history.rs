//! Histories.

use leadgrade::{History, wire};
use napi::bindgen_prelude::{Buffer, Either, ObjectFinalize};
use napi::{Env, Error, Result};
use napi_derive::napi;

use crate::external_memory::ExternalMemory;
use crate::model::{NativeModel, numbers};
use crate::text::{Text, read};
use crate::{guarded, thrown};

/// A summary of a lead's events.
#[napi(custom_finalize)]
pub struct NativeHistory(pub(crate) History, ExternalMemory);

impl ObjectFinalize for NativeHistory {
    fn finalize(self, env: Env) -> Result<()> {
        self.1.release(env);
        Ok(())
    }
}

fn history_error(error: &leadgrade::HistoryError) -> Error {
    Error::from_reason(wire::refusal(&[error.problem("")]))
}

/// Restores a history from JSON text or bytes; without an argument, creates an empty one.
#[napi]
pub fn history(env: Env, stored: Option<Text<'_>>) -> Result<NativeHistory> {
    let (history, length) = match &stored {
        None => (Ok(History::default()), 0),
        Some(Either::A(bytes)) => (History::from_bytes(bytes), bytes.len()),
        Some(Either::B(text)) => (History::from_json(text), text.len()),
    };
    let history = history.map_err(|error| history_error(&error))?;
    Ok(NativeHistory(history, ExternalMemory::history(env, length)))
}

#[napi]
impl NativeHistory {
    /// Adds an event and returns what happened to it, as JSON text.
    #[napi]
    pub fn observe(&mut self, model: &NativeModel, event: Text<'_>, exact: bool) -> Result<String> {
        let event = read(&event)?;
        guarded(|| thrown(wire::observe(&mut self.0, &model.0, &event, numbers(exact))))
    }

    /// Adds a list of events and returns a report, as JSON text.
    #[napi]
    pub fn observe_all(
        &mut self,
        model: &NativeModel,
        events: Text<'_>,
        exact: bool,
    ) -> Result<String> {
        let events = read(&events)?;
        let numbers = numbers(exact);
        guarded(|| {
            let observed = wire::observe_all(&mut self.0, &model.0, &events, numbers);
            thrown(observed)
        })
    }

    /// Drops the ids of events before a day and returns `info`, as JSON text.
    #[napi]
    pub fn forget_ids_before(&mut self, model: &NativeModel, day: String) -> Result<String> {
        guarded(|| thrown(wire::forget_ids_before(&mut self.0, &model.0, &day)))
    }

    /// Adds the events of another history.
    #[napi]
    pub fn merge(&mut self, other: &NativeHistory) -> Result<()> {
        guarded(|| {
            self.0
                .merge(&other.0)
                .map_err(|error| history_error(&error))
        })
    }

    /// Whether both contain the same events.
    #[napi]
    pub fn equals(&self, other: &NativeHistory) -> bool {
        self.0 == other.0
    }

    /// Frees the memory before the garbage collector does.
    #[napi]
    pub fn free(&mut self) {
        self.0 = History::default();
    }

    /// What it contains in numbers, as JSON text.
    #[napi]
    pub fn info(&self) -> String {
        wire::history_info(&self.0)
    }

    /// The history as bytes to store.
    #[napi]
    pub fn to_bytes(&self) -> Buffer {
        self.0.to_bytes().into()
    }

    /// The history as JSON text to store.
    #[napi]
    pub fn to_json(&self) -> String {
        self.0.to_json()
    }
}

//! What crosses a language border: requests and answers as JSON text.
//!
//! A binding turns what it is given into the JSON text of a request, calls
//! [`call`], and turns the answer back; it holds no rule of its own. Everything
//! that a request may say, and every message about it, is here. Where text takes
//! longer than the call, there are [bare values](Bare) as well.

mod bare;
mod found;
mod graded;
mod history;
mod leads;
mod one_pass;
mod operation;
mod quick;
pub mod raw;
mod reader;
mod refused;
mod request;
mod rows;
mod span;
#[cfg(feature = "arrow")]
mod table;

pub use bare::Bare;
pub use found::Found;
pub use graded::{Graded, lead_of_tables};
#[cfg(feature = "schema")]
pub(crate) use graded::{GridAnswer, LeadsAnswer, MovesAnswer, TablesReport};
#[cfg(feature = "schema")]
pub(crate) use history::{HistoryInfo, Observed};
pub use history::{
    forget_ids_before, history_info, observe, observe_all, observe_event, observe_events,
};
#[cfg(feature = "schema")]
pub(crate) use leads::MOST_LEADS;
#[cfg(feature = "schema")]
pub(crate) use operation::LEADS_MOVED;
pub use operation::{
    AS_OF, Argument, EVENTS, OPERATIONS, Operation, PROFILE, TABLE_OPTIONS, surface,
};
pub use refused::tables_refusal;
pub use request::{Given, Lead, Refused};
pub use rows::{columns, lead, rows};
#[cfg(feature = "arrow")]
pub use table::{table_refusal, table_request};

use std::borrow::Cow;

use serde::Serialize;

use crate::assessment::{Assessment, Explanation, HORIZON_DAYS, KnownLead, NextChange, canonical};
use crate::document::Problem;
use crate::history::{History, HistoryError};
use crate::lead::{Event, Profile, Report};
use crate::model::Model;

/// How the text of a model is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// TOML.
    Toml,
    /// JSON.
    Json,
}

/// Compiles the text of a model.
///
/// # Errors
/// The answer that says everything that is wrong with it: `{"error": {"problems": [..]}}`.
pub fn compile(text: &str, format: Format) -> Result<Model, String> {
    let compiled = match format {
        Format::Toml => Model::from_toml(text),
        Format::Json => Model::from_json(text),
    };
    compiled.map_err(|error| refusal(&error.problems))
}

/// Line and column, each from 1, of the places of a model's text that JSON
/// Pointers name: of a member its key, of what is not written the nearest
/// that is, of a text that cannot be read its beginning.
///
/// ```
/// use leadgrade::wire::{Format, places};
/// let text = "format = 1\nname = \"n\"\n[signals.visit]\npoints = 10\n";
/// assert_eq!(places(text, Format::Toml, &["/signals/visit/points", "/fit"]), [(4, 1), (1, 1)]);
/// ```
pub fn places(text: &str, format: Format, pointers: &[&str]) -> Vec<(u32, u32)> {
    let reading = match format {
        Format::Toml => crate::document::read_toml(text),
        Format::Json => crate::document::read_json(text),
    };
    let place = |pointer: &&str| {
        let path = (*pointer).to_owned();
        let mut place = problem("", path, String::new(), "");
        reading.source.place(&mut place);
        (place.line.unwrap_or(1), place.column.unwrap_or(1))
    };
    pointers.iter().map(place).collect()
}

/// Calls an operation of the [surface](OPERATIONS) and answers with canonical
/// JSON text: the operation's answer, or `{"error": {"problems": [..]}}`.
///
/// ```
/// use leadgrade::wire;
/// let model = wire::compile("format = 1\nname = \"n\"\n[signals.visit]\npoints = 10\n[engagement]", wire::Format::Toml).unwrap();
/// let request = r#"{"as_of": "2026-11-22", "events": [{"event": "visit", "at": "2026-11-22"}]}"#;
/// let answer = wire::call("assess", &[&model], request);
/// assert!(answer.contains(r#""engagement":{"groups":[],"points":10,"rank":5}"#));
///
/// let refused = wire::call("assess", &[&model], r#"{"as_off": "2026-11-22"}"#);
/// assert!(refused.contains("did you mean `as_of`?"));
/// ```
pub fn call(operation: &str, models: &[&Model], request: &str) -> String {
    let answer = Call::of(operation, models).answer(request);
    answer.unwrap_or_else(|refusal| refusal)
}

/// The text of bytes.
///
/// # Errors
/// The refusal of bytes that are no UTF-8.
///
/// ```
/// assert_eq!(leadgrade::wire::utf8(b"{}"), Ok("{}"));
/// assert!(leadgrade::wire::utf8(b"{\xff}").unwrap_err().contains("from byte 1 on"));
/// ```
pub fn utf8(bytes: &[u8]) -> Result<&str, String> {
    std::str::from_utf8(bytes).map_err(|error| {
        let from = error.valid_up_to();
        let message = format!("the bytes are no UTF-8 from byte {from} on");
        let path = String::new();
        refusal(&[problem("not_unicode", path, message, "JSON text in UTF-8")])
    })
}

/// The answer to a request that cannot be carried out.
pub fn refusal(problems: &[Problem]) -> String {
    #[derive(Serialize)]
    struct Refusal<'a> {
        error: Problems<'a>,
    }
    #[derive(Serialize)]
    struct Problems<'a> {
        problems: &'a [Problem],
    }
    canonical(&Refusal {
        error: Problems { problems },
    })
}

/// A call of an operation with all that a language may want to say.
///
/// ```
/// use leadgrade::{Event, wire};
/// let model = wire::compile("format = 1\nname = \"n\"\n[signals.visit]\npoints = 10\n[engagement]", wire::Format::Toml).unwrap();
/// let (history, _) = model.history(&[Event::new("visit", "2026-11-20")]);
/// let models = [&model];
/// let call = wire::Call { history: Some(&history), ..wire::Call::of("assess", &models) };
/// let answer = call.answer(r#"{"as_of": "2026-11-22"}"#).unwrap();
/// assert!(answer.contains(r#""engagement":{"groups":[],"points":10,"rank":5}"#));
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Call<'c> {
    /// Its name.
    pub operation: &'c str,
    /// The models: as many as the operation takes.
    pub models: &'c [&'c Model],
    /// A history in the place of `events`, which the request then may not have.
    pub history: Option<&'c History>,
    /// What the numbers of the request stand for.
    pub numbers: raw::Numbers,
}

impl<'c> Call<'c> {
    /// A call without anything special: [`call`].
    pub fn of(operation: &'c str, models: &'c [&'c Model]) -> Self {
        Self {
            operation,
            models,
            history: None,
            numbers: raw::Numbers::Nearest,
        }
    }

    /// The answer as canonical JSON text.
    ///
    /// # Errors
    /// The answer that says everything that is wrong: `{"error": {"problems": [..]}}`.
    pub fn answer(&self, request: &str) -> Result<String, String> {
        self.answer_of(None, None, request)
    }

    /// [`Call::answer`] where the lead is at hand as values: they stand in the
    /// place of `profile` and `events`, the text has what else the request says.
    ///
    /// ```
    /// use leadgrade::{Event, wire};
    /// let model = wire::compile("format = 1\nname = \"n\"\n[signals.visit]\npoints = 10\n[engagement]", wire::Format::Toml).unwrap();
    /// let models = [&model];
    /// let call = wire::Call::of("assess", &models);
    /// let answer = call.answer_of(None, Some(vec![Event::new("visit", "2026-11-20")]), r#"{"as_of": "2026-11-22"}"#).unwrap();
    /// assert!(answer.contains(r#""engagement":{"groups":[],"points":10,"rank":5}"#));
    /// ```
    ///
    /// # Errors
    /// As those of [`Call::answer`].
    pub fn answer_of(
        &self,
        profile: Option<Profile>,
        events: Option<Vec<Event>>,
        request: &str,
    ) -> Result<String, String> {
        self.answered((profile, events), request)
            .map_err(|problems| refusal(&problems))
    }

    fn answered(
        &self,
        lead: (Option<Profile>, Option<Vec<Event>>),
        request: &str,
    ) -> Result<String, Vec<Problem>> {
        let operation = operation::find(self.operation).map_err(|problem| vec![problem])?;
        if found::is_found(operation) {
            return Ok(self.found(operation, lead, request)?.text());
        }
        let model = operation.model(self.models)?;
        let other = self.models.get(1).copied().unwrap_or(model);
        let given = self.given(operation, lead, request)?;
        let given = given.of_two(operation, self.models);
        match operation.about_lead() {
            true => about_lead(operation.name, [model, other], self.history, given),
            false => about_model(operation.name, model, given),
        }
    }

    /// The parts of a request; its profile and events may have been read before.
    fn given<'r>(
        &self,
        operation: &Operation,
        lead: (Option<Profile>, Option<Vec<Event>>),
        request: &'r str,
    ) -> Result<Given<'r>, Vec<Problem>> {
        let arguments = match self.history {
            Some(_) => Cow::Owned(operation.without_events()?),
            None => Cow::Borrowed(operation.arguments),
        };
        let given = Given::read_with(request, &arguments, self.numbers);
        Ok(given.of(lead, &arguments))
    }
}

fn about_model(name: &str, model: &Model, given: Given<'_>) -> Result<String, Vec<Problem>> {
    given.check()?;
    Ok(match name {
        "info" => canonical(&model.info()),
        "document" => canonical(model.document()),
        "run_tests" => canonical(&model.run_tests()),
        _ => canonical(&model.lint()),
    })
}

/// The answer of an operation about a lead: by events in the request, or by a history beside it.
fn about_lead(
    name: &str,
    [model, other]: [&Model; 2],
    history: Option<&History>,
    mut given: Given<'_>,
) -> Result<String, Vec<Problem>> {
    if name == "timeline" {
        return span::timeline(given, model, history);
    }
    let later = given.part("other_as_of", |raw| request::instant(raw, other));
    let horizon = given.part("horizon_days", span::horizon);
    let (profile, events, as_of) = given.unread(model)?;
    let events = events.into_values();
    let lead = |model| known(model, &profile, &events, history);
    let early = |error: HistoryError| vec![error.problem("/as_of")];
    Ok(match name {
        "next_change" => {
            let change = lead(model).next_change(as_of, horizon.unwrap_or(HORIZON_DAYS));
            canonical(&change.map_err(|error| span::refused("/horizon_days", "/as_of", error))?)
        }
        _ => {
            let path = if later.is_some() {
                "/other_as_of"
            } else {
                "/as_of"
            };
            let after = lead(other).explain(later.unwrap_or(as_of));
            let after = after.map_err(|error| vec![error.problem(path)])?;
            canonical(&lead(model).explain(as_of).map_err(early)?.compare(&after))
        }
    })
}

/// A lead by its history where there is one, else by its events.
fn known<'a>(
    model: &'a Model,
    profile: &'a Profile,
    events: &'a [Event],
    history: Option<&'a History>,
) -> KnownLead<'a> {
    match history {
        Some(history) => model.recall(profile, history),
        None => model.lead(profile, events),
    }
}

/// A problem of a request; its path is a JSON Pointer into the request.
pub fn problem(
    code: &'static str,
    path: String,
    message: String,
    help: impl Into<String>,
) -> Problem {
    Problem {
        code,
        path,
        line: None,
        column: None,
        message,
        help: help.into(),
    }
}

/// An assessment with its report, and what else was asked for: the answers of
/// `assess` and `explain`, and of programs that also want the next change,
/// which is `null` where no label differs within the horizon.
pub fn answered(
    assessment: &Assessment,
    explanation: Option<&Explanation>,
    next_change: Option<&Option<NextChange>>,
) -> String {
    canonical(&Answered::of(assessment, explanation, next_change))
}

/// What is written of an assessment.
#[derive(Serialize)]
struct Answered<'a> {
    assessment: &'a Assessment,
    #[serde(skip_serializing_if = "Option::is_none")]
    explanation: Option<&'a Explanation>,
    #[serde(skip_serializing_if = "Option::is_none")]
    next_change: Option<&'a Option<NextChange>>,
    report: &'a Report,
}

impl<'a> Answered<'a> {
    fn of(
        assessment: &'a Assessment,
        explanation: Option<&'a Explanation>,
        next_change: Option<&'a Option<NextChange>>,
    ) -> Self {
        Self {
            assessment,
            explanation,
            next_change,
            report: assessment.report(),
        }
    }
}

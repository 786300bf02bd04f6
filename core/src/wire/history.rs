//! Histories for the bindings: events as JSON text in, answers as JSON text out.

use serde::Serialize;
use serde_json::value::RawValue;

use super::argument::DATE;
use super::json::{self, Numbers};
use super::refusal::parse_json;
use super::{problem, refusal};
use crate::assessment::canonical;
use crate::document::Problem;
use crate::document::phrasing::expected;
use crate::exact::Day;
use crate::history::{History, HistoryError, Observation};
use crate::lead::{Event, Reject, UnknownEvents};
use crate::model::Model;

/// What a history did with an event.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub(crate) struct Observed {
    /// The outcome.
    seen: ObservationOutcome,
    /// All problems of a rejected event.
    rejects: Vec<Reject>,
}

/// The outcome of an observed event.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
enum ObservationOutcome {
    /// It counts. If it has an id, it is the first with that id or replaces another.
    Counted,
    /// Another event with its id counts already.
    Again,
    /// No signal names its event.
    Unknown,
    /// Signals name its event, but it meets the conditions of none.
    Unfit,
    /// It has an id, and the ids of its day have been forgotten.
    Forgotten,
    /// It could not be read.
    Rejected,
}

/// A summary of a history.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub(crate) struct HistoryInfo<'h> {
    /// The number of events that count, each id once.
    events: u64,
    /// The instant of the latest event that counts. The history cannot be assessed before it.
    latest: Option<String>,
    /// Ids of events before this day are forgotten.
    #[cfg_attr(feature = "schema", schemars(extend("format" = "date")))]
    forgotten_before: Option<String>,
    /// The number of ids that came with different contents; one event of each counts.
    id_conflicts: u64,
    /// The number of events that could not be read.
    rejected: u64,
    /// The number of events with ids that came after the ids of their day were forgotten.
    refused: u64,
    /// Events whose name no signal has.
    unknown_events: &'h UnknownEvents,
}

/// A summary of a history as canonical JSON text.
///
/// ```
/// let info = leadgrade::wire::history_info(&leadgrade::History::default());
/// assert!(info.starts_with(r#"{"events":0,"forgotten_before":null,"#));
/// ```
pub fn history_info(history: &History) -> String {
    canonical(&HistoryInfo {
        events: history.events(),
        latest: history.latest().map(|latest| latest.to_string()),
        forgotten_before: history.forgotten_before().map(|day| day.to_string()),
        id_conflicts: history.id_conflicts(),
        rejected: history.rejected(),
        refused: history.refused(),
        unknown_events: history.unknown_events(),
    })
}

/// Adds an event, as JSON text, to a history. Returns the outcome:
/// `{"rejects": [..], "seen": "counted"}`.
///
/// # Errors
/// A refusal, if the text is not valid JSON and for the errors of [`History::observe`].
///
/// ```
/// use leadgrade::{History, wire};
/// let model = wire::compile("format = 1\nname = \"n\"\n[signals.visit]", wire::Format::Toml).unwrap();
/// let mut history = History::default();
/// let visit = r#"{"event": "visit", "at": "2026-11-20T10:00:00Z", "id": "e-1"}"#;
/// let seen = wire::observe(&mut history, &model, visit, wire::json::Numbers::Nearest);
/// assert_eq!(seen.unwrap(), r#"{"rejects":[],"seen":"counted"}"#);
/// ```
pub fn observe(
    history: &mut History,
    model: &Model,
    event: &str,
    numbers: Numbers,
) -> Result<String, String> {
    let read = |raw: &RawValue| Some(json::event(raw, numbers));
    let event = or_refusal(parse_json(event, "an event is one JSON object", read))?;
    observe_event(history, model, &event)
}

/// [`observe`] with an event that is a value already.
///
/// # Errors
/// Those of [`History::observe`].
pub fn observe_event(
    history: &mut History,
    model: &Model,
    event: &Event,
) -> Result<String, String> {
    let seen = or_refusal(history.observe(model, event).map_err(history_problem))?;
    Ok(canonical(&Observed::from(seen)))
}

/// Adds a list of events, as JSON text, to a history. Returns the report on all of them.
///
/// # Errors
/// Those of [`observe`].
///
/// ```
/// use leadgrade::{History, wire};
/// let model = wire::compile("format = 1\nname = \"n\"\n[signals.visit]", wire::Format::Toml).unwrap();
/// let mut history = History::default();
/// let events = r#"[{"event": "visit", "at": "2026-11-20"}, {"event": "visit", "at": "soon"}]"#;
/// let report = wire::observe_all(&mut history, &model, events, wire::json::Numbers::Nearest);
/// assert!(report.unwrap().contains(r#""code":"unreadable_instant""#));
/// assert_eq!(history.events(), 1);
/// ```
pub fn observe_all(
    history: &mut History,
    model: &Model,
    events: &str,
    numbers: Numbers,
) -> Result<String, String> {
    let read = |raw: &RawValue| json::events(raw, numbers);
    let events = or_refusal(parse_json(events, "events are one JSON list", read))?;
    observe_events(history, model, &events)
}

/// [`observe_all`] with events that are values already.
///
/// # Errors
/// Those of [`History::observe_all`].
pub fn observe_events(
    history: &mut History,
    model: &Model,
    events: &[Event],
) -> Result<String, String> {
    let report = or_refusal(history.observe_all(model, events).map_err(history_problem))?;
    Ok(canonical(&report))
}

/// Forgets the ids of events before a day, such as `2026-11-01`. Returns the
/// [summary](history_info) of the history afterwards.
///
/// # Errors
/// A refusal, if the text is not a date and for the errors of [`History::forget_ids_before`].
pub fn forget_ids_before(
    history: &mut History,
    model: &Model,
    day: &str,
) -> Result<String, String> {
    let mut read = || -> Result<(), Problem> {
        let day = Day::parse(day).ok_or_else(|| {
            let message = format!("found `{}`", crate::text::shortened(day));
            problem("bad_date", String::new(), message, expected(DATE))
        })?;
        history
            .forget_ids_before(model, day)
            .map_err(history_problem)
    };
    or_refusal(read().map(|()| history_info(history)))
}

fn or_refusal<T>(answer: Result<T, Problem>) -> Result<T, String> {
    answer.map_err(|problem| refusal(&[problem]))
}

/// The problem of a history; it has no path, since it concerns the whole call.
fn history_problem(error: HistoryError) -> Problem {
    error.problem("")
}

impl From<Observation> for Observed {
    fn from(seen: Observation) -> Self {
        let (seen, rejects) = match seen {
            Observation::Counted => (ObservationOutcome::Counted, Vec::new()),
            Observation::Again => (ObservationOutcome::Again, Vec::new()),
            Observation::Unknown => (ObservationOutcome::Unknown, Vec::new()),
            Observation::Unfit => (ObservationOutcome::Unfit, Vec::new()),
            Observation::Forgotten => (ObservationOutcome::Forgotten, Vec::new()),
            Observation::Rejected(rejects) => (ObservationOutcome::Rejected, rejects),
        };
        Self { seen, rejects }
    }
}

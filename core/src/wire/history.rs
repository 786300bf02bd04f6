//! Histories across a language border: events go in, answers come out.

use serde::Serialize;
use serde_json::value::RawValue;

use super::raw::{self, Numbers};
use super::{problem, refusal};
use crate::assessment::canonical;
use crate::document::Problem;
use crate::exact::Day;
use crate::history::{History, HistoryError, Observation};
use crate::lead::{Event, Reject, UnknownEvents};
use crate::model::Model;

/// What became of an observed event.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub(crate) struct Observed {
    /// In one word.
    seen: SeenWord,
    /// Of a rejected event everything that is wrong with it.
    rejects: Vec<Reject>,
}

/// What became of an observed event, in one word.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
enum SeenWord {
    /// It counts; of an id, it is the first or counts in place of another.
    Counted,
    /// Another event of its id counts already.
    Again,
    /// No signal names its event.
    Unknown,
    /// Signals name its event, but it fits the condition of none.
    Unfit,
    /// It has an id of a day whose ids were forgotten.
    Forgotten,
    /// It could not be read.
    Rejected,
}

/// What a history holds, in numbers.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub(crate) struct HistoryInfo<'h> {
    /// How many events count, those with ids once each.
    events: u64,
    /// The latest event that counts. Before it the history cannot be assessed.
    latest: Option<String>,
    /// Ids of events before this day are forgotten.
    #[cfg_attr(feature = "schema", schemars(extend("format" = "date")))]
    forgotten_before: Option<String>,
    /// Under how many ids different contents came; one of each counts.
    id_conflicts: u64,
    /// Events that could not be read.
    rejected: u64,
    /// Events with ids that came after their day was forgotten.
    refused: u64,
    /// Events whose name no signal names.
    unknown_events: &'h UnknownEvents,
}

/// What a history holds, as canonical JSON text.
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

/// Adds the event of a JSON text to a history: `{"rejects": [..], "seen": "counted"}`.
///
/// # Errors
/// A refusal: a text that is no JSON, and those of [`History::observe`].
///
/// ```
/// use leadgrade::{History, wire};
/// let model = wire::compile("format = 1\nname = \"n\"\n[signals.visit]", wire::Format::Toml).unwrap();
/// let mut history = History::default();
/// let visit = r#"{"event": "visit", "at": "2026-11-20T10:00:00Z", "id": "e-1"}"#;
/// let seen = wire::observe(&mut history, &model, visit, wire::raw::Numbers::Nearest);
/// assert_eq!(seen.unwrap(), r#"{"rejects":[],"seen":"counted"}"#);
/// ```
pub fn observe(
    history: &mut History,
    model: &Model,
    event: &str,
    numbers: Numbers,
) -> Result<String, String> {
    let read = |raw: &RawValue| Some(raw::event(raw, numbers));
    let event = told(parsed(event, "an event is one JSON object", read))?;
    observe_event(history, model, &event)
}

/// [`observe`] of an event that was read already.
///
/// # Errors
/// Those of [`History::observe`].
pub fn observe_event(
    history: &mut History,
    model: &Model,
    event: &Event,
) -> Result<String, String> {
    let seen = told(history.observe(model, event).map_err(whole))?;
    Ok(canonical(&Observed::from(seen)))
}

/// Adds the events of a JSON text, a list, to a history; the report of what
/// could not be used of them.
///
/// # Errors
/// As of [`observe`].
///
/// ```
/// use leadgrade::{History, wire};
/// let model = wire::compile("format = 1\nname = \"n\"\n[signals.visit]", wire::Format::Toml).unwrap();
/// let mut history = History::default();
/// let events = r#"[{"event": "visit", "at": "2026-11-20"}, {"event": "visit", "at": "soon"}]"#;
/// let report = wire::observe_all(&mut history, &model, events, wire::raw::Numbers::Nearest);
/// assert!(report.unwrap().contains(r#""code":"unreadable_instant""#));
/// assert_eq!(history.events(), 1);
/// ```
pub fn observe_all(
    history: &mut History,
    model: &Model,
    events: &str,
    numbers: Numbers,
) -> Result<String, String> {
    let read = |raw: &RawValue| raw::events(raw, numbers);
    let events = told(parsed(events, "events are one JSON list", read))?;
    observe_events(history, model, &events)
}

/// [`observe_all`] of events that were read already.
///
/// # Errors
/// Those of [`History::observe_all`].
pub fn observe_events(
    history: &mut History,
    model: &Model,
    events: &[Event],
) -> Result<String, String> {
    let report = told(history.observe_all(model, events).map_err(whole))?;
    Ok(canonical(&report))
}

/// Forgets the ids of events before a day, such as `2026-11-01`; the
/// [information](history_info) of the history afterwards.
///
/// # Errors
/// A refusal: no date, and those of [`History::forget_ids_before`].
pub fn forget_ids_before(
    history: &mut History,
    model: &Model,
    day: &str,
) -> Result<String, String> {
    let mut read = || -> Result<(), Problem> {
        let day = Day::parse(day).ok_or_else(|| {
            let message = format!("found `{}`", crate::text::shortened(day));
            let help = "a date such as `2026-11-22`";
            problem("bad_date", String::new(), message, help)
        })?;
        history.forget_ids_before(model, day).map_err(whole)
    };
    told(read().map(|()| history_info(history)))
}

fn told<T>(answer: Result<T, Problem>) -> Result<T, String> {
    answer.map_err(|problem| refusal(&[problem]))
}

/// A history that cannot be used, wherever the call is about it as a whole.
fn whole(error: HistoryError) -> Problem {
    error.problem("")
}

fn parsed<T>(
    text: &str,
    shape: &'static str,
    read: impl FnOnce(&RawValue) -> Option<T>,
) -> Result<T, Problem> {
    let raw: &RawValue =
        serde_json::from_str(text.trim_start_matches('\u{feff}')).map_err(|error| {
            let (line, column) = (error.line(), error.column());
            let message = format!("this is no JSON, from line {line} column {column}");
            problem("syntax", String::new(), message, shape)
        })?;
    let found = raw::Kind::of(raw).word();
    read(raw).ok_or_else(|| problem("wrong_type", String::new(), format!("found {found}"), shape))
}

impl From<Observation> for Observed {
    fn from(seen: Observation) -> Self {
        let (seen, rejects) = match seen {
            Observation::Counted => (SeenWord::Counted, Vec::new()),
            Observation::Again => (SeenWord::Again, Vec::new()),
            Observation::Unknown => (SeenWord::Unknown, Vec::new()),
            Observation::Unfit => (SeenWord::Unfit, Vec::new()),
            Observation::Forgotten => (SeenWord::Forgotten, Vec::new()),
            Observation::Rejected(rejects) => (SeenWord::Rejected, rejects),
        };
        Self { seen, rejects }
    }
}

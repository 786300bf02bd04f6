//! Calls of the operations: a request in, an answer out.

use std::borrow::Cow;

use super::answer::{LeadAnswer, is_lead_answer, not_lead_answer};
use super::json::Numbers;
use super::operation::{self, Operation};
use super::refusal::refusal;
use super::request::{BorrowedLead, LeadValues, Request, instant};
use super::span;
use crate::assessment::{HORIZON_DAYS, KnownLead, canonical};
use crate::document::Problem;
use crate::history::{History, HistoryError};
use crate::lead::{Event, EventList, Profile};
use crate::model::Model;

/// Calls an operation of the [surface](super::OPERATIONS). Returns its answer as canonical JSON
/// text, or `{"error": {"problems": [..]}}`.
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
    let answer = Call::new(operation, models).answer(request);
    answer.unwrap_or_else(|refusal| refusal)
}

/// A call of an operation with everything that a binding can set.
///
/// ```
/// use leadgrade::{Event, wire};
/// let model = wire::compile("format = 1\nname = \"n\"\n[signals.visit]\npoints = 10\n[engagement]", wire::Format::Toml).unwrap();
/// let (history, _) = model.history(&[Event::new("visit", "2026-11-20")]);
/// let models = [&model];
/// let call = wire::Call { history: Some(&history), ..wire::Call::new("assess", &models) };
/// let answer = call.answer(r#"{"as_of": "2026-11-22"}"#).unwrap();
/// assert!(answer.contains(r#""engagement":{"groups":[],"points":10,"rank":5}"#));
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Call<'c> {
    /// The name of the operation.
    pub operation: &'c str,
    /// The models; each operation says how many it takes.
    pub models: &'c [&'c Model],
    /// A history that replaces `events`; the request must not have `events` then.
    pub history: Option<&'c History>,
    /// How the numbers of the request are read.
    pub numbers: Numbers,
}

impl<'c> Call<'c> {
    /// A call without a history, numbers as the nearest doubles.
    pub fn new(operation: &'c str, models: &'c [&'c Model]) -> Self {
        Self {
            operation,
            models,
            history: None,
            numbers: Numbers::Nearest,
        }
    }

    /// The answer as canonical JSON text.
    ///
    /// # Errors
    /// All problems of the request: `{"error": {"problems": [..]}}`.
    pub fn answer(&self, request: &str) -> Result<String, String> {
        self.answer_with(None, None, request)
    }

    /// [`Call::answer`] with a profile and events that are values already. The text has the other
    /// arguments.
    ///
    /// ```
    /// use leadgrade::{Event, wire};
    /// let model = wire::compile("format = 1\nname = \"n\"\n[signals.visit]\npoints = 10\n[engagement]", wire::Format::Toml).unwrap();
    /// let models = [&model];
    /// let call = wire::Call::new("assess", &models);
    /// let answer = call.answer_with(None, Some(vec![Event::new("visit", "2026-11-20")]), r#"{"as_of": "2026-11-22"}"#).unwrap();
    /// assert!(answer.contains(r#""engagement":{"groups":[],"points":10,"rank":5}"#));
    /// ```
    ///
    /// # Errors
    /// Those of [`Call::answer`].
    pub fn answer_with(
        &self,
        profile: Option<Profile>,
        events: Option<Vec<Event>>,
        request: &str,
    ) -> Result<String, String> {
        self.run(LeadValues { profile, events }, request)
            .map_err(|problems| refusal(&problems))
    }

    /// [`Call::answer_with`] of `assess` and `explain`, as a value instead of text.
    ///
    /// # Errors
    /// Those of [`Call::answer`]; other operations are refused.
    pub fn lead_answer(
        &self,
        profile: Option<Profile>,
        events: Option<Vec<Event>>,
        request: &str,
    ) -> Result<LeadAnswer, String> {
        let values = LeadValues { profile, events };
        let operation = operation::find(self.operation).map_err(|problem| vec![problem]);
        let answer = operation.and_then(|operation| match is_lead_answer(operation) {
            true => self.assess_or_explain(operation, values, request),
            false => Err(vec![not_lead_answer(operation)]),
        });
        answer.map_err(|problems| refusal(&problems))
    }

    fn run(&self, values: LeadValues, request: &str) -> Result<String, Vec<Problem>> {
        let operation = operation::find(self.operation).map_err(|problem| vec![problem])?;
        if is_lead_answer(operation) {
            return Ok(self.assess_or_explain(operation, values, request)?.text());
        }
        let model = operation.model(self.models)?;
        let other = self.models.get(1).copied().unwrap_or(model);
        let request = self.request(operation, values, request)?;
        let request = request.require_two_sides(operation, self.models);
        match operation.name {
            "timeline" => span::timeline(request, model, self.history),
            "next_change" => next_change(request, model, self.history),
            "compare" => compare(request, [model, other], self.history),
            name => about_model(name, model, request),
        }
    }

    fn assess_or_explain(
        &self,
        operation: &Operation,
        values: LeadValues,
        request: &str,
    ) -> Result<LeadAnswer, Vec<Problem>> {
        let model = operation.model(self.models)?;
        let explains = operation.name == "explain";
        let request = self.request(operation, values, request)?;
        let BorrowedLead {
            profile,
            events,
            as_of,
        } = request.borrowed_lead(model)?;
        let events = match events {
            EventList::Written(events) if !explains && self.history.is_none() => {
                let assessment = model.assess_written(&profile, &events, as_of);
                return Ok(LeadAnswer::Assessed(assessment));
            }
            events => events.into_values(),
        };
        let lead = known_lead(model, &profile, &events, self.history);
        let answer = match explains {
            true => lead.explain(as_of).map(Box::new).map(LeadAnswer::Explained),
            false => lead.assess(as_of).map(LeadAnswer::Assessed),
        };
        answer.map_err(|error| vec![error.problem("/as_of")])
    }

    fn request<'r>(
        &self,
        operation: &Operation,
        values: LeadValues,
        text: &'r str,
    ) -> Result<Request<'r>, Vec<Problem>> {
        let arguments = match self.history {
            Some(_) => Cow::Owned(operation.without_events()?),
            None => Cow::Borrowed(operation.arguments),
        };
        let request = Request::read_with(text, &arguments, self.numbers);
        Ok(request.with_values(values, &arguments))
    }
}

fn about_model(name: &str, model: &Model, request: Request<'_>) -> Result<String, Vec<Problem>> {
    request.check()?;
    Ok(match name {
        "info" => canonical(&model.info()),
        "document" => canonical(model.document()),
        "run_tests" => canonical(&model.run_tests()),
        _ => canonical(&model.lint()),
    })
}

fn next_change(
    mut request: Request<'_>,
    model: &Model,
    history: Option<&History>,
) -> Result<String, Vec<Problem>> {
    let horizon = request.part("horizon_days", span::horizon);
    let lead = request.lead(model)?;
    let known = known_lead(model, &lead.profile, &lead.events, history);
    let change = known.next_change(lead.as_of, horizon.unwrap_or(HORIZON_DAYS));
    change
        .map(|change| canonical(&change))
        .map_err(|error| span::refused("/horizon_days", "/as_of", error))
}

fn compare(
    mut request: Request<'_>,
    [model, other]: [&Model; 2],
    history: Option<&History>,
) -> Result<String, Vec<Problem>> {
    let later = request.part("other_as_of", |raw| instant(raw, other));
    let lead = request.lead(model)?;
    let explain = |model, as_of, path| {
        let known = known_lead(model, &lead.profile, &lead.events, history);
        let explanation = known.explain(as_of);
        explanation.map_err(|error: HistoryError| vec![error.problem(path)])
    };
    let after = match later {
        Some(later) => explain(other, later, "/other_as_of")?,
        None => explain(other, lead.as_of, "/as_of")?,
    };
    let before = explain(model, lead.as_of, "/as_of")?;
    Ok(canonical(&before.compare(&after)))
}

/// A lead by its history if there is one, by its events otherwise.
pub(super) fn known_lead<'a>(
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

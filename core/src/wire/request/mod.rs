//! Parses requests: JSON text becomes arguments, or the list of all its problems.

mod argument_error;
mod fast;
mod unknown;

pub use argument_error::ArgumentError;
pub(super) use argument_error::{expected_in_years, instant};

use serde_json::value::RawValue;

use super::argument::{Argument, EVENTS, OTHER_AS_OF, PROFILE};
use super::json::{self, JsonKind, Members, Numbers};
use super::operation::Operation;
use super::problem;
use super::refusal::parse_json;
use crate::document::Problem;
use crate::document::phrasing::expected;
use crate::exact::Instant;
use crate::lead::{Event, EventList, Profile};
use crate::model::Model;
use argument_error::text_of_instant;
use unknown::{unknown_key, unknown_members};

/// The arguments of a request that are not null, and its problems so far.
///
/// A program that adds arguments of its own parses them with [`Request::part`]:
///
/// ```
/// use leadgrade::wire::{AS_OF, Argument, ArgumentError, Request, json};
/// const TEAM: Argument = Argument::required("team", "the name of a team");
/// let mut request = Request::read(r#"{"as_of": "2026-11-22", "team": 7}"#, &[&AS_OF, &TEAM]);
/// let team = request.part("team", |raw| json::text(raw).ok_or(ArgumentError::Type));
/// assert_eq!(team, None);
/// let problem = request.check().unwrap_err()[0].to_string();
/// assert_eq!(problem, "[wrong_type] /team: found a number (expected the name of a team)");
/// ```
#[derive(Debug, Default)]
pub struct Request<'t> {
    pub(super) members: Vec<(&'static Argument, &'t RawValue)>,
    /// The profile, if it has been parsed already.
    pub(super) profile: Option<Profile>,
    /// The events, if they have been parsed already.
    pub(super) events: Option<EventList<'t>>,
    pub(super) numbers: Numbers,
    pub(super) problems: Vec<Problem>,
}

/// A lead and the instant at which to assess it.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Lead {
    /// The profile; empty if the request has none.
    pub profile: Profile,
    /// The events; empty if the request has none.
    pub events: Vec<Event>,
    /// The instant.
    pub as_of: Instant,
}

/// [`Lead`] with events that may still borrow from the text of the request.
pub(super) struct BorrowedLead<'t> {
    pub(super) profile: Profile,
    pub(super) events: EventList<'t>,
    pub(super) as_of: Instant,
}

/// Arguments that a caller hands over as values instead of text.
#[derive(Default)]
pub(super) struct LeadValues {
    pub(super) profile: Option<Profile>,
    pub(super) events: Option<Vec<Event>>,
}

impl<'t> Request<'t> {
    /// Parses a request, numbers as the nearest doubles. An empty text is a request without
    /// arguments.
    pub fn read(text: &'t str, arguments: &[&'static Argument]) -> Self {
        Self::read_with(text, arguments, Numbers::Nearest)
    }

    /// [`Request::read`] with a choice of how numbers are read.
    pub fn read_with(text: &'t str, arguments: &[&'static Argument], numbers: Numbers) -> Self {
        if let Some(request) = fast::read(text, arguments, numbers) {
            return request;
        }
        let members = match object(text) {
            Ok(members) => members,
            Err(problem) => {
                return Self {
                    problems: vec![problem],
                    ..Self::default()
                };
            }
        };
        let mut request = Self {
            numbers,
            problems: unknown_members(&members, arguments),
            ..Self::default()
        };
        for argument in arguments {
            let member = members.0.iter().find(|(name, _)| name == argument.name);
            let raw = member.map(|(_, raw)| *raw);
            match raw.filter(|raw| JsonKind::of(raw) != JsonKind::Null) {
                Some(raw) => request.members.push((argument, raw)),
                None if argument.required => request.refuse(missing(argument)),
                None => {}
            }
        }
        request
    }

    /// Adds values to a request. Refuses those that its operation does not accept.
    pub(super) fn with_values(
        mut self,
        values: LeadValues,
        arguments: &[&'static Argument],
    ) -> Self {
        let LeadValues { profile, events } = values;
        for (argument, given) in [(&PROFILE, profile.is_some()), (&EVENTS, events.is_some())] {
            if given && !arguments.contains(&argument) {
                self.refuse(unknown_key(argument.name, arguments));
            }
        }
        self.profile = profile.or(self.profile);
        self.events = events.map(EventList::Values).or(self.events);
        self
    }

    /// Refuses to compare a lead with itself by one model at one instant.
    pub(super) fn require_two_sides(mut self, operation: &Operation, models: &[&Model]) -> Self {
        let (_, most) = operation.models;
        let is_read = self.problems.is_empty() || !self.members.is_empty();
        let other = |(argument, _): &(&Argument, _)| argument.name == OTHER_AS_OF.name;
        if models.len() < most && is_read && !self.members.iter().any(other) {
            let message = "there is nothing to compare with".to_owned();
            let help = "expected `other_as_of`, another model, or both";
            let path = format!("/{}", OTHER_AS_OF.name);
            self.refuse(problem("missing_key", path, message, help));
        }
        self
    }

    /// Adds a problem.
    pub fn refuse(&mut self, problem: Problem) {
        self.problems.push(problem);
    }

    /// Reads one argument. Returns `None` if it is missing, and if `read` fails; the failure is
    /// added to the problems.
    pub fn part<T>(
        &mut self,
        name: &str,
        read: impl FnOnce(&'t RawValue) -> Result<T, ArgumentError>,
    ) -> Option<T> {
        let mut members = self.members.iter();
        let (argument, raw) = *members.find(|(argument, _)| argument.name == name)?;
        match read(raw) {
            Ok(value) => Some(value),
            Err(error) => {
                self.refuse(error.problem(argument, raw));
                None
            }
        }
    }

    /// The lead of the request. Instants without an offset are local time in the model's zone.
    ///
    /// # Errors
    /// All problems of the request.
    pub fn lead(self, model: &Model) -> Result<Lead, Vec<Problem>> {
        let lead = self.borrowed_lead(model)?;
        Ok(Lead {
            profile: lead.profile,
            events: lead.events.into_values(),
            as_of: lead.as_of,
        })
    }

    /// [`Request::lead`] with events that may still borrow from the text.
    pub(super) fn borrowed_lead(mut self, model: &Model) -> Result<BorrowedLead<'t>, Vec<Problem>> {
        let profile = self.profile();
        let events = self.events();
        let as_of = self.instant(model)?;
        Ok(BorrowedLead {
            profile,
            events,
            as_of,
        })
    }

    /// The argument `as_of`.
    pub(super) fn instant(mut self, model: &Model) -> Result<Instant, Vec<Problem>> {
        match self.part("as_of", |raw| instant(raw, model)) {
            Some(as_of) if self.problems.is_empty() => Ok(as_of),
            _ => Err(self.problems),
        }
    }

    /// The events; empty if the request has none.
    pub(super) fn events(&mut self) -> EventList<'t> {
        let numbers = self.numbers;
        let read = |raw| json::events(raw, numbers).ok_or(ArgumentError::Type);
        match self.events.take() {
            Some(events) => events,
            None => EventList::Values(self.part("events", read).unwrap_or_default()),
        }
    }

    /// The profile; empty if the request has none.
    pub(super) fn profile(&mut self) -> Profile {
        let numbers = self.numbers;
        let read = |raw| json::profile(raw, numbers).ok_or(ArgumentError::Type);
        let profile = self.profile.take().or_else(|| self.part("profile", read));
        profile.unwrap_or_default()
    }

    /// All problems that can be found without a model, for a request that is refused for another
    /// reason as well.
    pub fn into_problems(mut self) -> Vec<Problem> {
        let _ = self.profile();
        let list = |raw| json::elements(raw).ok_or(ArgumentError::Type);
        let _ = self.part("events", list);
        let _ = self.part("as_of", text_of_instant);
        self.problems
    }

    /// The problems so far as an error.
    ///
    /// # Errors
    /// If there are any.
    pub fn check(self) -> Result<(), Vec<Problem>> {
        if self.problems.is_empty() {
            Ok(())
        } else {
            Err(self.problems)
        }
    }
}

const SHAPE: &str = "a request is one JSON object";

fn missing(argument: &Argument) -> Problem {
    let (name, allowed) = (argument.name, argument.allowed);
    let message = format!("`{name}` is missing");
    problem(
        "missing_key",
        format!("/{name}"),
        message,
        expected(allowed),
    )
}

fn object(text: &str) -> Result<Members<'_>, Problem> {
    if text.trim().is_empty() {
        return Ok(Members::default());
    }
    let text = text.trim_start_matches('\u{feff}');
    // One pass if nothing is wrong; the second one finds the problem.
    if let Ok(members) = serde_json::from_str(text) {
        return Ok(members);
    }
    parse_json(text, SHAPE, json::members)
}

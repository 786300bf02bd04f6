//! The text of a request becomes its parts, or everything that is wrong with it.

use serde_json::value::RawValue;

use super::operation::{AS_OF, Argument, EVENTS, OTHER_AS_OF, Operation, PROFILE};
use super::raw::{self, Kind, Members, Numbers};
use super::{one_pass, problem};
use crate::document::Problem;
use crate::document::problems::Path;
use crate::exact::Instant;
use crate::intake::{AsOfError, COUNT, count_hint};
use crate::lead::{Event, EventList, Profile};
use crate::model::Model;
use crate::text::nearest;
use crate::text::shortened;

/// The members of a request by name, null ones left out, and what is wrong so far.
#[derive(Debug, Default)]
pub struct Given<'t> {
    pub(super) members: Vec<(&'static Argument, &'t RawValue)>,
    /// The profile and the events, where the request was read in one pass.
    pub(super) profile: Option<Profile>,
    pub(super) events: Option<EventList<'t>>,
    pub(super) numbers: Numbers,
    pub(super) problems: Vec<Problem>,
}

/// A lead and the instant to look at it.
#[derive(Clone, Debug)]
pub struct Lead {
    /// What is known about the lead; empty where the request says nothing.
    pub profile: Profile,
    /// What it did; empty where the request says nothing.
    pub events: Vec<Event>,
    /// When to look.
    pub as_of: Instant,
}

impl<'t> Given<'t> {
    /// Reads a request; an empty text is one without members.
    pub fn read(text: &'t str, arguments: &[&'static Argument]) -> Self {
        Self::read_with(text, arguments, Numbers::Nearest)
    }

    /// [`Given::read`] with numbers of a language that has exact ones.
    pub fn read_with(text: &'t str, arguments: &[&'static Argument], numbers: Numbers) -> Self {
        if let Some(given) = one_pass::read(text, arguments, numbers) {
            return given;
        }
        let found = match object(text) {
            Ok(found) => found,
            Err(problem) => {
                return Self {
                    problems: vec![problem],
                    ..Self::default()
                };
            }
        };
        let mut given = Self {
            numbers,
            problems: unknown(&found, arguments),
            ..Self::default()
        };
        for argument in arguments {
            let raw = found
                .0
                .iter()
                .find(|(name, _)| name == argument.name)
                .map(|(_, raw)| *raw);
            match raw.filter(|raw| Kind::of(raw) != Kind::Null) {
                Some(raw) => given.members.push((argument, raw)),
                None if argument.required => {
                    let message = format!("`{}` is missing", argument.name);
                    given.refuse(problem(
                        "missing_key",
                        format!("/{}", argument.name),
                        message,
                        argument.allowed,
                    ));
                }
                None => {}
            }
        }
        given
    }

    /// The same with a lead that is at hand as values, where the arguments allow one.
    pub(super) fn of(
        mut self,
        (profile, events): (Option<Profile>, Option<Vec<Event>>),
        arguments: &[&'static Argument],
    ) -> Self {
        for (argument, given) in [(&PROFILE, profile.is_some()), (&EVENTS, events.is_some())] {
            if given && !arguments.contains(&argument) {
                self.refuse(unknown_key(argument.name, arguments));
            }
        }
        self.profile = profile.or(self.profile);
        self.events = events.map(EventList::Values).or(self.events);
        self
    }

    /// Refuses to compare a lead with itself: by one model and at one instant.
    pub(super) fn of_two(mut self, operation: &Operation, models: &[&Model]) -> Self {
        let (_, most) = operation.models;
        let is_read = self.problems.is_empty() || !self.members.is_empty();
        let other = |(argument, _): &(&Argument, _)| argument.name == OTHER_AS_OF.name;
        if models.len() < most && is_read && !self.members.iter().any(other) {
            let message = "there is nothing to compare with".to_owned();
            let help = "`other_as_of`, another model, or both";
            let path = format!("/{}", OTHER_AS_OF.name);
            self.refuse(problem("missing_key", path, message, help));
        }
        self
    }

    /// Notes a further problem.
    pub fn refuse(&mut self, problem: Problem) {
        self.problems.push(problem);
    }

    /// Reads one member, if it is there; a refusal says what is allowed.
    pub fn part<T>(
        &mut self,
        name: &str,
        read: impl FnOnce(&'t RawValue) -> Result<T, Refused>,
    ) -> Option<T> {
        let (argument, raw) = *self
            .members
            .iter()
            .find(|(argument, _)| argument.name == name)?;
        let refused = match read(raw) {
            Ok(found) => return Some(found),
            Err(refused) => refused,
        };
        let path = format!("/{name}");
        self.refuse(match refused {
            Refused::Type => {
                let message = format!("found {}", raw::described(raw));
                problem("wrong_type", path, message, argument.allowed)
            }
            Refused::Instant(AsOfError::Unreadable(found)) => problem(
                "unreadable_instant",
                path,
                format!("found `{found}`"),
                format!("{}{}", argument.allowed, count_hint(&found)),
            ),
            Refused::Instant(AsOfError::OutOfRange(found)) => {
                let help = "an instant in the years 1900 to 2200";
                problem("out_of_range", path, format!("found `{found}`"), help)
            }
            Refused::Value { code, help } => {
                let found = raw::text(raw).unwrap_or_else(|| raw.get().to_owned());
                problem(code, path, format!("found `{}`", shortened(&found)), help)
            }
        });
        None
    }

    /// The lead of the request, read with a model's zone.
    ///
    /// # Errors
    /// Everything that is wrong with the request.
    pub fn lead(self, model: &Model) -> Result<Lead, Vec<Problem>> {
        let (profile, events, as_of) = self.unread(model)?;
        Ok(Lead {
            profile,
            events: events.into_values(),
            as_of,
        })
    }

    /// The same with events that may still stand in the text.
    pub(super) fn unread(
        mut self,
        model: &Model,
    ) -> Result<(Profile, EventList<'t>, Instant), Vec<Problem>> {
        let (profile, events) = self.known();
        let as_of = self.instant(model)?;
        Ok((profile, events, as_of))
    }

    /// The instant of the request, read with a model's zone.
    pub(super) fn instant(mut self, model: &Model) -> Result<Instant, Vec<Problem>> {
        match self.part("as_of", |raw| instant(raw, model)) {
            Some(as_of) if self.problems.is_empty() => Ok(as_of),
            _ => Err(self.problems),
        }
    }

    /// The profile and the events, empty where the request says nothing.
    pub(super) fn known(&mut self) -> (Profile, EventList<'t>) {
        let numbers = self.numbers;
        let profile = self.profile();
        let read = |raw| raw::events(raw, numbers).ok_or(Refused::Type);
        let values = |given: &mut Self| given.part("events", read).unwrap_or_default();
        let events = self.events.take();
        let events = events.unwrap_or_else(|| EventList::Values(values(self)));
        (profile, events)
    }

    /// The profile, empty where the request says nothing.
    pub(super) fn profile(&mut self) -> Profile {
        let numbers = self.numbers;
        let read = |raw| raw::profile(raw, numbers).ok_or(Refused::Type);
        let profile = self.profile.take().or_else(|| self.part("profile", read));
        profile.unwrap_or_default()
    }

    /// The problems of a request that cannot be carried out for another reason.
    pub fn into_problems(mut self) -> Vec<Problem> {
        // What can be known without a model is said as well.
        let _ = self.profile();
        let _ = self.part("events", |raw| raw::elements(raw).ok_or(Refused::Type));
        let _ = self.part("as_of", text_of_instant);
        self.problems
    }

    /// Whether nothing is wrong so far.
    pub fn check(self) -> Result<(), Vec<Problem>> {
        if self.problems.is_empty() {
            Ok(())
        } else {
            Err(self.problems)
        }
    }
}

/// Why a member is refused.
#[derive(Clone, Debug)]
pub enum Refused {
    /// It is of another type.
    Type,
    /// It is no instant that can be used.
    Instant(AsOfError),
    /// It is of the right type, but not allowed.
    Value {
        /// The code of the problem.
        code: &'static str,
        /// What is allowed.
        help: String,
    },
}

/// Reads an instant with a model's zone.
pub(super) fn instant(raw: &RawValue, model: &Model) -> Result<Instant, Refused> {
    model
        .as_of(&text_of_instant(raw)?)
        .map_err(Refused::Instant)
}

fn text_of_instant(raw: &RawValue) -> Result<String, Refused> {
    raw::text(raw).ok_or_else(|| match Kind::of(raw) {
        Kind::Number => Refused::Value {
            code: "wrong_type",
            help: format!("{}{COUNT}", AS_OF.allowed),
        },
        _ => Refused::Type,
    })
}

pub(super) const SHAPE: &str = "a request is one JSON object";

fn object(text: &str) -> Result<Members<'_>, Problem> {
    if text.trim().is_empty() {
        return Ok(Members::default());
    }
    let unreadable = |error: serde_json::Error| {
        let message = format!(
            "the request is no JSON, from line {} column {}",
            error.line(),
            error.column()
        );
        problem("syntax", String::new(), message, SHAPE)
    };
    let text = text.trim_start_matches('\u{feff}');
    // In one go where nothing is wrong.
    if let Ok(members) = serde_json::from_str(text) {
        return Ok(members);
    }
    let raw: &RawValue = serde_json::from_str(text).map_err(unreadable)?;
    let members = raw::members(raw);
    members.ok_or_else(|| {
        problem(
            "wrong_type",
            String::new(),
            format!("found {}", Kind::of(raw).word()),
            SHAPE,
        )
    })
}

/// Members that are no arguments, and arguments that stand there twice.
fn unknown(found: &Members<'_>, arguments: &[&'static Argument]) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (at, (name, _)) in found.0.iter().enumerate() {
        if !arguments.iter().any(|known| known.name == name) {
            problems.push(unknown_key(name, arguments));
        } else if found.0.iter().take(at).any(|(other, _)| other == name) {
            problems.push(problem(
                "duplicate_key",
                Path::ROOT.key(name).to_string(),
                format!("`{name}` stands here twice"),
                "one is enough",
            ));
        }
    }
    problems
}

/// A member that is no argument.
fn unknown_key(name: &str, arguments: &[&'static Argument]) -> Problem {
    let names = || arguments.iter().map(|argument| argument.name);
    let near = nearest(&shortened(name), names()).map(|near| format!("did you mean `{near}`?"));
    let help = near.unwrap_or_else(|| match arguments {
        [] => "nothing is allowed here".to_owned(),
        _ => {
            let known: Vec<String> = names().map(|name| format!("`{name}`")).collect();
            format!("allowed: {}", known.join(", "))
        }
    });
    let message = format!("`{}` is not known here", shortened(name));
    problem(
        "unknown_key",
        Path::ROOT.key(name).to_string(),
        message,
        help,
    )
}

//! The text of a request becomes its parts, or everything that is wrong with it.

use serde_json::value::RawValue;

use super::operation::{Argument, problem};
use super::raw::{self, Kind, Members};
use crate::assessment::AsOfError;
use crate::document::Problem;
use crate::exact::Instant;
use crate::lead::{Event, Profile, shortened};
use crate::model::Model;
use crate::text::nearest;

/// The members of a request, by name, null ones left out.
pub(super) struct Given<'t> {
    members: Vec<(&'static Argument, &'t RawValue)>,
}

/// A lead and the instant to look at it.
pub(super) struct Lead {
    pub(super) profile: Profile,
    pub(super) events: Vec<Event>,
    pub(super) as_of: Instant,
}

impl<'t> Given<'t> {
    /// Reads a request; an empty text is one without members.
    pub(super) fn read(
        text: &'t str,
        arguments: &'static [Argument],
    ) -> Result<Self, Vec<Problem>> {
        let found = if text.trim().is_empty() {
            Members::default()
        } else {
            object(text).map_err(|problem| vec![problem])?
        };
        let mut problems = unknown(&found, arguments);
        let mut members = Vec::new();
        for argument in arguments {
            let given = found
                .0
                .iter()
                .find(|(name, _)| name == argument.name)
                .map(|(_, raw)| *raw);
            match given.filter(|raw| Kind::of(raw) != Kind::Null) {
                Some(raw) => members.push((argument, raw)),
                None if argument.required => {
                    let message = format!("`{}` is missing", argument.name);
                    problems.push(problem(
                        "missing_key",
                        format!("/{}", argument.name),
                        message,
                        argument.allowed,
                    ));
                }
                None => {}
            }
        }
        if problems.is_empty() {
            Ok(Self { members })
        } else {
            Err(problems)
        }
    }

    /// The lead of the request, read with a model's zone.
    pub(super) fn lead(&self, model: &Model) -> Result<Lead, Vec<Problem>> {
        let mut problems = Vec::new();
        let profile = self
            .part("profile", profile, &mut problems)
            .unwrap_or_default();
        let events = self
            .part("events", events, &mut problems)
            .unwrap_or_default();
        let as_of = self.part(
            "as_of",
            |raw, argument| instant(raw, argument, model),
            &mut problems,
        );
        match as_of {
            Some(as_of) if problems.is_empty() => Ok(Lead {
                profile,
                events,
                as_of,
            }),
            _ => Err(problems),
        }
    }

    /// The second instant of a comparison.
    pub(super) fn other_as_of(&self, model: &Model) -> Result<Option<Instant>, Vec<Problem>> {
        let mut problems = Vec::new();
        let found = self.part(
            "other_as_of",
            |raw, argument| instant(raw, argument, model),
            &mut problems,
        );
        if problems.is_empty() {
            Ok(found)
        } else {
            Err(problems)
        }
    }

    fn part<T>(
        &self,
        name: &str,
        read: impl FnOnce(&RawValue, &Argument) -> Result<T, Problem>,
        problems: &mut Vec<Problem>,
    ) -> Option<T> {
        let (argument, raw) = self
            .members
            .iter()
            .find(|(argument, _)| argument.name == name)?;
        read(raw, argument)
            .map_err(|problem| problems.push(problem))
            .ok()
    }
}

const SHAPE: &str = "a request is one JSON object";

fn object(text: &str) -> Result<Members<'_>, Problem> {
    let unreadable = |error: serde_json::Error| {
        let message = format!(
            "the request is no JSON, from line {} column {}",
            error.line(),
            error.column()
        );
        problem("syntax", String::new(), message, SHAPE)
    };
    let raw: &RawValue =
        serde_json::from_str(text.trim_start_matches('\u{feff}')).map_err(unreadable)?;
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
fn unknown(found: &Members<'_>, arguments: &[Argument]) -> Vec<Problem> {
    let mut problems = Vec::new();
    let names = || arguments.iter().map(|argument| argument.name);
    for (at, (name, _)) in found.0.iter().enumerate() {
        let path = format!("/{}", name.replace('~', "~0").replace('/', "~1"));
        if !names().any(|known| known == name) {
            let near =
                nearest(&shortened(name), names()).map(|near| format!("did you mean `{near}`?"));
            let help = near.unwrap_or_else(|| match arguments {
                [] => "nothing is allowed here".to_owned(),
                _ => format!(
                    "allowed: {}",
                    names()
                        .map(|name| format!("`{name}`"))
                        .collect::<Vec<_>>()
                        .join(", ")
                ),
            });
            problems.push(problem(
                "unknown_key",
                path,
                format!("`{}` is not known here", shortened(name)),
                help,
            ));
        } else if found.0.iter().take(at).any(|(other, _)| other == name) {
            problems.push(problem(
                "duplicate_key",
                path,
                format!("`{name}` stands here twice"),
                "one is enough",
            ));
        }
    }
    problems
}

fn wrong(raw: &RawValue, argument: &Argument) -> Problem {
    let message = format!("found {}", Kind::of(raw).word());
    problem(
        "wrong_type",
        format!("/{}", argument.name),
        message,
        argument.allowed,
    )
}

fn profile(raw: &RawValue, argument: &Argument) -> Result<Profile, Problem> {
    raw::profile(raw).ok_or_else(|| wrong(raw, argument))
}

fn events(raw: &RawValue, argument: &Argument) -> Result<Vec<Event>, Problem> {
    let list = raw::elements(raw).ok_or_else(|| wrong(raw, argument))?;
    Ok(list.into_iter().map(raw::event).collect())
}

fn instant(raw: &RawValue, argument: &Argument, model: &Model) -> Result<Instant, Problem> {
    let text = raw::text(raw).ok_or_else(|| wrong(raw, argument))?;
    model.as_of(&text).map_err(|error| {
        let (code, found) = match error {
            AsOfError::Unreadable(found) => ("unreadable_instant", found),
            AsOfError::OutOfRange(found) => ("out_of_range", found),
        };
        problem(
            code,
            format!("/{}", argument.name),
            format!("found `{found}`"),
            error_help(code),
        )
    })
}

fn error_help(code: &str) -> &'static str {
    match code {
        "out_of_range" => "an instant in the years 1900 to 2200",
        _ => super::operation::INSTANT,
    }
}

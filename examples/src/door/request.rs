//! A line becomes a request, or everything that is wrong with it.

use leadgrade::text::nearest;
use leadgrade::{AsOfError, Event, Problem, Profile};
use serde_json::value::RawValue;

use super::models::ModelText;
use crate::raw::{self, Kind, Members, NotUnicode};

const KEYS: [&str; 5] = ["model", "profile", "events", "as_of", "explain"];
const SHAPE: &str = "a line is one JSON object with `model` and `as_of`, and if wanted `profile`, `events` and `explain`";
const INSTANT: &str = "an instant such as `2026-11-22T09:30:00Z` or a date such as `2026-11-22`";

/// What is asked. Parts that are missing or wrong are empty; the problems say so.
#[derive(Debug, Default)]
pub(super) struct Request<'t> {
    pub(super) model: Option<ModelText<'t>>,
    pub(super) profile: Profile,
    pub(super) events: Vec<Event>,
    pub(super) as_of: Option<String>,
    pub(super) explain: bool,
}

impl<'t> Request<'t> {
    /// Reads a line, with the problems of its parts.
    ///
    /// # Errors
    /// When the line is no JSON object.
    pub(super) fn read(line: &'t [u8]) -> Result<(Self, Vec<Problem>), Vec<Problem>> {
        let members = object(line).map_err(|problem| vec![problem])?;
        let mut problems = Vec::new();
        let mut request = Self::default();
        check_keys(&members, &mut problems);
        for key in KEYS {
            let raw = given(&members, key);
            let Some(raw) = raw else {
                if matches!(key, "model" | "as_of") {
                    problems.push(missing(key));
                }
                continue;
            };
            if let Err(problem) = request.take(key, raw) {
                problems.push(problem);
            }
        }
        Ok((request, problems))
    }

    fn take(&mut self, key: &str, raw: &'t RawValue) -> Result<(), Problem> {
        match key {
            "model" => self.model = Some(model(raw)?),
            "profile" => self.profile = profile(raw)?,
            "events" => self.events = events(raw)?,
            "as_of" => self.as_of = Some(as_of(raw)?),
            _ => self.explain = explain(raw)?,
        }
        Ok(())
    }
}

fn object(line: &[u8]) -> Result<Members<'_>, Problem> {
    let text = std::str::from_utf8(line).map_err(|error| {
        let message = format!("the line is not UTF-8 from byte {}", error.valid_up_to());
        problem("not_unicode", "", message, SHAPE)
    })?;
    let text = text.trim_start_matches('\u{feff}');
    if let Ok(members) = serde_json::from_str(text) {
        return Ok(members);
    }
    // Not an object of texts: what is it?
    let raw: &RawValue = serde_json::from_str(text)
        .map_err(|error| problem("syntax", "", unreadable(text, &error), SHAPE))?;
    Err(match Kind::of(raw) {
        Kind::Object => {
            let message = "a key escapes half of a surrogate pair";
            problem("not_unicode", "", message, SHAPE)
        }
        kind => problem("wrong_type", "", kind.found(), SHAPE),
    })
}

fn unreadable(text: &str, error: &serde_json::Error) -> String {
    if text.trim().is_empty() {
        return "the line is empty".to_owned();
    }
    format!("the line is no JSON, from column {}", error.column())
}

/// The value of a key, unless it is null, which is the same as absent.
fn given<'t>(members: &Members<'t>, key: &str) -> Option<&'t RawValue> {
    let found = members.0.iter().find(|(name, _)| name == key);
    found
        .map(|(_, raw)| *raw)
        .filter(|raw| Kind::of(raw) != Kind::Null)
}

fn check_keys(members: &Members<'_>, problems: &mut Vec<Problem>) {
    for (index, (name, _)) in members.0.iter().enumerate() {
        let path = pointer(name);
        if !KEYS.contains(&name.as_str()) {
            let near = (name.len() <= 100).then(|| nearest(name, KEYS)).flatten();
            let help = match near {
                Some(near) => format!("did you mean `{near}`?"),
                None => "allowed: `model`, `profile`, `events`, `as_of` and `explain`".to_owned(),
            };
            let message = format!("`{}` is not known here", shortened(name));
            problems.push(problem("unknown_key", &path, message, help));
        } else if members.0.iter().take(index).any(|(other, _)| other == name) {
            let message = format!("`{name}` stands here twice");
            problems.push(problem("duplicate_key", &path, message, "one is enough"));
        }
    }
}

fn missing(key: &str) -> Problem {
    let help = match key {
        "model" => "a model document as an object, or a text that holds TOML or JSON",
        _ => INSTANT,
    };
    problem(
        "missing_key",
        &pointer(key),
        format!("`{key}` is missing"),
        help,
    )
}

fn model(raw: &RawValue) -> Result<ModelText<'_>, Problem> {
    let allowed = "a model document as an object, or a text that holds TOML or JSON";
    match Kind::of(raw) {
        Kind::Object => Ok(ModelText::Object(raw.get())),
        // Reading a long text anew for each request would cost more than its
        // assessment; what is compiled is remembered by the text as it stands.
        Kind::Text => Ok(ModelText::Text(raw)),
        kind => Err(problem("wrong_type", "/model", kind.found(), allowed)),
    }
}

fn profile(raw: &RawValue) -> Result<Profile, Problem> {
    let found = Kind::of(raw);
    if found != Kind::Object {
        let allowed = "an object of attributes, and `lead`";
        return Err(problem("wrong_type", "/profile", found.found(), allowed));
    }
    let members = raw::members(raw).ok_or_else(|| surrogate("/profile"))?;
    raw::profile(&members).map_err(|NotUnicode { path }| surrogate(&format!("/profile{path}")))
}

fn events(raw: &RawValue) -> Result<Vec<Event>, Problem> {
    let Some(list) = raw::elements(raw) else {
        let allowed = "a list of events";
        let found = Kind::of(raw).found();
        return Err(problem("wrong_type", "/events", found, allowed));
    };
    let event = |(index, raw)| {
        raw::event(raw).map_err(|NotUnicode { path }| surrogate(&format!("/events/{index}{path}")))
    };
    list.into_iter().enumerate().map(event).collect()
}

fn as_of(raw: &RawValue) -> Result<String, Problem> {
    match Kind::of(raw) {
        Kind::Text => raw::text(raw).ok_or_else(|| surrogate("/as_of")),
        kind => Err(problem("wrong_type", "/as_of", kind.found(), INSTANT)),
    }
}

fn explain(raw: &RawValue) -> Result<bool, Problem> {
    match Kind::of(raw) {
        Kind::Flag => Ok(raw.get() == "true"),
        kind => Err(problem(
            "wrong_type",
            "/explain",
            kind.found(),
            "`true` or `false`",
        )),
    }
}

/// An `as_of` that is no instant, or one outside the years of the language.
pub(super) fn bad_as_of(error: &AsOfError) -> Problem {
    let (code, message, help) = match error {
        AsOfError::OutOfRange(found) => (
            "out_of_range",
            format!("found `{found}`"),
            "an instant in the years 1900 to 2200",
        ),
        AsOfError::Unreadable(found) => ("unreadable_instant", format!("found `{found}`"), INSTANT),
        _ => ("unreadable_instant", error.to_string(), INSTANT),
    };
    problem(code, "/as_of", message, help)
}

/// A text that is no Unicode.
pub(super) fn surrogate(path: &str) -> Problem {
    problem(
        "not_unicode",
        path,
        "a text escapes half of a surrogate pair",
        "both halves, such as `\\ud83d\\ude00`",
    )
}

fn pointer(key: &str) -> String {
    format!("/{}", key.replace('~', "~0").replace('/', "~1"))
}

fn shortened(text: &str) -> String {
    let visible = text.chars().take(60).flat_map(char::escape_debug);
    visible.collect()
}

fn problem(
    code: &'static str,
    path: &str,
    message: impl Into<String>,
    help: impl Into<String>,
) -> Problem {
    Problem {
        code,
        path: path.to_owned(),
        line: None,
        column: None,
        message: message.into(),
        help: help.into(),
    }
}

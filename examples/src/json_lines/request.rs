//! Parses a line into a request, or a list of everything that is wrong with it.

use std::borrow::Cow;

use leadgrade::Problem;
use leadgrade::wire::json::{self, JsonKind};
use leadgrade::wire::{AS_OF, Argument, ArgumentError, EVENTS, PROFILE, Request, problem};
use serde_json::value::RawValue;

use super::models::ModelText;
use crate::files::kind;

const MODEL: Argument = Argument::required(
    "model",
    "a model document as an object, or a text that holds TOML or JSON",
);
const EXPLAIN: Argument = Argument::optional("explain", "`true` or `false`");
const NEXT_CHANGE: Argument = Argument::optional("next_change", "`true` or `false`");

/// A parsed line. The lead is parsed later, since that needs the model.
pub(super) struct ScoreRequest<'t> {
    pub(super) request: Request<'t>,
    pub(super) model: Option<ModelText<'t>>,
    pub(super) explain: bool,
    pub(super) next_change: bool,
}

impl<'t> ScoreRequest<'t> {
    /// Reads a line.
    ///
    /// # Errors
    /// If the line is empty or not valid UTF-8.
    pub(super) fn read(line: &'t [u8]) -> Result<Self, Vec<Problem>> {
        let mut request = Request::read(
            text(line).map_err(|problem| vec![problem])?,
            &[&MODEL, &PROFILE, &EVENTS, &AS_OF, &EXPLAIN, &NEXT_CHANGE],
        );
        let model = request.part("model", |raw| match JsonKind::of(raw) {
            JsonKind::Object => Ok(ModelText::Object(raw.get())),
            _ => {
                let text = json::text(raw).ok_or(ArgumentError::Type)?;
                Ok(ModelText::Text(Cow::Owned(text)))
            }
        });
        let explain = request.part("explain", flag);
        let next_change = request.part("next_change", flag);
        Ok(Self {
            request,
            model,
            explain: explain.unwrap_or(false),
            next_change: next_change.unwrap_or(false),
        })
    }
}

fn flag(raw: &RawValue) -> Result<bool, ArgumentError> {
    match JsonKind::of(raw) {
        JsonKind::Flag => Ok(raw.get() == "true"),
        _ => Err(ArgumentError::Type),
    }
}

/// The form of a line, for messages.
const SHAPE: &str = "a line is one JSON object with `model` and `as_of`, and optionally `profile`, `events`, `explain` and `next_change`";

/// The problem of a line that is too long.
pub(super) fn too_long() -> Problem {
    let message = "the line is longer than 256 MiB".to_owned();
    problem("out_of_range", String::new(), message, SHAPE)
}

fn text(line: &[u8]) -> Result<&str, Problem> {
    let error = |code, message| problem(code, String::new(), message, SHAPE);
    let line = kind::without_mark(line);
    let text = std::str::from_utf8(line).map_err(|cause| {
        let message = format!("invalid UTF-8 at byte {}", cause.valid_up_to());
        error("not_unicode", message)
    })?;
    if text.trim().is_empty() {
        return Err(error("syntax", "the line is empty".to_owned()));
    }
    Ok(text)
}

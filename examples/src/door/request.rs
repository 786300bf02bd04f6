//! A line becomes a request, or everything that is wrong with it.

use std::borrow::Cow;

use leadgrade::Problem;
use leadgrade::wire::raw::{self, Kind};
use leadgrade::wire::{AS_OF, Argument, EVENTS, Given, PROFILE, Refused, problem};
use serde_json::value::RawValue;

use super::models::ModelText;
use crate::files::kind;

const MODEL: Argument = Argument {
    name: "model",
    required: true,
    allowed: "a model document as an object, or a text that holds TOML or JSON",
};
const EXPLAIN: Argument = Argument {
    name: "explain",
    required: false,
    allowed: "`true` or `false`",
};
const NEXT_CHANGE: Argument = Argument {
    name: "next_change",
    required: false,
    allowed: "`true` or `false`",
};

/// What is asked; the lead is read once there is a model to read it with.
pub(super) struct Request<'t> {
    pub(super) given: Given<'t>,
    pub(super) model: Option<ModelText<'t>>,
    pub(super) explain: bool,
    pub(super) next_change: bool,
}

impl<'t> Request<'t> {
    /// Reads a line.
    ///
    /// # Errors
    /// When the line is no text or empty.
    pub(super) fn read(line: &'t [u8]) -> Result<Self, Vec<Problem>> {
        let mut given = Given::read(
            text(line).map_err(|problem| vec![problem])?,
            &[&MODEL, &PROFILE, &EVENTS, &AS_OF, &EXPLAIN, &NEXT_CHANGE],
        );
        let model = given.part("model", |raw| match Kind::of(raw) {
            Kind::Object => Ok(ModelText::Object(raw.get())),
            _ => {
                let text = raw::text(raw).ok_or(Refused::Type)?;
                Ok(ModelText::Text(Cow::Owned(text)))
            }
        });
        let explain = given.part("explain", flag);
        let next_change = given.part("next_change", flag);
        Ok(Self {
            given,
            model,
            explain: explain.unwrap_or(false),
            next_change: next_change.unwrap_or(false),
        })
    }
}

fn flag(raw: &RawValue) -> Result<bool, Refused> {
    match Kind::of(raw) {
        Kind::Flag => Ok(raw.get() == "true"),
        _ => Err(Refused::Type),
    }
}

/// What a line should be.
const SHAPE: &str = "a line is one JSON object with `model` and `as_of`, and if wanted `profile`, `events`, `explain` and `next_change`";

/// A line that was not read to its end.
pub(super) fn too_long() -> Problem {
    let message = "the line is longer than 256 MiB".to_owned();
    problem("out_of_range", String::new(), message, SHAPE)
}

fn text(line: &[u8]) -> Result<&str, Problem> {
    let refuse = |code, message| problem(code, String::new(), message, SHAPE);
    let line = kind::without_mark(line);
    let text = std::str::from_utf8(line).map_err(|error| {
        let message = format!("the line is not UTF-8 from byte {}", error.valid_up_to());
        refuse("not_unicode", message)
    })?;
    if text.trim().is_empty() {
        return Err(refuse("syntax", "the line is empty".to_owned()));
    }
    Ok(text)
}

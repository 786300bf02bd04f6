//! Errors of single arguments, and arguments that are instants.

use serde_json::value::RawValue;

use crate::document::Problem;
use crate::document::phrasing::expected;
use crate::exact::{INSTANT_YEARS, Instant};
use crate::intake::{AsOfError, COUNT, count_hint};
use crate::model::Model;
use crate::text::shortened;
use crate::wire::argument::{AS_OF, Argument};
use crate::wire::json::{self, JsonKind};
use crate::wire::problem;

/// Why an argument is refused.
#[derive(Clone, Debug)]
pub enum ArgumentError {
    /// It has another type.
    Type,
    /// It is not an instant that can be used.
    Instant(AsOfError),
    /// It has the right type, but the value is not allowed.
    Value {
        /// The code of the problem.
        code: &'static str,
        /// What to do instead, such as `expected a whole number from 1 to 9`.
        help: String,
    },
}

impl ArgumentError {
    /// The problem of a request whose argument has this value.
    pub(super) fn problem(self, argument: &Argument, raw: &RawValue) -> Problem {
        let path = format!("/{}", argument.name);
        match self {
            Self::Type => {
                let message = format!("found {}", json::described(raw));
                problem("wrong_type", path, message, expected(argument.allowed))
            }
            Self::Instant(AsOfError::Unreadable(found)) => problem(
                "unreadable_instant",
                path,
                format!("found `{found}`"),
                format!("{}{}", expected(argument.allowed), count_hint(&found)),
            ),
            Self::Instant(AsOfError::OutOfRange(found)) => {
                let help = expected_in_years("an instant");
                problem("out_of_range", path, format!("found `{found}`"), help)
            }
            Self::Value { code, help } => {
                let found = json::text(raw).unwrap_or_else(|| raw.get().to_owned());
                problem(code, path, format!("found `{}`", shortened(&found)), help)
            }
        }
    }
}

/// The help for a date or an instant outside the years of instants.
pub(in crate::wire) fn expected_in_years(what: &str) -> String {
    let (first, last) = INSTANT_YEARS;
    format!("expected {what} in the years {first} to {last}")
}

/// Reads an instant; one without an offset is local time in the model's zone.
pub(in crate::wire) fn instant(raw: &RawValue, model: &Model) -> Result<Instant, ArgumentError> {
    model
        .as_of(&text_of_instant(raw)?)
        .map_err(ArgumentError::Instant)
}

pub(super) fn text_of_instant(raw: &RawValue) -> Result<String, ArgumentError> {
    json::text(raw).ok_or_else(|| match JsonKind::of(raw) {
        JsonKind::Number => ArgumentError::Value {
            code: "wrong_type",
            help: format!("{}{COUNT}", expected(AS_OF.allowed)),
        },
        _ => ArgumentError::Type,
    })
}

//! The text of requests: given as text, or written as JSON.

use std::borrow::Cow;

use leadgrade::wire::json::Numbers;
use leadgrade::wire::{AS_OF, OPERATIONS, TABLE_OPTIONS};
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyString};

use crate::error::{About, problem};
use crate::writer::{Stop, Writer};

/// The text of a request.
pub(crate) struct Text<'t> {
    text: Cow<'t, str>,
    /// Whether it was written from a Python object.
    is_object: bool,
}

impl Text<'_> {
    /// The JSON (or TOML) text.
    pub(crate) fn as_str(&self) -> &str {
        &self.text
    }

    /// How its numbers are read: those of a Python object are exact.
    pub(crate) fn numbers(&self) -> Numbers {
        if self.is_object {
            Numbers::Exact
        } else {
            Numbers::Nearest
        }
    }
}

/// Whether a value is text or bytes.
pub(crate) fn is_text(value: &Bound<'_, PyAny>) -> bool {
    value.is_instance_of::<PyString>() || value.is_instance_of::<PyBytes>()
}

/// The text of a value: text and bytes as they are, anything else as JSON.
///
/// # Errors
/// If bytes are not valid UTF-8, or a value has no form in JSON; `about` chooses the exception.
pub(crate) fn read<'t>(value: &'t Bound<'_, PyAny>, about: About) -> PyResult<Text<'t>> {
    let given = |text| Text {
        text,
        is_object: false,
    };
    if let Ok(text) = value.cast::<PyString>() {
        return Ok(given(text.to_string_lossy()));
    }
    if let Ok(bytes) = value.cast::<PyBytes>() {
        let text = std::str::from_utf8(bytes.as_bytes());
        return text
            .map(|text| given(Cow::Borrowed(text)))
            .map_err(|error| {
                let at = error.valid_up_to();
                let message = format!("invalid UTF-8 at byte {at}");
                let code = ("not_unicode", "");
                problem(value.py(), about, code, message, "expected text in UTF-8")
            });
    }
    let mut writer = Writer::default();
    match writer.value(value, 0) {
        Ok(()) => Ok(Text {
            text: Cow::Owned(writer.text),
            is_object: true,
        }),
        Err(Stop::TooDeep) => {
            let message = "a value contains itself, or is nested too deeply".to_owned();
            let path = writer.path();
            let code = ("wrong_type", path.as_str());
            Err(problem(value.py(), about, code, message, &expected(&path)))
        }
        Err(Stop::Unusable(type_)) => {
            let path = writer.path();
            let (code, found) = (("wrong_type", path.as_str()), format!("found a `{type_}`"));
            Err(problem(value.py(), about, code, found, &expected(&path)))
        }
        Err(Stop::Raised(error)) => Err(error),
    }
}

/// The help for a value that a request does not accept at a JSON Pointer.
fn expected(path: &str) -> String {
    format!("expected {}", allowed(path))
}

/// What a request accepts at a JSON Pointer.
fn allowed(path: &str) -> &'static str {
    let Some(name) = path.strip_prefix('/') else {
        return "text, bytes or a dict";
    };
    let arguments = OPERATIONS.iter().flat_map(|operation| operation.arguments);
    let mut arguments = arguments.chain(TABLE_OPTIONS).copied().chain([&AS_OF]);
    let argument = arguments.find(|argument| argument.name == name);
    argument.map_or("a value with a form in JSON", |argument| argument.allowed)
}

/// The JSON text of a value; `{}` if it has no form in JSON.
#[pyfunction]
pub(crate) fn json(value: &Bound<'_, PyAny>) -> PyResult<String> {
    let mut writer = Writer::default();
    match writer.value(value, 0) {
        Ok(()) => Ok(writer.text),
        Err(Stop::TooDeep | Stop::Unusable(_)) => Ok("{}".to_owned()),
        Err(Stop::Raised(error)) => Err(error),
    }
}

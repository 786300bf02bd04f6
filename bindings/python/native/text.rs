//! Values of Python become JSON text.

use std::borrow::Cow;

use leadgrade::wire::raw::Numbers;
use leadgrade::{Instant, wire};
use pyo3::exceptions::PyOverflowError;
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyBool, PyBytes, PyDateTime, PyDict, PyFloat, PyInt, PyList, PyString, PyTuple};

use crate::error::{About, raised};

/// Deeper values contain themselves, or are nothing that a model reads.
const DEEPEST: usize = 100;

/// The text of a request: given as it is, or written of an object.
pub(crate) struct Text<'t> {
    text: Cow<'t, str>,
    written: bool,
}

impl Text<'_> {
    /// The JSON (or TOML) text.
    pub(crate) fn as_str(&self) -> &str {
        &self.text
    }

    /// What its numbers stand for: those of Python are exact.
    pub(crate) fn numbers(&self) -> Numbers {
        if self.written {
            Numbers::Exact
        } else {
            Numbers::Nearest
        }
    }
}

/// Text and bytes as they are, everything else as JSON text.
pub(crate) fn read<'t>(value: &'t Bound<'_, PyAny>, about: About) -> PyResult<Text<'t>> {
    let given = |text| Text {
        text,
        written: false,
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
                let message = format!("the bytes are no UTF-8 from byte {at} on");
                refused(
                    value.py(),
                    about,
                    "not_unicode",
                    "",
                    message,
                    "text in UTF-8",
                )
            });
    }
    let mut writer = Writer::default();
    match writer.value(value, 0) {
        Ok(()) => Ok(Text {
            text: Cow::Owned(writer.text),
            written: true,
        }),
        Err(Stop::Endless) => {
            let message = "a value contains itself, or is nested too deep".to_owned();
            let path = writer.path();
            Err(refused(
                value.py(),
                about,
                "wrong_type",
                &path,
                message,
                "what JSON can say",
            ))
        }
        Err(Stop::Raised(error)) => Err(error),
    }
}

/// The JSON text that a value becomes.
#[pyfunction]
pub(crate) fn json(value: &Bound<'_, PyAny>) -> PyResult<String> {
    let mut writer = Writer::default();
    match writer.value(value, 0) {
        Ok(()) => Ok(writer.text),
        Err(_) => Ok("{}".to_owned()),
    }
}

fn refused(
    py: Python<'_>,
    about: About,
    code: &'static str,
    path: &str,
    message: String,
    help: &str,
) -> PyErr {
    let problem = wire::problem(code, path.to_owned(), message, help);
    raised(py, about, &wire::refusal(&[problem]))
}

/// Why a value has no text.
pub(crate) enum Stop {
    /// It contains itself, or is nested too deep.
    Endless,
    /// Python raised an exception.
    Raised(PyErr),
}

impl From<PyErr> for Stop {
    fn from(error: PyErr) -> Self {
        Self::Raised(error)
    }
}

/// Writes values as JSON text.
#[derive(Default)]
pub(crate) struct Writer {
    pub(crate) text: String,
    /// Where an endless value was met, from the inside out.
    places: Vec<String>,
}

/// A number beyond all doubles, which the core rejects with its place.
const ENDLESS_NUMBER: &str = "1e999";

impl Writer {
    /// Writes a value that stands so deep.
    pub(crate) fn value(&mut self, value: &Bound<'_, PyAny>, depth: usize) -> Result<(), Stop> {
        if depth > DEEPEST {
            return Err(Stop::Endless);
        }
        if value.is_none() {
            self.text.push_str("null");
        } else if let Ok(text) = value.cast::<PyString>() {
            self.string(text)?;
        } else if let Ok(flag) = value.cast::<PyBool>() {
            self.text
                .push_str(if flag.is_true() { "true" } else { "false" });
        } else if let Ok(number) = value.cast::<PyFloat>() {
            self.double(number.value());
        } else if let Ok(number) = value.cast::<PyInt>() {
            self.whole(number)?;
        } else if let Ok(object) = value.cast::<PyDict>() {
            self.object(object, depth)?;
        } else if let Ok(list) = value.cast::<PyList>() {
            self.list(list.iter(), depth)?;
        } else if let Ok(list) = value.cast_exact::<PyTuple>() {
            self.list(list.iter(), depth)?;
        } else if let Some(instant) = instant(value)? {
            self.quoted(&instant.to_string());
        } else {
            self.value(&plain(value)?, depth + 1)?;
        }
        Ok(())
    }

    fn string(&mut self, text: &Bound<'_, PyString>) -> Result<(), Stop> {
        match text.to_cow() {
            Ok(text) => self.quoted(&text),
            // Half of a surrogate pair: escaped, so that the core sees it.
            Err(_) => self.text.push_str(&escaped(text)?),
        }
        Ok(())
    }

    /// Writes a text.
    pub(crate) fn quoted(&mut self, text: &str) {
        self.text.push('"');
        let mut rest = text;
        while let Some(at) = rest.find(|c: char| c < ' ' || c == '"' || c == '\\') {
            let (plain, special) = rest.split_at(at);
            self.text.push_str(plain);
            let mut characters = special.chars();
            match characters.next() {
                Some(c @ ('"' | '\\')) => self.text.extend(['\\', c]),
                Some(c) => self.text.push_str(&format!("\\u{:04x}", u32::from(c))),
                None => {}
            }
            rest = characters.as_str();
        }
        self.text.push_str(rest);
        self.text.push('"');
    }

    fn double(&mut self, number: f64) {
        if number.is_nan() {
            self.text.push_str("null");
        } else if number.is_infinite() {
            self.text.push_str(ENDLESS_NUMBER);
        } else {
            self.text.push_str(&format!("{number:?}"));
        }
    }

    fn whole(&mut self, number: &Bound<'_, PyInt>) -> Result<(), Stop> {
        if let Ok(number) = number.extract::<i64>() {
            self.text.push_str(&number.to_string());
        } else if let Ok(number) = number.extract::<i128>() {
            self.text.push_str(&number.to_string());
        } else {
            // Beyond what is exact: the nearest double.
            match number.call_method0("__float__") {
                Ok(double) => self.double(double.extract()?),
                Err(error) if error.is_instance_of::<PyOverflowError>(number.py()) => {
                    self.text.push_str(ENDLESS_NUMBER);
                }
                Err(error) => return Err(error.into()),
            }
        }
        Ok(())
    }

    fn object(&mut self, object: &Bound<'_, PyDict>, depth: usize) -> Result<(), Stop> {
        self.text.push('{');
        for (at, (key, value)) in object.iter().enumerate() {
            if at > 0 {
                self.text.push(',');
            }
            let key = match key.cast_into::<PyString>() {
                Ok(key) => key,
                Err(other) => other.into_inner().str()?,
            };
            self.string(&key)?;
            self.text.push(':');
            let written = self.value(&value, depth + 1);
            self.located(written, || key.to_string_lossy().into_owned())?;
        }
        self.text.push('}');
        Ok(())
    }

    fn list<'py>(
        &mut self,
        list: impl Iterator<Item = Bound<'py, PyAny>>,
        depth: usize,
    ) -> Result<(), Stop> {
        self.text.push('[');
        for (at, value) in list.enumerate() {
            if at > 0 {
                self.text.push(',');
            }
            let written = self.value(&value, depth + 1);
            self.located(written, || at.to_string())?;
        }
        self.text.push(']');
        Ok(())
    }

    fn located(
        &mut self,
        written: Result<(), Stop>,
        place: impl FnOnce() -> String,
    ) -> Result<(), Stop> {
        if let Err(Stop::Endless) = written {
            self.places.push(place());
        }
        written
    }

    /// A JSON Pointer to where an endless value begins to repeat.
    fn path(&self) -> String {
        let parts = self.places.iter().rev().take(4);
        let escaped = |part: &String| format!("/{}", part.replace('~', "~0").replace('/', "~1"));
        parts.map(escaped).collect()
    }
}

/// Seconds up to here are doubles that tell microseconds apart.
const NEAR: f64 = 2_147_483_648.0;

/// The instant of a datetime with a zone, which costs less than the text that Python writes.
/// Subclasses (of pandas), datetimes without a zone and those of other centuries have to be asked for theirs.
pub(crate) fn instant(value: &Bound<'_, PyAny>) -> PyResult<Option<Instant>> {
    let py = value.py();
    let Ok(moment) = value.cast_exact::<PyDateTime>() else {
        return Ok(None);
    };
    if moment.getattr(intern!(py, "tzinfo"))?.is_none() {
        return Ok(None);
    }
    let seconds: f64 = moment.call_method0(intern!(py, "timestamp"))?.extract()?;
    Ok((seconds.abs() < NEAR)
        .then(|| Instant::from_micros(micros(seconds)))
        .flatten())
}

#[expect(
    clippy::float_arithmetic,
    reason = "the nearest whole number of a product that is off by far less than a half"
)]
fn micros(seconds: f64) -> i64 {
    (seconds * 1e6).round() as i64
}

/// What `leadgrade._values` makes of a value that JSON has not.
fn plain<'py>(value: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
    static PLAIN: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    PLAIN
        .import(value.py(), "leadgrade._values", "plain")?
        .call1((value,))
}

fn escaped(text: &Bound<'_, PyString>) -> PyResult<String> {
    static DUMPS: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    let dumps = DUMPS.import(text.py(), "json", "dumps")?;
    dumps.call1((text,))?.extract()
}

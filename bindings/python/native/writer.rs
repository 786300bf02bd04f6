//! Writes Python values as JSON text.

use pyo3::exceptions::{PyException, PyOverflowError};
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyBool, PyDict, PyFloat, PyInt, PyList, PyNotImplemented, PyString, PyTuple};

use crate::instant::instant;

/// How deep values may nest. Deeper ones contain themselves, or are nothing that a model reads.
const MAX_DEPTH: usize = 100;

/// A number larger than any double, which the core rejects with its place.
const INFINITE: &str = "1e999";

/// A copy of the members of a dict, since converting one may run code that changes the dict.
pub(crate) fn members<'py>(
    object: &Bound<'py, PyDict>,
) -> Vec<(Bound<'py, PyAny>, Bound<'py, PyAny>)> {
    object.iter().collect()
}

/// Why a value cannot be written.
pub(crate) enum Stop {
    /// It contains itself, or is nested too deeply.
    TooDeep,
    /// It has no form in JSON; with the name of its type.
    Unusable(String),
    /// Python code raised an exception.
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
    /// The path of a value that cannot be written, innermost step first.
    steps: Vec<String>,
}

impl Writer {
    /// Writes a value that is nested `depth` levels deep.
    pub(crate) fn value(&mut self, value: &Bound<'_, PyAny>, depth: usize) -> Result<(), Stop> {
        if depth > MAX_DEPTH {
            return Err(Stop::TooDeep);
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
            // A lone surrogate: escaped, so that the core rejects it.
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
            self.text.push_str(INFINITE);
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
            // More than 128 bits: the nearest double.
            match number.call_method0("__float__") {
                Ok(double) => self.double(double.extract()?),
                Err(error) if error.is_instance_of::<PyOverflowError>(number.py()) => {
                    self.text.push_str(INFINITE);
                }
                Err(error) => return Err(error.into()),
            }
        }
        Ok(())
    }

    fn object(&mut self, object: &Bound<'_, PyDict>, depth: usize) -> Result<(), Stop> {
        self.text.push('{');
        for (at, (key, value)) in members(object).into_iter().enumerate() {
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
        step: impl FnOnce() -> String,
    ) -> Result<(), Stop> {
        if let Err(Stop::TooDeep | Stop::Unusable(_)) = written {
            self.steps.push(step());
        }
        written
    }

    /// The JSON Pointer of the value that cannot be written; its first steps if it is too deep.
    pub(crate) fn path(&self) -> String {
        let too_deep = self.steps.len() >= MAX_DEPTH;
        let most = if too_deep { 4 } else { MAX_DEPTH };
        let parts = self.steps.iter().rev().take(most);
        let escaped = |part: &String| format!("/{}", part.replace('~', "~0").replace('/', "~1"));
        parts.map(escaped).collect()
    }
}

/// Converts a value that has no form in JSON with `leadgrade._values`.
fn plain<'py>(value: &Bound<'py, PyAny>) -> Result<Bound<'py, PyAny>, Stop> {
    static PLAIN: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    let py = value.py();
    let plain = PLAIN
        .import(py, "leadgrade._values", "plain")?
        .call1((value,));
    let unusable = || {
        Stop::Unusable(value.get_type().name().map_or_else(
            |_| "object".to_owned(),
            |name| name.to_string_lossy().into_owned(),
        ))
    };
    match plain {
        Ok(plain) if plain.is(PyNotImplemented::get(py)) => Err(unusable()),
        Ok(plain) => Ok(plain),
        // Reading it raised an exception.
        Err(error) if error.is_instance_of::<PyException>(py) => Err(unusable()),
        Err(error) => Err(error.into()),
    }
}

fn escaped(text: &Bound<'_, PyString>) -> PyResult<String> {
    static DUMPS: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    let dumps = DUMPS.import(text.py(), "json", "dumps")?;
    dumps.call1((text,))?.extract()
}

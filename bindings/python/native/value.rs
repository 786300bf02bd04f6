//! Converts Python values to the core's values, both for dicts and for columns of objects.
//! What a value means is decided by the core.

use leadgrade::exact::Number;
use leadgrade::{Day, Instant, Value};
use pyo3::exceptions::PyException;
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{
    PyBool, PyDate, PyDateTime, PyFloat, PyFrozenSet, PyInt, PyList, PySet, PyString, PyTuple,
};

use crate::instant::{self, instant};

/// How deep lists may nest. The core rejects lists within lists, and deeper ones may contain
/// themselves.
const MAX_DEPTH: u8 = 4;

/// The ordinal of 1970-01-01 in Python.
const EPOCH: i32 = 719_163;

/// Converts a value. An object that raises an exception becomes a value that the core rejects;
/// only exceptions outside `Exception`, such as `KeyboardInterrupt`, are passed on.
pub(crate) fn value(found: &Bound<'_, PyAny>) -> PyResult<Value> {
    convert(found, 0).or_else(|error| {
        if error.is_instance_of::<PyException>(found.py()) {
            Ok(Value::other("an object"))
        } else {
            Err(error)
        }
    })
}

fn convert(found: &Bound<'_, PyAny>, depth: u8) -> PyResult<Value> {
    if let Ok(text) = found.cast::<PyString>() {
        return Ok(text.to_str().map_or(Value::NotUnicode, Value::from));
    }
    if let Ok(number) = found.cast::<PyFloat>() {
        return Ok(Value::from(number.value()));
    }
    if let Ok(flag) = found.cast::<PyBool>() {
        return Ok(Value::Flag(flag.is_true()));
    }
    if let Ok(number) = found.cast::<PyInt>() {
        return whole(number);
    }
    if found.is_none() {
        return Ok(Value::Null);
    }
    if found.is_instance_of::<PyDateTime>() {
        return moment(found);
    }
    if found.is_instance_of::<PyDate>() {
        return Ok(Value::Day(day(found)?));
    }
    if let Ok(items) = found.cast::<PyList>() {
        return list(items.iter(), depth);
    }
    if let Ok(items) = found.cast_exact::<PyTuple>() {
        return list(items.iter(), depth);
    }
    if found.is_instance_of::<PySet>() || found.is_instance_of::<PyFrozenSet>() {
        let items = found.try_iter()?.collect::<PyResult<Vec<_>>>()?;
        return list(items.into_iter(), depth);
    }
    foreign(found, depth)
}

fn list<'py>(items: impl Iterator<Item = Bound<'py, PyAny>>, depth: u8) -> PyResult<Value> {
    if depth >= MAX_DEPTH {
        return Ok(Value::other("lists within lists"));
    }
    let items = items.map(|item| convert(&item, depth + 1));
    items.collect::<PyResult<Vec<_>>>().map(Value::List)
}

/// An exact integer. The message for one beyond 128 bits has its size, since its digits may be millions.
fn whole(number: &Bound<'_, PyInt>) -> PyResult<Value> {
    if let Ok(number) = number.extract::<i64>() {
        return Ok(Value::from(number));
    }
    if let Ok(number) = number.extract::<i128>() {
        return Ok(Value::from(number));
    }
    let bits: usize = number.call_method0("bit_length")?.extract()?;
    Ok(Value::out_of_range(format!("an integer of {bits} bits")))
}

/// A datetime: an instant if it has a zone, otherwise local time.
fn moment(found: &Bound<'_, PyAny>) -> PyResult<Value> {
    if let Some(instant) = instant(found)? {
        return Ok(Value::Instant(instant));
    }
    // NaT of pandas is a datetime that does not equal itself.
    if found.ne(found)? {
        return Ok(Value::Null);
    }
    let local = local_micros(found)?;
    let offset = found.call_method0(intern!(found.py(), "utcoffset"))?;
    if offset.is_none() {
        return Ok(Value::Local(local));
    }
    let micros = local - instant::span(&offset)?;
    Ok(Instant::from_micros(micros)
        .map_or_else(|| Value::out_of_range(text_of(found)), Value::Instant))
}

fn local_micros(found: &Bound<'_, PyAny>) -> PyResult<i64> {
    let py = found.py();
    let part = |name: &Bound<'_, PyString>| found.getattr(name)?.extract::<i64>();
    let seconds = part(intern!(py, "hour"))? * 3_600
        + part(intern!(py, "minute"))? * 60
        + part(intern!(py, "second"))?;
    let days = i64::from(day(found)?.0);
    Ok((days * 86_400 + seconds) * 1_000_000 + part(intern!(py, "microsecond"))?)
}

/// The day of a date or datetime.
fn day(found: &Bound<'_, PyAny>) -> PyResult<Day> {
    let ordinal: i32 = found
        .call_method0(intern!(found.py(), "toordinal"))?
        .extract()?;
    Ok(Day(ordinal - EPOCH))
}

/// Converts an object of another library with `leadgrade._values`.
fn foreign(found: &Bound<'_, PyAny>, depth: u8) -> PyResult<Value> {
    static KNOWN: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    let known = KNOWN
        .import(found.py(), "leadgrade._values", "known")?
        .call1((found,))?;
    let (kind, content): (String, Bound<'_, PyAny>) = known.extract()?;
    Ok(match kind.as_str() {
        "null" => Value::Null,
        "value" if depth < MAX_DEPTH => convert(&content, depth + 1)?,
        "list" => list(content.cast::<PyList>()?.iter(), depth)?,
        "digits" => Value::from_digits(&content.extract::<String>()?),
        "decimal" => decimal(content.extract()?),
        "day" => Value::Day(Day(content.extract()?)),
        "local" => Value::Local(content.extract()?),
        "beyond" => Value::out_of_range(content.extract::<String>()?),
        "duration" => Value::other("a duration"),
        "time" => Value::other("a time of day"),
        "binary" => Value::other("binary data"),
        "function" => Value::other("a function"),
        "iterator" => Value::other("an iterator"),
        _ => Value::other("an object"),
    })
}

/// A decimal that is not whole: exact if its digits fit 128 bits, otherwise the nearest double.
fn decimal((digits, places, nearest): (String, i32, f64)) -> Value {
    let digits = digits.parse().ok();
    let exact = digits.and_then(|digits| Number::decimal(digits, places));
    exact.map_or_else(|| Value::from(nearest), Value::Number)
}

fn text_of(found: &Bound<'_, PyAny>) -> String {
    found.str().map_or_else(
        |_| "an instant".to_owned(),
        |text| text.to_string_lossy().into_owned(),
    )
}

//! Python values as JSON text, as `wire` reads it with exact whole numbers.

use pyo3::exceptions::{PyRecursionError, PyTypeError};
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyBytes, PyDateTime, PyDict, PyFloat, PyInt, PyList, PyString, PyTuple};

use leadgrade::wire::raw::Numbers;

/// No request is deeper; a value that contains itself would be without end.
const DEEPEST: usize = 64;

/// The text of a request, and what its numbers stand for: text and bytes are
/// JSON already, any other value is written as JSON. `plain` turns a value of
/// another type into one of these, or into `NotImplemented`.
pub(crate) fn text(
    value: &Bound<'_, PyAny>,
    plain: &Bound<'_, PyAny>,
) -> PyResult<(String, Numbers)> {
    if let Ok(text) = value.cast::<PyString>() {
        return Ok((text.to_str()?.to_owned(), Numbers::Nearest));
    }
    if let Ok(bytes) = value.cast::<PyBytes>() {
        let text = crate::raised(leadgrade::wire::utf8(bytes.as_bytes()))?;
        return Ok((text.to_owned(), Numbers::Nearest));
    }
    let mut out = String::with_capacity(1_024);
    write(&mut out, value, plain, 0)?;
    Ok((out, Numbers::Exact))
}

fn write(
    out: &mut String,
    value: &Bound<'_, PyAny>,
    plain: &Bound<'_, PyAny>,
    depth: usize,
) -> PyResult<()> {
    if depth > DEEPEST {
        let message = "a value that is nested too deep, or contains itself";
        return Err(PyRecursionError::new_err(message));
    }
    if let Ok(text) = value.cast::<PyString>() {
        quoted(out, text);
    } else if let Ok(members) = value.cast::<PyDict>() {
        object(out, members, plain, depth)?;
    } else if let Ok(items) = value.cast::<PyList>() {
        list(out, items.iter(), plain, depth)?;
    } else if value.is_none() {
        out.push_str("null");
    } else if let Ok(flag) = value.cast::<PyBool>() {
        out.push_str(if flag.is_true() { "true" } else { "false" });
    } else if let Ok(whole) = value.cast::<PyInt>() {
        integer(out, whole)?;
    } else if let Ok(number) = value.cast::<PyFloat>() {
        double(out, number.value());
    } else if let Ok(items) = value.cast::<PyTuple>() {
        list(out, items.iter(), plain, depth)?;
    } else if let Some(text) = instant(value)? {
        out.push('"');
        out.push_str(&text);
        out.push('"');
    } else {
        let other = plain.call1((value,))?;
        if other.is(value.py().NotImplemented()) {
            // Never valid: the core says where it stands and what is allowed.
            out.push_str("{}");
        } else {
            write(out, &other, plain, depth + 1)?;
        }
    }
    Ok(())
}

fn quoted(out: &mut String, text: &Bound<'_, PyString>) {
    match text
        .to_str()
        .ok()
        .and_then(|text| serde_json::to_string(text).ok())
    {
        Some(text) => out.push_str(&text),
        // Half of a surrogate pair: no Unicode, and rejected as such.
        None => out.push_str(r#""\ud800""#),
    }
}

fn integer(out: &mut String, whole: &Bound<'_, PyInt>) -> PyResult<()> {
    match whole.extract::<i64>() {
        Ok(whole) => out.push_str(&whole.to_string()),
        // Members of an enum have texts of their own.
        Err(_) => out.push_str(whole.call_method0("__int__")?.str()?.to_str()?),
    }
    Ok(())
}

/// A number as its shortest text; NaN is not known, and what is infinite a
/// number beyond all doubles, which the core rejects by name.
fn double(out: &mut String, number: f64) {
    if number.is_finite() {
        out.push_str(&format!("{number:?}"));
    } else if number.is_nan() {
        out.push_str("null");
    } else {
        out.push_str(if number > 0.0 { "1e999" } else { "-1e999" });
    }
}

/// The text of a datetime with a zone that is near, which costs less than what Python writes.
fn instant(value: &Bound<'_, PyAny>) -> PyResult<Option<String>> {
    /// Seconds up to here are doubles that tell microseconds apart after a product.
    const NEAR: f64 = 2_147_483_648.0;
    let py = value.py();
    let Ok(moment) = value.cast_exact::<PyDateTime>() else {
        return Ok(None);
    };
    if moment.getattr(intern!(py, "tzinfo"))?.is_none() {
        return Ok(None);
    }
    let seconds: f64 = moment.call_method0(intern!(py, "timestamp"))?.extract()?;
    if seconds.abs() >= NEAR {
        return Ok(None);
    }
    let instant = leadgrade::Instant::from_micros(micros(seconds));
    Ok(instant.map(|instant| instant.to_string()))
}

#[expect(
    clippy::float_arithmetic,
    reason = "a rounded product, exact where it is used"
)]
fn micros(seconds: f64) -> i64 {
    (seconds * 1e6).round() as i64
}

fn list<'py>(
    out: &mut String,
    items: impl Iterator<Item = Bound<'py, PyAny>>,
    plain: &Bound<'py, PyAny>,
    depth: usize,
) -> PyResult<()> {
    out.push('[');
    for (at, item) in items.enumerate() {
        if at > 0 {
            out.push(',');
        }
        write(out, &item, plain, depth + 1)?;
    }
    out.push(']');
    Ok(())
}

fn object(
    out: &mut String,
    members: &Bound<'_, PyDict>,
    plain: &Bound<'_, PyAny>,
    depth: usize,
) -> PyResult<()> {
    out.push('{');
    for (at, (key, value)) in members.iter().enumerate() {
        if at > 0 {
            out.push(',');
        }
        let Ok(key) = key.cast::<PyString>() else {
            let message = format!("keys are texts, but {} is none", key.repr()?);
            return Err(PyTypeError::new_err(message));
        };
        quoted(out, key);
        out.push(':');
        write(out, &value, plain, depth + 1)?;
    }
    out.push('}');
    Ok(())
}

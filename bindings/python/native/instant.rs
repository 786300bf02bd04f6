//! Datetimes with a zone, which events have most.

use leadgrade::Instant;
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyDateTime, PyString};

/// Seconds up to here are doubles that tell microseconds apart.
const NEAR: f64 = 2_147_483_648.0;

/// The instant of a datetime with a zone, which costs less than the text that Python writes.
/// Subclasses (of pandas), datetimes without a zone and those of other centuries have to be asked for theirs.
pub(crate) fn instant(value: &Bound<'_, PyAny>) -> PyResult<Option<Instant>> {
    let py = value.py();
    let Ok(moment) = value.cast_exact::<PyDateTime>() else {
        return Ok(None);
    };
    let zone = moment.getattr(intern!(py, "tzinfo"))?;
    // A zone may answer that it has no offset: such a datetime is local time. UTC has one.
    let is_utc = zone.is(utc(py)?);
    if zone.is_none() || (!is_utc && moment.call_method0(intern!(py, "utcoffset"))?.is_none()) {
        return Ok(None);
    }
    let seconds: f64 = moment.call_method0(intern!(py, "timestamp"))?.extract()?;
    Ok((seconds.abs() < NEAR)
        .then(|| Instant::from_micros(micros(seconds)))
        .flatten())
}

/// `datetime.timezone.utc`, of which there is one.
fn utc(py: Python<'_>) -> PyResult<&Bound<'_, PyAny>> {
    static UTC: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    let zone = || -> PyResult<Py<PyAny>> {
        let zone = py.import("datetime")?.getattr("timezone")?.getattr("utc")?;
        Ok(zone.unbind())
    };
    Ok(UTC.get_or_try_init(py, zone)?.bind(py))
}

/// A timedelta in microseconds.
pub(crate) fn span(delta: &Bound<'_, PyAny>) -> PyResult<i64> {
    let py = delta.py();
    let part = |name: &Bound<'_, PyString>| delta.getattr(name)?.extract::<i64>();
    let seconds = part(intern!(py, "days"))? * 86_400 + part(intern!(py, "seconds"))?;
    Ok(seconds * 1_000_000 + part(intern!(py, "microseconds"))?)
}

#[expect(
    clippy::float_arithmetic,
    reason = "the nearest whole number of a product that is off by far less than a half"
)]
fn micros(seconds: f64) -> i64 {
    (seconds * 1e6).round() as i64
}

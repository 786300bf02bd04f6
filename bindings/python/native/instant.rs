//! Converts datetimes with a time zone, the most common instants of events.

use leadgrade::Instant;
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyDateTime, PyString};

/// The instant of a datetime with a time zone, which is faster than parsing its ISO text. Returns
/// `None` for anything else, including subclasses of datetime (such as those of pandas) and
/// datetimes without a zone.
pub(crate) fn instant(value: &Bound<'_, PyAny>) -> PyResult<Option<Instant>> {
    let py = value.py();
    let Ok(moment) = value.cast_exact::<PyDateTime>() else {
        return Ok(None);
    };
    let zone = moment.getattr(intern!(py, "tzinfo"))?;
    let (utc, epoch) = utc(py)?;
    // A datetime whose zone returns no offset is local time. UTC always has an offset.
    let is_local = || -> PyResult<bool> {
        let is_none = zone.is_none();
        Ok(is_none || moment.call_method0(intern!(py, "utcoffset"))?.is_none())
    };
    if !zone.is(utc) && is_local()? {
        return Ok(None);
    }
    Ok(Instant::from_micros(span(&moment.sub(epoch)?)?))
}

/// The singleton `datetime.timezone.utc`, and the datetime of 1970-01-01T00:00Z.
fn utc(py: Python<'_>) -> PyResult<(&Bound<'_, PyAny>, &Bound<'_, PyAny>)> {
    static UTC: PyOnceLock<(Py<PyAny>, Py<PyAny>)> = PyOnceLock::new();
    let (utc, epoch) = UTC.get_or_try_init(py, || -> PyResult<_> {
        let datetime = py.import(intern!(py, "datetime"))?;
        let utc = datetime.getattr("timezone")?.getattr("utc")?;
        let first = (1970, 1, 1, 0, 0, 0, 0, &utc);
        let epoch = datetime.getattr("datetime")?.call1(first)?;
        Ok((utc.unbind(), epoch.unbind()))
    })?;
    Ok((utc.bind(py), epoch.bind(py)))
}

/// The microseconds of a timedelta.
pub(crate) fn span(delta: &Bound<'_, PyAny>) -> PyResult<i64> {
    let py = delta.py();
    let part = |name: &Bound<'_, PyString>| delta.getattr(name)?.extract::<i64>();
    let seconds = part(intern!(py, "days"))? * 86_400 + part(intern!(py, "seconds"))?;
    Ok(seconds * 1_000_000 + part(intern!(py, "microseconds"))?)
}

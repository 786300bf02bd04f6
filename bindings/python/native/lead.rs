//! Leads that are dicts become the core's values without a text between.
//!
//! What is neither a usual value nor a datetime goes through its JSON text, so
//! that both ways say the same; a lead of another shape goes there as a whole.

use leadgrade::wire::raw::{Numbers, value_with};
use leadgrade::{Event, Profile, Value};
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyDict, PyFloat, PyInt, PyList, PyString};
use serde_json::value::RawValue;

use crate::instant::instant;
use crate::writer::{Stop, Writer, members};

/// A request about a lead.
#[derive(Default)]
pub(crate) struct Lead {
    pub(crate) profile: Option<Profile>,
    pub(crate) events: Option<Vec<Event>>,
    /// The other members as JSON text.
    pub(crate) rest: String,
}

/// Reads a request that is a dict with a lead; `None` for others.
pub(crate) fn read(request: &Bound<'_, PyAny>) -> PyResult<Option<Lead>> {
    match request.cast_exact::<PyDict>().map(usual) {
        Ok(Ok(lead)) => Ok(lead),
        Ok(Err(Stop::Raised(error))) => Err(error),
        Ok(Err(Stop::Endless)) | Err(_) => Ok(None),
    }
}

fn usual(request: &Bound<'_, PyDict>) -> Result<Option<Lead>, Stop> {
    let (mut lead, mut rest) = (Lead::default(), Writer::default());
    rest.text.push('{');
    for (key, value) in members(request) {
        match name(&key) {
            None => return Ok(None),
            Some("profile" | "events") if value.is_none() => {}
            Some("profile") => match profile(&value)? {
                Some(profile) => lead.profile = Some(profile),
                None => return Ok(None),
            },
            Some("events") => match events(&value)? {
                Some(events) => lead.events = Some(events),
                None => return Ok(None),
            },
            Some(name) => {
                if rest.text.len() > 1 {
                    rest.text.push(',');
                }
                rest.quoted(name);
                rest.text.push(':');
                rest.value(&value, 1)?;
            }
        }
    }
    rest.text.push('}');
    lead.rest = rest.text;
    Ok(Some(lead))
}

fn profile(found: &Bound<'_, PyAny>) -> Result<Option<Profile>, Stop> {
    let Ok(object) = found.cast_exact::<PyDict>() else {
        return Ok(None);
    };
    let mut profile = match object.get_item(intern!(found.py(), "lead"))? {
        Some(lead) => Profile::new(value(&lead)?),
        None => Profile::default(),
    };
    for (key, found) in members(object) {
        match name(&key) {
            None => return Ok(None),
            Some("lead") => {}
            Some(name) => profile.set(name.to_owned(), value(&found)?),
        }
    }
    Ok(Some(profile))
}

fn events(found: &Bound<'_, PyAny>) -> Result<Option<Vec<Event>>, Stop> {
    let Ok(list) = found.cast_exact::<PyList>() else {
        return Ok(None);
    };
    let mut events = Vec::with_capacity(list.len());
    for found in list.iter() {
        match event(&found)? {
            Some(event) => events.push(event),
            None => return Ok(None),
        }
    }
    Ok(Some(events))
}

fn event(found: &Bound<'_, PyAny>) -> Result<Option<Event>, Stop> {
    let Ok(object) = found.cast_exact::<PyDict>() else {
        return Ok(None);
    };
    let mut event = Event::new(Value::Null, Value::Null);
    for (key, found) in members(object) {
        match name(&key) {
            None => return Ok(None),
            Some("at") => event.set("at", moment(&found)?),
            Some(name) => event.set(name, value(&found)?),
        }
    }
    Ok(Some(event))
}

fn name<'k>(key: &'k Bound<'_, PyAny>) -> Option<&'k str> {
    key.cast_exact::<PyString>().ok()?.to_str().ok()
}

/// When an event was. Elsewhere a datetime is a text, as it is in JSON.
fn moment(found: &Bound<'_, PyAny>) -> Result<Value, Stop> {
    match instant(found)? {
        Some(instant) => Ok(Value::Instant(instant)),
        None => value(found),
    }
}

fn value(found: &Bound<'_, PyAny>) -> Result<Value, Stop> {
    if let Ok(text) = found.cast_exact::<PyString>() {
        if let Ok(text) = text.to_str() {
            return Ok(Value::from(text));
        }
    } else if let Ok(number) = found.cast_exact::<PyFloat>() {
        return Ok(Value::from(number.value()));
    } else if let Ok(number) = found.cast_exact::<PyInt>() {
        if let Ok(number) = number.extract::<i64>() {
            return Ok(Value::from(number));
        }
    } else if found.is_none() {
        return Ok(Value::Null);
    } else if let Ok(flag) = found.cast_exact::<PyBool>() {
        return Ok(Value::Flag(flag.is_true()));
    }
    let mut writer = Writer::default();
    writer.value(found, 1)?;
    let raw = RawValue::from_string(writer.text).map(|raw| value_with(&raw, Numbers::Exact));
    // What the writer writes is JSON.
    Ok(raw.unwrap_or(Value::Other))
}

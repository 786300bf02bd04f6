//! Converts leads from Python objects to the core's values, without JSON text.

use std::borrow::Cow;

use leadgrade::{Event, Profile, Value, wire};
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyDict, PyFloat, PyInt, PyList, PyString, PyTuple, PyType};

use crate::error::{About, problem};
use crate::value::value;
use crate::writer::{Stop, Writer, members};

/// A request that describes a lead.
#[derive(Default)]
pub(crate) struct Lead {
    pub(crate) profile: Option<Profile>,
    pub(crate) events: Option<Vec<Event>>,
    /// The other members as JSON text.
    pub(crate) rest: String,
}

/// Reads a request that is an object. Returns `None` for anything that the core must report, which
/// it does from the JSON text.
pub(crate) fn read(request: &Bound<'_, PyAny>) -> PyResult<Option<Lead>> {
    let Some(request) = object(request)? else {
        return Ok(None);
    };
    match read_members(&request) {
        Ok(lead) => Ok(lead),
        Err(Stop::Raised(error)) => Err(error),
        // Writing the whole request as JSON fails too, and finds the place.
        Err(Stop::TooDeep | Stop::Unusable(_)) => Ok(None),
    }
}

fn read_members(request: &Bound<'_, PyDict>) -> Result<Option<Lead>, Stop> {
    let (mut lead, mut rest) = (Lead::default(), Writer::default());
    rest.text.push('{');
    for (key, value) in members(request) {
        let Some(name) = name(&key) else {
            return Ok(None);
        };
        match &*name {
            "profile" | "events" if value.is_none() => {}
            "profile" => match profile(&value)? {
                Some(profile) => lead.profile = Some(profile),
                None => return wrong_type(&value, "/profile", wire::PROFILE.allowed),
            },
            "events" => match events(&value)? {
                Some(events) => lead.events = Some(events),
                None => return wrong_type(&value, "/events", wire::EVENTS.allowed),
            },
            name => {
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

/// The error of a profile or of events of the wrong type; `Ok(None)` for JSON types, which the core
/// reports itself.
fn wrong_type(found: &Bound<'_, PyAny>, path: &str, allowed: &str) -> Result<Option<Lead>, Stop> {
    let py = found.py();
    let json_types: [Bound<'_, PyType>; 6] = [
        py.get_type::<PyString>(),
        py.get_type::<PyInt>(),
        py.get_type::<PyFloat>(),
        py.get_type::<PyList>(),
        py.get_type::<PyTuple>(),
        py.get_type::<PyDict>(),
    ];
    for one in &json_types {
        if found.get_type().is(one) {
            return Ok(None);
        }
    }
    let message = format!("found a `{}`", found.get_type().name()?);
    let code = ("wrong_type", path);
    Err(Stop::Raised(problem(
        py,
        About::Request,
        code,
        message,
        &format!("expected {allowed}"),
    )))
}

fn profile(found: &Bound<'_, PyAny>) -> PyResult<Option<Profile>> {
    let Some(object) = object(found)? else {
        return Ok(None);
    };
    let mut profile = match object.get_item(intern!(found.py(), "lead"))? {
        Some(lead) => Profile::new(value(&lead)?),
        None => Profile::default(),
    };
    for (key, found) in members(&object) {
        match name(&key) {
            // No attribute can have this name.
            None => {}
            Some(name) if name == "lead" => {}
            Some(name) => profile.set(&*name, value(&found)?),
        }
    }
    Ok(Some(profile))
}

/// Reads events from a list, a frame or another iterable; `None` for anything else, such as a text.
pub(crate) fn events(found: &Bound<'_, PyAny>) -> PyResult<Option<Vec<Event>>> {
    if let Ok(list) = found.cast::<PyList>() {
        return list
            .iter()
            .map(|found| event(&found))
            .collect::<PyResult<_>>()
            .map(Some);
    }
    let rows = call_values(found, "rows")?;
    if rows.is_none() {
        return Ok(None);
    }
    let rows = rows.try_iter()?;
    rows.map(|found| event(&found?))
        .collect::<PyResult<_>>()
        .map(Some)
}

/// Reads an event. Anything that is not an object becomes an event that every model rejects.
pub(crate) fn event(found: &Bound<'_, PyAny>) -> PyResult<Event> {
    let Some(object) = object(found)? else {
        return Ok(Event::new(value(found)?, Value::Null));
    };
    let mut event = Event::new(Value::Null, Value::Null);
    for (key, found) in members(&object) {
        if let Some(name) = name(&key) {
            event.set(&name, value(&found)?);
        }
    }
    Ok(event)
}

/// The members of an object as a dict; `None` if it has none.
fn object<'py>(found: &Bound<'py, PyAny>) -> PyResult<Option<Bound<'py, PyDict>>> {
    if let Ok(object) = found.cast::<PyDict>() {
        return Ok(Some(object.clone()));
    }
    if found.is_instance_of::<PyString>() || found.is_none() {
        return Ok(None);
    }
    Ok(call_values(found, "members")?.cast_into::<PyDict>().ok())
}

/// Calls a function of `leadgrade._values` with an object of another library.
fn call_values<'py>(found: &Bound<'py, PyAny>, function: &str) -> PyResult<Bound<'py, PyAny>> {
    static VALUES: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    let py = found.py();
    let module = VALUES.get_or_try_init(py, || {
        py.import("leadgrade._values")
            .map(|module| module.into_any().unbind())
    })?;
    module.bind(py).getattr(function)?.call1((found,))
}

/// The text of a key; `None` if it is not valid Unicode, which no name in a model is.
fn name<'k>(key: &'k Bound<'_, PyAny>) -> Option<Cow<'k, str>> {
    if let Ok(key) = key.cast::<PyString>() {
        return key.to_str().ok().map(Cow::Borrowed);
    }
    let key = key.str().ok()?;
    key.to_str().ok().map(|key| Cow::Owned(key.to_owned()))
}

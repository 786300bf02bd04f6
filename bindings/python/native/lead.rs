//! Leads as Python has them become the core's values without a text between.

use std::borrow::Cow;

use leadgrade::{Event, Profile, Value, wire};
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyDict, PyFloat, PyInt, PyList, PyString, PyTuple, PyType};

use crate::error::{About, problem};
use crate::value::value;
use crate::writer::{Stop, Writer, members};

/// A request about a lead.
#[derive(Default)]
pub(crate) struct Lead {
    pub(crate) profile: Option<Profile>,
    pub(crate) events: Option<Vec<Event>>,
    /// The other members as JSON text.
    pub(crate) rest: String,
}

/// Reads a request that is an object with a lead; `None` for others, which the core refuses in its words.
pub(crate) fn read(request: &Bound<'_, PyAny>) -> PyResult<Option<Lead>> {
    let Some(request) = object(request)? else {
        return Ok(None);
    };
    match usual(&request) {
        Ok(lead) => Ok(lead),
        Err(Stop::Raised(error)) => Err(error),
        // Where the whole is written, the place is known.
        Err(Stop::Endless | Stop::Unusable(_)) => Ok(None),
    }
}

fn usual(request: &Bound<'_, PyDict>) -> Result<Option<Lead>, Stop> {
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
                None => return unfit(&value, "/profile", wire::PROFILE.allowed),
            },
            "events" => match events(&value)? {
                Some(events) => lead.events = Some(events),
                None => return unfit(&value, "/events", wire::EVENTS.allowed),
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

/// What is no profile or no list of events: the core has words for what JSON has, too.
fn unfit(found: &Bound<'_, PyAny>, path: &str, allowed: &str) -> Result<Option<Lead>, Stop> {
    let py = found.py();
    let usual: [Bound<'_, PyType>; 6] = [
        py.get_type::<PyString>(),
        py.get_type::<PyInt>(),
        py.get_type::<PyFloat>(),
        py.get_type::<PyList>(),
        py.get_type::<PyTuple>(),
        py.get_type::<PyDict>(),
    ];
    for one in &usual {
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
        allowed,
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
            // No attribute has such a name.
            None => {}
            Some(name) if name == "lead" => {}
            Some(name) => profile.set(&*name, value(&found)?),
        }
    }
    Ok(Some(profile))
}

/// Reads events; `None` for what holds none, such as a text.
pub(crate) fn events(found: &Bound<'_, PyAny>) -> PyResult<Option<Vec<Event>>> {
    if let Ok(list) = found.cast::<PyList>() {
        return list
            .iter()
            .map(|found| event(&found))
            .collect::<PyResult<_>>()
            .map(Some);
    }
    let rows = asked(found, "rows")?;
    if rows.is_none() {
        return Ok(None);
    }
    let rows = rows.try_iter()?;
    rows.map(|found| event(&found?))
        .collect::<PyResult<_>>()
        .map(Some)
}

/// Reads an event; what is no object becomes one that every model rejects.
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

/// What has named members, as a dict; `None` for others.
fn object<'py>(found: &Bound<'py, PyAny>) -> PyResult<Option<Bound<'py, PyDict>>> {
    if let Ok(object) = found.cast::<PyDict>() {
        return Ok(Some(object.clone()));
    }
    if found.is_instance_of::<PyString>() || found.is_none() {
        return Ok(None);
    }
    Ok(asked(found, "members")?.cast_into::<PyDict>().ok())
}

/// What a function of `leadgrade._values` makes of an object of another library.
fn asked<'py>(found: &Bound<'py, PyAny>, function: &str) -> PyResult<Bound<'py, PyAny>> {
    static VALUES: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    let py = found.py();
    let module = VALUES.get_or_try_init(py, || {
        py.import("leadgrade._values")
            .map(|module| module.into_any().unbind())
    })?;
    module.bind(py).getattr(function)?.call1((found,))
}

/// The name that a key stands for, if a model can have such a name.
fn name<'k>(key: &'k Bound<'_, PyAny>) -> Option<Cow<'k, str>> {
    if let Ok(key) = key.cast::<PyString>() {
        return key.to_str().ok().map(Cow::Borrowed);
    }
    let key = key.str().ok()?;
    key.to_str().ok().map(|key| Cow::Owned(key.to_owned()))
}

//! Requests in one pass over their text, their lead included; the careful way
//! in [`request`](super::request) says what is wrong with others.

use serde_json::value::RawValue;

use super::operation::{Argument, EVENTS, PROFILE};
use super::quick;
use super::raw::{Kind, Numbers};
use super::reader::Reader;
use super::request::Given;

/// Reads a request, if nothing in it is odd or wrong.
pub(super) fn read<'t>(
    text: &'t str,
    arguments: &[&'static Argument],
    numbers: Numbers,
) -> Option<Given<'t>> {
    let mut missing = arguments.to_vec();
    let mut given = Given {
        numbers,
        ..Given::default()
    };
    let mut reader = Reader::of(text);
    reader.members(|reader| {
        let name = reader.any_key()?;
        let at = missing.iter().position(|argument| argument.name == name)?;
        let argument = missing.swap_remove(at);
        if *argument == PROFILE {
            given.profile = Some(quick::profile(reader, numbers)?);
        } else if *argument == EVENTS {
            given.events = Some(quick::events(reader, numbers)?);
        } else {
            let raw: &RawValue = serde_json::from_str(reader.scalar()?).ok()?;
            if Kind::of(raw) != Kind::Null {
                given.members.push((argument, raw));
            } else if argument.required {
                return None;
            }
        }
        Some(())
    })?;
    reader.end()?;
    let complete = missing.iter().all(|argument| !argument.required);
    complete.then_some(given)
}

//! Requests in one pass over their text, their lead included; the careful way
//! in [`request`](super::request) says what is wrong with others.

use std::fmt;

use serde::de::{Deserializer, Error, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::operation::{Argument, EVENTS, PROFILE};
use super::quick::{AllEvents, Key, OneProfile};
use super::raw::{Kind, Numbers};
use super::request::{Given, SHAPE};

/// Reads a request, if nothing in it is odd or wrong.
pub(super) fn read<'t>(
    text: &'t str,
    arguments: &[&'static Argument],
    numbers: Numbers,
) -> Option<Given<'t>> {
    let mut reader = serde_json::Deserializer::from_str(text);
    let given = reader
        .deserialize_map(OnePass { arguments, numbers })
        .ok()?;
    reader.end().ok()?;
    Some(given)
}

struct OnePass<'a> {
    arguments: &'a [&'static Argument],
    numbers: Numbers,
}

impl<'de> Visitor<'de> for OnePass<'_> {
    type Value = Given<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(SHAPE)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Given<'de>, A::Error> {
        let odd = || A::Error::custom("odd");
        let mut missing = self.arguments.to_vec();
        let mut given = Given {
            numbers: self.numbers,
            ..Given::default()
        };
        while let Some(Key(name)) = map.next_key()? {
            let at = missing.iter().position(|argument| argument.name == name);
            let argument = missing.swap_remove(at.ok_or_else(odd)?);
            if *argument == PROFILE {
                given.profile = Some(map.next_value_seed(OneProfile(self.numbers))?);
            } else if *argument == EVENTS {
                given.events = Some(map.next_value_seed(AllEvents(self.numbers))?);
            } else {
                let raw: &RawValue = map.next_value()?;
                if Kind::of(raw) != Kind::Null {
                    given.members.push((argument, raw));
                } else if argument.required {
                    return Err(odd());
                }
            }
        }
        match missing.iter().any(|argument| argument.required) {
            true => Err(odd()),
            false => Ok(given),
        }
    }
}

//! Values of leads in one pass over their JSON text.
//!
//! What is odd (a number beyond all doubles, half of a surrogate pair, a list
//! in the place of an object) ends the pass with an error, which says nothing:
//! [`raw`](super::raw) then reads value by value, so that an odd one rejects
//! its own attribute or event and nothing else.

use std::borrow::Cow;
use std::fmt;

use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use super::raw::{DEEPEST, Numbers};
use crate::exact::Number;
use crate::lead::{Event, Profile, Value};

/// Reads the whole of a value, if nothing in it is odd.
pub(super) fn read<'t, T: DeserializeSeed<'t>>(raw: &'t RawValue, seed: T) -> Option<T::Value> {
    seed.deserialize(&mut serde_json::Deserializer::from_str(raw.get()))
        .ok()
}

/// A key of an object.
#[derive(Deserialize)]
pub(super) struct Key<'k>(#[serde(borrow)] pub(super) Cow<'k, str>);

/// A profile.
#[derive(Clone, Copy)]
pub(super) struct OneProfile(pub(super) Numbers);

/// An event.
#[derive(Clone, Copy)]
pub(super) struct OneEvent(pub(super) Numbers);

/// A list of events.
#[derive(Clone, Copy)]
pub(super) struct AllEvents(pub(super) Numbers);

/// A value within so many lists.
#[derive(Clone, Copy)]
struct OneValue(Numbers, u8);

impl<'de> DeserializeSeed<'de> for OneProfile {
    type Value = Profile;

    fn deserialize<D: Deserializer<'de>>(self, reader: D) -> Result<Profile, D::Error> {
        reader.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for OneProfile {
    type Value = Profile;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a profile")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Profile, A::Error> {
        let mut profile = Profile::default();
        while let Some(Key(name)) = map.next_key()? {
            let value = map.next_value_seed(OneValue(self.0, 0))?;
            match &*name {
                "lead" => profile.lead = value,
                _ => profile.set(name.into_owned(), value),
            }
        }
        Ok(profile)
    }
}

impl<'de> DeserializeSeed<'de> for OneEvent {
    type Value = Event;

    fn deserialize<D: Deserializer<'de>>(self, reader: D) -> Result<Event, D::Error> {
        reader.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for OneEvent {
    type Value = Event;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an event")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Event, A::Error> {
        let mut event = Event::new(Value::Null, Value::Null);
        while let Some(Key(name)) = map.next_key()? {
            event.set(&name, map.next_value_seed(OneValue(self.0, 0))?);
        }
        Ok(event)
    }
}

impl<'de> DeserializeSeed<'de> for AllEvents {
    type Value = Vec<Event>;

    fn deserialize<D: Deserializer<'de>>(self, reader: D) -> Result<Vec<Event>, D::Error> {
        reader.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for AllEvents {
    type Value = Vec<Event>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of events")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Vec<Event>, A::Error> {
        let mut events = Vec::new();
        while let Some(event) = list.next_element_seed(OneEvent(self.0))? {
            events.push(event);
        }
        Ok(events)
    }
}

impl<'de> DeserializeSeed<'de> for OneValue {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, reader: D) -> Result<Value, D::Error> {
        reader.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for OneValue {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E: Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E: Error>(self, flag: bool) -> Result<Value, E> {
        Ok(Value::Flag(flag))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Value, E> {
        Ok(Value::Text(text.to_owned()))
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Value, E> {
        Ok(match self.0 {
            Numbers::Exact => Value::Number(Number::whole(number)),
            Numbers::Nearest => Value::from(number as f64),
        })
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Value, E> {
        match self.0 {
            Numbers::Exact => Number::wide(number.into())
                .map(Value::Number)
                .ok_or_else(|| E::custom("odd")),
            Numbers::Nearest => Ok(Value::from(number as f64)),
        }
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<Value, E> {
        // It may have been written as a whole number that no double is.
        if self.0 == Numbers::Exact && number.abs() > i64::MAX as f64 {
            return Err(E::custom("odd"));
        }
        Ok(Value::from(number))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Value, A::Error> {
        if self.1 >= DEEPEST {
            while list.next_element::<IgnoredAny>()?.is_some() {}
            return Ok(Value::Other);
        }
        let mut values = Vec::new();
        while let Some(value) = list.next_element_seed(OneValue(self.0, self.1 + 1))? {
            values.push(value);
        }
        Ok(Value::List(values))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(Value::Other)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::raw;
    use super::*;

    /// Texts of values, odd ones among them.
    fn texts() -> impl Strategy<Value = String> {
        let leaf = prop_oneof![
            any::<f64>().prop_map(|number| serde_json::json!(number).to_string()),
            any::<i64>().prop_map(|number| number.to_string()),
            any::<u64>().prop_map(|number| number.to_string()),
            any::<i128>().prop_map(|number| number.to_string()),
            any::<String>().prop_map(|text| serde_json::json!(text).to_string()),
            "(null|true|false|-0|1e999|0.1|\"\\\\ud800\"|\"\\\\u00fc\\\\n\"|9007199254740993)",
        ];
        leaf.prop_recursive(6, 24, 3, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..3)
                    .prop_map(|items| format!("[{}]", items.join(", "))),
                prop::collection::vec(("(event|at|value|lead|a)", inner), 0..4).prop_map(
                    |members| {
                        let member =
                            |(key, value): &(String, String)| format!("\"{key}\": {value}");
                        format!(
                            "{{{}}}",
                            members.iter().map(member).collect::<Vec<_>>().join(",")
                        )
                    }
                ),
            ]
        })
    }

    fn seen(text: &str, numbers: Numbers) -> Option<Event> {
        let raw: &RawValue = serde_json::from_str(text).ok()?;
        read(raw, OneEvent(numbers))
    }

    proptest! {
        /// The quick way says what the careful one says, or nothing.
        #[test]
        fn both_ways_say_the_same(text in texts(), exact in any::<bool>()) {
            let numbers = if exact { Numbers::Exact } else { Numbers::Nearest };
            let text = format!("{{\"event\": {text}}}");
            if let Some(event) = seen(&text, numbers) {
                let members = serde_json::from_str(&text).unwrap();
                prop_assert_eq!(event, raw::event_with(members, numbers));
            }
        }
    }

    #[test]
    fn what_is_odd_is_left_to_the_careful_way() {
        for odd in ["1e999", "\"\\ud800\"", "[1e999]"] {
            assert_eq!(
                seen(&format!("{{\"event\": {odd}}}"), Numbers::Nearest),
                None
            );
        }
        let plain = seen("{\"event\": \"visit\", \"at\": [1, {}]}", Numbers::Nearest);
        let at = Value::List(vec![Value::from(1), Value::Other]);
        assert_eq!(plain, Some(Event::new("visit", at)));
    }
}

//! Requests in one pass over their text, their lead included; the careful way
//! in [`request`](super::request) says what is wrong with others.

use serde_json::value::RawValue;

use super::operation::{Argument, EVENTS, PROFILE};
use super::quick;
use super::raw::{Kind, Numbers};
use super::reader::Reader;
use super::request::Given;
use crate::lead::EventList;

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
            given.events = Some(EventList::Rows(quick::rows(reader, numbers)?));
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::{Call, Format, compile, raw};
    use crate::lead::Event;

    const MODEL: &str = r#"
        format = 1
        name = "rows"
        [signals]
        visit = { points = 10 }
        order = { points_per_unit = 1 }
        paper = { event = "order", where = { fact = "event.kind", eq = "paper" }, points = 5 }
        [properties]
        kind = { type = "text" }
        [engagement]
        [purchases]
        signals = ["order"]
    "#;

    /// Events as texts: most as most are, others odd or wrong in some way.
    fn event() -> impl Strategy<Value = String> {
        let name = r#"("event":"(visit|order|other|| |\\u0076isit)",|"event":7,)?"#;
        let at = r#""at":("202[56]-0[1-9]-1[0-9]T0[0-9]:00:00(Z|\.500Z|\+02:00|)"|"2026-01-1[0-9]"|null),"#;
        let value = r#"("value":(250\.5|-3|1e9|1000000000\.5|1e999|null|"x"),)?"#;
        let id = r#"("id":("[ab ]?"|7|null|\[\]),)?"#;
        let kind = r#"("kind":("(paper|ink)"|7),)?"#;
        (name, at, value, id, kind)
            .prop_map(|(name, at, value, id, kind)| name + &at + &value + &id + &kind)
            .prop_map(|members| format!("{{{}}}", members.trim_end_matches(',')))
    }

    proptest! {
        /// Events that stay in the text say what the same events as values say.
        #[test]
        fn rows_say_what_events_say(events in prop::collection::vec(event(), 0..8)) {
            let model = compile(MODEL, Format::Toml).unwrap();
            let models = [&model];
            let call = Call::of("assess", &models);
            let values = |text: &String| -> Event {
                raw::event_of(serde_json::from_str(text).unwrap())
            };
            let as_values = events.iter().map(values).collect();
            let apart = call.answer_of(None, Some(as_values), r#"{"as_of":"2026-06-30"}"#);
            let text = format!(r#"{{"events":[{}],"as_of":"2026-06-30"}}"#, events.join(","));
            prop_assert_eq!(call.answer(&text), apart);
        }
    }
}

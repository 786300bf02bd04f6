//! Fast path: a whole request, its lead included, in one pass over its text.

use serde_json::value::RawValue;

use super::Request;
use crate::lead::EventList;
use crate::wire::argument::{Argument, EVENTS, PROFILE};
use crate::wire::json::{JsonKind, Numbers, Reader, fast};

/// Parses a request. Returns `None` if the fast path does not handle it or it has a problem, so
/// that the caller takes the slow path.
pub(super) fn read<'t>(
    text: &'t str,
    arguments: &[&'static Argument],
    numbers: Numbers,
) -> Option<Request<'t>> {
    let mut missing = arguments.to_vec();
    let mut request = Request {
        numbers,
        ..Request::default()
    };
    let mut reader = Reader::new(text);
    reader.members(|reader| {
        let name = reader.any_key()?;
        let at = missing.iter().position(|argument| argument.name == name)?;
        let argument = missing.swap_remove(at);
        if *argument == PROFILE {
            request.profile = Some(fast::profile(reader, numbers)?);
        } else if *argument == EVENTS {
            request.events = Some(EventList::Written(fast::written_events(reader, numbers)?));
        } else {
            let raw: &RawValue = serde_json::from_str(reader.scalar()?).ok()?;
            if JsonKind::of(raw) != JsonKind::Null {
                request.members.push((argument, raw));
            } else if argument.required {
                return None;
            }
        }
        Some(())
    })?;
    reader.end()?;
    let complete = missing.iter().all(|argument| !argument.required);
    complete.then_some(request)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use crate::lead::Event;
    use crate::wire::{Call, Format, compile, json};

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

    /// Events as texts, some of which are odd or wrong.
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
        /// Events borrowed from the text give the same answer as the same events as values.
        #[test]
        fn borrowed_events_answer_as_values_do(events in prop::collection::vec(event(), 0..8)) {
            let model = compile(MODEL, Format::Toml).unwrap();
            let models = [&model];
            let call = Call::new("assess", &models);
            let values = |text: &String| -> Event {
                json::event_of(serde_json::from_str(text).unwrap())
            };
            let as_values = events.iter().map(values).collect();
            let apart = call.answer_with(None, Some(as_values), r#"{"as_of":"2026-06-30"}"#);
            let text = format!(r#"{{"events":[{}],"as_of":"2026-06-30"}}"#, events.join(","));
            prop_assert_eq!(call.answer(&text), apart);
        }
    }
}

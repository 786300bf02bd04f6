//! Packed calls against calls with JSON text: equal answers and equal refusals.

#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::float_arithmetic,
    reason = "numbers of a few digits, as another language writes them"
)]

use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;
use crate::wire::{Call, Format, compile};

const MODEL: &str = r#"
    format = 1
    name = "b\u00e4r"
    attributes.size = { type = "number" }
    properties.kind = { type = "text" }
    [fit.groups]
    firm = { max = 10 }
    [[fit.criteria]]
    name = "size"
    fact = "profile.size"
    group = "firm"
    cases = [{ gte = 5, points = 10 }]
    [signals]
    visit = { points = 10 }
    order = { points_per_unit = 1 }
    [engagement]
    [purchases]
    signals = ["order"]
    [switches]
    open = { on = "visit", off = "order" }
    kinds = { on = "visit", off = "order", by = "kind" }
"#;

/// A packed request, as a binding would write it.
#[derive(Default)]
struct PackedRequest {
    numbers: Vec<f64>,
    text: Vec<u16>,
}

impl PackedRequest {
    fn text(&mut self, packed: &PackedCall, text: &str) {
        let place = packed.texts().position(|name| name == text);
        let before = self.text.len();
        if place.is_none() {
            self.text.extend(text.encode_utf16());
        }
        let units = (self.text.len() - before) as f64;
        self.numbers
            .push(place.map_or(-1.0 - units, |place| place as f64));
    }

    /// Packs a profile whose values are all scalar, and leaves any other in the JSON text.
    fn new(packed: &PackedCall, rest: &Value, events: &[Value]) -> Self {
        let mut sent = Self::default();
        let mut rest = rest.clone();
        let scalar = |value: &Value| !value.is_array() && !value.is_object();
        match rest["profile"].as_object() {
            Some(profile) if profile.values().all(scalar) => {
                sent.numbers.push(profile.len() as f64);
                for (name, value) in profile {
                    sent.text(packed, name);
                    sent.value(packed, value);
                }
                rest["profile"] = Value::Null;
            }
            _ => sent.numbers.push(f64::NAN),
        }
        sent.numbers.push(events.len() as f64);
        for event in events {
            sent.text(packed, event["event"].as_str().unwrap());
            sent.text(packed, event["at"].as_str().unwrap());
            sent.numbers
                .push(event["value"].as_f64().unwrap_or(f64::NAN));
            match event["id"].as_str() {
                Some(id) => sent.text(packed, id),
                None => sent.numbers.push(f64::NAN),
            }
        }
        sent.text(packed, &rest.to_string());
        sent.numbers.resize(sent.numbers.len() + 500, f64::NAN);
        sent
    }

    fn value(&mut self, packed: &PackedCall, value: &Value) {
        self.numbers.push(f64::from(u8::from(value.is_string())));
        match value {
            Value::String(text) => self.text(packed, text),
            Value::Bool(true) => self.numbers.push(f64::INFINITY),
            Value::Bool(false) => self.numbers.push(f64::NEG_INFINITY),
            value => self.numbers.push(value.as_f64().unwrap_or(f64::NAN)),
        }
    }
}

/// Compares a packed answer with the expected JSON value.
struct Answer<'a> {
    numbers: std::slice::Iter<'a, f64>,
    text: &'a str,
    packed: &'a PackedCall,
}

impl Answer<'_> {
    fn is(&mut self, expected: &Value) -> bool {
        let number = *self.numbers.next().unwrap();
        match expected {
            Value::Null => number.is_nan(),
            Value::Bool(flag) => {
                number
                    == if *flag {
                        f64::INFINITY
                    } else {
                        f64::NEG_INFINITY
                    }
            }
            Value::Number(known) => Some(number) == known.as_f64(),
            Value::String(known) if number >= 0.0 => {
                self.packed.texts().nth(number as usize) == Some(known)
            }
            Value::String(known) => {
                let units = known.encode_utf16().count() as f64;
                let rest = self.text.strip_prefix(known.as_str());
                self.text = rest.unwrap_or_default();
                number == -1.0 - units && rest.is_some()
            }
            Value::Array(items) => {
                number == items.len() as f64 && items.iter().all(|item| self.is(item))
            }
            // In the order of their keys, as in canonical JSON text.
            Value::Object(members) => number == 1.0 && members.values().all(|one| self.is(one)),
        }
    }
}

fn event() -> impl Strategy<Value = Value> {
    let name = "(visit|order|b\u{e4}re|other|\"\\\\\n|\u{1f600}| |)";
    let at =
        "202[56]-0[1-9]-1[0-9]T0[0-9]:00:00(Z|\\.500Z|\\+02:00|)|2026-01-1[0-9]|soon|\u{1f600}|";
    let value = prop::option::of(prop_oneof![
        any::<f64>().prop_filter("JSON has no other", |value| value.is_finite()),
        (-10_000_i64..10_000).prop_map(|milli| milli as f64 / 1e3),
        Just(-0.0),
    ]);
    let id = prop::option::of("[a\u{e4} ]?|visit|7");
    (name, at, value, id).prop_map(
        |(name, at, value, id)| json!({ "event": name, "at": at, "value": value, "id": id }),
    )
}

fn rest() -> impl Strategy<Value = Value> {
    let lead = prop::option::of("[a\u{e4}\u{1f600}]{0,3}");
    let as_of = prop_oneof![
        Just(json!("2026-06-30")),
        Just(Value::Null),
        Just(json!("never"))
    ];
    let size = prop_oneof![
        Just(json!(7)),
        Just(json!([{}])),
        Just(json!(true)),
        Just(json!("7")),
        any::<f64>().prop_map(|number| json!(number)),
    ];
    (lead, as_of, size).prop_map(|(lead, as_of, size)| {
        json!({ "profile": { "lead": lead, "size": size, "visit": 1 }, "as_of": as_of })
    })
}

proptest! {
    #[test]
    fn packed_answers_are_those_of_text(rest in rest(), events in prop::collection::vec(event(), 0..8)) {
        let model = compile(MODEL, Format::Toml).unwrap();
        let packed = PackedCall::new(&model);
        let mut request = rest.clone();
        request["events"] = Value::from(events.clone());
        let answer = Call::new("assess", &[&model]).answer(&request.to_string());
        let mut sent = PackedRequest::new(&packed, &rest, &events);
        let packed_answer = packed.assess(&mut sent.numbers, &sent.text);
        match (answer, packed_answer) {
            (Ok(answer), Ok(Some(text))) => {
                let mut found = Answer { numbers: sent.numbers.iter(), text: &text, packed: &packed };
                prop_assert!(found.is(&serde_json::from_str(&answer).unwrap()), "{}", answer);
                prop_assert_eq!(found.text, "");
            }
            (answer, packed_answer) => prop_assert_eq!(answer.map(drop), packed_answer.map(drop)),
        }
    }

    /// Any numbers and texts give an answer, a refusal or `None`.
    #[test]
    fn any_input_is_handled(
        numbers in prop::collection::vec(prop_oneof![any::<f64>(), (-30_i32..30).prop_map(f64::from)], 0..60),
        text in prop::collection::vec(any::<u16>(), 0..30),
    ) {
        let packed = PackedCall::new(&compile(MODEL, Format::Toml).unwrap());
        let mut numbers = numbers;
        let _ = packed.assess(&mut numbers, &text);
    }
}

#[test]
fn what_cannot_be_packed_gives_none() {
    let packed = PackedCall::new(&compile(MODEL, Format::Toml).unwrap());
    let rest = json!({ "as_of": "2026-06-30" });
    let event = json!({ "event": "\u{1f600}", "at": "2026-01-11" });
    let sent = || PackedRequest::new(&packed, &rest, std::slice::from_ref(&event));
    let assess = |mut sent: PackedRequest| packed.assess(&mut sent.numbers, &sent.text);
    assert!(matches!(assess(sent()), Ok(Some(_))));
    let left = |change: &dyn Fn(&mut PackedRequest)| {
        let mut sent = sent();
        change(&mut sent);
        assess(sent)
    };
    // No room for the answer, none for the event.
    assert_eq!(left(&|sent| sent.numbers.truncate(20)), Ok(None));
    assert_eq!(left(&|sent| sent.numbers.truncate(4)), Ok(None));
    // An infinite value, no name, half a pair, a text that ends within one, a text too long.
    assert_eq!(left(&|sent| sent.numbers[4] = f64::INFINITY), Ok(None));
    assert_eq!(left(&|sent| sent.numbers[2] = f64::NAN), Ok(None));
    assert_eq!(left(&|sent| sent.numbers[2] = 1e9), Ok(None));
    assert_eq!(left(&|sent| sent.text.push(0xd800)), Ok(None));
    assert_eq!(left(&|sent| sent.numbers[2] = -2.0), Ok(None));
    assert_eq!(left(&|sent| sent.numbers[3] = -99.0), Ok(None));
    // More events than there are, and more attributes.
    assert_eq!(left(&|sent| sent.numbers[1] = 1e6), Ok(None));
    assert_eq!(left(&|sent| sent.numbers[0] = 1e6), Ok(None));
}

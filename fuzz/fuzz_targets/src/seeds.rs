//! Valid inputs of each target, to be mutated.

use leadgrade::Event;
use leadgrade::wire::OPERATIONS;
use serde_json::{Value, json};

use crate::histories::MODEL;

/// The valid inputs of a target, always the same; none for an unknown name.
pub fn seeds(target: &str) -> Vec<Vec<u8>> {
    let cases = (0..40).map(leadgrade_gen::case);
    match target {
        "history_bytes" => histories()
            .map(|history| body(&history.to_bytes()))
            .collect(),
        "history_json" => histories()
            .map(|history| history.to_json().into_bytes())
            .collect(),
        "model_toml" => cases
            .filter_map(|case| toml::to_string(&without_nulls(case.model)).ok())
            .map(String::into_bytes)
            .collect(),
        "model_json" => cases
            .map(|case| case.model.to_string().into_bytes())
            .collect(),
        "wire_requests" => requests(),
        "arrow_arrays" => crate::arrays::seeds(),
        "arrow_ipc" => crate::ipc::seeds(),
        "csv_rows" => files(),
        _ => Vec::new(),
    }
}

/// The body between header and checksum.
fn body(bytes: &[u8]) -> Vec<u8> {
    bytes[3..bytes.len() - 4].to_vec()
}

/// Histories of events that the model uses, with all of their parts.
fn histories() -> impl Iterator<Item = leadgrade::History> {
    let events = |seed: u32| {
        let names = ["visit", "order", "join", "leave", "other"];
        (0..seed * 3).map(move |at| {
            let name = names[(at * 7 + seed) as usize % names.len()];
            let event = Event::new(
                name,
                format!(
                    "2026-{:02}-{:02}T{:02}:00",
                    1 + at % 12,
                    1 + at * seed % 28,
                    at % 24
                ),
            );
            let event = event
                .with("topic", vec![["paper", "Toner", "ink"][at as usize % 3]])
                .with("path", "/pricing");
            let event = if at % 3 == 0 {
                event.value(at * 50)
            } else {
                event
            };
            if at % 4 == 0 { event.id(at % 8) } else { event }
        })
    };
    (0..12).map(move |seed| {
        let (mut history, _) = MODEL.history(&events(seed).collect::<Vec<_>>());
        if seed % 3 == 2 {
            let day = leadgrade::Day(20_600);
            history
                .forget_ids_before(&MODEL, day)
                .expect("of one model");
        }
        history
    })
}

fn requests() -> Vec<Vec<u8>> {
    let lead = json!({
        "profile": { "lead": 7, "employees": 250 }, "as_of": "2026-11-22", "other_as_of": "2026-11-23T10:00:00Z",
        "events": [{ "event": "visit", "at": "2026-11-20", "id": 1, "topic": ["paper"] }, { "event": "order", "at": "soon", "value": 1e9 }],
    });
    let request = |at: usize, models: u8, request: &str| {
        let first = u8::try_from(at).unwrap_or(63) + models * 64;
        [&[first], request.as_bytes()].concat()
    };
    let mut all = Vec::new();
    for (at, operation) in OPERATIONS.iter().enumerate() {
        let known = operation
            .arguments
            .iter()
            .filter_map(|argument| Some((argument.name, lead.get(argument.name)?)));
        let own: Value = known
            .map(|(name, value)| (name.to_owned(), value.clone()))
            .collect::<serde_json::Map<_, _>>()
            .into();
        all.push(request(at, 1, &own.to_string()));
        all.push(request(at, 2, &lead.to_string()));
    }
    all
}

/// CSV files with every kind of quote, line end and cell.
fn files() -> Vec<Vec<u8>> {
    let plain = "lead,employees,industry\na,120,Legal\nb,,\nc,5,x\n";
    let quoted =
        "\"lead\",\"employees\",\"a \"\"b\"\"\"\na,\"1\n2\",\"x, y\"\n\"b\",\"\",\"\"\"\"\n";
    let odd = "lead,x,x,\n\na,1\nb,1,2,3,4\n\n\nc,5\" pipe,2,3\nd,1,2,3";
    let open = "lead,a\nb,\"c\nd,e\n";
    let mut all = Vec::new();
    for (at, text) in [plain, quoted, odd, open].into_iter().enumerate() {
        for end in ["\n", "\r\n", "\r"] {
            let text = text.replace('\n', end);
            all.push([&[0, 100][..], text.as_bytes()].concat());
            let text = text.replace(',', ";");
            let mark = &b"\xef\xbb\xbf"[..(at % 2) * 3];
            all.push([&[1, 200][..], mark, text.as_bytes()].concat());
        }
    }
    all
}

/// TOML has no null.
fn without_nulls(value: Value) -> Value {
    match value {
        Value::Object(members) => members
            .into_iter()
            .filter(|(_, value)| !value.is_null())
            .map(|(name, value)| (name, without_nulls(value)))
            .collect(),
        Value::Array(items) => items.into_iter().map(without_nulls).collect(),
        other => other,
    }
}

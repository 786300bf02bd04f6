//! Prints what the core answers to every conformance vector, one JSON object a
//! line: bindings compare their answers with these, character by character.
//!
//! `{"name", "format", "model", "answer"}` of a model that is refused, else
//! `{"name", "format", "model", "operation", "request", "answer"}`; `model`,
//! `request` and `answer` are texts.

use std::error::Error;
use std::io::{self, BufWriter, Write};
use std::path::Path;

use leadgrade::wire::{self, Format, OPERATIONS, Operation};
use serde_json::{Value, json};

fn main() -> Result<(), Box<dyn Error>> {
    let mut out = BufWriter::new(io::stdout().lock());
    for (name, vectors) in files("cases")? {
        for case in list(&vectors["cases"]) {
            let model = match &case["model"] {
                Value::String(name) => &vectors["models"][name],
                inline => inline,
            };
            let name = format!("{name}: {}", text(&case["name"]));
            answers(&mut out, &name, &model.to_string(), case)?;
        }
    }
    for (name, vectors) in files("refused")? {
        // Those that are repeated grow large and say nothing new to a binding.
        let small = |case: &&Value| case["repeat"].is_null();
        for case in list(&vectors["refused"]).filter(small) {
            let (format, model) = match &case["toml"] {
                Value::String(text) => (Format::Toml, text.clone()),
                _ => (Format::Json, case["model"].to_string()),
            };
            let name = format!("{name}: {}", text(&case["name"]));
            refusal(&mut out, &name, &model, format)?;
        }
    }
    Ok(out.flush()?)
}

/// The files of a folder of vectors in the order of their names.
fn files(folder: &str) -> Result<Vec<(String, Value)>, Box<dyn Error>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("conformance")
        .join(folder);
    let mut paths: Vec<_> = folder.read_dir()?.collect::<Result<_, _>>()?;
    paths.sort_by_key(std::fs::DirEntry::file_name);
    let read = |entry: std::fs::DirEntry| {
        let vectors = serde_json::from_str(&std::fs::read_to_string(entry.path())?)?;
        Ok((entry.file_name().to_string_lossy().into_owned(), vectors))
    };
    paths.into_iter().map(read).collect()
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

fn answers(
    out: &mut impl Write,
    name: &str,
    text: &str,
    case: &Value,
) -> Result<(), Box<dyn Error>> {
    let model = wire::compile(text, Format::Json)?;
    for operation in OPERATIONS {
        let request = request(operation, case).to_string();
        let answer = wire::call(operation.name, &[&model], &request);
        let line = json!({
            "name": name, "format": "json", "model": text,
            "operation": operation.name, "request": request, "answer": answer,
        });
        writeln!(out, "{line}")?;
    }
    Ok(())
}

/// The request of an operation for a case: what it takes of it.
fn request(operation: &Operation, case: &Value) -> Value {
    let mut request = json!({});
    for argument in operation.arguments {
        let value = match argument.name {
            "events" => events(case),
            "other_as_of" => json!("2026-12-31"),
            "horizon_days" => case["next_change"]["horizon_days"].clone(),
            "from" => case["timeline"]
                .get("from")
                .cloned()
                .unwrap_or("2026-11-01".into()),
            "to" => case["timeline"]
                .get("to")
                .cloned()
                .unwrap_or("2026-11-30".into()),
            "every" => case["timeline"]["every"].clone(),
            name => case[name].clone(),
        };
        request[argument.name] = value;
    }
    request
}

fn events(case: &Value) -> Value {
    let mut events: Vec<Value> = list(&case["events"]).cloned().collect();
    for repeated in list(&case["repeated"]) {
        let times = repeated["times"].as_u64().unwrap_or_default();
        events.extend((0..times).map(|_| repeated["event"].clone()));
    }
    events.into()
}

fn refusal(
    out: &mut impl Write,
    name: &str,
    text: &str,
    format: Format,
) -> Result<(), Box<dyn Error>> {
    let answer = match wire::compile(text, format) {
        Ok(_) => return Err(format!("{name} is not refused").into()),
        Err(answer) => answer,
    };
    let format = if format == Format::Toml {
        "toml"
    } else {
        "json"
    };
    let line = json!({ "name": name, "format": format, "model": text, "answer": answer });
    Ok(writeln!(out, "{line}")?)
}

//! Rules of every table: no unknown keys, `note` in models, and null as absent.

use serde_json::{Map, Value, json};

use super::together::together;

/// Names a schema.
pub(super) fn head(schema: &mut Value, title: &str, about: &str) {
    if let Some(schema) = schema.as_object_mut() {
        schema.insert("title".to_owned(), title.into());
        schema.insert("description".to_owned(), about.into());
    }
}

/// Tables of a model: closed, with `note`, and with null for optional keys.
pub(super) fn model(schema: &mut Value) {
    each(schema, &mut |table| {
        plain(table);
        if is_table(table) {
            optional(table);
        }
    });
    for (name, key, said) in together() {
        let table = schema.pointer_mut(&format!("/$defs/{name}"));
        if let Some(table) = table.and_then(Value::as_object_mut) {
            table.insert(key.to_owned(), said);
        }
    }
}

/// Answers and requests: closed, and with null for optional keys of requests.
pub(super) fn wire(schema: &mut Value) {
    each(schema, &mut |table| {
        plain(table);
        if is_table(table) && !table.contains_key("additionalProperties") {
            table.insert("additionalProperties".to_owned(), false.into());
        }
    });
    let definitions = schema.get_mut("$defs").and_then(Value::as_object_mut);
    for (name, definition) in definitions.into_iter().flatten() {
        if let Some(table) = definition
            .as_object_mut()
            .filter(|_| name.ends_with("Request"))
        {
            absent(table);
        }
    }
}

/// Calls `act` with every schema, innermost first.
fn each(schema: &mut Value, act: &mut impl FnMut(&mut Map<String, Value>)) {
    let Some(keywords) = schema.as_object_mut() else {
        return;
    };
    for (keyword, value) in keywords.iter_mut() {
        match (keyword.as_str(), value) {
            ("default" | "const" | "enum" | "required", _) => {}
            ("properties" | "$defs", Value::Object(named)) => {
                named.values_mut().for_each(|schema| each(schema, act));
            }
            (_, Value::Array(list)) => list.iter_mut().for_each(|schema| each(schema, act)),
            (_, value) => each(value, act),
        }
    }
    act(keywords);
}

/// Whether it is a table with fixed keys, and not one of its forms.
fn is_table(table: &Map<String, Value>) -> bool {
    table.get("type").is_some_and(|is| is == "object")
        && table.get("properties").is_some_and(Value::is_object)
}

/// Removes formats of Rust integers, which mean nothing in other languages, and keeps that of dates.
/// Rewrites Rust terms in descriptions.
fn plain(schema: &mut Map<String, Value>) {
    if schema.get("format").is_some_and(|format| *format != "date") {
        schema.remove("format");
    }
    if schema
        .get("required")
        .is_some_and(|keys| *keys == json!([]))
    {
        schema.remove("required");
    }
    if let Some(Value::String(text)) = schema.get_mut("description") {
        let words: Vec<&str> = text.split_whitespace().collect();
        *text = words.join(" ").replace("`None`", "absent");
    }
}

fn optional(table: &mut Map<String, Value>) {
    table.insert("additionalProperties".to_owned(), false.into());
    if let Some(properties) = table.get_mut("properties").and_then(Value::as_object_mut) {
        let note =
            json!({ "description": "A comment for readers; it has no effect.", "type": "string" });
        properties.insert("note".to_owned(), note);
    }
    absent(table);
}

/// Optional keys may be null.
fn absent(table: &mut Map<String, Value>) {
    let required = table.get("required").cloned().unwrap_or_default();
    let is_required = |key: &str| {
        let mut keys = required.as_array().into_iter().flatten();
        keys.any(|required| required == key)
    };
    let properties = table.get_mut("properties").and_then(Value::as_object_mut);
    for (key, schema) in properties.into_iter().flatten() {
        if let Some(schema) = schema.as_object_mut().filter(|_| !is_required(key)) {
            nullable(schema);
        }
    }
}

fn nullable(schema: &mut Map<String, Value>) {
    let nothing = json!({ "type": "null" });
    if let Some(reference) = schema.remove("$ref") {
        schema.insert("anyOf".to_owned(), json!([{ "$ref": reference }, nothing]));
        return;
    }
    for key in ["anyOf", "oneOf"] {
        if let Some(forms) = schema.get_mut(key).and_then(Value::as_array_mut)
            && !forms.contains(&nothing)
        {
            forms.push(nothing.clone());
        }
    }
    match schema.get_mut("type") {
        Some(Value::Array(types)) if !types.iter().any(|is| is == "null") => {
            types.push("null".into())
        }
        Some(Value::String(one)) if one != "null" => {
            let one = std::mem::take(one);
            schema.insert("type".to_owned(), json!([one, "null"]));
        }
        _ => {}
    }
    if let Some(words) = schema.get_mut("enum").and_then(Value::as_array_mut)
        && !words.contains(&Value::Null)
    {
        words.push(Value::Null);
    }
}

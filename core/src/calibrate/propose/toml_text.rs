//! A model as TOML that people can read: one line for a rule.

use std::fmt::Write;

use serde_json::{Map, Value};

/// The widest list that stays on one line, in characters.
const WIDTH: usize = 100;

/// Writes a table, such as a model, as TOML. Nulls are left out, as TOML has none.
pub(crate) fn toml_text(table: &Map<String, Value>) -> String {
    let mut text = String::new();
    for (key, value) in table.iter().filter(|(_, value)| !is_section(value)) {
        line(&mut text, key, value);
    }
    for (key, value) in table.iter().filter(|(_, value)| is_section(value)) {
        section(&mut text, &self::key(key), value);
    }
    text
}

/// Whether a value of the top level gets a heading of its own.
fn is_section(value: &Value) -> bool {
    value.is_object() || is_table_list(value)
}

fn is_table_list(value: &Value) -> bool {
    let list = value.as_array();
    list.is_some_and(|list| !list.is_empty() && list.iter().all(Value::is_object))
}

fn section(text: &mut String, heading: &str, value: &Value) {
    match value {
        Value::Object(table) => {
            _ = writeln!(text, "\n[{heading}]");
            for (key, value) in table.iter().filter(|(_, value)| !is_table_list(value)) {
                line(text, key, value);
            }
            for (key, value) in table.iter().filter(|(_, value)| is_table_list(value)) {
                section(text, &format!("{heading}.{}", self::key(key)), value);
            }
        }
        Value::Array(list) => {
            for table in list.iter().filter_map(Value::as_object) {
                _ = writeln!(text, "\n[[{heading}]]");
                table.iter().for_each(|(key, value)| line(text, key, value));
            }
        }
        _ => {}
    }
}

fn line(text: &mut String, key: &str, value: &Value) {
    let key = self::key(key);
    match value {
        Value::Null => {}
        Value::Array(list) if is_table_list(value) || inline(value).chars().count() > WIDTH => {
            _ = writeln!(text, "{key} = [");
            for item in list {
                _ = writeln!(text, "    {},", inline(item));
            }
            _ = writeln!(text, "]");
        }
        _ => _ = writeln!(text, "{key} = {}", inline(value)),
    }
}

/// A value on one line.
fn inline(value: &Value) -> String {
    match value {
        Value::String(text) => quoted(text),
        Value::Array(list) => {
            let items: Vec<String> = list.iter().map(inline).collect();
            format!("[{}]", items.join(", "))
        }
        Value::Object(table) => {
            let known = table.iter().filter(|(_, value)| !value.is_null());
            let items: Vec<String> = known
                .map(|(key, value)| format!("{} = {}", self::key(key), inline(value)))
                .collect();
            if items.is_empty() {
                "{}".to_owned()
            } else {
                format!("{{ {} }}", items.join(", "))
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => value.to_string(),
    }
}

fn key(key: &str) -> String {
    let is_bare = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-');
    if !key.is_empty() && key.bytes().all(is_bare) {
        key.to_owned()
    } else {
        quoted(key)
    }
}

/// A basic string. Its escapes are those of JSON and that of the character Delete.
fn quoted(text: &str) -> String {
    let json = Value::from(text).to_string();
    json.replace('\u{7f}', "\\u007f")
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn the_text_reads_back_as_the_same_value() {
        let long: Vec<String> = (0..30).map(|at| format!("text {at}")).collect();
        let value = json!({
            "format": 1,
            "name": "a \"name\"\\ \u{7f}\u{1}",
            "attributes": { "two words": { "type": "text", "compare": "fold" }, "plain": {} },
            "fit": {
                "grades": [["A", 80], ["E"]],
                "criteria": [
                    { "name": "one", "cases": [{ "gte": 0.5, "points": -3 }, { "in": long, "points": 1 }] },
                    { "name": "two", "cases": [], "otherwise": 2 },
                ],
            },
            "segments": { "some": { "fact": "stage", "eq": "new" } },
            "personas": [{ "name": "p", "when": { "all": [] } }],
        });
        let text = toml_text(value.as_object().unwrap());
        let read: toml::Table = toml::from_str(&text).unwrap();
        assert_eq!(json!(read), value, "{text}");
    }
}

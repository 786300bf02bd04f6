//! Changes of a model's TOML text that keep its comments and its order.

use serde_json::Value as Json;
use toml_edit::{Decor, DocumentMut, InlineTable, Item, RawString, TableLike, Value};

use super::edits::Edit;

/// Applies changes to a text. Above each key whose value changed, a comment says what it was.
///
/// # Errors
/// The text is not TOML.
pub(crate) fn edited(text: &str, edits: &[Edit]) -> Result<String, String> {
    let mut document: DocumentMut = text
        .parse()
        .map_err(|error: toml_edit::TomlError| error.message().to_owned())?;
    for edit in edits {
        let (table, key) = edit.place();
        let mut steps: Vec<String> = table
            .split('/')
            .skip(1)
            .map(|step| step.replace("~1", "/").replace("~0", "~"))
            .collect();
        steps.push(key);
        apply(document.as_table_mut(), &steps, edit.value.as_ref());
    }
    Ok(document.to_string())
}

/// Sets or removes a value of a table; the path has at least one step.
fn apply(table: &mut dyn TableLike, steps: &[String], value: Option<&Json>) {
    let Some((key, rest)) = steps.split_first() else {
        return;
    };
    if rest.is_empty() {
        set(table, key, value);
        return;
    }
    let Some(item) = table.get_mut(key) else {
        // The table has its defaults only, such as one whose only key is inherited.
        let mut new = InlineTable::new();
        apply(&mut new, rest, value);
        if !new.is_empty() {
            table.insert(key, Item::Value(Value::InlineTable(new)));
        }
        return;
    };
    match item {
        Item::ArrayOfTables(list) => {
            let own = rest.split_first().and_then(|(at, rest)| {
                let own = list.get_mut(at.parse().ok()?)?;
                Some((own, rest))
            });
            if let Some((own, rest)) = own {
                apply(own, rest, value);
            }
        }
        Item::Value(Value::Array(_)) => {
            let was = inner(item, rest);
            if set_inner(item, rest, value) {
                note(table, key, rest, was, value);
            }
        }
        Item::Value(Value::InlineTable(_)) => {
            let was = inner(item, rest);
            if let Some(own) = item.as_table_like_mut() {
                apply_inline(own, rest, value);
            }
            note(table, key, rest, was, value);
        }
        item => {
            if let Some(own) = item.as_table_like_mut() {
                apply(own, rest, value);
            }
        }
    }
}

/// [`apply`] without comments, which have no place in a line.
fn apply_inline(table: &mut dyn TableLike, steps: &[String], value: Option<&Json>) {
    match steps {
        [] => {}
        [key] => match value {
            Some(value) => replace(table, key, value),
            None => _ = table.remove(key),
        },
        [key, rest @ ..] => {
            if table.get(key).is_none() {
                table.insert(key, Item::Value(Value::InlineTable(InlineTable::new())));
            }
            match table.get_mut(key) {
                Some(item @ Item::Value(Value::Array(_))) => _ = set_inner(item, rest, value),
                Some(item) => {
                    if let Some(own) = item.as_table_like_mut() {
                        apply_inline(own, rest, value);
                    }
                }
                None => {}
            }
        }
    }
}

/// The value at a path inside of an item, as text.
fn inner(item: &Item, steps: &[String]) -> Option<String> {
    let mut value = item.as_value()?;
    for step in steps {
        value = match value {
            Value::Array(list) => list.get(step.parse().ok()?)?,
            Value::InlineTable(table) => table.get(step)?,
            _ => return None,
        };
    }
    Some(value.to_string().trim().to_owned())
}

/// Sets a value inside of a list; says whether there was a place for it.
fn set_inner(item: &mut Item, steps: &[String], value: Option<&Json>) -> bool {
    let Some((at, rest)) = steps.split_first() else {
        return false;
    };
    let list = item.as_array_mut();
    let own = list.and_then(|list| list.get_mut(at.parse().ok()?));
    match own {
        Some(Value::InlineTable(table)) => {
            apply_inline(table, rest, value);
            true
        }
        _ => false,
    }
}

fn set(table: &mut dyn TableLike, key: &str, value: Option<&Json>) {
    let was = table
        .get(key)
        .map(|item| item.to_string().trim().to_owned());
    match value {
        Some(value) => replace(table, key, value),
        None => _ = table.remove(key),
    }
    if value.is_some() {
        note(table, key, &[], was, value);
    }
}

/// Sets a value and keeps the blanks and comments around it.
fn replace(table: &mut dyn TableLike, key: &str, value: &Json) {
    let mut new = toml_value(value);
    match table.get_mut(key) {
        Some(Item::Value(old)) => {
            *new.decor_mut() = old.decor().clone();
            *old = new;
        }
        Some(item) => *item = Item::Value(new),
        None => _ = table.insert(key, Item::Value(new)),
    }
}

/// Adds a comment line above a key that says what its value was, or a value at a path inside of it.
fn note(
    table: &mut dyn TableLike,
    key: &str,
    inside: &[String],
    was: Option<String>,
    value: Option<&Json>,
) {
    // Positions count from 1; what changes are points, unless another key is named.
    let steps = inside.iter().filter(|step| *step != "points");
    let steps = steps.map(|step| match step.parse::<usize>() {
        Ok(at) => format!(" {}", at + 1),
        Err(_) => format!(" {step}"),
    });
    let place = key.to_owned() + &steps.collect::<String>();
    let old = was.unwrap_or_else(|| "not set".to_owned());
    let new = value.map_or_else(
        || "not set".to_owned(),
        |value| toml_value(value).to_string().trim().to_owned(),
    );
    let comment = format!("# {place}: {old} before, now {new}\n");
    if let Some(mut own) = table.key_mut(key) {
        let decor: &mut Decor = own.leaf_decor_mut();
        let before = decor.prefix().and_then(RawString::as_str).unwrap_or("");
        let prefix = format!("{before}{comment}");
        decor.set_prefix(prefix);
    }
}

fn toml_value(value: &Json) -> Value {
    match value {
        Json::Bool(flag) => (*flag).into(),
        Json::Number(number) => match number.as_i64() {
            Some(whole) => whole.into(),
            None => number.as_f64().unwrap_or_default().into(),
        },
        Json::String(text) => text.as_str().into(),
        Json::Array(list) => Value::Array(list.iter().map(toml_value).collect()),
        Json::Object(table) => {
            let known = table.iter().filter(|(_, value)| !value.is_null());
            let table: InlineTable = known
                .map(|(key, value)| (key.as_str(), toml_value(value)))
                .collect();
            Value::InlineTable(table)
        }
        Json::Null => "".into(),
    }
}

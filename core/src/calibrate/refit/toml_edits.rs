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
        // The text leaves out a table that has its defaults.
        let mut new = InlineTable::new();
        apply_inline(&mut new, rest, value);
        if !new.is_empty() {
            table.insert(key, Item::Value(Value::InlineTable(new)));
            note(table, key, rest, None, value);
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
    Some(bare(value))
}

/// A value as text, without the comments around it.
fn bare(value: &Value) -> String {
    let mut value = value.clone();
    value.decor_mut().clear();
    value.to_string()
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
    let was = table.get(key).and_then(Item::as_value).map(bare);
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

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    /// A model, written in several ways.
    const WAYS: [&str; 3] = [
        r#"format = 1
name = "tables"

[signals.visit]
points = 3 # a look

[[fit.criteria]]
name = "size"
fact = "profile.employees"
cases = [
    # large
    { gte = 100, points = 2 },
    { gte = 10, points = 1 }, # small
]
otherwise = -1

[fit]
grades = [["A", 80], ["E"]]

[engagement.groups."a/b"]
max = 60
"#,
        r#"format = 1
name = "inline"
signals = { visit = { points = 3 } } # all signals
fit = { grades = [["A", 80], ["E"]], criteria = [{ name = "size", fact = "profile.employees", cases = [{ gte = 100, points = 2 }, { gte = 10, points = 1 }], otherwise = -1 }] }
engagement = { groups = { "a/b" = { max = 60 } } }
"#,
        r#"format = 1
name = "dotted"
signals.visit.points = 3
fit.grades = [["A", 80], ["E"]]
fit.criteria = [
    { name = "size", fact = "profile.employees", cases = [{ gte = 100, points = 2 }, { gte = 10, points = 1 }], otherwise = -1 },
]
engagement.groups."a/b".max = 60
"#,
    ];

    fn edits() -> Vec<Edit> {
        let set = |path: &str, value: Json| Edit::set(path, value);
        vec![
            set("/signals/visit/points", json!(7)),
            set("/signals/visit/decay", json!({ "half_life_days": 30 })),
            set("/fit/criteria/0/cases/1/points", json!(5)),
            set("/fit/criteria/0/otherwise", json!(-4)),
            set("/fit/criteria/0/missing", json!(2)),
            set("/engagement/groups/a~1b/max", json!(42.5)),
            set("/fit/grades", json!([["A", 30], ["E"]])),
            set("/readiness/threshold", json!(12)),
        ]
    }

    fn json_of(text: &str) -> Json {
        json!(toml::from_str::<toml::Table>(text).unwrap())
    }

    #[test]
    fn changes_of_the_text_are_those_of_the_document() {
        for text in WAYS {
            let mut expected = json_of(text);
            if let Some(model) = expected.as_object_mut() {
                model.insert("readiness".to_owned(), json!({}));
            }
            edits().iter().for_each(|edit| edit.apply(&mut expected));
            let found = edited(text, &edits()).unwrap();
            assert_eq!(json_of(&found), expected, "{found}");
            for comment in text.lines().filter_map(|line| line.split_once('#')) {
                assert!(found.contains(comment.1), "{found}");
            }
        }
    }

    #[test]
    fn each_change_is_noted() {
        let found = edited(WAYS[0], &edits()).unwrap();
        for note in [
            "# points: 3 before, now 7\npoints = 7 # a look\n",
            "# cases 2: 1 before, now 5\ncases = [\n    # large\n",
            "# otherwise: -1 before, now -4\notherwise = -4\n",
            "# missing: not set before, now 2\nmissing = 2\n",
            "# max: 60 before, now 42.5\nmax = 42.5\n",
        ] {
            assert!(found.contains(note), "{note}\n{found}");
        }
    }

    #[test]
    fn removed_keys_are_gone() {
        let mut edits = edits();
        edits.push(Edit {
            path: "/signals/visit/decay".to_owned(),
            value: None,
        });
        for text in WAYS {
            let found = json_of(&edited(text, &edits).unwrap());
            assert_eq!(
                found.pointer("/signals/visit"),
                Some(&json!({ "points": 7 }))
            );
        }
    }
}

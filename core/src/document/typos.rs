//! Typos that get a message of their own.
//!
//! Two typos are easy in TOML: a key after the header of a table belongs to that table,
//! and a dot in an unquoted name opens another table.

use super::phrasing::{any_of, found, quoted};
use super::problems::Path;
use super::read::SECTIONS;
use super::reader::At;
use super::tree::{Node, TreeKey, TreeValue};

/// Top-level keys, besides the sections, that no other table uses.
const TOP_KEYS: [&str; 4] = ["format", "revision", "timezone", "tests"];
/// Keys that hold a list of tables, which TOML can write as `[[..]]`.
const TABLE_LISTS: [&str; 12] = [
    "exclude",
    "personas",
    "criteria",
    "cases",
    "seasons",
    "stages",
    "rules",
    "limits",
    "next_steps",
    "tests",
    "all",
    "any",
];
/// Sections that are lists.
const LISTS: [&str; 3] = ["personas", "next_steps", "tests"];

impl At<'_> {
    /// Reports an unknown key of the table here, which knows `keys`, and returns
    /// the known key that was probably meant. Returns `None` if the key is part
    /// of a name with a dot.
    pub(crate) fn unknown(
        &self,
        key: &TreeKey,
        node: &Node,
        keys: &[&'static str],
    ) -> Option<Option<&'static str>> {
        let (at, name) = (self.member(key, node), quoted(&key.name));
        let is_top = SECTIONS.contains(&key.name.as_str()) || TOP_KEYS.contains(&key.name.as_str());
        let misplaced = is_top && !self.path.is_root();
        if self.named && self.problems.dots_split() && splits(node, keys, misplaced) {
            let owner = self.path.last();
            let whole = quoted(&format!("{owner}.{}", key.name));
            let message = format!("{whole} is read as {name} inside {}", quoted(&owner));
            let help = "TOML reads a dot as nesting, and names have no dots: use `_` or a space";
            at.report("dotted_name", message, help);
            return None;
        }
        if misplaced {
            let message = format!(
                "{name} belongs to the top level of the document, not in {}",
                owner(&self.path)
            );
            at.report("misplaced_section", message, header(&key.name));
            return Some(None);
        }
        let near = self.near(&key.name, keys.iter().copied().chain(["note"]));
        let help = match near {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("known here: {}", any_of(keys)),
        };
        at.report("unknown_key", format!("{name} is not known here"), help);
        Some(near)
    }

    /// Refuses a value that is not a list. For a table in TOML, shows how to write the list.
    pub(crate) fn refuse_list<T>(&self) -> Option<T> {
        self.list_refused();
        None
    }

    #[inline(never)]
    fn list_refused(&self) {
        let table = matches!(self.node.value, TreeValue::Table(_)) && self.problems.dots_split();
        let key = self.path.last();
        if !table || !TABLE_LISTS.contains(&key.as_str()) {
            let rows = match key.as_str() {
                "grades" => "a list such as `[[\"A\", 80], [\"B\"]]`",
                "ranks" => "a list such as `[[1, 80], [2]]`",
                _ => "a list",
            };
            return self.refused("wrong_type", rows);
        }
        let header = self.path.to_string().replace('/', ".");
        let help = format!(
            "expected a list; in TOML each element begins with `[[{}]]`",
            header.trim_start_matches('.')
        );
        self.report("wrong_type", found(&self.node.value), help);
    }
}

/// Whether an unknown key of a named thing is the rest of the thing's name: its value is a
/// table that looks like the thing, or continues the name.
fn splits(node: &Node, keys: &[&'static str], misplaced: bool) -> bool {
    let TreeValue::Table(inside) = &node.value else {
        return false;
    };
    let known = |(key, _): &(TreeKey, Node)| keys.contains(&key.name.as_str());
    let goes_on = |(_, node): &(TreeKey, Node)| matches!(node.value, TreeValue::Table(_));
    inside.iter().any(known) || (!misplaced && inside.iter().all(goes_on))
}

fn owner(path: &Path<'_>) -> String {
    quoted(path.to_string().trim_start_matches('/'))
}

/// How to write a top-level key in TOML.
fn header(key: &str) -> String {
    if LISTS.contains(&key) {
        format!("in TOML, write `[[{key}]]`, or `{key} = ..` before the first `[table]`")
    } else if SECTIONS.contains(&key) {
        format!("in TOML, write `[{key}]`, or `{key} = ..` before the first `[table]`")
    } else {
        format!("in TOML, write `{key} = ..` before the first `[table]`")
    }
}

//! Tables with fixed keys.

use super::phrasing::list_of;
use super::reader::At;
use super::tree::{Node, TreeKey, TreeValue};

impl<'a> At<'a> {
    /// Reads a table with fixed keys and reports unknown keys. `note` is always allowed and
    /// must be a text.
    pub(crate) fn table(&'a self, keys: &'a [&'static str]) -> Option<TableReader<'a>> {
        let TreeValue::Table(entries) = &self.node.value else {
            return self.refuse("wrong_type", "a table");
        };
        let mut table = TableReader {
            at: self,
            entries,
            dotted: false,
            unknown: Vec::new(),
        };
        for (key, node) in entries {
            if key.name == "note" {
                let note = self.member(key, node);
                if !matches!(
                    node.value,
                    TreeValue::Text(_) | TreeValue::Null | TreeValue::Faulty
                ) {
                    note.refused("wrong_type", "a text");
                }
            } else if !keys.contains(&key.name.as_str()) {
                match self.unknown(key, node, keys) {
                    Some(meant) => table.unknown.push(meant),
                    None => table.dotted = true,
                }
            }
        }
        Some(table)
    }
}

/// A table with fixed keys.
pub(crate) struct TableReader<'a> {
    at: &'a At<'a>,
    entries: &'a [(TreeKey, Node)],
    /// Whether an unknown key turned out to be part of a name with a dot.
    dotted: bool,
    /// For each other unknown key the known one that was probably meant.
    unknown: Vec<Option<&'static str>>,
}

impl<'a> TableReader<'a> {
    /// The value of a key, unless it is absent or null.
    pub(crate) fn get(&self, key: &str) -> Option<At<'a>> {
        let (key, node) = self.entries.iter().find(|(entry, _)| entry.name == key)?;
        (node.value != TreeValue::Null).then(|| self.at.member(key, node))
    }

    /// Whether a key is present.
    pub(crate) fn has(&self, key: &str) -> bool {
        self.get(key).is_some()
    }

    /// The keys that are present.
    pub(crate) fn present(&self, keys: &[&'static str]) -> Vec<&'static str> {
        keys.iter().copied().filter(|key| self.has(key)).collect()
    }

    /// Reads an optional key.
    pub(crate) fn read<T>(&self, key: &str, read: impl FnOnce(&At<'a>) -> Option<T>) -> Option<T> {
        self.get(key).and_then(|at| read(&at))
    }

    /// Reads a required key.
    pub(crate) fn need<T>(&self, key: &str, read: impl FnOnce(&At<'a>) -> Option<T>) -> Option<T> {
        self.needed(key).and_then(|at| read(&at))
    }

    #[inline(never)]
    fn needed(&self, key: &str) -> Option<At<'a>> {
        let (at, meant) = (self.get(key), Some(key));
        if at.is_none() && !self.dotted && !self.unknown.contains(&meant) {
            self.missing(key, &format!("`{key}` is required here"));
        }
        at
    }

    /// Whether all keys are known. If not, a key that seems to be missing may be
    /// there under a misspelt name.
    pub(crate) fn is_whole(&self) -> bool {
        !self.dotted && self.unknown.is_empty()
    }

    /// Whether an unknown key was probably meant as one of `keys`.
    pub(crate) fn misspells(&self, keys: &[&'static str]) -> bool {
        let mut meant = self.unknown.iter().flatten();
        meant.any(|key| keys.contains(key))
    }

    /// Reports a problem of the whole table.
    pub(crate) fn report(&self, code: &'static str, message: &str, help: impl Into<String>) {
        self.at.report(code, message, help);
    }

    /// Reports a key that is missing.
    pub(crate) fn missing(&self, key: &str, help: &str) {
        let path = self.at.path.key(key);
        let message = format!("`{key}` is missing");
        self.at.problems.add(
            "missing_key",
            &path,
            self.at.start,
            message,
            help.to_owned(),
        );
    }

    /// Reports keys that exclude each other. Returns true if more than one is present.
    pub(crate) fn exclude(&self, keys: &[&'static str], help: &str) -> bool {
        let present = self.present(keys);
        if present.len() > 1 {
            self.at.conflict(
                format!("{} exclude each other", list_of("and", &present)),
                help,
            );
        }
        present.len() > 1
    }
}

//! Turns a tree into typed values and collects every problem.
//!
//! [`At`] is a value with its position. Each of its methods returns the typed value,
//! or reports the problem and returns `None`. Callers read all keys of a table before
//! they give up on it, so that the first problem does not hide the others.

use std::collections::{BTreeMap, BTreeSet};

use super::phrasing::{any_of, expected, found, list_of, quoted};
use super::problems::{Path, ProblemList};
use super::tree::{Node, TreeKey, TreeValue};
use crate::exact::{MAX_NAME_CHARS, MAX_RULES};
use crate::text::nearest;

/// A value, its position, and the list of problems.
#[derive(Clone, Copy)]
pub(crate) struct At<'a> {
    pub(crate) node: &'a Node,
    pub(crate) path: Path<'a>,
    start: usize,
    /// Whether it is a member of a table of named things.
    pub(super) named: bool,
    pub(super) problems: &'a ProblemList,
}

impl<'a> At<'a> {
    /// The whole document.
    pub(crate) fn root(node: &'a Node, problems: &'a ProblemList) -> Self {
        Self {
            node,
            path: Path::ROOT,
            start: node.span.start,
            named: false,
            problems,
        }
    }

    /// The member of a table under a key.
    pub(super) fn member<'b>(&'b self, key: &'b TreeKey, node: &'b Node) -> At<'b> {
        let path = self.path.key(&key.name);
        At {
            node,
            path,
            start: key.span.start,
            named: false,
            problems: self.problems,
        }
    }

    /// Reports a problem here.
    pub(crate) fn report(
        &self,
        code: &'static str,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.problems
            .add(code, &self.path, self.start, message.into(), help.into());
    }

    /// Reports that the value is not what is allowed.
    pub(crate) fn refuse<T>(&self, code: &'static str, allowed: &str) -> Option<T> {
        self.refused(code, allowed);
        None
    }

    // Not generic, so that it is compiled once.
    #[inline(never)]
    pub(super) fn refused(&self, code: &'static str, allowed: &str) {
        if self.node.value != TreeValue::Faulty {
            self.report(code, found(&self.node.value), expected(allowed));
        }
    }

    /// Reports that two keys exclude each other.
    pub(crate) fn conflict(&self, message: impl Into<String>, help: impl Into<String>) {
        self.report("conflicting_keys", message, help);
    }

    /// Counts a criterion, case, signal or condition.
    pub(crate) fn count_rule(&self) {
        if self.problems.count_rule() == MAX_RULES.saturating_add(1) {
            self.report(
                "too_many_rules",
                "too many criteria, cases, signals and conditions",
                "at most 10,000 together",
            );
        }
    }

    /// Reads the elements of a list. Returns `None` if one of them fails.
    pub(crate) fn list<'b, T>(
        &'b self,
        mut read: impl FnMut(&At<'b>) -> Option<T>,
    ) -> Option<Vec<T>> {
        let TreeValue::List(items) = &self.node.value else {
            return self.refuse_list();
        };
        // All elements are read, so that every problem is found. An incomplete list is dropped,
        // because later problems would point to the wrong elements.
        let mut all = Vec::with_capacity(items.len());
        for (index, node) in items.iter().enumerate() {
            all.extend(read(&self.element(index, node)));
        }
        (all.len() == items.len()).then_some(all)
    }

    /// An element of a list.
    fn element<'b>(&'b self, index: usize, node: &'b Node) -> At<'b> {
        At {
            node,
            path: self.path.index(index),
            start: node.span.start,
            named: false,
            problems: self.problems,
        }
    }

    /// As [`list`](Self::list), but an empty list is a problem.
    pub(crate) fn filled<'b, T>(
        &'b self,
        read: impl FnMut(&At<'b>) -> Option<T>,
    ) -> Option<Vec<T>> {
        if self.lacks_elements() {
            None
        } else {
            self.list(read)
        }
    }

    /// Reports a list that is empty.
    #[inline(never)]
    fn lacks_elements(&self) -> bool {
        let is_empty = matches!(&self.node.value, TreeValue::List(items) if items.is_empty());
        if is_empty {
            self.report(
                "empty_list",
                "found an empty list",
                "add at least one element",
            );
        }
        is_empty
    }

    /// Reads a value or a list of values, which may be empty.
    pub(crate) fn one_or_more<'b, T>(
        &'b self,
        mut read: impl FnMut(&At<'b>) -> Option<T>,
    ) -> Option<Vec<T>> {
        match self.node.value {
            TreeValue::List(_) => self.list(read),
            _ => read(self).map(|one| vec![one]),
        }
    }

    /// Reads a value or a list of values, which must not be empty.
    pub(crate) fn one_or_filled<'b, T>(
        &'b self,
        mut read: impl FnMut(&At<'b>) -> Option<T>,
    ) -> Option<Vec<T>> {
        match self.node.value {
            TreeValue::List(_) => self.filled(read),
            _ => read(self).map(|one| vec![one]),
        }
    }

    /// The number of elements of a list; 0 for any other value.
    pub(crate) fn len(&self) -> usize {
        if let TreeValue::List(items) = &self.node.value {
            items.len()
        } else {
            0
        }
    }

    /// Refuses a list of the wrong length, or a value that is not a list.
    pub(crate) fn refuse_row<T>(&self, allowed: &str) -> Option<T> {
        self.row_refused(allowed);
        None
    }

    #[inline(never)]
    fn row_refused(&self, allowed: &str) {
        let TreeValue::List(parts) = &self.node.value else {
            return self.refused("wrong_type", allowed);
        };
        self.report(
            "bad_row",
            format!("found a list of length {}", parts.len()),
            expected(allowed),
        );
    }

    /// Reads a list of exactly two values.
    pub(crate) fn pair<'b, T>(
        &'b self,
        allowed: &str,
        read: impl FnMut(&At<'b>) -> Option<T>,
    ) -> Option<(T, T)> {
        if !matches!(&self.node.value, TreeValue::List(items) if items.len() == 2) {
            return self.refuse_row(allowed);
        }
        let mut both = self.list(read)?.into_iter();
        both.next().zip(both.next())
    }

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

    /// Reads a table of named things. The names are in NFC.
    pub(crate) fn things<'b, T>(
        &'b self,
        reserved: &[&'static str],
        mut read: impl FnMut(&str, &At<'b>) -> Option<T>,
    ) -> Option<BTreeMap<String, T>> {
        let things = self.named(reserved)?.into_iter();
        let read = things.filter_map(|(name, at)| read(&name, &at).map(|thing| (name, thing)));
        Some(read.collect())
    }

    /// The members of a table by their names in NFC. Checks the names.
    fn named<'b>(&'b self, reserved: &[&'static str]) -> Option<Vec<(String, At<'b>)>> {
        let TreeValue::Table(entries) = &self.node.value else {
            return self.refuse("wrong_type", "a table");
        };
        let (mut named, mut seen) = (Vec::new(), BTreeSet::new());
        for (key, node) in entries
            .iter()
            .filter(|(_, node)| node.value != TreeValue::Null)
        {
            let mut at = self.member(key, node);
            at.named = true;
            let name = at.check_name(&key.name);
            if reserved.contains(&name.as_str()) {
                let help = format!("use another name than {}", any_of(reserved));
                at.report(
                    "reserved_name",
                    format!("the name {} is reserved", quoted(&name)),
                    help,
                );
            }
            // A long name would make the paths of all its members long.
            if name.chars().nth(MAX_NAME_CHARS).is_none() && at.first_of(&name, &mut seen) {
                named.push((name, at));
            }
        }
        Some(named)
    }

    /// The known word that was probably meant. Skips the search for hostile texts.
    pub(crate) fn near<'k>(
        &self,
        word: &str,
        known: impl IntoIterator<Item = &'k str>,
    ) -> Option<&'k str> {
        let hostile = word.chars().nth(MAX_NAME_CHARS).is_some() || self.problems.is_full();
        if hostile { None } else { nearest(word, known) }
    }

    /// Returns `true` for the given word and `false` for a table. Refuses anything else.
    pub(super) fn is_word(&self, word: &str, allowed: &str) -> Option<bool> {
        match &self.node.value {
            TreeValue::Table(_) => Some(false),
            TreeValue::Text(text) if text == word => Some(true),
            TreeValue::Text(_) => self.refuse("not_allowed", allowed),
            _ => self.refuse("wrong_type", allowed),
        }
    }

    /// Reads one of the given words.
    pub(crate) fn word<T: Copy>(&self, words: &[(&str, T)]) -> Option<T> {
        let known: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
        let (_, value) = words.get(self.place_in(&known)?)?;
        Some(*value)
    }

    /// The position of the word here in `known`.
    fn place_in(&self, known: &[&str]) -> Option<usize> {
        let TreeValue::Text(text) = &self.node.value else {
            return self.refuse("wrong_type", &any_of(known));
        };
        let place = known.iter().position(|word| word == text);
        if place.is_none() {
            let near = self
                .near(text, known.iter().copied())
                .map(|near| format!("did you mean `{near}`? "));
            let help = format!("{}allowed: {}", near.unwrap_or_default(), any_of(known));
            self.report("not_allowed", format!("found {}", quoted(text)), help);
        }
        place
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

//! Turns a tree into typed values and collects every problem.
//!
//! [`At`] is a value with its position. Each of its methods returns the typed value,
//! or reports the problem and returns `None`. Callers read all keys of a table before
//! they give up on it, so that the first problem does not hide the others.

use std::collections::{BTreeMap, BTreeSet};

use super::phrasing::{any_of, expected, found, quoted};
use super::problems::{Path, ProblemList};
use super::tree::{Node, TreeKey, TreeValue};
use crate::exact::{MAX_NAME_CHARS, MAX_RULES};
use crate::text::nearest;

/// A value, its position, and the list of problems.
#[derive(Clone, Copy)]
pub(crate) struct At<'a> {
    pub(crate) node: &'a Node,
    pub(crate) path: Path<'a>,
    pub(super) start: usize,
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

    /// Reads a table of named things. The names are in NFC.
    pub(crate) fn things<'b, T>(
        &'b self,
        reserved: &[&'static str],
        mut read: impl FnMut(&str, &At<'b>) -> Option<T>,
    ) -> Option<BTreeMap<String, T>> {
        let things = self.named_members(reserved)?.into_iter();
        let read = things.filter_map(|(name, at)| read(&name, &at).map(|thing| (name, thing)));
        Some(read.collect())
    }

    /// The members of a table by their names in NFC. Checks the names.
    fn named_members<'b>(&'b self, reserved: &[&'static str]) -> Option<Vec<(String, At<'b>)>> {
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
            if name.chars().nth(MAX_NAME_CHARS).is_none() && at.is_first(&name, &mut seen) {
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

//! A document as a tree of plain values that remember where they were written.
//!
//! TOML, JSON and host values become the same tree, so that the sections are
//! read by one piece of code and every problem can name its line and column.

use crate::text::nfc;

/// How many values may be nested: more than the deepest condition that is
/// allowed needs, and little enough for the smallest of stacks.
pub(crate) const MAX_DEPTH: usize = 80;

/// Bytes of the text from which something was read; empty without a text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct ByteSpan {
    /// First byte.
    pub(crate) start: usize,
    /// Byte after the last.
    pub(crate) end: usize,
}

/// A value with its place.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Node {
    /// What was written.
    pub(crate) value: TreeValue,
    /// Where.
    pub(crate) span: ByteSpan,
}

/// The key of a table with its place.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct TreeKey {
    /// As written.
    pub(crate) name: String,
    /// Where.
    pub(crate) span: ByteSpan,
}

/// What was written; numbers are finite.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum TreeValue {
    /// JSON's null; the same as absent.
    Null,
    /// What could not be read and is reported already.
    Faulty,
    /// True or false.
    Flag(bool),
    /// A number, to the nearest double.
    Number(f64),
    /// A whole number of 2^53 or more in size, in its digits: an id keeps them.
    Digits(String),
    /// A text; also TOML's dates and times.
    Text(String),
    /// A list.
    List(Vec<Node>),
    /// A table in the order of the text; keys are unique.
    Table(Vec<(TreeKey, Node)>),
}

impl Node {
    /// First byte of what a JSON Pointer names: of a table's member its key, of
    /// a missing one the nearest ancestor that exists.
    pub(crate) fn find(&self, pointer: &str) -> usize {
        let (mut node, mut start) = (self, self.span.start);
        for step in pointer.split('/').skip(1) {
            let Some((next, at)) = node.child(&step.replace("~1", "/").replace("~0", "~")) else {
                break;
            };
            (node, start) = (next, at);
        }
        start
    }

    /// What a JSON Pointer names, if it exists.
    pub(crate) fn get(&self, pointer: &str) -> Option<&Node> {
        let steps = pointer.split('/').skip(1);
        steps.into_iter().try_fold(self, |node, step| {
            let step = step.replace("~1", "/").replace("~0", "~");
            node.child(&step).map(|(next, _)| next)
        })
    }

    /// A member by its name (as written, or after NFC) or an element by its
    /// index, with its first byte.
    fn child(&self, step: &str) -> Option<(&Node, usize)> {
        match &self.value {
            TreeValue::List(items) => items
                .get(step.parse::<usize>().ok()?)
                .map(|node| (node, node.span.start)),
            TreeValue::Table(entries) => {
                let same = entries.iter().find(|(key, _)| key.name == step);
                let (key, node) =
                    same.or_else(|| entries.iter().find(|(key, _)| nfc(&key.name) == step))?;
                Some((node, key.span.start))
            }
            _ => None,
        }
    }
}

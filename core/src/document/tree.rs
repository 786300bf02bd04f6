//! A document as a tree of plain values with their places in the text.
//!
//! TOML, JSON and host values become the same tree. One reader therefore serves all
//! three, and every problem can name its line and column.

use crate::text::nfc;

/// The limit of nested values: enough for the deepest allowed condition, and small enough
/// for the smallest stack.
pub(crate) const MAX_DEPTH: usize = 80;

/// The bytes of the text from which a value was read; empty without a text.
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
    /// The value.
    pub(crate) value: TreeValue,
    /// The place.
    pub(crate) span: ByteSpan,
}

/// The key of a table with its place.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct TreeKey {
    /// The name as written.
    pub(crate) name: String,
    /// The place.
    pub(crate) span: ByteSpan,
}

/// A value as written; numbers are finite.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum TreeValue {
    /// JSON's null, which is the same as absent.
    Null,
    /// A value that could not be read; the problem is already reported.
    Faulty,
    /// True or false.
    Flag(bool),
    /// A number, to the nearest double.
    Number(f64),
    /// The digits of a whole number of 2^53 or more in size: ids keep them.
    Digits(String),
    /// A text, or a date or time of TOML.
    Text(String),
    /// A list.
    List(Vec<Node>),
    /// A table in the order of the text, with unique keys.
    Table(Vec<(TreeKey, Node)>),
}

impl Node {
    /// The first byte of the place that a JSON Pointer names. The place of a table member is
    /// its key; the place of a missing value is the nearest ancestor that exists.
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

    /// The value that a JSON Pointer names; `None` if it does not exist.
    pub(crate) fn get(&self, pointer: &str) -> Option<&Node> {
        let steps = pointer.split('/').skip(1);
        steps.into_iter().try_fold(self, |node, step| {
            let step = step.replace("~1", "/").replace("~0", "~");
            node.child(&step).map(|(next, _)| next)
        })
    }

    /// A member by its name (as written or in NFC) or an element by its index, with its first
    /// byte.
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

//! The texts of a model, which its requests and answers repeat.

use indexmap::IndexSet;
use rustc_hash::FxBuildHasher;
use serde_json::Value;

use crate::assessment::canonical;
use crate::model::Model;

/// The length in bytes of the longest text in the table; longer ones are hardly names.
const MAX_LENGTH: usize = 100;

/// Texts by position.
#[derive(Clone, Debug, Default)]
pub(super) struct TextTable(IndexSet<Box<str>, FxBuildHasher>);

impl TextTable {
    /// All short texts in the information on a model and in its document. Texts that no answer
    /// contains do no harm.
    pub(super) fn new(model: &Model) -> Self {
        let mut table = Self::default();
        for text in [canonical(&model.info()), canonical(model.document())] {
            table.add(&serde_json::from_str(&text).unwrap_or_default());
        }
        table
    }

    fn add(&mut self, value: &Value) {
        match value {
            Value::String(text) => self.add_text(text),
            Value::Array(values) => values.iter().for_each(|value| self.add(value)),
            Value::Object(members) => {
                for (key, value) in members {
                    self.add_text(key);
                    self.add(value);
                }
            }
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }

    fn add_text(&mut self, text: &str) {
        if text.len() <= MAX_LENGTH {
            self.0.insert(text.into());
        }
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|name| &**name)
    }

    /// The text at a position.
    #[inline]
    pub(super) fn get(&self, position: usize) -> Option<&str> {
        self.0.get_index(position).map(|name| &**name)
    }

    /// The position of a text.
    #[inline]
    pub(super) fn position(&self, text: &str) -> Option<usize> {
        self.0.get_index_of(text)
    }
}

//! The texts of a model that requests and answers repeat.

use indexmap::IndexSet;
use rustc_hash::FxBuildHasher;
use serde_json::Value;

use crate::assessment::canonical;
use crate::model::Model;

/// Longer texts are no names.
const LONGEST: usize = 100;

/// Texts by their places.
#[derive(Clone, Debug, Default)]
pub(super) struct Names(IndexSet<Box<str>, FxBuildHasher>);

impl Names {
    /// Everything short that a model says of itself: which of it is a name in an answer, and which
    /// a word, need not be known.
    pub(super) fn of(model: &Model) -> Self {
        let mut names = Self::default();
        for said in [canonical(&model.info()), canonical(model.document())] {
            names.add(&serde_json::from_str(&said).unwrap_or_default());
        }
        names
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
        if text.len() <= LONGEST {
            self.0.insert(text.into());
        }
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|name| &**name)
    }

    /// The text at a place.
    #[inline]
    pub(super) fn get(&self, place: usize) -> Option<&str> {
        self.0.get_index(place).map(|name| &**name)
    }

    /// The place of a text.
    #[inline]
    pub(super) fn place(&self, text: &str) -> Option<usize> {
        self.0.get_index_of(text)
    }
}

//! What differs between two models, and how it is put in words.

use std::fmt::{self, Display, Formatter};

use serde_json::Value;

use crate::text::shortened;

/// The differences between two models.
///
/// As text it has a line for each change.
#[derive(Clone, Debug, Default, PartialEq, serde::Serialize)]
#[non_exhaustive]
pub struct Difference {
    /// The changes, section by section in the order of their names.
    pub changes: Vec<Change>,
}

/// One difference between two models.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[non_exhaustive]
pub struct Change {
    /// What happened.
    pub kind: ChangeKind,
    /// What is different, by its names: `signals.visit.points`. Things without a name are counted from
    /// 1: `fit.criteria.size.cases[2].points`.
    pub place: String,
    /// The JSON Pointer in the old model; `None` if it was added.
    pub old: Option<String>,
    /// The JSON Pointer in the new model; `None` if it was removed.
    pub new: Option<String>,
    /// The old value; `None` if it was added or moved.
    pub from: Option<Value>,
    /// The new value; `None` if it was removed or moved.
    pub to: Option<Value>,
}

/// What happened to a part of a model.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum ChangeKind {
    /// The old model does not have it.
    Added,
    /// The new model does not have it.
    Removed,
    /// Its value differs.
    Changed,
    /// It stands in another place of its list, where order matters.
    Moved,
}

impl Difference {
    /// Whether the models are the same, apart from how their documents are written.
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }
}

impl Display for Difference {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        if self.is_empty() {
            return f.write_str("no differences");
        }
        for (at, change) in self.changes.iter().enumerate() {
            let end = if at == 0 { "" } else { "\n" };
            write!(f, "{end}{change}")?;
        }
        Ok(())
    }
}

impl Display for Change {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let place = &self.place;
        let value = |value: &Option<Value>| {
            let text = value.as_ref().map(Value::to_string);
            shortened(&text.unwrap_or_default())
        };
        match self.kind {
            ChangeKind::Added => write!(f, "added `{place}`: {}", value(&self.to)),
            ChangeKind::Removed => write!(f, "removed `{place}`: {}", value(&self.from)),
            ChangeKind::Changed => {
                let (from, to) = (value(&self.from), value(&self.to));
                write!(f, "changed `{place}`: {from} to {to}")
            }
            ChangeKind::Moved => write!(f, "moved `{place}`"),
        }
    }
}

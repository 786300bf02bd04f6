//! The event schema of a history: what it keeps of events.

use std::sync::Arc;

use super::HistoryError;
use crate::model::entries::Entries;
use crate::model::plan::Compiled;

/// What a history keeps of events, as sorted labels, one a line; see [`Entries`]. Documentation
/// and messages call it the intake.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct EventSchema(Arc<str>);

impl EventSchema {
    pub(super) fn new(entries: &Entries) -> Self {
        Self(Arc::clone(&entries.text))
    }

    /// Reads stored labels, which must be sorted, each once, with exactly one zone.
    pub(super) fn read(text: &str) -> Result<Self, HistoryError> {
        let unreadable = |what: &str| Err(HistoryError::Unreadable(what.to_owned()));
        if !labels(text).is_sorted_by(|a, b| a < b) {
            return unreadable("its intake is not sorted");
        }
        if !labels(text).all(|label| PREFIXES.iter().any(|what| label.starts_with(what))) {
            return unreadable("its intake has an unknown entry");
        }
        if labels(text)
            .filter(|label| label.starts_with("zone "))
            .count()
            != 1
        {
            return unreadable("its intake must name one zone");
        }
        Ok(Self(text.into()))
    }

    pub(super) fn text(&self) -> &str {
        &self.0
    }

    pub(super) fn labels(&self) -> impl Iterator<Item = &str> {
        labels(&self.0)
    }

    /// The labels that only this schema has and those that only the other has, in words.
    pub(super) fn differences(&self, other: &Self) -> (Vec<String>, Vec<String>) {
        // Labels are sorted, and a stored schema may have very many of them.
        let only = |one: &Self, two: &Self| {
            let others: Vec<&str> = two.labels().collect();
            let labels = one
                .labels()
                .filter(|label| others.binary_search(label).is_err());
            labels.map(words).collect()
        };
        (only(self, other), only(other, self))
    }
}

/// What labels begin with.
const PREFIXES: [&str; 6] = [
    "event ",
    "interests ",
    "product ",
    "switch ",
    "where ",
    "zone ",
];

/// The labels in the text of a schema, one a line; none for an empty text.
pub(super) fn labels(text: &str) -> impl Iterator<Item = &str> {
    text.split('\n').filter(|_| !text.is_empty())
}

/// A label in words, for messages.
fn words(label: &str) -> String {
    let (what, name) = label.split_once(' ').unwrap_or((label, ""));
    let typed = || {
        let (name, type_) = name.rsplit_once(' ').unwrap_or((name, ""));
        (name.to_owned(), type_.to_owned())
    };
    match what {
        "zone" => format!("time zone `{name}`"),
        "event" => format!("event `{name}`"),
        "where" => {
            let (hash, event) = name.split_once(' ').unwrap_or(("", name));
            format!("event `{event}` with a condition ({hash})")
        }
        "product" => {
            let (name, type_) = typed();
            format!("products by `{name}` ({type_})")
        }
        "interests" => {
            let (name, type_) = typed();
            format!("interests by `{name}` ({type_})")
        }
        _ => format!("a switch ({name})"),
    }
}

/// The entry of a model for each label of a history.
pub(super) enum SchemaMatch {
    /// Both have the same entries in the same order.
    All,
    /// By label of the history; `None` for labels that the model does not read.
    Some(Vec<Option<u32>>),
}

impl SchemaMatch {
    /// Matches the schema of a history with a model.
    ///
    /// # Errors
    /// The model reads something that the history does not keep.
    pub(super) fn new(schema: &EventSchema, plan: &Compiled) -> Result<Self, HistoryError> {
        if *schema.0 == *plan.entries.text {
            return Ok(Self::All);
        }
        let own: Vec<&str> = plan.entries.text.split('\n').collect();
        let found = schema.labels().map(|label| {
            let at = own.binary_search(&label).ok()?;
            u32::try_from(at).ok()
        });
        let found: Vec<Option<u32>> = found.collect();
        let mut held = vec![false; own.len()];
        for at in found.iter().flatten() {
            if let Some(held) = held.get_mut(*at as usize) {
                *held = true;
            }
        }
        let missing = own.iter().zip(held).filter(|(_, held)| !held);
        let missing: Vec<String> = missing.map(|(label, _)| words(label)).collect();
        if missing.is_empty() {
            Ok(Self::Some(found))
        } else {
            Err(HistoryError::Missing { missing })
        }
    }

    /// The entry of the model for a label.
    pub(super) fn entry(&self, label: u32) -> Option<u32> {
        match self {
            Self::All => Some(label),
            Self::Some(entries) => entries.get(label as usize).copied().flatten(),
        }
    }
}

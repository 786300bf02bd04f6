//! What a history holds: the entries of the models that made it.

use std::sync::Arc;

use super::HistoryError;
use crate::model::entries::Entries;
use crate::model::plan::Compiled;

/// What a history holds of events, in labels: see [`Entries`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Intake(Arc<str>);

impl Intake {
    pub(super) fn of(entries: &Entries) -> Self {
        Self(Arc::clone(&entries.text))
    }

    /// Labels that came from outside: sorted, each once, with one zone.
    pub(super) fn read(text: &str) -> Result<Self, HistoryError> {
        let unreadable = |what: &str| Err(HistoryError::Unreadable(what.to_owned()));
        if !labels(text).is_sorted_by(|a, b| a < b) {
            return unreadable("its intake is not in order");
        }
        if !labels(text).all(|label| WHATS.iter().any(|what| label.starts_with(what))) {
            return unreadable("its intake has an entry that is not known");
        }
        if labels(text)
            .filter(|label| label.starts_with("zone "))
            .count()
            != 1
        {
            return unreadable("its intake does not name one zone");
        }
        Ok(Self(text.into()))
    }

    pub(super) fn text(&self) -> &str {
        &self.0
    }

    pub(super) fn labels(&self) -> impl Iterator<Item = &str> {
        labels(&self.0)
    }

    /// Labels that only this one and only the other one has, in words.
    pub(super) fn differences(&self, other: &Self) -> (Vec<String>, Vec<String>) {
        // Labels are in order; what came from outside may be long.
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
const WHATS: [&str; 6] = [
    "event ",
    "interests ",
    "product ",
    "switch ",
    "where ",
    "zone ",
];

/// The labels of an intake's text, one a line; of an empty text none.
pub(super) fn labels(text: &str) -> impl Iterator<Item = &str> {
    text.split('\n').filter(|_| !text.is_empty())
}

/// A label as people read it.
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

/// Which entry of a model each label of a history is, if any.
pub(super) enum Known {
    /// The same entries in the same order.
    All,
    /// By label of the history.
    Some(Vec<Option<u32>>),
}

impl Known {
    /// The entries of a model that a history must hold.
    pub(super) fn of(intake: &Intake, plan: &Compiled) -> Result<Self, HistoryError> {
        if *intake.0 == *plan.entries.text {
            return Ok(Self::All);
        }
        let own: Vec<&str> = plan.entries.text.split('\n').collect();
        let found = intake.labels().map(|label| {
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

    /// The model's entry of a label.
    pub(super) fn entry(&self, label: u32) -> Option<u32> {
        match self {
            Self::All => Some(label),
            Self::Some(entries) => entries.get(label as usize).copied().flatten(),
        }
    }
}

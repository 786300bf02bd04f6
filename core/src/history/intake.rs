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

    /// Labels that came from outside: sorted, each once, a zone among them.
    pub(super) fn read(text: &str) -> Result<Self, HistoryError> {
        let unreadable = |what: &str| Err(HistoryError::Unreadable(what.to_owned()));
        if !text.lines().is_sorted_by(|a, b| a < b) {
            return unreadable("its intake is not in order");
        }
        if !text.lines().any(|label| label.starts_with("zone ")) {
            return unreadable("its intake names no zone");
        }
        Ok(Self(text.into()))
    }

    pub(super) fn text(&self) -> &str {
        &self.0
    }

    pub(super) fn labels(&self) -> impl Iterator<Item = &str> {
        self.0.split('\n')
    }

    /// Labels that only this one and only the other one has, in words.
    pub(super) fn differences(&self, other: &Self) -> (Vec<String>, Vec<String>) {
        let only = |one: &Self, two: &Self| {
            let labels = one
                .labels()
                .filter(|label| !two.labels().any(|other| other == *label));
            labels.map(words).collect()
        };
        (only(self, other), only(other, self))
    }
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
        let missing = (0_u32..)
            .zip(&own)
            .filter(|(at, _)| !found.contains(&Some(*at)));
        let missing: Vec<String> = missing.map(|(_, label)| words(label)).collect();
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

//! Why a history cannot be used as asked.

use crate::document::Problem;
use crate::exact::{Day, Instant, MAX_HISTORY_EVENTS};

/// Why a history cannot be used as asked.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum HistoryError {
    /// The model reads what the history did not keep.
    #[error("the history does not hold what the model reads: {}", listed(missing))]
    Missing {
        /// What is missing, such as ``event `webinar` ``.
        missing: Vec<String>,
    },
    /// Another intake: of the model that observes, or of the history to merge.
    #[error("{}", differs(ours, theirs))]
    OtherIntake {
        /// What only the history holds.
        ours: Vec<String>,
        /// What only the model reads, or only the other history holds.
        theirs: Vec<String>,
    },
    /// The history knows events after that instant and cannot take them out.
    #[error("`as_of` is `{as_of}`, before the latest event of the history at `{latest}`")]
    AsOfBeforeLatest {
        /// The instant that was asked for.
        as_of: Instant,
        /// The latest event.
        latest: Instant,
    },
    /// The histories have forgotten the ids of events before different days.
    #[error(
        "one history has forgotten the ids of events {}, the other {}",
        before(*ours),
        before(*theirs)
    )]
    OtherForgotten {
        /// Of the history that is merged into.
        ours: Option<Day>,
        /// Of the other one.
        theirs: Option<Day>,
    },
    /// More events than a history can count.
    #[error("the history would count more than {MAX_HISTORY_EVENTS} events")]
    TooLarge,
    /// Bytes or JSON that are no history.
    #[error("the history cannot be read: {0}")]
    Unreadable(String),
}

fn listed(entries: &[String]) -> String {
    match entries {
        [] => "nothing".to_owned(),
        _ => entries.join(", "),
    }
}

fn differs(ours: &[String], theirs: &[String]) -> String {
    format!(
        "the intakes differ: only the history holds {}, only the other one {}",
        listed(ours),
        listed(theirs)
    )
}

fn before(day: Option<Day>) -> String {
    day.map_or_else(|| "of no day".to_owned(), |day| format!("before `{day}`"))
}

impl HistoryError {
    /// A stable code, such as `as_of_before_latest`.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Missing { .. } => "history_lacks",
            Self::OtherIntake { .. } => "other_intake",
            Self::AsOfBeforeLatest { .. } => "as_of_before_latest",
            Self::OtherForgotten { .. } => "other_forgotten",
            Self::TooLarge => "history_too_large",
            Self::Unreadable(_) => "unreadable_history",
        }
    }

    /// What can be done.
    pub fn help(&self) -> &'static str {
        match self {
            Self::Missing { .. } => "make the history anew from the events, with this model",
            Self::OtherIntake { .. } => {
                "a history is continued by models that read the same of events; for another one make it anew from the events"
            }
            Self::AsOfBeforeLatest { .. } => {
                "ask for the latest event or later; for an earlier instant assess the events themselves"
            }
            Self::OtherForgotten { .. } => {
                "merge before forgetting; or forget the same days in both, if no event of these days is in both"
            }
            Self::TooLarge => "leave events out that came more than once",
            Self::Unreadable(_) => "give back what the library wrote, whole and unchanged",
        }
    }

    /// As a problem of the request that it came from, at a JSON Pointer.
    pub fn problem(&self, path: impl Into<String>) -> Problem {
        Problem {
            code: self.code(),
            path: path.into(),
            line: None,
            column: None,
            message: self.to_string(),
            help: self.help().to_owned(),
        }
    }
}

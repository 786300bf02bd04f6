//! Errors of histories.

use crate::document::Problem;
use crate::exact::{Day, Instant, MAX_HISTORY_EVENTS};

/// Why a history cannot be used as asked.
///
/// ```
/// use leadgrade::{Event, HistoryError, Model, Profile};
/// let model = Model::from_toml("format = 1\nname = \"n\"\n[signals.visit]\npoints = 10\n[engagement]\n")?;
/// let (history, _) = model.history(&[Event::new("visit", "2026-11-20T10:00:00Z")]);
/// let profile = Profile::default();
/// let early = model.as_of("2026-11-19").unwrap();
/// let error = model.recall(&profile, &history).assess(early).unwrap_err();
/// assert!(matches!(error, HistoryError::AsOfBeforeLatest { .. }));
/// # Ok::<(), leadgrade::ModelError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum HistoryError {
    /// The model reads events, conditions or properties that the history did not keep.
    #[error("the history does not hold what the model reads: {}", listed(missing))]
    Missing {
        /// What is missing, such as ``event `webinar` ``.
        missing: Vec<String>,
    },
    /// The model that observes, or the history to merge, has another intake.
    #[error("{}", differs(ours, theirs))]
    OtherIntake {
        /// What only the history has.
        ours: Vec<String>,
        /// What only the model, or only the other history, has.
        theirs: Vec<String>,
    },
    /// The history has events after that instant, which it cannot leave out.
    #[error("`as_of` is `{as_of}`, before the latest event of the history at `{latest}`")]
    AsOfBeforeLatest {
        /// The requested instant.
        as_of: Instant,
        /// The instant of the latest event.
        latest: Instant,
    },
    /// The histories have forgotten the ids of events before different days.
    #[error(
        "the histories forgot ids before different days: {} and {}",
        shown(*ours),
        shown(*theirs)
    )]
    OtherForgotten {
        /// The day of the history that is merged into; `None` if it never forgot ids.
        ours: Option<Day>,
        /// The day of the other history.
        theirs: Option<Day>,
    },
    /// More events than a history can count.
    #[error("the history would count more than {MAX_HISTORY_EVENTS} events")]
    TooLarge,
    /// Bytes or JSON that are not a history.
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
        "the intakes differ: only the history has {}, only the other has {}",
        listed(ours),
        listed(theirs)
    )
}

fn shown(day: Option<Day>) -> String {
    day.map_or_else(|| "none".to_owned(), |day| format!("`{day}`"))
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

    /// What to do about it.
    pub fn help(&self) -> &'static str {
        match self {
            Self::Missing { .. } => "rebuild the history from the events, with this model",
            Self::OtherIntake { .. } => {
                "continue a history with models that read the same of events; for another model rebuild it from the events"
            }
            Self::AsOfBeforeLatest { .. } => {
                "use the instant of the latest event or a later one; for an earlier one assess the events"
            }
            Self::OtherForgotten { .. } => {
                "merge before forgetting; or forget the same days in both, if they share no event of these days"
            }
            Self::TooLarge => "leave out events that came more than once",
            Self::Unreadable(_) => "pass the history exactly as the library wrote it",
        }
    }

    /// The error as a problem of a request, at a JSON Pointer.
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

//! Spans of days: how long they may be.

use crate::exact::{Day, MAX_DAYS};

/// Why a span of days cannot be looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SpanError {
    /// A horizon of no days, or of too many.
    #[error("`horizon_days` is `{0}`, which is not from 1 to {most}", most = most())]
    Horizon(u32),
    /// The end is before the beginning.
    #[error("`to` is `{to}`, which is before `from`, `{from}`")]
    Backwards {
        /// The first day.
        from: Day,
        /// The last day.
        to: Day,
    },
    /// More days than a timeline has.
    #[error("from `{from}` to `{to}` are more than {most} days", most = most())]
    TooLong {
        /// The first day.
        from: Day,
        /// The last day.
        to: Day,
    },
}

/// The most days, as messages write them.
fn most() -> String {
    crate::document::phrasing::grouped(i64::from(MAX_DAYS))
}

/// Days from the first to the last, both included: 1 to 3,650.
pub(super) fn checked(from: Day, to: Day) -> Result<(), SpanError> {
    if to < from {
        return Err(SpanError::Backwards { from, to });
    }
    match u32::try_from(to.since(from)) {
        Ok(days) if days < MAX_DAYS => Ok(()),
        _ => Err(SpanError::TooLong { from, to }),
    }
}

pub(super) fn as_text<S: serde::Serializer>(day: &Day, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(day)
}

//! Limits of spans of days.

use crate::exact::{Day, MAX_DAYS};

/// Why a horizon or a span of days is not allowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SpanError {
    /// A horizon outside 1 to 3,650 days.
    #[error("`horizon_days` is `{0}`, which is not from 1 to {most}", most = most())]
    Horizon(u32),
    /// The last day is before the first.
    #[error("`to` is `{to}`, which is before `from`, `{from}`")]
    Backwards {
        /// The first day.
        from: Day,
        /// The last day.
        to: Day,
    },
    /// More than 3,650 days.
    #[error("from `{from}` to `{to}` are more than {most} days", most = most())]
    TooLong {
        /// The first day.
        from: Day,
        /// The last day.
        to: Day,
    },
}

/// The greatest number of days, as messages write it.
fn most() -> String {
    crate::document::phrasing::grouped(i64::from(MAX_DAYS))
}

/// Checks that a span has 1 to 3,650 days, both ends included.
pub(super) fn checked(from: Day, to: Day) -> Result<(), SpanError> {
    if to < from {
        return Err(SpanError::Backwards { from, to });
    }
    match u32::try_from(to.since(from)) {
        Ok(days) if days < MAX_DAYS => Ok(()),
        _ => Err(SpanError::TooLong { from, to }),
    }
}

/// Serialises a day as a text.
pub(super) fn as_text<S: serde::Serializer>(day: &Day, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(day)
}

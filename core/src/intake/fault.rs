//! Why a value is not used. All rejects are made here.

use std::fmt::Display;

use crate::document::phrasing::grouped;
use crate::exact::{INSTANT_YEARS, MAX_VALUE};
use crate::lead::{Reject, RejectCode, TableName, Value};
use crate::text::shortened;

/// What messages call an instant.
pub(super) const INSTANT: &str = "an instant such as `2026-11-22T09:30:00Z`";
/// The hint for a number in the place of an instant. Its unit is unknown, so it is not converted.
pub(crate) const COUNT: &str = "; convert seconds or milliseconds since 1970 first";
/// More digits than a date without separators has.
const DIGITS_OF_COUNT: usize = 9;

/// The hint for a text that holds such a number; empty for any other text.
pub(crate) fn count_hint(text: &str) -> &'static str {
    let digits = text.trim();
    let is_count =
        digits.len() >= DIGITS_OF_COUNT && digits.bytes().all(|byte| byte.is_ascii_digit());
    if is_count { COUNT } else { "" }
}

/// Why a value is not used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Fault {
    pub(crate) code: RejectCode,
    pub(crate) reason: String,
}

impl Fault {
    pub(crate) fn new(code: RejectCode, reason: impl Into<String>) -> Self {
        Self {
            code,
            reason: reason.into(),
        }
    }

    /// The fault of a value that is not of the `wanted` type, or that no type accepts.
    pub(crate) fn wrong(value: &Value, wanted: &str) -> Self {
        let found = value.described();
        match value {
            Value::NotUnicode => Self::new(
                RejectCode::NotUnicode,
                format!("expected {wanted}, found {found}"),
            ),
            Value::OutOfRange(_) => {
                Self::new(RejectCode::OutOfRange, format!("{found} is out of range"))
            }
            _ => Self::new(
                RejectCode::WrongType,
                format!("expected {wanted}, found {found}"),
            ),
        }
    }

    /// The fault of a value that is not an instant or date, as `wanted` describes.
    pub(crate) fn wrong_time(value: &Value, wanted: &str) -> Self {
        let mut fault = Self::wrong(value, wanted);
        match value {
            Value::Number(_) | Value::LargeDouble(_) | Value::LongWhole(_) => {
                fault.reason.push_str(COUNT);
            }
            Value::Text(text) => fault.reason.push_str(count_hint(text)),
            _ => {}
        }
        fault
    }

    pub(crate) fn missing(reason: &str) -> Self {
        Self::new(RejectCode::Missing, reason)
    }

    pub(crate) fn not_finite() -> Self {
        Self::new(RejectCode::NotFinite, "found a number that is not finite")
    }

    pub(crate) fn unreadable_instant(text: &str) -> Self {
        let (text, hint) = (shortened(text), count_hint(text));
        Self::new(
            RejectCode::UnreadableInstant,
            format!("expected {INSTANT}, found the text `{text}`{hint}"),
        )
    }

    pub(crate) fn out_of_years(text: &str) -> Self {
        let ((first, last), text) = (INSTANT_YEARS, shortened(text));
        Self::new(
            RejectCode::OutOfRange,
            format!("`{text}` is outside the years {first} to {last}"),
        )
    }

    pub(crate) fn beyond_value(value: impl Display) -> Self {
        let most = grouped(MAX_VALUE);
        Self::new(
            RejectCode::OutOfRange,
            format!("the value `{value}` is beyond {most}"),
        )
    }

    /// The reject of a value in a row of a table.
    pub(crate) fn reject(
        self,
        table: TableName,
        row: usize,
        lead: Option<&str>,
        column: impl Into<String>,
    ) -> Reject {
        Reject {
            table: Some(table),
            row: u64::try_from(row).ok(),
            lead: lead.map(str::to_owned),
            column: Some(column.into()),
            code: self.code,
            reason: self.reason,
        }
    }
}

//! Problems of the input of one call.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Serialize, Serializer};

use crate::exact::MAX_UNKNOWN_NAMES;
use crate::text::in_order;

/// The input that a reject is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum TableName {
    /// Profiles, with one row per lead.
    Profiles,
    /// Events.
    Events,
    /// The table of leads with the instants of their assessments.
    AsOf,
}

impl TableName {
    /// The name in messages and tables.
    pub fn word(self) -> &'static str {
        match self {
            Self::Profiles => "profiles",
            Self::Events => "events",
            Self::AsOf => "as_of",
        }
    }
}

/// Why something was rejected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum RejectCode {
    /// A required value is missing.
    Missing,
    /// The value has another type than declared.
    WrongType,
    /// The text of an event's time is not an instant.
    UnreadableInstant,
    /// The value is outside the allowed range.
    OutOfRange,
    /// The number is infinite.
    NotFinite,
    /// A lead has a second row.
    DuplicateLead,
    /// The text is not valid Unicode.
    NotUnicode,
    /// A sum exceeds 10^12; the lead has no scores.
    TotalOutOfRange,
}

impl RejectCode {
    /// The code as text.
    ///
    /// ```
    /// assert_eq!(leadgrade::RejectCode::WrongType.word(), "wrong_type");
    /// ```
    pub fn word(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::WrongType => "wrong_type",
            Self::UnreadableInstant => "unreadable_instant",
            Self::OutOfRange => "out_of_range",
            Self::NotFinite => "not_finite",
            Self::DuplicateLead => "duplicate_lead",
            Self::NotUnicode => "not_unicode",
            Self::TotalOutOfRange => "total_out_of_range",
        }
    }
}

/// A rejected value, event or lead.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Reject {
    /// The input; null for a failed lead.
    pub table: Option<TableName>,
    /// The row, counted from 0; null for a failed lead.
    pub row: Option<u64>,
    /// The id of the lead; null if it is not known.
    pub lead: Option<String>,
    /// The attribute, property or key; for a failed lead, the signal or section.
    pub column: Option<String>,
    /// Why.
    pub code: RejectCode,
    /// The reason in words: what was found and what is allowed.
    pub reason: String,
}

/// Writes the place and the reason, such as ``events row 3 column `at`: an event needs an instant``.
///
/// ```
/// use leadgrade::{Model, Profile};
/// let model = Model::from_toml("format = 1\nname = \"n\"\nattributes.employees.type = \"number\"")?;
/// let found = model.assess(&Profile::new("L-7").with("employees", "many"), &[], model.as_of("2026-11-22")?);
/// let reject = found.report().rejects[0].to_string();
/// assert_eq!(reject, "profiles row 0 column `employees`: expected a number, found the text `many`");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
impl fmt::Display for Reject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(table) = self.table {
            write!(f, "{} ", table.word())?;
        }
        if let Some(row) = self.row {
            write!(f, "row {row} ")?;
        }
        if let Some(column) = &self.column {
            write!(f, "column `{column}`: ")?;
        }
        f.write_str(&self.reason)
    }
}

/// Why something is probably not intended, although it is valid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum HintCode {
    /// The model reads an attribute or property that no column or key fills.
    Unfilled,
    /// The id of a lead in events is similar to the id of a profile.
    NearId,
    /// The name of an event is similar to a name that the model knows.
    UnknownEvent,
    /// A text such as `N/A` that is not declared as `not_known`.
    Placeholder,
}

impl HintCode {
    /// The code as text.
    ///
    /// ```
    /// assert_eq!(leadgrade::HintCode::NearId.word(), "near_id");
    /// ```
    pub fn word(self) -> &'static str {
        match self {
            Self::Unfilled => "unfilled",
            Self::NearId => "near_id",
            Self::UnknownEvent => "unknown_event",
            Self::Placeholder => "placeholder",
        }
    }
}

/// Something that is valid, but probably not intended.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Hint {
    /// Why.
    pub code: HintCode,
    /// The table of the hint.
    pub table: TableName,
    /// The attribute, property or column.
    pub column: Option<String>,
    /// What was found.
    pub message: String,
    /// What to do about it; null if that is not known.
    pub help: Option<String>,
    /// The number of affected rows, values, events or leads.
    pub count: u64,
}

/// Writes what was found and what to do about it.
impl fmt::Display for Hint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.table.word(), self.message)?;
        match &self.help {
            Some(help) => write!(f, " ({help})"),
            None => Ok(()),
        }
    }
}

/// Event names that no signal uses, with the number of their events.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct UnknownEvents {
    /// The first 1,000 names in the order of their UTF-8 bytes.
    #[serde(serialize_with = "listed")]
    #[cfg_attr(feature = "schema", schemars(with = "Vec<NamedCount>"))]
    pub names: BTreeMap<String, u64>,
    /// The number of events with any other unknown name.
    pub rest: u64,
}

/// Serializes names as values, not as keys, because they may be any text.
fn listed<S: Serializer>(names: &BTreeMap<String, u64>, serializer: S) -> Result<S::Ok, S::Error> {
    #[derive(Serialize)]
    struct Named<'a> {
        count: u64,
        event: &'a str,
    }
    serializer.collect_seq(names.iter().map(|(event, count)| Named {
        count: *count,
        event,
    }))
}

impl UnknownEvents {
    /// Counts one event.
    pub(crate) fn add(&mut self, name: &str) {
        self.add_many(name, 1);
    }

    /// Adds the counts of another list.
    pub(crate) fn join(&mut self, other: &Self) {
        for (name, count) in &other.names {
            self.add_many(name, *count);
        }
        self.rest = self.rest.saturating_add(other.rest);
    }

    /// Counts a number of events.
    pub(crate) fn add_many(&mut self, name: &str, more: u64) {
        match self.names.get_mut(name) {
            Some(count) => *count = count.saturating_add(more),
            None => {
                self.names.insert(name.to_owned(), more);
            }
        }
        if self.names.len() > MAX_UNKNOWN_NAMES
            && let Some((_, count)) = self.names.pop_last()
        {
            self.rest = self.rest.saturating_add(count);
        }
    }
}

/// Rejects, hints and counts from reading the input of one call.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Report {
    /// Everything that was not used, with reasons.
    pub rejects: Vec<Reject>,
    /// Valid input that is probably not intended.
    pub hints: Vec<Hint>,
    /// The number of events whose instant was local time without an offset.
    pub without_offset: u64,
    /// The number of events without a value that a signal with `points_per_unit` matched.
    pub without_value: u64,
    /// Events whose name no signal uses.
    pub unknown_events: UnknownEvents,
    /// The number of ids with events of different contents. One event per id counts.
    pub id_conflicts: u64,
}

in_order! {
    Reject { code, column, lead, reason, row, table }
    Hint { code, column, count, help, message, table }
    Report { hints, id_conflicts, rejects, unknown_events, without_offset, without_value }
}

/// An event name that no signal uses.
#[cfg(feature = "schema")]
#[derive(schemars::JsonSchema)]
#[allow(dead_code, reason = "describes a shape")]
struct NamedCount {
    /// The name.
    event: String,
    /// The number of its events.
    count: u64,
}

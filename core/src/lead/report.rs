//! What was wrong with the input of one call, beside its assessment.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Serialize, Serializer};

use crate::exact::MAX_UNKNOWN_NAMES;
use crate::text::in_order;

/// Which input a reject is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum TableName {
    /// Profiles: one row a lead.
    Profiles,
    /// Events.
    Events,
    /// The table of leads and the instants to look at them.
    AsOf,
}

impl TableName {
    /// The word for it in messages and tables.
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
    /// A value that must be there is not.
    Missing,
    /// Another type than the declared one.
    WrongType,
    /// A text that is no instant, where an event says when it was.
    UnreadableInstant,
    /// Beyond the range that is allowed.
    OutOfRange,
    /// An infinite number.
    NotFinite,
    /// A second row of a lead.
    DuplicateLead,
    /// A text that is not Unicode.
    NotUnicode,
    /// A sum beyond 10^12: the lead has nulls.
    TotalOutOfRange,
}

impl RejectCode {
    /// The code as it is written.
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

/// One rejected value, event or lead.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Reject {
    /// Null for a failed lead.
    pub table: Option<TableName>,
    /// From 0; null for a failed lead.
    pub row: Option<u64>,
    /// The lead's id, where known.
    pub lead: Option<String>,
    /// The attribute, property or key; of a failed lead the signal or section.
    pub column: Option<String>,
    /// Why.
    pub code: RejectCode,
    /// Why, in words: what was found and what is allowed.
    pub reason: String,
}

/// Where and why, such as ``events row 3 column `at`: a row needs its `at` ``.
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

/// Why something is probably not meant, although it is valid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum HintCode {
    /// The model reads an attribute or property that nothing fills.
    Unfilled,
    /// The id of a lead in events is almost that of a profile.
    NearId,
    /// The name of an event is almost one that the model knows.
    UnknownEvent,
    /// A text such as `N/A` that is not declared as `not_known`.
    Placeholder,
}

impl HintCode {
    /// The code as it is written.
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

/// Something that is valid, but probably not meant.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Hint {
    /// Why.
    pub code: HintCode,
    /// The table that it is about.
    pub table: TableName,
    /// The attribute, property or column.
    pub column: Option<String>,
    /// What was found.
    pub message: String,
    /// What to do about it, where that is known.
    pub help: Option<String>,
    /// How many rows, values, events or leads it is about.
    pub count: u64,
}

/// What was found, and what to do about it.
impl fmt::Display for Hint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.table.word(), self.message)?;
        match &self.help {
            Some(help) => write!(f, " ({help})"),
            None => Ok(()),
        }
    }
}

/// Event names that no signal names, with how often they came.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct UnknownEvents {
    /// The first 1,000 names in the order of their UTF-8 bytes.
    #[serde(serialize_with = "listed")]
    #[cfg_attr(feature = "schema", schemars(with = "Vec<NamedCount>"))]
    pub names: BTreeMap<String, u64>,
    /// Events of all other unknown names together.
    pub rest: u64,
}

/// Names are values, never keys: they may be anything.
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

    /// Adds what another list counts.
    pub(crate) fn join(&mut self, other: &Self) {
        for (name, count) in &other.names {
            self.add_many(name, *count);
        }
        self.rest = self.rest.saturating_add(other.rest);
    }

    /// Counts so many events.
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

/// What was noticed while reading the input of one call.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Report {
    /// Everything that was not used, and why.
    pub rejects: Vec<Reject>,
    /// What is valid, but probably not meant.
    pub hints: Vec<Hint>,
    /// Events whose instant was local time without an offset.
    pub without_offset: u64,
    /// Events without a value that a signal with `points_per_unit` matched.
    pub without_value: u64,
    /// Events whose name no signal names.
    pub unknown_events: UnknownEvents,
    /// Ids under which events with different contents came; one of each counts.
    pub id_conflicts: u64,
}

in_order! {
    Reject { code, column, lead, reason, row, table }
    Hint { code, column, count, help, message, table }
    Report { hints, id_conflicts, rejects, unknown_events, without_offset, without_value }
}

/// An event name that no signal names.
#[cfg(feature = "schema")]
#[derive(schemars::JsonSchema)]
#[allow(dead_code, reason = "describes a shape")]
struct NamedCount {
    /// The name.
    event: String,
    /// How often it came.
    count: u64,
}

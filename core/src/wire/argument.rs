//! The arguments of all operations, with what each of them allows.

use serde::Serialize;

/// An argument: a member of the JSON object of a request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Argument {
    /// Its name.
    pub name: &'static str,
    /// Whether a request must have it.
    pub required: bool,
    /// The allowed values, in words.
    pub allowed: &'static str,
}

impl Argument {
    /// An argument that a request must have.
    pub const fn required(name: &'static str, allowed: &'static str) -> Self {
        Self {
            name,
            required: true,
            allowed,
        }
    }

    /// An argument that a request may leave out.
    pub const fn optional(name: &'static str, allowed: &'static str) -> Self {
        Self {
            name,
            required: false,
            allowed,
        }
    }
}

const INSTANT: &str =
    "an instant such as `2026-11-22T09:30:00Z` or a date such as `2026-11-22`, which means its end";

pub(super) const DATE: &str = "a date such as `2026-11-22`";

/// The attributes of a lead.
pub const PROFILE: Argument = Argument::optional("profile", "an object of attributes, and `lead`");
/// The events of a lead.
pub const EVENTS: Argument = Argument::optional("events", "a list of events");
/// The instant at which a lead is assessed.
pub const AS_OF: Argument = Argument::required("as_of", INSTANT);
pub(super) const OTHER_AS_OF: Argument = Argument::optional("other_as_of", INSTANT);

pub(super) const HORIZON: Argument = Argument::optional(
    "horizon_days",
    "a whole number of days from 1 to 3,650; default 90",
);
pub(super) const FROM: Argument = Argument::required("from", DATE);
pub(super) const TO: Argument = Argument::required("to", DATE);
pub(super) const EVERY: Argument =
    Argument::optional("every", "`label` or `number`; default `label`");

/// The options of a request about tables, apart from `as_of`.
pub const TABLE_OPTIONS: &[&Argument] = &[
    &Argument::optional(
        "columns",
        "an object that maps leadgrade's names of columns to those of the tables",
    ),
    &Argument::optional(
        "coerce",
        "`true` or `false`: whether texts are parsed as the declared types, and 0 and 1 as flags",
    ),
    &Argument::optional(
        "output",
        "a list of the columns of the result, or `all`; default: those of the model's sections",
    ),
    &Argument::optional(
        "details",
        "`true` or `false`: whether to add nested columns",
    ),
    &Argument::optional(
        "decimals",
        "`true` or `false`: whether points are decimals instead of doubles",
    ),
    &Argument::optional(
        "explain",
        "`true`, `false`, or a list of the ids of the leads to explain",
    ),
    &Argument::optional("strict", "`true` or `false`: whether a reject is an error"),
    &Argument::optional(
        "known",
        "`\"now\"`, or `\"then\"` to ignore rows with a `recorded_at` after `as_of`",
    ),
];

/// The arguments of scoring a data set.
pub(crate) const SCORECARD: &[&Argument] = &[&AS_OF];

/// The arguments of looking up a lead of a data set.
pub(crate) const LEAD_OF_TABLES: &[&Argument] = &[
    &Argument::required("lead", "the id of a lead, a text"),
    &AS_OF,
];

const AT: Argument = Argument::optional(
    "at",
    "an object with any of `stage` and `grade`, each a name or null, and `rank`, a number or null: where the leads are",
);
const BEFORE: Argument = Argument::optional(
    "from",
    "an object with any of `stage` and `grade`, each a name or null, and `rank`, a number or null: where the leads were",
);
const CONTAINS: Argument = Argument::optional("contains", "a part of the leads' ids");
const OFFSET: Argument = Argument::optional("offset", "how many leads to skip, a whole number");
const LIMIT: Argument = Argument::optional(
    "limit",
    "how many leads, a whole number up to 100,000; default 100",
);

/// The arguments of listing leads of a grid.
pub(crate) const LEADS: &[&Argument] = &[&AT, &CONTAINS, &OFFSET, &LIMIT];

/// The arguments of listing leads that moved.
pub(crate) const LEADS_MOVED: &[&Argument] = &[&AT, &BEFORE, &CONTAINS, &OFFSET, &LIMIT];

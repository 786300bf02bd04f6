//! Ranges of numbers that their Rust types do not express.

use schemars::{Schema, json_schema};

use super::defaults;
use crate::exact::{
    MAX_CYCLE_DAYS, MAX_DAYS, MAX_FULL, MAX_POINTS, MAX_POINTS_PER_UNIT, MAX_WEIGHT,
};

/// The greatest factor in a decay table.
const MAX_FACTOR: i64 = 1;
/// Minutes of a day.
const DAY_MINUTES: u32 = 24 * 60;
/// Days of a year, months of a year.
const YEAR: (i64, i64) = (365, 12);

/// Types that describe a document value; they have no Rust values.
macro_rules! markers {
    ($($(#[$doc:meta])* $name:ident($inline:literal, $generator:ident) => $schema:expr;)*) => {$(
        $(#[$doc])*
        pub(crate) enum $name {}

        impl schemars::JsonSchema for $name {
            fn inline_schema() -> bool {
                $inline
            }

            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema($generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
                $schema
            }
        }
    )*};
}
pub(crate) use markers;

fn number(least: i64, greatest: i64) -> Schema {
    json_schema!({ "type": "number", "minimum": least, "maximum": greatest })
}

fn whole(least: i64, greatest: i64) -> Schema {
    json_schema!({ "type": "integer", "minimum": least, "maximum": greatest })
}

markers! {
    /// Points of 0 or less.
    Loss(true, _g) => number(-MAX_POINTS, 0);
    /// Points of 0 or more.
    Gain(true, _g) => number(0, MAX_POINTS);
    /// A weight.
    Weight(true, _g) => number(0, MAX_WEIGHT);
    /// A weight above 0.
    PriorWeight(true, _g) => json_schema!({ "type": "number", "exclusiveMinimum": 0, "maximum": MAX_WEIGHT });
    /// A time in lengths of a buying cycle.
    Lengths(true, _g) => number(0, MAX_WEIGHT);
    /// Reads a share above 0 and below 1.
    Keep(true, _g) => json_schema!({ "type": "number", "exclusiveMinimum": 0, "exclusiveMaximum": 1 });
    /// A factor of a decay table.
    Factor(true, _g) => number(0, MAX_FACTOR);
    /// The points at which a share of the priority is full.
    FullPoints(true, _g) => number(1, MAX_FULL);
    /// Points for each unit.
    PerUnit(true, _g) => number(-MAX_POINTS_PER_UNIT, MAX_POINTS_PER_UNIT);
    /// Whole points.
    WholePoints(true, _g) => whole(-MAX_POINTS, MAX_POINTS);
    /// A number of days.
    Days(true, _g) => whole(1, MAX_DAYS.into());
    /// A day of a decay table.
    DayOrNone(true, _g) => whole(0, MAX_DAYS.into());
    /// The length of a cycle in days.
    CycleDays(true, _g) => whole(1, MAX_CYCLE_DAYS);
    /// The length of a cycle in months.
    CycleMonths(true, _g) => whole(1, MAX_CYCLE_DAYS / YEAR.0 * YEAR.1);
    /// A count that may be 0.
    CountOrNone(true, _g) => whole(0, u32::MAX.into());
    /// A count of at least 1.
    Count(true, _g) => whole(1, u32::MAX.into());
    /// The time until a step is due, in minutes.
    DueMinutes(true, _g) => whole(0, (MAX_DAYS * DAY_MINUTES).into());
    /// The version of the language.
    Format(true, _g) => json_schema!({ "type": "integer", "const": defaults::format() });
    /// A text, or a number that is kept as text.
    Revision(true, _g) => json_schema!({ "type": ["string", "number"] });
}

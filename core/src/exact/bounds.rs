//! Every limit of the language, each defined once.
//!
//! Readers, checks and messages all use these constants, so that a message never states
//! another limit than the one that is enforced.

/// Thousandths in one point, weight or value: the scale of every exact decimal.
pub const SCALE: i64 = 1_000;
/// The factor of an event that has not decayed: `F(0)`.
pub const FACTOR_ONE: u64 = 1 << 32;

/// Largest size of a points value, in points.
pub const MAX_POINTS: i64 = 1_000_000;
/// Largest size of `points_per_unit`.
pub const MAX_POINTS_PER_UNIT: i64 = 1_000;
/// Largest weight (three places).
pub const MAX_WEIGHT: i64 = 1_000;
/// Largest size of an event's value.
pub const MAX_VALUE: i64 = 1_000_000_000;
/// The limit of a sum of points or of values. A lead with a greater sum fails.
pub const MAX_TOTAL: i64 = 1_000_000_000_000;
/// The most digits of an exact whole number.
pub const MAX_INTEGER_DIGITS: u32 = 38;
/// Largest `full` of a priority share, in points.
pub const MAX_FULL: i64 = 100_000;

/// The greatest number of days in a model; the least is 1.
pub const MAX_DAYS: u32 = 3_650;
/// The greatest length of a buying cycle, in days; the least is 1.
pub const MAX_CYCLE_DAYS: i64 = 36_500;
/// First and last UTC year of an instant.
pub const INSTANT_YEARS: (i16, i16) = (1900, 2200);
/// First and last year of a date attribute.
pub const DATE_YEARS: (i16, i16) = (1, 9999);

/// Characters in a name.
pub const MAX_NAME_CHARS: usize = 100;
/// Bytes of a model's text.
pub const MAX_DOCUMENT_BYTES: usize = 1 << 20;
/// Conditions inside conditions.
pub const MAX_CONDITION_DEPTH: usize = 32;
/// Criteria, cases, signals and conditions together.
pub const MAX_RULES: usize = 10_000;
/// Signals of a model.
pub const MAX_SIGNALS: usize = 1_000;
/// Bytes of a regular expression.
pub const MAX_PATTERN_BYTES: usize = 1 << 10;
/// Bytes that a compiled regular expression may take.
pub const MAX_REGEX_COMPILED_BYTES: usize = 1 << 20;
/// Bytes of all regular expressions of a model together.
pub const MAX_PATTERNS_BYTES: usize = 1 << 14;
/// The least number of bytes that a regular expression counts for.
pub const MIN_PATTERN_CHARGE: usize = 32;
/// Bytes that all compiled regular expressions of a model may take.
pub const MAX_REGEXES_COMPILED_BYTES: usize = 1 << 23;
/// Unknown event names that a report lists by name.
pub const MAX_UNKNOWN_NAMES: usize = 1_000;
/// The most events of one history, so that sums over them fit 128 bits.
pub const MAX_HISTORY_EVENTS: u64 = 1_000_000_000_000;

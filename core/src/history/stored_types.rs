//! The types of the stored form: readable in JSON, compact in bytes.

use serde::de::{Error as _, Unexpected};
use serde::ser::SerializeSeq;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::event_schema::labels;
use super::runs::{CountedRun, RunKey};
use crate::exact::{Day, Instant, Number};
use crate::lead::Value;

/// Largest absolute value of a whole number that every JSON reader reads exactly: 2^53 - 1.
pub(super) const MAX_EXACT: i64 = (1 << 53) - 1;

/// A date: a text in JSON, the number of days since 1970 in bytes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct StoredDate(pub(super) Day);

/// An instant: a text in JSON, microseconds since 1970 in bytes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct StoredInstant(pub(super) Instant);

/// The labels of an event schema: a list in JSON, one text in bytes.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct StoredLabels(pub(super) String);

/// The runs of one kind by day: a list of objects in JSON; in bytes each day is the difference from
/// the day before.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct StoredDays(pub(super) Vec<DayRun>);

/// The events of one day.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DayRun {
    pub(super) day: StoredDate,
    pub(super) count: u64,
    /// How many of them have a value.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub(super) valued: u64,
    /// Sum of their values; in JSON a text if a double cannot hold it.
    #[serde(default, skip_serializing_if = "is_none", with = "sum")]
    pub(super) thousandths: i128,
}

/// A [`DayRun`] in bytes.
#[derive(Serialize, Deserialize)]
struct PackedDayRun {
    /// Days since the run before.
    since: i32,
    count: u64,
    /// How many have a value, and the sum of the values.
    values: Option<(u64, i128)>,
}

/// The value of a property.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum StoredValue {
    Flag(bool),
    Number(f64),
    /// A number that is not a double: its decimal as `digits` or `digits`e-`places`.
    Wide(String),
    Text(String),
    /// All members in their order, with `None` for members that are not texts: all of them decide
    /// which event of an id counts.
    Tags(Vec<Option<String>>),
}

fn is_zero(count: &u64) -> bool {
    *count == 0
}

fn is_none(sum: &i128) -> bool {
    *sum == 0
}

impl StoredValue {
    /// The stored form of a valid value; `None` for a missing one.
    pub(super) fn new(value: &Value) -> Option<Self> {
        Some(match value {
            Value::Flag(flag) => Self::Flag(*flag),
            Value::Number(number) => match number.to_digits() {
                Some((digits, 0)) => Self::Wide(digits.to_string()),
                Some((digits, places)) => Self::Wide(format!("{digits}e{}", -places)),
                None => Self::Number(number.to_f64()),
            },
            Value::LongWhole(whole) => Self::Wide(whole.to_string()),
            Value::Text(text) => Self::Text(text.to_string()),
            Value::List(members) => Self::Tags(members.iter().map(text).collect()),
            _ => return None,
        })
    }

    /// The value; `None` if it is out of range.
    pub(super) fn value(self) -> Option<Value> {
        Some(match self {
            Self::Flag(flag) => Value::Flag(flag),
            Self::Number(double) => Value::Number(Number::from_f64(double)?),
            Self::Wide(text) => {
                let (digits, exponent) = text.split_once('e').unwrap_or((&text, "0"));
                let places = exponent.parse::<i32>().ok()?.checked_neg()?;
                let digits: i128 = digits.parse().ok()?;
                match places {
                    0 => Value::from(digits),
                    _ => Value::Number(Number::decimal(digits, places)?),
                }
            }
            Self::Text(text) => Value::from(text),
            Self::Tags(members) => {
                let member = |text: Option<String>| text.map_or(Value::Null, Value::from);
                Value::List(members.into_iter().map(member).collect())
            }
        })
    }
}

fn text(member: &Value) -> Option<String> {
    match member {
        Value::Text(text) => Some(text.to_string()),
        _ => None,
    }
}

/// Sums of values in JSON.
mod sum {
    use serde::de::{Error as _, Unexpected};
    use serde::{Deserialize, Deserializer, Serializer};

    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Sum {
        Number(i64),
        Text(String),
    }

    pub(super) fn serialize<S: Serializer>(sum: &i128, serializer: S) -> Result<S::Ok, S::Error> {
        match i64::try_from(*sum) {
            Ok(sum) if sum.unsigned_abs() <= super::MAX_EXACT.unsigned_abs() => {
                serializer.serialize_i64(sum)
            }
            _ => serializer.collect_str(sum),
        }
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<i128, D::Error> {
        match Sum::deserialize(deserializer)? {
            Sum::Number(sum) => Ok(sum.into()),
            Sum::Text(text) => text
                .parse()
                .map_err(|_| D::Error::invalid_value(Unexpected::Str(&text), &"a whole number")),
        }
    }
}

impl Serialize for StoredDate {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            serializer.collect_str(&self.0)
        } else {
            serializer.serialize_i32(self.0.0)
        }
    }
}

impl<'de> Deserialize<'de> for StoredDate {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if !deserializer.is_human_readable() {
            return i32::deserialize(deserializer).map(|number| Self(Day(number)));
        }
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        Day::parse(&text).map(Self).ok_or_else(|| {
            D::Error::invalid_value(Unexpected::Str(&text), &"a date such as `2026-11-22`")
        })
    }
}

impl Serialize for StoredInstant {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            serializer.collect_str(&self.0)
        } else {
            serializer.serialize_i64(self.0.micros())
        }
    }
}

impl<'de> Deserialize<'de> for StoredInstant {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let wanted = &"an instant such as `2026-11-22T09:30:00Z`";
        if !deserializer.is_human_readable() {
            let micros = i64::deserialize(deserializer)?;
            let found = Instant::from_micros(micros).map(Self);
            return found
                .ok_or_else(|| D::Error::invalid_value(Unexpected::Signed(micros), wanted));
        }
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        match crate::exact::When::parse(&text) {
            Ok(crate::exact::When::Instant(instant)) => Ok(Self(instant)),
            _ => Err(D::Error::invalid_value(Unexpected::Str(&text), wanted)),
        }
    }
}

impl Serialize for StoredLabels {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            serializer.collect_seq(labels(&self.0))
        } else {
            serializer.serialize_str(&self.0)
        }
    }
}

impl<'de> Deserialize<'de> for StoredLabels {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if deserializer.is_human_readable() {
            Vec::<String>::deserialize(deserializer).map(|labels| Self(labels.join("\n")))
        } else {
            String::deserialize(deserializer).map(Self)
        }
    }
}

impl DayRun {
    /// The stored form of a run, without its kind and interests.
    pub(super) fn new(run: &CountedRun) -> Self {
        Self {
            day: StoredDate(run.key.day),
            count: run.count,
            valued: run.valued,
            thousandths: run.value,
        }
    }
}

impl StoredDays {
    /// The runs, as those of a kind and set of interests.
    pub(super) fn runs(self, kind: u32, set: u32) -> impl Iterator<Item = CountedRun> {
        self.0.into_iter().map(move |one| CountedRun {
            key: RunKey {
                kind,
                set,
                day: one.day.0,
            },
            count: one.count,
            valued: one.valued,
            value: one.thousandths,
        })
    }
}

impl Serialize for StoredDays {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            return self.0.serialize(serializer);
        }
        let mut list = serializer.serialize_seq(Some(self.0.len()))?;
        let mut before = 0;
        for one in &self.0 {
            let day = one.day.0.0;
            list.serialize_element(&PackedDayRun {
                since: day.wrapping_sub(before),
                count: one.count,
                values: (one.valued > 0).then_some((one.valued, one.thousandths)),
            })?;
            before = day;
        }
        list.end()
    }
}

impl<'de> Deserialize<'de> for StoredDays {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if deserializer.is_human_readable() {
            return Vec::deserialize(deserializer).map(Self);
        }
        let mut before: i32 = 0;
        let unpack = |one: PackedDayRun| {
            before = before.wrapping_add(one.since);
            let (valued, thousandths) = one.values.unwrap_or_default();
            DayRun {
                day: StoredDate(Day(before)),
                count: one.count,
                valued,
                thousandths,
            }
        };
        let packed = Vec::<PackedDayRun>::deserialize(deserializer)?;
        Ok(Self(packed.into_iter().map(unpack).collect()))
    }
}

//! Values of the stored form: readable in JSON, short in bytes.

use serde::de::{Error as _, Unexpected};
use serde::ser::SerializeSeq;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::intake::labels;
use super::runs::{Key, Run};
use crate::exact::{Day, Instant, Number};
use crate::lead::Value;

/// Largest size of a whole number that every reader of JSON reads exactly.
pub(super) const MAX_EXACT: i64 = (1 << 53) - 1;

/// A civil date: in JSON its text, in bytes its number.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Date(pub(super) Day);

/// An instant: in JSON its text, in bytes its microseconds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct At(pub(super) Instant);

/// Labels of an intake: in JSON a list, in bytes one text.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Labels(pub(super) String);

/// The runs of one kind by day: in JSON a list of objects, in bytes the days
/// since the one before.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Days(pub(super) Vec<DayRun>);

/// Events of one day.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DayRun {
    pub(super) day: Date,
    pub(super) count: u64,
    /// How many had a value.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub(super) valued: u64,
    /// Sum of their values; a text where a double could not say it.
    #[serde(default, skip_serializing_if = "is_none", with = "sum")]
    pub(super) thousandths: i128,
}

/// The same in bytes.
#[derive(Serialize, Deserialize)]
struct Packed {
    since: i32,
    count: u64,
    values: Option<(u64, i128)>,
}

/// A value of a property.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum StoredValue {
    Flag(bool),
    Number(f64),
    /// A number that no double stands for: its decimal as `digits` or `digits`e-`places`.
    Wide(String),
    Text(String),
    /// As given: also members that are none decide among events of one id.
    Tags(Vec<Option<String>>),
}

fn is_zero(count: &u64) -> bool {
    *count == 0
}

fn is_none(sum: &i128) -> bool {
    *sum == 0
}

impl StoredValue {
    /// What is kept of a value that was found valid.
    pub(super) fn of(value: &Value) -> Option<Self> {
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

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            serializer.collect_str(&self.0)
        } else {
            serializer.serialize_i32(self.0.0)
        }
    }
}

impl<'de> Deserialize<'de> for Date {
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

impl Serialize for At {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            serializer.collect_str(&self.0)
        } else {
            serializer.serialize_i64(self.0.micros())
        }
    }
}

impl<'de> Deserialize<'de> for At {
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

impl Serialize for Labels {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            serializer.collect_seq(labels(&self.0))
        } else {
            serializer.serialize_str(&self.0)
        }
    }
}

impl<'de> Deserialize<'de> for Labels {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if deserializer.is_human_readable() {
            Vec::<String>::deserialize(deserializer).map(|labels| Self(labels.join("\n")))
        } else {
            String::deserialize(deserializer).map(Self)
        }
    }
}

impl Days {
    pub(super) fn of(runs: &[Run]) -> Self {
        let day = |run: &Run| DayRun {
            day: Date(run.key.day),
            count: run.count,
            valued: run.valued,
            thousandths: run.value,
        };
        Self(runs.iter().map(day).collect())
    }

    /// The runs of a kind and set of interests.
    pub(super) fn runs(self, kind: u32, set: u32) -> impl Iterator<Item = Run> {
        self.0.into_iter().map(move |one| Run {
            key: Key {
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

impl Serialize for Days {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            return self.0.serialize(serializer);
        }
        let mut list = serializer.serialize_seq(Some(self.0.len()))?;
        let mut before = 0;
        for one in &self.0 {
            let day = one.day.0.0;
            list.serialize_element(&Packed {
                since: day.wrapping_sub(before),
                count: one.count,
                values: (one.valued > 0).then_some((one.valued, one.thousandths)),
            })?;
            before = day;
        }
        list.end()
    }
}

impl<'de> Deserialize<'de> for Days {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if deserializer.is_human_readable() {
            return Vec::deserialize(deserializer).map(Self);
        }
        let mut before: i32 = 0;
        let unpack = |one: Packed| {
            before = before.wrapping_add(one.since);
            let (valued, thousandths) = one.values.unwrap_or_default();
            DayRun {
                day: Date(Day(before)),
                count: one.count,
                valued,
                thousandths,
            }
        };
        let packed = Vec::<Packed>::deserialize(deserializer)?;
        Ok(Self(packed.into_iter().map(unpack).collect()))
    }
}

//! Writes conditions, operators and cases in the form in which they are read.

use serde::ser::{Serialize, SerializeMap, Serializer};

use super::{Case, Condition, Operand, Operator, Scalar, Test};
use crate::exact::Milli;

impl Serialize for Condition {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (key, list) = match self {
            Self::All(list) => ("all", list),
            Self::Any(list) => ("any", list),
            Self::Not(condition) => return one(serializer, "not", condition.as_ref()),
            Self::Test(test) => return test.serialize(serializer),
        };
        one(serializer, key, list)
    }
}

/// A table with one key.
pub(crate) fn one<S: Serializer, T: Serialize + ?Sized>(
    serializer: S,
    key: &str,
    value: &T,
) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(Some(1))?;
    map.serialize_entry(key, value)?;
    map.end()
}

impl Serialize for Test {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("fact", &self.fact)?;
        operator(&mut map, self.within_days, &self.operator)?;
        map.end()
    }
}

fn operator<M: SerializeMap>(
    map: &mut M,
    within_days: Option<u32>,
    operator: &Operator,
) -> Result<(), M::Error> {
    if let Some(days) = within_days {
        map.serialize_entry("within_days", &days)?;
    }
    let key = operator.key();
    match operator {
        Operator::Eq(operand)
        | Operator::Ne(operand)
        | Operator::Gt(operand)
        | Operator::Gte(operand)
        | Operator::Lt(operand)
        | Operator::Lte(operand) => map.serialize_entry(key, operand),
        Operator::Between(from, to) => map.serialize_entry(key, &[from, to]),
        Operator::OrBetter(scalar) | Operator::OrWorse(scalar) => map.serialize_entry(key, scalar),
        Operator::In(list) | Operator::NotIn(list) => map.serialize_entry(key, list),
        Operator::Contains(list)
        | Operator::StartsWith(list)
        | Operator::EndsWith(list)
        | Operator::Has(list) => match list.as_slice() {
            [one] => map.serialize_entry(key, one),
            _ => map.serialize_entry(key, list),
        },
        Operator::Matches(pattern) => map.serialize_entry(key, pattern),
        Operator::HasFact(fact) => map.serialize_entry(key, &Operand::Fact(fact.clone())),
        Operator::HasAll(list) => map.serialize_entry(key, list),
        Operator::Known(flag) => map.serialize_entry(key, flag),
    }
}

impl Serialize for Operand {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Literal(scalar) => scalar.serialize(serializer),
            Self::Fact(fact) => one(serializer, "fact", fact),
        }
    }
}

impl Serialize for Scalar {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Number(number) => write_number(*number, serializer),
            Self::Text(text) => serializer.serialize_str(text),
            Self::Flag(flag) => serializer.serialize_bool(*flag),
        }
    }
}

/// Writes a number without a fraction if it is whole: `30` rather than `30.0`.
fn write_number<S: Serializer>(number: f64, serializer: S) -> Result<S::Ok, S::Error> {
    match whole(number) {
        Some(whole) => serializer.serialize_i64(whole),
        None => serializer.serialize_f64(number),
    }
}

/// The number as an integer; `None` if it is not whole or too large to be exact.
pub(crate) fn whole(number: f64) -> Option<i64> {
    let milli = Milli::exact(number)?.0;
    (milli % Milli::ONE.0 == 0).then_some(milli / Milli::ONE.0)
}

impl Serialize for Case {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        let points = match self {
            Self::Operator {
                within_days,
                operator: test,
                points,
            } => {
                operator(&mut map, *within_days, test)?;
                points
            }
            Self::When { when, points } => {
                map.serialize_entry("when", when)?;
                points
            }
        };
        map.serialize_entry("points", points)?;
        map.end()
    }
}

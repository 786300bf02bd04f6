//! Numbers of Arrow. Doubles and signed 64-bit whole numbers are read in place; all others are widened
//! without loss.

use std::borrow::Cow;
use std::fmt::Display;

use arrow_array::cast::AsArray;
use arrow_array::types::{
    ArrowPrimitiveType, Decimal32Type, Decimal64Type, Decimal128Type, Decimal256Type, DecimalType,
    Float16Type, Float32Type, Float64Type, Int8Type, Int16Type, Int32Type, Int64Type, UInt8Type,
    UInt16Type, UInt32Type, UInt64Type,
};
use arrow_array::{Array, PrimitiveArray};
use arrow_buffer::i256;
use arrow_schema::DataType;

use crate::exact::{Number, nearest};
use crate::lead::Value;
use crate::tables::{Column, Known};

/// The rows of an array that are not null.
pub(super) fn known(array: &dyn Array) -> Known<'_> {
    array.nulls().map_or(Known::All, |nulls| Known::Bits {
        bytes: nulls.validity().into(),
        first: nulls.offset(),
    })
}

/// An array of numbers as a column; `None` for other arrays.
pub(super) fn numbers(array: &dyn Array) -> Option<Column<'_>> {
    Some(match array.data_type() {
        DataType::Float64 => {
            let doubles = array.as_primitive_opt::<Float64Type>()?;
            Column::Doubles(Cow::Borrowed(doubles.values()), known(array))
        }
        DataType::Float32 => widened::<Float32Type>(array, f64::from)?,
        DataType::Float16 => widened::<Float16Type>(array, |half| half.to_f64())?,
        DataType::Int64 => {
            let wholes = array.as_primitive_opt::<Int64Type>()?;
            Column::Wholes(Cow::Borrowed(wholes.values()), known(array))
        }
        DataType::Int32 => wholes::<Int32Type>(array)?,
        DataType::Int16 => wholes::<Int16Type>(array)?,
        DataType::Int8 => wholes::<Int8Type>(array)?,
        DataType::UInt8 => wholes::<UInt8Type>(array)?,
        DataType::UInt16 => wholes::<UInt16Type>(array)?,
        DataType::UInt32 => wholes::<UInt32Type>(array)?,
        DataType::UInt64 => unsigned(array.as_primitive_opt()?),
        DataType::Decimal32(most, places) => decimals::<Decimal32Type>(array, |digits| {
            decimal(digits.into(), *most, (*places).into())
        })?,
        DataType::Decimal64(most, places) => decimals::<Decimal64Type>(array, |digits| {
            decimal(digits.into(), *most, (*places).into())
        })?,
        DataType::Decimal128(most, places) => {
            decimals::<Decimal128Type>(array, |digits| decimal(digits, *most, (*places).into()))?
        }
        DataType::Decimal256(most, places) => decimals::<Decimal256Type>(array, |digits| {
            wide_decimal(digits, *most, (*places).into())
        })?,
        _ => return None,
    })
}

fn widened<T: ArrowPrimitiveType>(
    array: &dyn Array,
    widen: impl Fn(T::Native) -> f64,
) -> Option<Column<'_>> {
    let list = array.as_primitive_opt::<T>()?.values();
    let doubles: Vec<f64> = list.iter().map(|value| widen(*value)).collect();
    Some(Column::Doubles(doubles.into(), known(array)))
}

fn wholes<T: ArrowPrimitiveType>(array: &dyn Array) -> Option<Column<'_>>
where
    i64: From<T::Native>,
{
    let list = array.as_primitive_opt::<T>()?.values();
    let wholes: Vec<i64> = list.iter().map(|value| i64::from(*value)).collect();
    Some(Column::Wholes(wholes.into(), known(array)))
}

/// Unsigned numbers. If one exceeds signed 64 bits, all become exact values.
fn unsigned(array: &PrimitiveArray<UInt64Type>) -> Column<'_> {
    let wholes: Result<Vec<i64>, _> = array
        .values()
        .iter()
        .map(|value| i64::try_from(*value))
        .collect();
    match wholes {
        Ok(wholes) => Column::Wholes(wholes.into(), known(array)),
        Err(_) => one_by_one(array, |value| Value::from(i128::from(value))),
    }
}

fn one_by_one<T: ArrowPrimitiveType>(
    array: &PrimitiveArray<T>,
    number: impl Fn(T::Native) -> Value,
) -> Column<'_> {
    let value = |value: Option<T::Native>| value.map_or(Value::Null, &number);
    Column::Values(array.iter().map(value).collect())
}

/// Decimals become doubles if each is exactly a double, and below 2^53 so that it can be an id; else
/// values.
fn decimals<T: DecimalType>(
    array: &dyn Array,
    number: impl Fn(T::Native) -> Value,
) -> Option<Column<'_>> {
    let array = array.as_primitive_opt::<T>()?;
    let double = |value: Option<T::Native>| match value.map(&number) {
        None => Some(0.0),
        Some(Value::Number(number)) => {
            let double = number.to_double();
            double.filter(|double| double.abs() < SAFE)
        }
        Some(_) => None,
    };
    let doubles: Option<Vec<f64>> = array.iter().map(double).collect();
    Some(match doubles {
        Some(doubles) => Column::Doubles(doubles.into(), known(array)),
        None => one_by_one(array, number),
    })
}

/// 2^53; whole doubles below it are exact.
const SAFE: f64 = 9_007_199_254_740_992.0;

/// A decimal of at most `most` digits, `places` of them after the point.
fn decimal(digits: i128, most: u8, places: i32) -> Value {
    let within = 10_u128.checked_pow(most.into());
    if within.is_some_and(|within| digits.unsigned_abs() >= within) {
        return beyond(digits, places);
    }
    let unit = 10_i128.checked_pow(places.unsigned_abs());
    let whole = match unit {
        _ if digits == 0 => Some(0),
        Some(unit) if places > 0 => (digits % unit == 0).then(|| digits / unit),
        None if places > 0 => None,
        unit => match unit.and_then(|unit| digits.checked_mul(unit)) {
            Some(whole) => Some(whole),
            None => return beyond(digits, places),
        },
    };
    match whole {
        Some(whole) => Value::from(whole),
        None => match Number::decimal(digits, places) {
            Some(number) => Value::Number(number),
            None => beyond(digits, places),
        },
    }
}

/// A decimal that exceeds the range of a model or of its own type.
fn beyond(digits: impl Display, places: i32) -> Value {
    Value::out_of_range(match places {
        0 => digits.to_string(),
        _ => format!("{digits}e{}", -places),
    })
}

/// A decimal of 256 bits: exact if 128 bits hold its digits without trailing zeros, else the nearest
/// double. Whole numbers are exact or out of range.
fn wide_decimal(digits: i256, most: u8, places: i32) -> Value {
    if let Some(digits) = digits.to_i128() {
        return decimal(digits, most, places);
    }
    let text = digits.to_string();
    let kept = text.trim_end_matches('0');
    let cut = i32::try_from(text.len() - kept.len()).unwrap_or_default();
    if text.trim_start_matches('-').len() > most.into() {
        return beyond(text, places);
    }
    match kept.parse::<i128>() {
        Ok(digits) => decimal(digits, u8::MAX, places - cut),
        Err(_) if places <= cut => beyond(text, places),
        Err(_) => {
            let near = nearest(&format!("{digits}e{}", -places)).and_then(Number::from_f64);
            near.map_or_else(|| beyond(text, places), Value::Number)
        }
    }
}

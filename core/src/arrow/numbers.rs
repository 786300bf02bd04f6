//! Numbers of Arrow: doubles and 64-bit whole numbers are read in place, all
//! others are widened without losing anything.

use std::borrow::Cow;

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

/// Which rows of an array are not null.
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
        DataType::Decimal32(most, places) => {
            decimals::<Decimal32Type>(array, |digits| decimal(digits.into(), *most, *places))?
        }
        DataType::Decimal64(most, places) => {
            decimals::<Decimal64Type>(array, |digits| decimal(digits.into(), *most, *places))?
        }
        DataType::Decimal128(most, places) => {
            decimals::<Decimal128Type>(array, |digits| decimal(digits, *most, *places))?
        }
        DataType::Decimal256(most, places) => {
            decimals::<Decimal256Type>(array, |digits| wide_decimal(digits, *most, *places))?
        }
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

/// Those beyond 64 bits with a sign are exact too, one by one.
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

/// Decimals that are what a double stands for become doubles, if all are: but for whole ones
/// that as a double would be no ids.
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

/// Below this whole doubles are exact.
const SAFE: f64 = 9_007_199_254_740_992.0;

/// A decimal of at most so many digits, some of them places.
fn decimal(digits: i128, most: u8, places: i8) -> Value {
    let within = 10_i128.checked_pow(most.into());
    if within.is_some_and(|within| digits.unsigned_abs() >= within.unsigned_abs()) {
        return Value::out_of_range(format!("a decimal of more than {most} digits"));
    }
    let unit = 10_i128.checked_pow(places.unsigned_abs().into());
    let whole = match (unit, places) {
        _ if digits == 0 => Some(0),
        (Some(unit), ..0) => match digits.checked_mul(unit) {
            Some(whole) => Some(whole),
            None => return too_long(),
        },
        (None, ..0) => return too_long(),
        (Some(unit), _) if digits % unit == 0 => Some(digits / unit),
        _ => None,
    };
    match whole {
        Some(whole) => Value::from(whole),
        None => Number::decimal(digits, places.into()).map_or_else(too_long, Value::Number),
    }
}

fn too_long() -> Value {
    Value::out_of_range("a whole number of more than 38 digits")
}

/// A decimal of 256 bits: exact where 128 hold its digits without the zeros at
/// the end; a whole one is beyond all numbers else, any other the nearest double.
fn wide_decimal(digits: i256, most: u8, places: i8) -> Value {
    if let Some(digits) = digits.to_i128() {
        return decimal(digits, most, places);
    }
    let text = digits.to_string();
    if text.trim_start_matches('-').len() > most.into() {
        return Value::out_of_range(format!("a decimal of more than {most} digits"));
    }
    let kept = text.trim_end_matches('0');
    let cut = text.len() - kept.len();
    let places = i32::from(places) - i32::try_from(cut).unwrap_or_default();
    let number = match kept.parse::<i128>() {
        // INVARIANT: a decimal has fewer places than 8 bits count.
        Ok(digits) => match i8::try_from(places) {
            Ok(places) => return decimal(digits, u8::MAX, places),
            Err(_) => None,
        },
        Err(_) if places <= 0 => None,
        Err(_) => nearest(&format!("{kept}e{}", -places)).and_then(Number::of),
    };
    number.map_or_else(too_long, Value::Number)
}

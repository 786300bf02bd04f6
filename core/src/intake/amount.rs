//! The value of an event.

use super::cell::is_blank;
use super::fault::Fault;
use crate::exact::{MAX_VALUE, Milli, Number};
use crate::lead::Value;
use crate::text::number_text;

/// Reads the value of an event in thousandths. Null, NaN and blank texts give `None`.
#[inline]
pub(crate) fn amount(value: &Value) -> Result<Option<Milli>, Fault> {
    match value {
        Value::Null => Ok(None),
        Value::Text(text) if is_blank(text) => Ok(None),
        Value::Number(number) => amount_of_number(*number).map(Some),
        Value::LargeDouble(double) => Err(Fault::beyond_value(number_text(*double))),
        Value::LongWhole(whole) => Err(Fault::beyond_value(whole.to_string())),
        Value::NotFinite => Err(Fault::not_finite()),
        other => Err(Fault::wrong(other, "a number")),
    }
}

/// Reads a number as an event's value.
#[inline]
pub(crate) fn amount_of_number(number: Number) -> Result<Milli, Fault> {
    match number.to_milli() {
        Some(milli) if is_value(number) => Ok(milli),
        _ => Err(Fault::beyond_value(number_text(number.to_f64()))),
    }
}

/// Reads a double as the value of an event. The caller has handled NaN.
#[inline]
pub(crate) fn amount_from_f64(value: f64) -> Result<Option<Milli>, Fault> {
    match Milli::nearest(value) {
        Some(milli) if value.abs() <= Milli::whole(MAX_VALUE).to_f64() => Ok(Some(milli)),
        _ if value.is_infinite() => Err(Fault::not_finite()),
        _ => Err(Fault::beyond_value(number_text(value))),
    }
}

/// Whether a number may be the value of an event.
#[inline]
fn is_value(number: Number) -> bool {
    (Number::whole(-MAX_VALUE)..=Number::whole(MAX_VALUE)).contains(&number)
}

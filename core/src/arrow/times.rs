//! Dates and timestamps of Arrow. Days and microseconds are read in place; finer digits are rounded down.
//! A date beyond 32 bits of days, or a timestamp beyond 64 bits of microseconds, is out of range; it never
//! becomes the nearest value.

use std::borrow::Cow;

use arrow_array::Array;
use arrow_array::cast::AsArray;
use arrow_array::types::{
    Date32Type, Date64Type, TimestampMicrosecondType, TimestampMillisecondType,
    TimestampNanosecondType, TimestampSecondType,
};
use arrow_schema::{DataType, TimeUnit};

use super::numbers::known;
use crate::exact::Day;
use crate::lead::Value;
use crate::tables::{Column, Known};

const DAY_MILLIS: i64 = 86_400_000;

/// An array of dates or timestamps as a column; `None` for other arrays.
///
/// A timestamp with a zone is an instant, whatever the zone; one without is local time in the zone of
/// the model.
pub(super) fn times(array: &dyn Array) -> Option<Column<'_>> {
    let known = known(array);
    match array.data_type() {
        DataType::Date32 => {
            let days = array.as_primitive_opt::<Date32Type>()?.values();
            Some(Column::Days(Cow::Borrowed(days), known))
        }
        DataType::Date64 => {
            let list = array.as_primitive_opt::<Date64Type>()?.values();
            let day = |millis: &i64| i32::try_from(millis.div_euclid(DAY_MILLIS)).ok();
            if let Some(days) = list.iter().map(day).collect::<Option<Vec<i32>>>() {
                return Some(Column::Days(days.into(), known));
            }
            let value = |(row, millis): (usize, &i64)| match day(millis) {
                _ if !known.holds(row) => Value::Null,
                Some(day) => Value::Day(Day(day)),
                None => Value::out_of_range(format!("{millis} milliseconds from 1970")),
            };
            Some(Column::Values(list.iter().enumerate().map(value).collect()))
        }
        DataType::Timestamp(unit, zone) => {
            let local = zone.as_deref().unwrap_or_default().is_empty();
            instants(array, *unit, known, local)
        }
        _ => None,
    }
}

fn instants<'a>(
    array: &'a dyn Array,
    unit: TimeUnit,
    known: Known<'a>,
    local: bool,
) -> Option<Column<'a>> {
    let column = |micros, known| Column::Instants {
        micros,
        known,
        local,
    };
    let coarse = |list: &'a [i64], by: i64, unit: &str| {
        let micros = || list.iter().map(|time| time.checked_mul(by));
        if let Some(micros) = micros().collect::<Option<Vec<i64>>>() {
            return column(micros.into(), known.clone());
        }
        let near = micros().map(Option::unwrap_or_default).collect();
        let near = column(near, known.clone());
        let value = |(row, time): (usize, &i64)| match time.checked_mul(by) {
            None if known.holds(row) => Value::out_of_range(format!("{time} {unit} from 1970")),
            _ => near.value(row),
        };
        Column::Values(list.iter().enumerate().map(value).collect())
    };
    Some(match unit {
        TimeUnit::Second => {
            let list = array.as_primitive_opt::<TimestampSecondType>()?.values();
            coarse(list, 1_000_000, "seconds")
        }
        TimeUnit::Millisecond => {
            let list = array.as_primitive_opt::<TimestampMillisecondType>()?;
            coarse(list.values(), 1_000, "milliseconds")
        }
        TimeUnit::Microsecond => {
            let list = array.as_primitive_opt::<TimestampMicrosecondType>()?;
            column(Cow::Borrowed(&**list.values()), known)
        }
        TimeUnit::Nanosecond => {
            let list = array.as_primitive_opt::<TimestampNanosecondType>()?;
            let cut = list.values().iter().map(|nanos| nanos.div_euclid(1_000));
            column(cut.collect(), known)
        }
    })
}

//! Dates and timestamps of Arrow. Days and microseconds are read in place;
//! finer digits are cut, towards the past.

use std::borrow::Cow;

use arrow_array::Array;
use arrow_array::cast::AsArray;
use arrow_array::types::{
    Date32Type, Date64Type, TimestampMicrosecondType, TimestampMillisecondType,
    TimestampNanosecondType, TimestampSecondType,
};
use arrow_schema::{DataType, TimeUnit};

use super::numbers::known;
use crate::tables::Column;

const DAY_MILLIS: i64 = 86_400_000;

/// An array of dates or timestamps as a column; `None` for other arrays.
///
/// A timestamp with a zone is an instant, whatever the zone; one without is
/// local time in the model's zone.
pub(super) fn times(array: &dyn Array) -> Option<Column<'_>> {
    match array.data_type() {
        DataType::Date32 => {
            let days = array.as_primitive_opt::<Date32Type>()?.values();
            Some(Column::Days(Cow::Borrowed(days), known(array)))
        }
        DataType::Date64 => {
            let list = array.as_primitive_opt::<Date64Type>()?.values();
            let days: Vec<i32> = list.iter().map(|millis| day(*millis)).collect();
            Some(Column::Days(days.into(), known(array)))
        }
        DataType::Timestamp(unit, zone) => Some(Column::Instants {
            micros: micros(array, *unit)?,
            known: known(array),
            local: zone.as_deref().unwrap_or_default().is_empty(),
        }),
        _ => None,
    }
}

fn day(millis: i64) -> i32 {
    // INVARIANT: 2^63 milliseconds are more days than 32 bits hold: the nearest.
    let day = millis.div_euclid(DAY_MILLIS);
    i32::try_from(day).unwrap_or(if day < 0 { i32::MIN } else { i32::MAX })
}

/// Microseconds; what is beyond 64 bits is beyond the years as well, and stays
/// so as the nearest number that there is.
fn micros(array: &dyn Array, unit: TimeUnit) -> Option<Cow<'_, [i64]>> {
    let times = |list: &[i64], by: i64| -> Vec<i64> {
        list.iter().map(|time| time.saturating_mul(by)).collect()
    };
    Some(match unit {
        TimeUnit::Second => {
            let list = array.as_primitive_opt::<TimestampSecondType>()?.values();
            times(list, 1_000_000).into()
        }
        TimeUnit::Millisecond => {
            let list = array
                .as_primitive_opt::<TimestampMillisecondType>()?
                .values();
            times(list, 1_000).into()
        }
        TimeUnit::Microsecond => {
            let list = array
                .as_primitive_opt::<TimestampMicrosecondType>()?
                .values();
            Cow::Borrowed(list)
        }
        TimeUnit::Nanosecond => {
            let list = array
                .as_primitive_opt::<TimestampNanosecondType>()?
                .values();
            let cut: Vec<i64> = list.iter().map(|nanos| nanos.div_euclid(1_000)).collect();
            cut.into()
        }
    })
}

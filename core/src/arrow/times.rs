//! Dates and timestamps of Arrow. Days and microseconds are read in place;
//! finer digits are cut, towards the past. What 32 bits of days or 64 bits of
//! microseconds cannot hold is out of range, never the nearest that they can.

use std::borrow::Cow;

use arrow_array::Array;
use arrow_array::cast::AsArray;
use arrow_array::types::{
    Date32Type, Date64Type, TimestampMicrosecondType, TimestampMillisecondType,
    TimestampNanosecondType, TimestampSecondType,
};
use arrow_schema::{DataType, TimeUnit};

use super::numbers::known;
use crate::exact::{DATE_YEARS, Day};
use crate::lead::Value;
use crate::tables::{Column, Known};

const DAY_MILLIS: i64 = 86_400_000;

/// An array of dates or timestamps as a column; `None` for other arrays.
///
/// A timestamp with a zone is an instant, whatever the zone; one without is
/// local time in the model's zone.
pub(super) fn times(array: &dyn Array) -> Option<Column<'_>> {
    let known = known(array);
    match array.data_type() {
        DataType::Date32 => {
            let days = array.as_primitive_opt::<Date32Type>()?.values();
            Some(dates(days, known))
        }
        DataType::Date64 => {
            let list = array.as_primitive_opt::<Date64Type>()?.values();
            let days = || list.iter().map(|millis| millis.div_euclid(DAY_MILLIS));
            let small: Result<Vec<i32>, _> = days().map(i32::try_from).collect();
            let day = |(row, day)| date(known.holds(row), day);
            Some(match small {
                Ok(small) if years().holds(&small) => Column::Days(small.into(), known),
                _ => Column::Values(days().enumerate().map(day).collect()),
            })
        }
        DataType::Timestamp(unit, zone) => {
            let local = zone.as_deref().unwrap_or_default().is_empty();
            instants(array, *unit, known, local)
        }
        _ => None,
    }
}

/// The days of a date, the last included.
struct Years(i32, i32);

fn years() -> Years {
    let (first, last) = DATE_YEARS;
    let day = |year: i16, month, day| Day::from_civil(year.into(), month, day);
    let first = day(first, 1, 1).unwrap_or_default();
    let last = day(last, 12, 31).unwrap_or_default();
    Years(first.0, last.0)
}

impl Years {
    /// Whether all days are within.
    fn holds(&self, days: &[i32]) -> bool {
        let within = |day: &i32| self.0 <= *day && *day <= self.1;
        // Without an end before the last, so that many are compared at once.
        days.iter().fold(true, |all, day| all & within(day))
    }
}

fn dates<'a>(days: &'a [i32], known: Known<'a>) -> Column<'a> {
    if years().holds(days) {
        return Column::Days(Cow::Borrowed(days), known);
    }
    let day = |(row, day): (usize, &i32)| date(known.holds(row), i64::from(*day));
    Column::Values(days.iter().enumerate().map(day).collect())
}

fn date(known: bool, days: i64) -> Value {
    let small = i32::try_from(days).ok();
    match small.filter(|day| years().holds(&[*day])) {
        _ if !known => Value::Null,
        Some(day) => Value::Day(Day(day)),
        None => Value::out_of_range(format!("a date {days} days from 1970-01-01")),
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
            None if known.holds(row) => {
                Value::out_of_range(format!("an instant {time} {unit} from 1970"))
            }
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

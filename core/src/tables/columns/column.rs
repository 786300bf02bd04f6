//! Columns over plain slices, which may be borrowed.

use std::borrow::Cow;

use super::known::Known;
use super::texts::Texts;
use crate::document::Type;
use crate::exact::{Day, Instant, Milli, Number, When, Zone};
use crate::intake::{
    self, Cell, Fault, TextNumber, amount_from_f64, event_instant, is_blank, known_day,
};
use crate::lead::Value;
use crate::model::plan::Field;

/// One column of a table.
pub enum Column<'a> {
    /// Texts.
    Texts(Box<dyn Texts + 'a>),
    /// Doubles; NaN is null.
    Doubles(Cow<'a, [f64]>, Known<'a>),
    /// Whole numbers.
    Wholes(Cow<'a, [i64]>, Known<'a>),
    /// Microseconds since 1970, of UTC or of local clocks.
    Instants {
        /// The microseconds.
        micros: Cow<'a, [i64]>,
        /// Which are known.
        known: Known<'a>,
        /// Whether they are local times in the model's zone.
        local: bool,
    },
    /// Days since 1970-01-01.
    Days(Cow<'a, [i32]>, Known<'a>),
    /// Values of any type.
    Values(Cow<'a, [Value]>),
}

impl Column<'_> {
    /// The number of rows.
    pub fn len(&self) -> usize {
        match self {
            Self::Texts(texts) => texts.len(),
            Self::Doubles(list, _) => list.len(),
            Self::Wholes(list, _) => list.len(),
            Self::Instants { micros, .. } => micros.len(),
            Self::Days(list, _) => list.len(),
            Self::Values(list) => list.len(),
        }
    }

    /// Whether there are no rows.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The value of a row as a call for a single lead takes it; null past the end.
    pub fn value(&self, row: usize) -> Value {
        self.known_value(row).unwrap_or(Value::Null)
    }

    fn known_value(&self, row: usize) -> Option<Value> {
        match self {
            Self::Texts(texts) => texts.text(row).map(Value::from),
            Self::Doubles(list, known) => list
                .get(row)
                .filter(|_| known.holds(row))
                .copied()
                .map(Value::from),
            Self::Wholes(list, known) => {
                let whole = list.get(row).filter(|_| known.holds(row));
                whole.map(|whole| Value::Number(Number::whole(*whole)))
            }
            Self::Instants {
                micros,
                known,
                local,
            } => {
                let micros = *micros.get(row).filter(|_| known.holds(row))?;
                Some(match Instant::from_micros(micros) {
                    Some(instant) if !local => Value::Instant(instant),
                    // Such a year has more than four digits, which could not be read as a text.
                    _ if !is_near(micros) => Value::out_of_range(written(micros, *local)),
                    _ => Value::from(written(micros, *local)),
                })
            }
            Self::Days(list, known) => list
                .get(row)
                .filter(|_| known.holds(row))
                .map(|day| Value::Day(Day(*day))),
            Self::Values(list) => list.get(row).cloned(),
        }
    }

    /// Whether every row is a valid value of a type, so that rows need no check.
    pub(crate) fn is_sound(&self, type_: Type) -> bool {
        matches!(
            (self, type_),
            (Self::Texts(_), Type::Text) | (Self::Wholes(..), Type::Number)
        )
    }

    /// Reads a row as a declared attribute or property.
    pub(crate) fn cell<'c>(
        &'c self,
        row: usize,
        field: &'c Field,
        zone: &Zone,
    ) -> Result<Cell<'c>, Fault> {
        match (self, field.type_, &field.not_known) {
            (Self::Values(list), ..) => list
                .get(row)
                .map_or(Ok(Cell::Missing), |value| intake::cell(value, field, zone)),
            (Self::Texts(texts), Type::Text, not_known) => Ok(match texts.text(row) {
                Some(text) if is_blank(text) => Cell::Missing,
                Some(text) if not_known.as_ref().is_some_and(|list| list.has_text(text)) => {
                    Cell::Missing
                }
                Some(text) => Cell::Text(text, TextNumber::NONE),
                None => Cell::Missing,
            }),
            (_, type_, None) => self.typed_cell(row, type_, zone, field),
            (_, _, Some(_)) => owned_cell(&self.unlike_text(row), field, zone),
        }
    }

    fn typed_cell(
        &self,
        row: usize,
        type_: Type,
        zone: &Zone,
        field: &Field,
    ) -> Result<Cell<'_>, Fault> {
        match (self, type_) {
            (Self::Doubles(list, known), Type::Number) => match list.get(row) {
                Some(value) if known.holds(row) && !value.is_nan() => Number::from_f64(*value)
                    .map(Cell::Number)
                    .ok_or_else(Fault::not_finite),
                _ => Ok(Cell::Missing),
            },
            (Self::Wholes(list, known), Type::Number) => Ok(match list.get(row) {
                Some(whole) if known.holds(row) => Cell::Number(Number::whole(*whole)),
                _ => Cell::Missing,
            }),
            (Self::Days(list, known), Type::Date) => match list.get(row) {
                Some(day) if known.holds(row) => known_day(Day(*day)).map(Cell::Day),
                _ => Ok(Cell::Missing),
            },
            (Self::Instants { .. }, Type::Date) => match self.unlike_text(row) {
                Value::Null => Ok(Cell::Missing),
                _ => {
                    let (instant, _) = self.instant(row, zone)?;
                    Ok(Cell::Day(zone.day_of(instant)))
                }
            },
            _ => owned_cell(&self.unlike_text(row), field, zone),
        }
    }

    /// Reads a row as the instant of an event. The flag says whether it was local time.
    #[inline]
    pub(crate) fn instant(&self, row: usize, zone: &Zone) -> Result<(Instant, bool), Fault> {
        if let Self::Instants {
            micros,
            known,
            local,
        } = self
            && known.holds(row)
            && let Some(micros) = micros.get(row)
        {
            let instant = if *local {
                zone.resolve(When::Local(*micros))
            } else {
                Instant::from_micros(*micros)
            };
            return instant
                .map(|instant| (instant, *local))
                .ok_or_else(|| Fault::out_of_years(&written(*micros, *local)));
        }
        event_instant(&self.value(row), zone)
    }

    /// Reads a row as an `as_of`; a bare date means the end of that day.
    pub(crate) fn as_of(&self, row: usize, zone: &Zone) -> Result<(Instant, bool), Fault> {
        match self {
            Self::Instants { .. } if self.is_known(row) => self.instant(row, zone),
            _ => intake::as_of(&self.value(row), zone),
        }
    }

    /// Reads a row as the instant from which a profile is valid; `None` for null.
    pub(crate) fn valid_from(&self, row: usize, zone: &Zone) -> Result<Option<Instant>, Fault> {
        match self.value(row) {
            Value::Null => return Ok(None),
            Value::Text(text) if is_blank(&text) => return Ok(None),
            _ => {}
        }
        self.instant(row, zone).map(|(instant, _)| Some(instant))
    }

    /// Reads a row as the instant at which it was recorded; `None` for null.
    pub(crate) fn recorded_at(&self, row: usize, zone: &Zone) -> Result<Option<Instant>, Fault> {
        let found = match self {
            Self::Instants { .. } if self.is_known(row) => self.instant(row, zone),
            _ => match self.value(row) {
                Value::Null => return Ok(None),
                Value::Text(text) if is_blank(&text) => return Ok(None),
                value => intake::recorded_at(&value, zone),
            },
        };
        found.map(|(instant, _)| Some(instant))
    }

    fn is_known(&self, row: usize) -> bool {
        match self {
            Self::Instants { micros, known, .. } => row < micros.len() && known.holds(row),
            _ => true,
        }
    }

    /// Reads a row as the value of an event; `None` for null.
    #[inline]
    pub(crate) fn amount(&self, row: usize) -> Result<Option<Milli>, Fault> {
        if let Self::Doubles(list, known) = self {
            return match list.get(row) {
                Some(value) if known.holds(row) && !value.is_nan() => amount_from_f64(*value),
                _ => Ok(None),
            };
        }
        intake::amount(&self.value(row))
    }

    /// Reads a row as an id; `None` for null and blank texts.
    pub(crate) fn id(&self, row: usize) -> Result<Option<Cow<'_, str>>, Fault> {
        if let Self::Texts(texts) = self {
            return Ok(texts
                .text(row)
                .filter(|text| !is_blank(text))
                .map(Cow::Borrowed));
        }
        intake::id(&self.unlike_text(row)).map(|id| id.map(|id| Cow::Owned(id.into())))
    }

    /// The value of a row that must not be an instant. Local times and instants outside the years are
    /// texts as values, which must not pass as texts here.
    fn unlike_text(&self, row: usize) -> Value {
        match (self, self.value(row)) {
            (Self::Instants { .. }, Value::Text(_)) => Value::other("an instant"),
            (_, value) => value,
        }
    }
}

/// The cell of a value that borrows nothing from it: a number, a flag or a date.
fn owned_cell<'c>(value: &Value, field: &Field, zone: &Zone) -> Result<Cell<'c>, Fault> {
    match intake::cell(value, field, zone)? {
        Cell::Number(number) => Ok(Cell::Number(number)),
        Cell::Flag(flag) => Ok(Cell::Flag(flag)),
        Cell::Day(day) => Ok(Cell::Day(day)),
        Cell::Missing | Cell::Text(..) | Cell::Tags(_) => Ok(Cell::Missing),
    }
}

/// Whether microseconds, of UTC or local time, may be an instant within the years.
fn is_near(micros: i64) -> bool {
    let two_days = 2 * 86_400_000_000;
    let within = Instant::FIRST.micros() - two_days..=Instant::LAST.micros() + two_days;
    within.contains(&micros)
}

/// Microseconds of local time, or outside the years, as a text that is read or rejected in the same way.
fn written(micros: i64, local: bool) -> String {
    let text = crate::exact::rfc3339(micros);
    if local {
        text.trim_end_matches('Z').to_owned()
    } else {
        text
    }
}

impl std::fmt::Debug for Column<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let what = match self {
            Self::Texts(_) => "texts",
            Self::Doubles(..) => "doubles",
            Self::Wholes(..) => "whole numbers",
            Self::Instants { .. } => "instants",
            Self::Days(..) => "days",
            Self::Values(_) => "values",
        };
        write!(f, "{} {what}", self.len())
    }
}

//! Builders of arrays of numbers and flags.

use std::sync::Arc;

use arrow_array::types::{Int64Type, TimestampMicrosecondType};
use arrow_array::{
    ArrayRef, ArrowPrimitiveType, BooleanArray, Decimal128Array, Float64Array, PrimitiveArray,
};
use arrow_buffer::{BooleanBufferBuilder, NullBufferBuilder, ScalarBuffer};
use arrow_schema::ArrowError;

use crate::exact::Milli;

pub(super) type Built = Result<ArrayRef, ArrowError>;

/// Digits and places of points as decimals; they hold 10^12 points in thousandths.
const DIGITS: (u8, i8) = (16, 3);

/// Builds an array from the values of rows.
pub(super) trait Build<T>: Send {
    fn push(&mut self, value: Option<T>);

    /// Adds the values of some rows.
    fn extend(&mut self, values: impl Iterator<Item = Option<T>> + Clone) {
        values.for_each(|value| self.push(value));
    }

    fn finish(self) -> Built;
}

/// Numbers of a type, days, or instants.
pub(super) struct NumberBuilder<T: ArrowPrimitiveType> {
    values: Vec<T::Native>,
    known: NullBufferBuilder,
}

/// Whole numbers.
pub(super) type Wholes = NumberBuilder<Int64Type>;

impl<T: ArrowPrimitiveType> NumberBuilder<T> {
    pub(super) fn new(rows: usize) -> Self {
        Self {
            values: Vec::with_capacity(rows),
            known: NullBufferBuilder::new(rows),
        }
    }

    pub(super) fn into_array(mut self) -> PrimitiveArray<T> {
        PrimitiveArray::new(ScalarBuffer::from(self.values), self.known.finish())
    }
}

impl<T: ArrowPrimitiveType> Build<T::Native> for NumberBuilder<T> {
    #[inline]
    fn push(&mut self, value: Option<T::Native>) {
        self.known.append(value.is_some());
        self.values.push(value.unwrap_or_default());
    }

    fn extend(&mut self, values: impl Iterator<Item = Option<T::Native>> + Clone) {
        extend_known(&mut self.known, values.clone());
        self.values.extend(values.map(Option::unwrap_or_default));
    }

    fn finish(self) -> Built {
        Ok(Arc::new(self.into_array()))
    }
}

/// Instants in UTC.
pub(super) struct Instants(pub(super) NumberBuilder<TimestampMicrosecondType>);

impl Build<i64> for Instants {
    #[inline]
    fn push(&mut self, value: Option<i64>) {
        self.0.push(value);
    }

    fn finish(self) -> Built {
        Ok(Arc::new(self.0.into_array().with_timezone("UTC")))
    }
}

/// Points as the nearest doubles, or as exact decimals.
pub(super) enum Points {
    Doubles(Vec<f64>, NullBufferBuilder),
    Decimals(Vec<i128>, NullBufferBuilder),
}

impl Points {
    pub(super) fn new(decimals: bool, rows: usize) -> Self {
        let known = NullBufferBuilder::new(rows);
        if decimals {
            Self::Decimals(Vec::with_capacity(rows), known)
        } else {
            Self::Doubles(Vec::with_capacity(rows), known)
        }
    }
}

impl Build<Milli> for Points {
    #[inline]
    fn push(&mut self, value: Option<Milli>) {
        match self {
            Self::Doubles(values, known) => {
                known.append(value.is_some());
                values.push(value.map_or(0.0, Milli::to_f64));
            }
            Self::Decimals(values, known) => {
                known.append(value.is_some());
                values.push(value.map_or(0, |milli| i128::from(milli.0)));
            }
        }
    }

    fn extend(&mut self, given: impl Iterator<Item = Option<Milli>> + Clone) {
        match self {
            Self::Doubles(values, known) => {
                extend_known(known, given.clone());
                values.extend(given.map(|value| value.map_or(0.0, Milli::to_f64)));
            }
            Self::Decimals(values, known) => {
                extend_known(known, given.clone());
                values.extend(given.map(|value| value.map_or(0, |milli| i128::from(milli.0))));
            }
        }
    }

    fn finish(self) -> Built {
        Ok(match self {
            Self::Doubles(values, mut known) => {
                Arc::new(Float64Array::new(values.into(), known.finish()))
            }
            Self::Decimals(values, mut known) => {
                let (digits, places) = DIGITS;
                let array = Decimal128Array::new(values.into(), known.finish());
                Arc::new(array.with_precision_and_scale(digits, places)?)
            }
        })
    }
}

/// True or false.
pub(super) struct Flags(BooleanBufferBuilder, NullBufferBuilder);

impl Flags {
    pub(super) fn new(rows: usize) -> Self {
        Self(
            BooleanBufferBuilder::new(rows),
            NullBufferBuilder::new(rows),
        )
    }
}

impl Build<bool> for Flags {
    #[inline]
    fn push(&mut self, value: Option<bool>) {
        self.1.append(value.is_some());
        self.0.append(value.unwrap_or_default());
    }

    fn finish(mut self) -> Built {
        Ok(Arc::new(BooleanArray::new(
            self.0.finish(),
            self.1.finish(),
        )))
    }
}

/// Adds the validity of values; if all or none are null, their bits need not be written.
fn extend_known<T>(known: &mut NullBufferBuilder, values: impl Iterator<Item = Option<T>> + Clone) {
    let (mut count, mut given) = (0, 0);
    for value in values.clone() {
        count += 1;
        given += usize::from(value.is_some());
    }
    if given == count {
        known.append_n_non_nulls(count);
    } else if given == 0 {
        known.append_n_nulls(count);
    } else {
        values.for_each(|value| known.append(value.is_some()));
    }
}

/// The array of all values of a list.
pub(super) fn built<T>(mut builder: impl Build<T>, list: impl Iterator<Item = Option<T>>) -> Built {
    list.for_each(|value| builder.push(value));
    builder.finish()
}

//! Arrays out of rows. What 32-bit offsets cannot hold is an error, not a
//! panic.

use std::sync::Arc;

use arrow_array::types::Int64Type;
use arrow_array::{
    ArrayRef, Decimal128Array, Float64Array, ListArray, NullArray, PrimitiveArray, StringArray,
    StructArray,
};
use arrow_buffer::{Buffer, NullBuffer, NullBufferBuilder, OffsetBuffer, ScalarBuffer};
use arrow_schema::{ArrowError, DataType, Field, Fields};

use crate::exact::Milli;

/// Digits and places of points as decimals: 10^12 points in thousandths.
const DIGITS: (u8, i8) = (16, 3);

/// Points as doubles, the nearest to the exact thousandths, or as decimals.
pub(super) fn points(
    decimals: bool,
    values: impl Iterator<Item = Option<Milli>>,
) -> Result<ArrayRef, ArrowError> {
    if decimals {
        let thousandths = values.map(|value| value.map(|milli| i128::from(milli.0)));
        let array: Decimal128Array = thousandths.collect();
        let (digits, places) = DIGITS;
        return Ok(Arc::new(array.with_precision_and_scale(digits, places)?));
    }
    let doubles: Float64Array = values.map(|value| value.map(Milli::to_f64)).collect();
    Ok(Arc::new(doubles))
}

/// Whole numbers.
pub(super) fn wholes(values: impl Iterator<Item = Option<i64>>) -> ArrayRef {
    let array: PrimitiveArray<Int64Type> = values.collect();
    Arc::new(array)
}

/// Ends of pieces of such lengths.
fn ends(lengths: impl Iterator<Item = usize>) -> Result<OffsetBuffer<i32>, ArrowError> {
    let mut ends = Vec::with_capacity(lengths.size_hint().0 + 1);
    let mut end = 0_usize;
    ends.push(0);
    for length in lengths {
        end = end.saturating_add(length);
        ends.push(i32::try_from(end).map_err(|_| ArrowError::OffsetOverflowError(end))?);
    }
    Ok(OffsetBuffer::new(ScalarBuffer::from(ends)))
}

/// Which values are known; none if all are.
fn known<'v, T: 'v>(values: impl Iterator<Item = &'v Option<T>>) -> Option<NullBuffer> {
    let mut bits = NullBufferBuilder::new(values.size_hint().0);
    values.for_each(|value| bits.append(value.is_some()));
    bits.finish()
}

/// Texts that are all there.
pub(super) fn texts<'t>(
    values: impl ExactSizeIterator<Item = &'t str> + Clone,
) -> Result<StringArray, ArrowError> {
    let offsets = ends(values.clone().map(str::len))?;
    let mut bytes = Vec::with_capacity(offsets.last().map_or(0, |end| end.unsigned_abs() as usize));
    values.for_each(|text| bytes.extend_from_slice(text.as_bytes()));
    StringArray::try_new(offsets, Buffer::from_vec(bytes), None)
}

/// Texts, or nulls.
pub(super) fn some_texts(values: &[Option<&str>]) -> Result<ArrayRef, ArrowError> {
    let offsets = ends(values.iter().map(|text| text.map_or(0, str::len)))?;
    let bytes: Vec<u8> = values
        .iter()
        .flatten()
        .flat_map(|text| text.bytes())
        .collect();
    let array = StringArray::try_new(offsets, Buffer::from_vec(bytes), known(values.iter()))?;
    Ok(Arc::new(array))
}

/// Lists of such lengths over the members of all; a null list has none.
pub(super) fn lists(lengths: &[Option<usize>], members: ArrayRef) -> Result<ArrayRef, ArrowError> {
    let offsets = ends(lengths.iter().map(|length| length.unwrap_or_default()))?;
    let field = Arc::new(Field::new("item", members.data_type().clone(), true));
    let list = ListArray::try_new(field, offsets, members, known(lengths.iter()))?;
    Ok(Arc::new(list))
}

/// Lists of texts.
pub(super) fn text_lists<'t, L>(
    rows: impl Iterator<Item = Option<L>>,
) -> Result<ArrayRef, ArrowError>
where
    L: IntoIterator<Item = &'t str>,
{
    let (mut lengths, mut members) = (Vec::with_capacity(rows.size_hint().0), Vec::new());
    for row in rows {
        let before = members.len();
        let is_known = row.is_some();
        members.extend(row.into_iter().flatten());
        lengths.push(is_known.then(|| members.len() - before));
    }
    lists(&lengths, Arc::new(texts(members.into_iter())?))
}

/// Named arrays as one of structs. Without any it is an array of nulls, since
/// few tools can hold a struct of nothing.
pub(super) fn structs(
    rows: usize,
    columns: Vec<(&str, ArrayRef)>,
    nulls: Option<NullBuffer>,
) -> Result<ArrayRef, ArrowError> {
    if columns.is_empty() {
        return Ok(Arc::new(NullArray::new(rows)));
    }
    let field = |(name, array): &(&str, ArrayRef)| {
        Field::new(*name, DataType::clone(array.data_type()), true)
    };
    let fields: Fields = columns.iter().map(field).collect();
    let arrays = columns.into_iter().map(|(_, array)| array).collect();
    Ok(Arc::new(StructArray::try_new(fields, arrays, nulls)?))
}

/// Nulls where there is nothing.
pub(super) fn nulls<T>(rows: impl Iterator<Item = Option<T>>) -> Option<NullBuffer> {
    let mut bits = NullBufferBuilder::new(rows.size_hint().0);
    rows.for_each(|row| bits.append(row.is_some()));
    bits.finish()
}

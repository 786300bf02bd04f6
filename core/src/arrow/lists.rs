//! Lists of Arrow: sets of tags.

use std::ops::Range;

use arrow_array::cast::AsArray;
use arrow_array::{Array, ArrayRef, GenericListArray, GenericListViewArray, OffsetSizeTrait};
use arrow_buffer::ArrowNativeType;
use arrow_schema::{ArrowError, DataType};

use super::column::{Purpose, column};
use super::dictionaries::Dictionaries;
use super::plain::plain;
use crate::intake::{Meant, Target};
use crate::lead::Value;
use crate::tables::Column;

/// An array of lists as a column; `None` for other arrays.
pub(super) fn lists(array: &dyn Array) -> Result<Option<Column<'_>>, ArrowError> {
    let values = match array.data_type() {
        DataType::List(_) => array.as_list_opt::<i32>().map(listed),
        DataType::LargeList(_) => array.as_list_opt::<i64>().map(listed),
        DataType::ListView(_) => array.as_list_view_opt::<i32>().map(viewed),
        DataType::LargeListView(_) => array.as_list_view_opt::<i64>().map(viewed),
        DataType::FixedSizeList(_, size) => {
            let size = size.as_usize();
            let members = array.as_fixed_size_list_opt().map(|list| list.values());
            let range = |row: usize| row * size..(row + 1) * size;
            members.map(|members| cut(array, members, range))
        }
        _ => None,
    };
    let values = values.transpose()?;
    Ok(values.map(|values| Column::Values(values.into())))
}

fn listed<O: OffsetSizeTrait>(list: &GenericListArray<O>) -> Result<Vec<Value>, ArrowError> {
    let offsets = list.value_offsets();
    let at = |row: usize| offsets.get(row).map_or(0, |offset| offset.as_usize());
    cut(list, list.values(), |row| at(row)..at(row + 1))
}

fn viewed<O: OffsetSizeTrait>(list: &GenericListViewArray<O>) -> Result<Vec<Value>, ArrowError> {
    let (offsets, sizes) = (list.value_offsets(), list.value_sizes());
    let range = |row: usize| {
        let first = offsets.get(row).map_or(0, |offset| offset.as_usize());
        first..first + sizes.get(row).map_or(0, |size| size.as_usize())
    };
    cut(list, list.values(), range)
}

/// Each row's members out of those of all rows. Only the members that some row
/// of a slice has are looked at.
fn cut(
    list: &dyn Array,
    members: &ArrayRef,
    range: impl Fn(usize) -> Range<usize>,
) -> Result<Vec<Value>, ArrowError> {
    let known = (0..list.len()).filter(|row| list.is_valid(*row));
    let ranges = known.map(&range).filter(|range| !range.is_empty());
    let (first, end) = ranges.fold((usize::MAX, 0), |(first, end), range| {
        (first.min(range.start), end.max(range.end))
    });
    let first = first.min(end);
    let members = values(&members.slice(first, end - first))?;
    let row = |row: usize| {
        if list.is_null(row) {
            return Value::Null;
        }
        let range = range(row);
        let own = members.get(range.start.wrapping_sub(first)..range.end.wrapping_sub(first));
        Value::List(own.unwrap_or_default().to_vec())
    };
    Ok((0..list.len()).map(row).collect())
}

/// The values of members, which are to be texts.
fn values(members: &ArrayRef) -> Result<Vec<Value>, ArrowError> {
    let purpose = Purpose {
        target: Target::new(Meant::Text),
        coerce: false,
        timely: false,
    };
    let members = plain(members)?;
    let found = column(&members, &purpose, &Dictionaries::default())?;
    Ok((0..members.len()).map(|row| found.value(row)).collect())
}

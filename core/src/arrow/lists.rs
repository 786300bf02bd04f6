//! Lists of Arrow, which are sets of tags.

use std::ops::Range;

use arrow_array::Array;
use arrow_array::cast::AsArray;
use arrow_buffer::ArrowNativeType;
use arrow_schema::DataType;

use super::cells::{ArrayCells, Damage, outside};
use crate::lead::Value;

/// The positions of the members of each row.
pub(super) enum Lists<'a> {
    Small(&'a [i32]),
    Large(&'a [i64]),
    SmallViews(&'a [i32], &'a [i32]),
    LargeViews(&'a [i64], &'a [i64]),
    Fixed(usize),
}

impl<'a> Lists<'a> {
    /// The lists of an array and its members; `None` for other arrays.
    pub(super) fn from_array(array: &'a dyn Array) -> Option<(Self, &'a dyn Array)> {
        Some(match array.data_type() {
            DataType::List(_) => {
                let lists = array.as_list_opt::<i32>()?;
                (Self::Small(lists.value_offsets()), lists.values().as_ref())
            }
            DataType::LargeList(_) => {
                let lists = array.as_list_opt::<i64>()?;
                (Self::Large(lists.value_offsets()), lists.values().as_ref())
            }
            DataType::ListView(_) => {
                let lists = array.as_list_view_opt::<i32>()?;
                let places = Self::SmallViews(lists.value_offsets(), lists.value_sizes());
                (places, lists.values().as_ref())
            }
            DataType::LargeListView(_) => {
                let lists = array.as_list_view_opt::<i64>()?;
                let places = Self::LargeViews(lists.value_offsets(), lists.value_sizes());
                (places, lists.values().as_ref())
            }
            DataType::FixedSizeList(_, size) => {
                let lists = array.as_fixed_size_list_opt()?;
                (Self::Fixed(size.to_usize()?), lists.values().as_ref())
            }
            _ => return None,
        })
    }

    fn range(&self, row: usize) -> Option<Range<usize>> {
        match self {
            Self::Small(offsets) => between(offsets, row),
            Self::Large(offsets) => between(offsets, row),
            Self::SmallViews(offsets, sizes) => from(offsets, sizes, row),
            Self::LargeViews(offsets, sizes) => from(offsets, sizes, row),
            Self::Fixed(size) => {
                let first = row.checked_mul(*size)?;
                Some(first..first.checked_add(*size)?)
            }
        }
    }

    /// The list of a row. Rows may share members, so a small array can declare more of them than any
    /// memory could hold: `room` is the number that may still be read.
    ///
    /// # Errors
    /// More members than `room`.
    pub(super) fn value(
        &self,
        row: usize,
        members: &ArrayCells<'_>,
        room: &mut usize,
    ) -> Result<Value, Damage> {
        let range = self.range(row);
        let Some(range) =
            range.filter(|range| range.start <= range.end && range.end <= members.len())
        else {
            return Ok(outside("a list"));
        };
        // A null is not a member of a set.
        if members.are_nothing() {
            return Ok(Value::List(Vec::new()));
        }
        *room = room.checked_sub(range.len()).ok_or_else(too_many)?;
        let list: Result<Vec<Value>, _> = range.map(|at| members.value(at, room)).collect();
        list.map(Value::List)
    }
}

fn too_many() -> Damage {
    "its lists share their members too often to be read".to_owned()
}

fn between<O: ArrowNativeType>(offsets: &[O], row: usize) -> Option<Range<usize>> {
    let at = |row: usize| offsets.get(row)?.to_usize();
    Some(at(row)?..at(row.checked_add(1)?)?)
}

fn from<O: ArrowNativeType>(offsets: &[O], sizes: &[O], row: usize) -> Option<Range<usize>> {
    let first = offsets.get(row)?.to_usize()?;
    Some(first..first.checked_add(sizes.get(row)?.to_usize()?)?)
}

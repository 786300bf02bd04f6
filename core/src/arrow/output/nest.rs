//! Builders of texts, lists and structs. If 32-bit offsets overflow, finishing the array is an error, not a
//! panic.

use std::sync::Arc;

use arrow_array::{ArrayRef, ListArray, NullArray, StringArray, StructArray};
use arrow_buffer::{Buffer, NullBuffer, NullBufferBuilder, OffsetBuffer, ScalarBuffer};
use arrow_schema::{ArrowError, Field, Fields};

use super::build::{Build, Built};

/// The offsets of an array of texts or lists.
struct Ends {
    ends: Vec<i32>,
    /// The last end, which may exceed 32 bits.
    end: usize,
    known: NullBufferBuilder,
}

impl Ends {
    fn new(rows: usize) -> Self {
        let mut ends = Vec::with_capacity(rows + 1);
        ends.push(0);
        Self {
            ends,
            end: 0,
            known: NullBufferBuilder::new(rows),
        }
    }

    #[inline]
    fn push(&mut self, length: Option<usize>) {
        self.known.append(length.is_some());
        self.end += length.unwrap_or_default();
        self.ends.push(i32::try_from(self.end).unwrap_or(i32::MAX));
    }

    fn finish(mut self) -> Result<(OffsetBuffer<i32>, Option<NullBuffer>), ArrowError> {
        i32::try_from(self.end).map_err(|_| ArrowError::OffsetOverflowError(self.end))?;
        let ends = OffsetBuffer::new(ScalarBuffer::from(self.ends));
        Ok((ends, self.known.finish()))
    }
}

/// Builds an array of texts.
pub(super) struct TextBuilder {
    bytes: Vec<u8>,
    ends: Ends,
}

impl TextBuilder {
    pub(super) fn new(rows: usize) -> Self {
        Self {
            bytes: Vec::new(),
            ends: Ends::new(rows),
        }
    }

    pub(super) fn into_array(self) -> Result<StringArray, ArrowError> {
        let (ends, known) = self.ends.finish()?;
        StringArray::try_new(ends, Buffer::from_vec(self.bytes), known)
    }
}

impl<'t> Build<&'t str> for TextBuilder {
    #[inline]
    fn push(&mut self, value: Option<&'t str>) {
        self.ends.push(value.map(str::len));
        self.bytes
            .extend_from_slice(value.unwrap_or_default().as_bytes());
    }

    fn finish(self) -> Built {
        Ok(Arc::new(self.into_array()?))
    }
}

/// Builds lists from their lengths and an array of their members.
pub(super) struct ListBuilder(Ends);

impl ListBuilder {
    pub(super) fn new(rows: usize) -> Self {
        Self(Ends::new(rows))
    }

    #[inline]
    pub(super) fn push(&mut self, length: Option<usize>) {
        self.0.push(length);
    }

    /// The array of lists of these members.
    pub(super) fn over(self, members: ArrayRef) -> Built {
        let (ends, known) = self.0.finish()?;
        let field = Field::new("item", members.data_type().clone(), true);
        Ok(Arc::new(ListArray::try_new(
            Arc::new(field),
            ends,
            members,
            known,
        )?))
    }
}

/// Builds lists of texts.
pub(super) struct TextLists {
    lists: ListBuilder,
    members: TextBuilder,
}

impl TextLists {
    pub(super) fn new(rows: usize) -> Self {
        Self {
            lists: ListBuilder::new(rows),
            members: TextBuilder::new(0),
        }
    }

    pub(super) fn push<'t>(&mut self, list: Option<impl Iterator<Item = &'t str>>) {
        let mut count = 0;
        let is_known = list.is_some();
        for member in list.into_iter().flatten() {
            self.members.push(Some(member));
            count += 1;
        }
        self.lists.push(is_known.then_some(count));
    }

    pub(super) fn finish(self) -> Built {
        self.lists.over(self.members.finish()?)
    }
}

/// The array of the texts of a list.
pub(super) fn texts<'t>(
    list: impl ExactSizeIterator<Item = &'t str>,
) -> Result<StringArray, ArrowError> {
    let mut found = TextBuilder::new(list.len());
    list.for_each(|text| found.push(Some(text)));
    found.into_array()
}

/// An array of structs with named fields. Without fields it is an array of nulls, since few tools support
/// empty structs.
pub(super) fn structs(
    rows: usize,
    columns: Vec<(&str, ArrayRef)>,
    nulls: Option<NullBuffer>,
) -> Built {
    if columns.is_empty() {
        return Ok(Arc::new(NullArray::new(rows)));
    }
    let field =
        |(name, array): &(&str, ArrayRef)| Field::new(*name, array.data_type().clone(), true);
    let fields: Fields = columns.iter().map(field).collect();
    let arrays = columns.into_iter().map(|(_, array)| array).collect();
    Ok(Arc::new(StructArray::try_new(fields, arrays, nulls)?))
}

//! Unions of Arrow. A model has no values of several types, so only nulls are read.

use arrow_array::cast::AsArray;
use arrow_array::{Array, UnionArray};
use arrow_schema::DataType;

/// A union, whose nulls are read.
pub(super) struct Unions<'a>(&'a UnionArray);

impl<'a> Unions<'a> {
    pub(super) fn from_array(array: &'a dyn Array) -> Option<Self> {
        array.as_union_opt().map(Self)
    }

    /// Whether a row is null; `false` if it is out of bounds.
    pub(super) fn is_null(&self, row: usize) -> bool {
        let Some(type_) = self.0.type_ids().get(row) else {
            return false;
        };
        if !self.0.fields().iter().any(|(known, _)| known == *type_) {
            return false;
        }
        let member = self.0.child(*type_);
        let at = match self.0.offsets() {
            None => Some(row),
            Some(offsets) => offsets.get(row).and_then(|at| usize::try_from(*at).ok()),
        };
        let nulls = member.nulls();
        let null = |at: usize| nulls.is_some_and(|nulls| at < nulls.len() && nulls.is_null(at));
        *member.data_type() == DataType::Null || at.is_some_and(null)
    }
}

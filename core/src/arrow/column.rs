//! An array of Arrow as a column of a table: read in place if that is safe, else value by value.

use std::borrow::Cow;
use std::sync::Arc;

use arrow_array::{Array, ArrayRef};
use arrow_schema::{DataType, Field};

use super::bytes::are_texts;
use super::cells::{ArrayCells, Damage, Use};
use super::dictionaries::Dictionaries;
use super::numbers::numbers;
use super::plain::plain;
use super::texts::{Trimmed, is_text, texts};
use super::times::times;
use super::words::words;
use crate::intake::{CoercedType, Coercion, coerce_value};
use crate::lead::Value;
use crate::tables::Column;

/// What a column is for.
#[derive(Clone, Debug)]
pub(super) struct Purpose {
    /// What its texts become.
    pub(super) coercion: Coercion,
    /// Whether to coerce values.
    pub(super) coerce: bool,
    /// Whether dates and instants are allowed.
    pub(super) timely: bool,
}

/// A column of a batch after conversion.
pub(super) enum ReadColumn {
    /// An array that is read in place.
    /// INVARIANT: it is of checked texts, with or without a dictionary, or of numbers and times.
    Array(ArrayRef),
    /// All other columns.
    Values(Vec<Value>),
}

/// Number of members of lists that may be read of any array, even if it stores fewer.
const MOST_SHARED: usize = 1 << 20;

/// Reads a column. Rows that cannot be read become values that every model rejects.
///
/// # Errors
/// An array that is damaged as a whole.
pub(super) fn read(
    array: &ArrayRef,
    field: &Field,
    purpose: &Purpose,
) -> Result<ReadColumn, Damage> {
    let array = plain(array)?;
    if in_place(&array, purpose) {
        return Ok(ReadColumn::Array(array));
    }
    let used = Use {
        words: words(field.data_type(), field.metadata()),
        timely: purpose.timely,
        lists: true,
        depth: 0,
    };
    let cells = ArrayCells::from_array(&array, used)?;
    let mut room = MOST_SHARED.max(cells.members().saturating_mul(4));
    let value = |row| {
        let value = cells.value(row, &mut room)?;
        Ok(match purpose.coerce {
            true => coerce_value(value, &purpose.coercion),
            false => value,
        })
    };
    let values = (0..array.len()).map(value);
    Ok(ReadColumn::Values(values.collect::<Result<_, Damage>>()?))
}

/// Whether an array can be read in place, without conversion.
fn in_place(array: &ArrayRef, purpose: &Purpose) -> bool {
    let coercion = &purpose.coercion;
    let becomes = |type_| purpose.coerce && coercion.type_ == type_;
    match array.data_type() {
        DataType::Null => true,
        DataType::Boolean => false,
        DataType::Timestamp(..) => purpose.timely,
        type_ if is_text(type_) => {
            let is_text = becomes(CoercedType::Text) && coercion.not_known.is_none();
            (!purpose.coerce || is_text) && are_texts(array.as_ref())
        }
        type_ => match type_.is_primitive() {
            true => !becomes(CoercedType::Flag) && has_values(array),
            false => false,
        },
    }
}

/// Whether an array is of numbers, dates or timestamps.
fn has_values(array: &dyn Array) -> bool {
    !matches!(
        array.data_type(),
        DataType::Time32(_) | DataType::Time64(_) | DataType::Duration(_) | DataType::Interval(_)
    )
}

impl ReadColumn {
    /// The number of rows.
    pub(super) fn len(&self) -> usize {
        match self {
            Self::Array(array) => array.len(),
            Self::Values(values) => values.len(),
        }
    }

    /// The array, if it is read in place.
    pub(super) fn array(&self) -> Option<&ArrayRef> {
        match self {
            Self::Array(array) => Some(array),
            Self::Values(_) => None,
        }
    }

    /// The column as tables take it.
    pub(super) fn column(&self, purpose: &Purpose, dictionaries: &Dictionaries) -> Column<'_> {
        match self {
            Self::Values(values) => Column::Values(Cow::Borrowed(values)),
            Self::Array(array) => match texts(array, dictionaries) {
                Some(found) if purpose.coerce => Column::Texts(Box::new(Trimmed(found))),
                Some(found) => Column::Texts(found),
                None => times(array)
                    .or_else(|| numbers(array))
                    .unwrap_or(Column::Values(Cow::Borrowed(&[]))),
            },
        }
    }

    /// The parts of a column, joined.
    pub(super) fn joined(parts: &[&Self], purpose: &Purpose) -> Self {
        if let [Self::Array(only)] = parts {
            return Self::Array(Arc::clone(only));
        }
        let none = Dictionaries::default();
        let mut values = Vec::new();
        for part in parts {
            let column = part.column(purpose, &none);
            values.extend((0..part.len()).map(|row| column.value(row)));
        }
        Self::Values(values)
    }
}

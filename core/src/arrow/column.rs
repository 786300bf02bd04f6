//! An array of Arrow as a column of a table: read in place where that is sound, else value
//! by value.

use std::borrow::Cow;
use std::sync::Arc;

use arrow_array::{Array, ArrayRef};
use arrow_schema::{DataType, Field};

use super::bytes::are_texts;
use super::cells::{Cells, Damage, Use};
use super::dictionaries::Dictionaries;
use super::numbers::numbers;
use super::plain::plain;
use super::texts::{Trimmed, is_text, texts};
use super::times::times;
use super::words::words;
use crate::intake::{Meant, Target, coerced};
use crate::lead::Value;
use crate::tables::Column;

/// What a column is for.
#[derive(Clone, Debug)]
pub(super) struct Purpose {
    /// What its texts become.
    pub(super) target: Target,
    /// Whether texts are to be turned into that, and numbers into flags.
    pub(super) coerce: bool,
    /// Whether dates and instants belong there.
    pub(super) timely: bool,
}

/// A column of a batch as it is held.
pub(super) enum Read {
    /// INVARIANT: texts, coded or not, were found to be texts; all else is numbers and times.
    Array(ArrayRef),
    /// Everything else, what no value of the language is among it.
    Values(Vec<Value>),
}

/// Members of lists that are read of arrays that have fewer.
const MOST_SHARED: usize = 1 << 20;

/// Reads a column. Rows that cannot be read become values that every model rejects.
pub(super) fn read(array: &ArrayRef, field: &Field, purpose: &Purpose) -> Result<Read, Damage> {
    let array = plain(array)?;
    if in_place(&array, purpose) {
        return Ok(Read::Array(array));
    }
    let used = Use {
        words: words(field.data_type(), field.metadata()),
        timely: purpose.timely,
        lists: true,
        depth: 0,
    };
    let cells = Cells::of(&array, used)?;
    let mut room = MOST_SHARED.max(cells.members().saturating_mul(4));
    let value = |row| {
        let value = cells.value(row, &mut room)?;
        Ok(match purpose.coerce {
            true => coerced(value, &purpose.target),
            false => value,
        })
    };
    let values = (0..array.len()).map(value);
    Ok(Read::Values(values.collect::<Result<_, Damage>>()?))
}

/// Whether nothing of an array must be turned into anything else.
fn in_place(array: &ArrayRef, purpose: &Purpose) -> bool {
    let target = &purpose.target;
    let meant = |meant| purpose.coerce && target.meant == meant;
    match array.data_type() {
        DataType::Null => true,
        DataType::Boolean => false,
        DataType::Timestamp(..) => purpose.timely,
        type_ if is_text(type_) => {
            let is_text = meant(Meant::Text) && target.not_known.is_none();
            (!purpose.coerce || is_text) && are_texts(array.as_ref())
        }
        type_ => match type_.is_primitive() {
            true => !meant(Meant::Flag) && has_values(array),
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

impl Read {
    /// How many rows there are.
    pub(super) fn len(&self) -> usize {
        match self {
            Self::Array(array) => array.len(),
            Self::Values(values) => values.len(),
        }
    }

    /// The array of it, if it is read in place.
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

    /// The rows of all parts of a column as one.
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

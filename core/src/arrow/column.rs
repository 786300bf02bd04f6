//! An array of Arrow as a column of a table.

use std::borrow::Cow;

use arrow_array::Array;
use arrow_array::cast::AsArray;
use arrow_schema::{ArrowError, DataType};

use super::dictionaries::Dictionaries;
use super::lists::lists;
use super::numbers::numbers;
use super::texts::{Trimmed, texts};
use super::times::times;
use crate::intake::{self, Meant, Target};
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

/// An array, made plain, as a column. What no value of the language is comes as
/// [`Value::Other`], so that reading it rejects the row.
pub(super) fn column<'a>(
    array: &'a dyn Array,
    purpose: &Purpose,
    dictionaries: &Dictionaries,
) -> Result<Column<'a>, ArrowError> {
    if let Some(found) = texts(array, dictionaries) {
        let is_text = purpose.target.meant == Meant::Text && purpose.target.not_known.is_none();
        return Ok(match (purpose.coerce, is_text) {
            (false, _) => Column::Texts(found),
            (true, true) => Column::Texts(Box::new(Trimmed(found))),
            (true, false) => coerced(&Column::Texts(found), &purpose.target),
        });
    }
    if let Some(found) = times(array) {
        return Ok(match found {
            Column::Instants { .. } if !purpose.timely => untimely(&found),
            _ => found,
        });
    }
    Ok(match array.data_type() {
        DataType::Null => Column::Values(Cow::Borrowed(&[])),
        DataType::Boolean => flags(array),
        _ => match numbers(array) {
            Some(found) if purpose.coerce && purpose.target.meant == Meant::Flag => {
                coerced(&found, &purpose.target)
            }
            Some(found) => found,
            None => lists(array)?.unwrap_or_else(|| others(array)),
        },
    })
}

/// Instants where none belong; local ones must not be taken for texts.
fn untimely(column: &Column<'_>) -> Column<'static> {
    let value = |row| match column.value(row) {
        Value::Text(_) => Value::other("a timestamp"),
        other => other,
    };
    Column::Values((0..column.len()).map(value).collect())
}

fn coerced(column: &Column<'_>, target: &Target) -> Column<'static> {
    let value = |row| intake::coerced(column.value(row), target);
    Column::Values((0..column.len()).map(value).collect())
}

fn flags(array: &dyn Array) -> Column<'_> {
    match array.as_boolean_opt() {
        Some(flags) => Column::Values(flags.iter().map(Value::from).collect()),
        None => others(array),
    }
}

/// Known values of a type that the language does not have.
pub(super) fn others(array: &dyn Array) -> Column<'_> {
    let nulls = array.logical_nulls();
    let other = |row| match &nulls {
        Some(nulls) if nulls.is_null(row) => Value::Null,
        _ => Value::other("an object"),
    };
    Column::Values((0..array.len()).map(other).collect())
}

//! Any array, value by value. Arrays are not trusted: a value that is out of bounds, or in an unknown
//! encoding, becomes a value that every model rejects.

use std::collections::HashMap;

use arrow_array::cast::AsArray;
use arrow_array::{Array, BooleanArray};
use arrow_buffer::NullBuffer;
use arrow_schema::DataType;

use super::bytes::{Bytes, text};
use super::lists::Lists;
use super::numbers::numbers;
use super::places::{Codes, Runs, codes};
use super::times::times;
use super::unions::Unions;
use super::words::{BINARY, words};
use crate::lead::Value;
use crate::tables::Column;

/// Greatest depth of nested dictionaries and runs.
const DEPTH: usize = 8;

/// What is wrong with an array as a whole, for a message.
pub(super) type Damage = String;

/// An array that is read value by value.
pub(super) struct ArrayCells<'a> {
    rows: usize,
    nulls: Option<&'a NullBuffer>,
    kind: ArrayKind<'a>,
}

enum ArrayKind<'a> {
    Nothing,
    Flags(&'a BooleanArray),
    Texts(Bytes<'a>),
    /// Numbers and times.
    Plain(Column<'a>),
    Coded(Codes, Box<ArrayCells<'a>>),
    Runs(Runs<'a>, Box<ArrayCells<'a>>),
    Lists(Lists<'a>, Box<ArrayCells<'a>>),
    Unions(Unions<'a>),
    Others(&'static str),
}

/// How an array is read.
#[derive(Clone, Copy)]
pub(super) struct Use {
    /// The name, in messages, of values of types that a model does not have.
    pub(super) words: &'static str,
    /// Whether dates and instants are allowed.
    pub(super) timely: bool,
    /// Whether lists are allowed.
    pub(super) lists: bool,
    /// The depth of nesting.
    pub(super) depth: usize,
}

impl Use {
    /// For the values of a dictionary or of runs. Only the field of the column has the extension name.
    fn inner(self, array: &dyn Array) -> Self {
        let words = match words(array.data_type(), &HashMap::new()) {
            BINARY => self.words,
            words => words,
        };
        Self {
            depth: self.depth + 1,
            words,
            ..self
        }
    }

    /// For members of lists, which must be texts.
    fn of_member(self) -> Self {
        Self {
            words: BINARY,
            timely: false,
            lists: false,
            ..self
        }
    }
}

impl<'a> ArrayCells<'a> {
    pub(super) fn from_array(array: &'a dyn Array, used: Use) -> Result<Self, Damage> {
        Ok(Self {
            rows: array.len(),
            nulls: array.nulls(),
            kind: ArrayKind::from_array(array, used)?,
        })
    }

    /// The number of rows.
    pub(super) fn len(&self) -> usize {
        self.rows
    }

    /// The value of a row. `room` is the number of members of lists that may still be read.
    ///
    /// # Errors
    /// More members than `room`.
    pub(super) fn value(&self, row: usize, room: &mut usize) -> Result<Value, Damage> {
        if self.is_null(row) {
            return Ok(Value::Null);
        }
        Ok(match &self.kind {
            ArrayKind::Nothing => Value::Null,
            ArrayKind::Flags(flags) if row < flags.len() => flags.value(row).into(),
            ArrayKind::Flags(_) => outside("a flag"),
            ArrayKind::Texts(bytes) => bytes.see(row, read),
            ArrayKind::Plain(column) if row < column.len() => column.value(row),
            ArrayKind::Plain(_) => outside("a value"),
            ArrayKind::Coded(codes, values) => match codes.get(row) {
                Some(code) if code < values.len() => values.value(code, room)?,
                _ => outside("a position"),
            },
            ArrayKind::Runs(runs, values) => match runs.get(row) {
                Some(run) if run < values.len() => values.value(run, room)?,
                _ => outside("a run"),
            },
            ArrayKind::Lists(lists, members) => return lists.value(row, members, room),
            ArrayKind::Unions(unions) if unions.is_null(row) => Value::Null,
            ArrayKind::Unions(_) => Value::other("a union"),
            ArrayKind::Others(words) => Value::other(*words),
        })
    }

    /// The number of members of lists that are stored.
    pub(super) fn members(&self) -> usize {
        match &self.kind {
            ArrayKind::Lists(_, members) => members.stored(),
            ArrayKind::Coded(_, values) | ArrayKind::Runs(_, values) => values.members(),
            _ => 0,
        }
    }

    /// The number of values that are stored, which may be less than the number of rows.
    fn stored(&self) -> usize {
        match &self.kind {
            ArrayKind::Nothing => 0,
            ArrayKind::Runs(_, values) => values.stored(),
            _ => self.rows,
        }
    }

    /// Whether the array is of nulls only.
    pub(super) fn are_nothing(&self) -> bool {
        matches!(self.kind, ArrayKind::Nothing)
    }

    fn is_null(&self, row: usize) -> bool {
        let nulls = self.nulls.filter(|nulls| row < nulls.len());
        nulls.is_some_and(|nulls| nulls.is_null(row))
    }
}

impl<'a> ArrayKind<'a> {
    fn from_array(array: &'a dyn Array, used: Use) -> Result<Self, Damage> {
        let others = || Self::Others(used.words);
        let inner = |array: &'a dyn Array, used: Use| -> Result<_, Damage> {
            Ok(Box::new(ArrayCells::from_array(array, used.inner(array))?))
        };
        Ok(match array.data_type() {
            DataType::Null => Self::Nothing,
            DataType::Boolean => array.as_boolean_opt().map_or_else(others, Self::Flags),
            DataType::Dictionary(..) | DataType::RunEndEncoded(..) if used.depth >= DEPTH => {
                others()
            }
            DataType::Dictionary(..) => match (codes(array), array.as_any_dictionary_opt()) {
                (Some(codes), Some(coded)) => Self::Coded(codes, inner(coded.values(), used)?),
                _ => others(),
            },
            DataType::RunEndEncoded(..) => {
                let (runs, values) = Runs::from_array(array)?;
                Self::Runs(runs, inner(values, used)?)
            }
            DataType::Union(..) => Unions::from_array(array).map_or_else(others, Self::Unions),
            DataType::Timestamp(..) if !used.timely => others(),
            _ => {
                if let Some(bytes) = Bytes::from_array(array) {
                    Self::Texts(bytes)
                } else if let Some((lists, members)) =
                    Lists::from_array(array).filter(|_| used.lists)
                {
                    Self::Lists(lists, inner(members, used.of_member())?)
                } else {
                    let plain = times(array).or_else(|| numbers(array));
                    plain.map_or_else(others, Self::Plain)
                }
            }
        })
    }
}

/// The value of the bytes of a row.
fn read(bytes: Option<&[u8]>) -> Value {
    match bytes.map(text) {
        Some(Some(text)) => Value::from(text),
        Some(None) => Value::NotUnicode,
        None => outside("a text"),
    }
}

/// The value of a row that is out of bounds.
pub(super) fn outside(what: &str) -> Value {
    Value::out_of_range(format!("{what} outside of its Arrow array"))
}

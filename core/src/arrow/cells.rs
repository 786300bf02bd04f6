//! Any array, value by value. Nothing that it says of itself is trusted: what lies outside
//! of it, or is in no encoding that we know, becomes a value that every model rejects.

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

/// Dictionaries and runs inside each other, at most.
const DEPTH: usize = 8;

/// What is wrong with an array as a whole, in words.
pub(super) type Damage = String;

/// An array, to be read value by value.
pub(super) struct Cells<'a> {
    rows: usize,
    nulls: Option<&'a NullBuffer>,
    kind: Kind<'a>,
}

enum Kind<'a> {
    Nothing,
    Flags(&'a BooleanArray),
    Texts(Bytes<'a>),
    /// Numbers and times, which are as long as they say.
    Plain(Column<'a>),
    Coded(Codes, Box<Cells<'a>>),
    Runs(Runs<'a>, Box<Cells<'a>>),
    Lists(Lists<'a>, Box<Cells<'a>>),
    Unions(Unions<'a>),
    Others(&'static str),
}

/// What an array is read for.
#[derive(Clone, Copy)]
pub(super) struct Use {
    /// What values are called that the language does not have.
    pub(super) words: &'static str,
    /// Whether dates and instants belong there.
    pub(super) timely: bool,
    /// Whether lists do.
    pub(super) lists: bool,
    /// How deep it lies in others.
    pub(super) depth: usize,
}

impl Use {
    /// Of the values that rows share: only the field of the column knows their extension.
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

    /// Of members of lists, which are to be texts.
    fn of_member(self) -> Self {
        Self {
            words: BINARY,
            timely: false,
            lists: false,
            ..self
        }
    }
}

impl<'a> Cells<'a> {
    pub(super) fn of(array: &'a dyn Array, used: Use) -> Result<Self, Damage> {
        Ok(Self {
            rows: array.len(),
            nulls: array.nulls(),
            kind: Kind::of(array, used)?,
        })
    }

    /// How many rows there are.
    pub(super) fn len(&self) -> usize {
        self.rows
    }

    /// The value of a row. `room` is how many members of lists may still be read.
    pub(super) fn value(&self, row: usize, room: &mut usize) -> Result<Value, Damage> {
        if self.is_null(row) {
            return Ok(Value::Null);
        }
        Ok(match &self.kind {
            Kind::Nothing => Value::Null,
            Kind::Flags(flags) if row < flags.len() => flags.value(row).into(),
            Kind::Flags(_) => outside("a flag"),
            Kind::Texts(bytes) => bytes.see(row, read),
            Kind::Plain(column) if row < column.len() => column.value(row),
            Kind::Plain(_) => outside("a value"),
            Kind::Coded(codes, values) => match codes.get(row) {
                Some(code) if code < values.len() => values.value(code, room)?,
                _ => outside("a position"),
            },
            Kind::Runs(runs, values) => match runs.get(row) {
                Some(run) if run < values.len() => values.value(run, room)?,
                _ => outside("a run"),
            },
            Kind::Lists(lists, members) => return lists.value(row, members, room),
            Kind::Unions(unions) if unions.is_null(row) => Value::Null,
            Kind::Unions(_) => Value::other("a union"),
            Kind::Others(words) => Value::other(*words),
        })
    }

    /// How many members all lists have that are stored.
    pub(super) fn members(&self) -> usize {
        match &self.kind {
            Kind::Lists(_, members) => members.stored(),
            Kind::Coded(_, values) | Kind::Runs(_, values) => values.members(),
            _ => 0,
        }
    }

    /// How many values are stored, however many rows have one.
    fn stored(&self) -> usize {
        match &self.kind {
            Kind::Nothing => 0,
            Kind::Runs(_, values) => values.stored(),
            _ => self.rows,
        }
    }

    /// Whether no row has a value.
    pub(super) fn are_nothing(&self) -> bool {
        matches!(self.kind, Kind::Nothing)
    }

    fn is_null(&self, row: usize) -> bool {
        let nulls = self.nulls.filter(|nulls| row < nulls.len());
        nulls.is_some_and(|nulls| nulls.is_null(row))
    }
}

impl<'a> Kind<'a> {
    fn of(array: &'a dyn Array, used: Use) -> Result<Self, Damage> {
        let others = || Self::Others(used.words);
        let inner = |array: &'a dyn Array, used: Use| -> Result<_, Damage> {
            Ok(Box::new(Cells::of(array, used.inner(array))?))
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
                let (runs, values) = Runs::of(array)?;
                Self::Runs(runs, inner(values, used)?)
            }
            DataType::Union(..) => Unions::of(array).map_or_else(others, Self::Unions),
            DataType::Timestamp(..) if !used.timely => others(),
            _ => {
                if let Some(bytes) = Bytes::of(array) {
                    Self::Texts(bytes)
                } else if let Some((lists, members)) = Lists::of(array).filter(|_| used.lists) {
                    Self::Lists(lists, inner(members, used.of_member())?)
                } else {
                    let plain = times(array).or_else(|| numbers(array));
                    plain.map_or_else(others, Self::Plain)
                }
            }
        })
    }
}

fn read(bytes: Option<&[u8]>) -> Value {
    match bytes.map(text) {
        Some(Some(text)) => Value::from(text),
        Some(None) => Value::NotUnicode,
        None => outside("a text"),
    }
}

/// Something that its array does not hold.
pub(super) fn outside(what: &str) -> Value {
    Value::out_of_range(format!("{what} outside of its Arrow array"))
}

//! Columns of labels: the model's names once, and a code for each row.

use std::collections::BTreeSet;
use std::sync::Arc;

use arrow_array::types::Int32Type;
use arrow_array::{DictionaryArray, StringArray};
use arrow_buffer::{Buffer, OffsetBuffer};
use arrow_schema::ArrowError;
use rustc_hash::FxHashMap;

use super::Rows;
use super::build::{Build, Built, Numbers};
use super::nest::texts;
use super::sink::{AnySink, Once, each};
use crate::assessment::Label;

/// Names up to which a column lists all of them, whether they occur or not.
const MOST_NAMES: usize = 10_000;

/// Names, each once, with the code of each position.
struct Labels {
    names: Vec<String>,
    codes: Vec<Option<i32>>,
}

impl Labels {
    /// Positions without a name have no code; those of one name share it.
    fn of<S: Into<String>>(positions: impl Iterator<Item = Option<S>>) -> Self {
        let mut known: FxHashMap<String, i32> = FxHashMap::default();
        let mut found = Self {
            names: Vec::new(),
            codes: Vec::new(),
        };
        for name in positions {
            let code = name.and_then(|name| {
                let name = name.into();
                if let Some(code) = known.get(&name) {
                    return Some(*code);
                }
                let code = i32::try_from(found.names.len()).ok()?;
                found.names.push(name.clone());
                known.insert(name, code);
                Some(code)
            });
            found.codes.push(code);
        }
        found
    }

    fn code(&self, position: Option<u32>) -> Option<i32> {
        self.codes.get(position? as usize).copied().flatten()
    }

    fn builder(&self, rows: usize) -> Codes {
        Codes {
            codes: Numbers::new(rows),
            names: texts(self.names.iter().map(String::as_str)),
        }
    }
}

/// Codes of names.
struct Codes {
    codes: Numbers<Int32Type>,
    names: Result<StringArray, ArrowError>,
}

impl Build<i32> for Codes {
    #[inline]
    fn push(&mut self, code: Option<i32>) {
        self.codes.push(code);
    }

    fn extend(&mut self, codes: impl Iterator<Item = Option<i32>> + Clone) {
        self.codes.extend(codes);
    }

    fn finish(self) -> Built {
        let (codes, names) = (self.codes.into_array(), Arc::new(self.names?));
        Ok(Arc::new(DictionaryArray::try_new(codes, names)?))
    }
}

/// A label of each row: the names of all positions, in the model's order; only those that occur
/// where the model has very many.
pub(super) fn labels<'a>(rows: &Rows<'a>, label: Label) -> AnySink<'a> {
    let document = rows.document;
    let builder = |labels: &Labels| labels.builder(rows.count());
    if label.count(document) <= MOST_NAMES {
        let labels = Labels::of(label.names(document));
        return each(builder(&labels), move |row| {
            labels.code(label.position_of(row, document))
        });
    }
    let occurring = rows.found.rows.iter();
    let occurring: BTreeSet<u32> = occurring
        .filter_map(|row| label.position_of(row, document))
        .collect();
    let labels = Labels::of(occurring.iter().map(|at| label.name(document, *at)));
    let at: FxHashMap<u32, u32> = occurring.into_iter().zip(0..).collect();
    each(builder(&labels), move |row| {
        labels.code(at.get(&label.position_of(row, document)?).copied())
    })
}

/// The ids of the leads.
pub(super) fn lead<'a>(rows: &Rows<'a>) -> AnySink<'a> {
    let leads = &rows.found.leads;
    Box::new(Once(move || {
        let (text, ends) = leads.packed();
        let ends = ends
            .iter()
            .map(|end| i32::try_from(*end).map_err(|_| ArrowError::OffsetOverflowError(*end)));
        let offsets: Vec<i32> = std::iter::once(Ok(0))
            .chain(ends)
            .collect::<Result<_, _>>()?;
        let offsets = OffsetBuffer::new(offsets.into());
        let array = StringArray::try_new(offsets, Buffer::from(text.as_bytes()), None)?;
        Ok(Arc::new(array) as _)
    }))
}

//! Columns of labels as dictionaries: the names of the model, and a code for each row.

use std::collections::BTreeSet;
use std::sync::Arc;

use arrow_array::types::Int32Type;
use arrow_array::{DictionaryArray, StringArray};
use arrow_buffer::{Buffer, OffsetBuffer};
use arrow_schema::ArrowError;
use rustc_hash::FxHashMap;

use super::ResultRows;
use super::build::{Build, Built, NumberBuilder};
use super::column_sink::{AnySink, Once, each};
use super::nest::texts;
use crate::assessment::Label;

/// With at most this many names, a column lists all of them, whether they occur or not.
const MOST_NAMES: usize = 10_000;

/// Names, each once, and the code of each position of a label.
struct LabelCodes {
    names: Vec<String>,
    codes: Vec<Option<i32>>,
}

impl LabelCodes {
    /// The codes for the names of all positions. Positions without a name have no code; positions with
    /// the same name share one.
    fn new<S: Into<String>>(positions: impl Iterator<Item = Option<S>>) -> Self {
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

    fn builder(&self, rows: usize) -> LabelBuilder {
        LabelBuilder {
            codes: NumberBuilder::new(rows),
            names: texts(self.names.iter().map(String::as_str)),
        }
    }
}

/// Builds a dictionary of names.
struct LabelBuilder {
    codes: NumberBuilder<Int32Type>,
    names: Result<StringArray, ArrowError>,
}

impl Build<i32> for LabelBuilder {
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

/// The label of each row. The dictionary has the names of all positions in the order of the model; if there
/// are very many, only those that occur.
pub(super) fn labels<'a>(rows: &ResultRows<'a>, label: Label) -> AnySink<'a> {
    let document = rows.document;
    let builder = |labels: &LabelCodes| labels.builder(rows.count());
    if label.count(document) <= MOST_NAMES {
        let labels = LabelCodes::new(label.names(document));
        return each(builder(&labels), move |row| {
            labels.code(label.position_of(row, document))
        });
    }
    let occurring = rows.found.rows.iter();
    let occurring: BTreeSet<u32> = occurring
        .filter_map(|row| label.position_of(row, document))
        .collect();
    let labels = LabelCodes::new(occurring.iter().map(|at| label.name(document, *at)));
    let at: FxHashMap<u32, u32> = occurring.into_iter().zip(0..).collect();
    each(builder(&labels), move |row| {
        labels.code(at.get(&label.position_of(row, document)?).copied())
    })
}

/// The ids of the leads.
pub(super) fn lead<'a>(rows: &ResultRows<'a>) -> AnySink<'a> {
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

//! Dictionaries that batches share: what depends on a value only is computed once.

use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

use arrow_array::cast::AsArray;
use arrow_array::{Array, ArrayRef};
use arrow_schema::DataType;

/// The texts of a dictionary in the form of [`crate::tables::Texts::shorts`], computed on first use.
pub(super) type Shorts = Arc<OnceLock<Vec<u128>>>;

/// The dictionaries of a table by the memory of their values. Readers create an array for each batch over
/// the same memory. Each has the number of its rows in all batches.
#[derive(Default)]
pub(super) struct Dictionaries(HashMap<DictionaryKey, (usize, Shorts)>);

/// Identifies a dictionary as long as it is alive: its type, length and addresses.
type DictionaryKey = (DataType, Vec<usize>);

impl Dictionaries {
    /// The dictionaries of all columns of a table.
    pub(super) fn new<'a>(arrays: impl Iterator<Item = &'a ArrayRef>) -> Self {
        let mut found = Self::default();
        for array in arrays {
            if let Some(coded) = array.as_any_dictionary_opt() {
                let (rows, _) = found.0.entry(key_of(coded.values())).or_default();
                *rows += array.len();
            }
        }
        found
    }

    /// The short texts of a dictionary; `None` if it has more values than rows.
    pub(super) fn shorts(&self, values: &ArrayRef) -> Option<Shorts> {
        if self.0.is_empty() {
            return None;
        }
        let (rows, shorts) = self.0.get(&key_of(values))?;
        (*rows >= values.len()).then(|| Arc::clone(shorts))
    }
}

fn key_of(values: &ArrayRef) -> DictionaryKey {
    let data = values.to_data();
    let mut key_of = vec![data.len(), data.offset()];
    key_of.extend(data.buffers().iter().map(|buffer| buffer.as_ptr().addr()));
    if let Some(nulls) = data.nulls() {
        key_of.extend([nulls.buffer().as_ptr().addr(), nulls.offset()]);
    }
    (data.data_type().clone(), key_of)
}

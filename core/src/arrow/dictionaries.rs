//! Dictionaries that many batches share: what is the same for every row of a
//! value is worked out once.

use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

use arrow_array::cast::AsArray;
use arrow_array::{Array, ArrayRef};
use arrow_schema::DataType;

/// The texts of a dictionary as [`crate::tables::Texts::shorts`] gives them,
/// worked out when somebody first asks.
pub(super) type Shorts = Arc<OnceLock<Vec<u128>>>;

/// The dictionaries of a table, by where their values are: readers make an array
/// for each batch, over the same memory.
#[derive(Default)]
pub(super) struct Dictionaries(HashMap<Place, (usize, Shorts)>);

/// Tells dictionaries apart for as long as they are held: type, length and where
/// everything lies.
type Place = (DataType, Vec<usize>);

impl Dictionaries {
    /// Those of all columns of a table.
    pub(super) fn of<'a>(arrays: impl Iterator<Item = &'a ArrayRef>) -> Self {
        let mut found = Self::default();
        for array in arrays {
            if let Some(coded) = array.as_any_dictionary_opt() {
                let (rows, _) = found.0.entry(place(coded.values())).or_default();
                *rows += array.len();
            }
        }
        found
    }

    /// What is shared by all rows of a dictionary; `None` where it has more
    /// values than rows.
    pub(super) fn shorts(&self, values: &ArrayRef) -> Option<Shorts> {
        if self.0.is_empty() {
            return None;
        }
        let (rows, shorts) = self.0.get(&place(values))?;
        (*rows >= values.len()).then(|| Arc::clone(shorts))
    }
}

fn place(values: &ArrayRef) -> Place {
    let data = values.to_data();
    let mut place = vec![data.len(), data.offset()];
    place.extend(data.buffers().iter().map(|buffer| buffer.as_ptr().addr()));
    if let Some(nulls) = data.nulls() {
        place.extend([nulls.buffer().as_ptr().addr(), nulls.offset()]);
    }
    (data.data_type().clone(), place)
}

//! Simplifying arrays: runs become dictionaries, dictionaries become values.

use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::types::UInt64Type;
use arrow_array::{Array, ArrayRef, DictionaryArray, UInt64Array};
use arrow_schema::DataType;
use arrow_select::take::take;

use super::cells::Damage;
use super::places::{Runs, codes};
use super::texts::is_text;

/// Turns runs of texts, numbers and times into dictionaries, and dictionaries of numbers and times into
/// their values, if each row has one. Other arrays stay as they are.
pub(super) fn plain(array: &ArrayRef) -> Result<ArrayRef, Damage> {
    Ok(match array.data_type() {
        DataType::RunEndEncoded(_, values) if is_simple(values.data_type()) => {
            match spread(array)? {
                Some(coded) => values_of(&coded),
                None => Arc::clone(array),
            }
        }
        _ => values_of(array),
    })
}

fn is_simple(type_: &DataType) -> bool {
    type_.is_primitive()
        || matches!(
            type_,
            DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View
        )
}

/// Runs as a dictionary: each row has the position of its run.
fn spread(array: &ArrayRef) -> Result<Option<ArrayRef>, Damage> {
    let (runs, values) = Runs::from_array(array)?;
    let coded = |codes| {
        let codes = UInt64Array::from(codes);
        let coded = DictionaryArray::<UInt64Type>::try_new(codes, Arc::clone(values));
        coded.ok().map(|coded| Arc::new(coded) as ArrayRef)
    };
    Ok(runs.codes(values.len()).and_then(coded))
}

fn values_of(array: &ArrayRef) -> ArrayRef {
    let taken = || {
        let coded = array.as_any_dictionary_opt()?;
        let (keys, values) = (coded.keys(), coded.values());
        let codes = codes(array)?;
        let within = |row: usize| keys.is_null(row) || codes.get(row) < Some(values.len());
        let sound = values.data_type().is_primitive() && (0..keys.len()).all(within);
        sound.then(|| take(values, keys, None).ok()).flatten()
    };
    match array.data_type() {
        DataType::Dictionary(..) if !is_text(array.data_type()) => taken(),
        _ => None,
    }
    .unwrap_or_else(|| Arc::clone(array))
}

//! Arrays that only say where their values are become arrays of values.

use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::types::{Int16Type, Int32Type, Int64Type, RunEndIndexType, UInt64Type};
use arrow_array::{Array, ArrayRef, DictionaryArray, RunArray, UInt64Array};
use arrow_schema::{ArrowError, DataType};
use arrow_select::take::take;

use super::texts::is_text;

/// Runs become dictionaries, and dictionaries of anything but texts their
/// values; every other array stays as it is.
pub(super) fn plain(array: &ArrayRef) -> Result<ArrayRef, ArrowError> {
    let mut found = Arc::clone(array);
    loop {
        found = match found.data_type() {
            DataType::RunEndEncoded(..) => spread(&found)?,
            DataType::Dictionary(..) if !is_text(found.data_type()) => {
                let coded = found.as_any_dictionary();
                take(coded.values(), coded.keys(), None)?
            }
            _ => return Ok(found),
        };
    }
}

fn spread(array: &ArrayRef) -> Result<ArrayRef, ArrowError> {
    let DataType::RunEndEncoded(ends, _) = array.data_type() else {
        return Ok(Arc::clone(array));
    };
    match ends.data_type() {
        DataType::Int16 => coded(array.as_run::<Int16Type>()),
        DataType::Int32 => coded(array.as_run::<Int32Type>()),
        _ => coded(array.as_run::<Int64Type>()),
    }
}

/// Each row with the position of its run.
fn coded<R: RunEndIndexType>(runs: &RunArray<R>) -> Result<ArrayRef, ArrowError> {
    let first = runs.run_ends().get_start_physical_index();
    let mut codes: Vec<u64> = Vec::with_capacity(runs.len());
    for (run, end) in (first as u64..).zip(runs.run_ends().sliced_values()) {
        use arrow_buffer::ArrowNativeType;
        codes.resize(end.as_usize(), run);
    }
    codes.truncate(runs.len());
    let codes = UInt64Array::from(codes);
    let values = Arc::clone(runs.values());
    Ok(Arc::new(DictionaryArray::<UInt64Type>::try_new(
        codes, values,
    )?))
}

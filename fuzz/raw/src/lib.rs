//! Creates Arrow arrays from unchecked buffers, as they come over the C data interface.
//!
//! Tests and fuzz targets create arrays here that violate the guarantees of Arrow, to check that
//! the library reads them safely. Such an array may only be read through its buffers.

use std::sync::Arc;

use arrow_array::{Array, ArrayRef, RecordBatch, make_array};
use arrow_buffer::{Buffer, NullBuffer};
use arrow_data::{ArrayData, ArrayDataBuilder};
use arrow_schema::{DataType, Field, Schema};

/// Creates an array from parts without checks. The buffers must be long enough for the type, the
/// length and the offset, as in the C data interface; otherwise Arrow itself panics.
pub fn array(type_: DataType, rows: usize, parts: Parts) -> ArrayRef {
    let Parts {
        offset,
        nulls,
        buffers,
        members,
    } = parts;
    let builder = ArrayDataBuilder::new(type_)
        .len(rows)
        .offset(offset)
        .nulls(nulls)
        .buffers(buffers)
        .child_data(members);
    // SAFETY: the contents are deliberately invalid. Tests find out what readers do with such an
    // array, best under Miri or a sanitizer.
    make_array(unsafe { builder.build_unchecked() })
}

/// The parts of an array.
#[derive(Clone, Debug, Default)]
pub struct Parts {
    /// The number of rows in the buffers before the first.
    pub offset: usize,
    /// Which rows are not null.
    pub nulls: Option<NullBuffer>,
    /// The buffers in the order of the format, without the null buffer.
    pub buffers: Vec<Buffer>,
    /// The child arrays: items of lists, values of dictionaries, ends and values of runs.
    pub members: Vec<ArrayData>,
}

/// Bytes as an array of texts of type `Utf8`, `LargeUtf8` or `Utf8View`.
///
/// # Panics
/// For any other type.
pub fn texts(type_: &DataType, cells: &[Option<&[u8]>]) -> ArrayRef {
    let cells = cells.iter().copied();
    let bytes = match type_ {
        DataType::Utf8 => cells.collect::<arrow_array::BinaryArray>().to_data(),
        DataType::LargeUtf8 => cells.collect::<arrow_array::LargeBinaryArray>().to_data(),
        DataType::Utf8View => cells.collect::<arrow_array::BinaryViewArray>().to_data(),
        other => panic!("{other} is no type of texts"),
    };
    let parts = Parts {
        offset: bytes.offset(),
        nulls: bytes.nulls().cloned(),
        buffers: bytes.buffers().to_vec(),
        members: Vec::new(),
    };
    array(type_.clone(), bytes.len(), parts)
}

/// A dictionary: codes of type `keys` in a buffer, and its values.
pub fn dictionary(
    keys: DataType,
    rows: usize,
    codes: Buffer,
    nulls: Option<NullBuffer>,
    values: &ArrayRef,
) -> ArrayRef {
    let type_ = DataType::Dictionary(Box::new(keys), Box::new(values.data_type().clone()));
    let parts = Parts {
        nulls,
        buffers: vec![codes],
        members: vec![values.to_data()],
        ..Parts::default()
    };
    array(type_, rows, parts)
}

/// A run-end array: ends of 32 bits, and their values.
pub fn runs(rows: usize, ends: &[i32], values: &ArrayRef) -> ArrayRef {
    let type_ = DataType::RunEndEncoded(
        Arc::new(Field::new("run_ends", DataType::Int32, false)),
        Arc::new(Field::new("values", values.data_type().clone(), true)),
    );
    let ends = ArrayDataBuilder::new(DataType::Int32)
        .len(ends.len())
        .add_buffer(Buffer::from_slice_ref(ends));
    let parts = Parts {
        // SAFETY: any 32 bits are a valid integer.
        members: vec![unsafe { ends.build_unchecked() }, values.to_data()],
        ..Parts::default()
    };
    array(type_, rows, parts)
}

/// A batch that claims a number of rows, whatever the length of its columns.
pub fn batch(columns: Vec<(&str, ArrayRef)>, rows: usize) -> RecordBatch {
    let field =
        |(name, array): &(&str, ArrayRef)| Field::new(*name, array.data_type().clone(), true);
    let schema = Schema::new(columns.iter().map(field).collect::<Vec<_>>());
    let arrays = columns.into_iter().map(|(_, array)| array).collect();
    // SAFETY: as above, the contents are deliberately invalid.
    unsafe { RecordBatch::new_unchecked(Arc::new(schema), arrays, rows) }
}

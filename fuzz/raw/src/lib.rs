//! Arrow arrays as they come over the C data interface: made of buffers that nobody checked.
//!
//! Tests and fuzz targets of the library make arrays here that break what Arrow promises, to
//! see that they are read all the same. Whoever reads one must look at its buffers alone.

use std::sync::Arc;

use arrow_array::{Array, ArrayRef, RecordBatch, make_array};
use arrow_buffer::{Buffer, NullBuffer};
use arrow_data::{ArrayData, ArrayDataBuilder};
use arrow_schema::{DataType, Field, Schema};

/// An array of parts, unchecked. Buffers must be as long as the type, the length and the offset
/// say, as those of the C data interface are: else Arrow itself panics.
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
    // SAFETY: nothing of it is promised, which is the point. What is done with such an array is
    // to be found out, under Miri or a sanitizer best.
    make_array(unsafe { builder.build_unchecked() })
}

/// What an array is made of.
#[derive(Clone, Debug, Default)]
pub struct Parts {
    /// Rows of the buffers before the first.
    pub offset: usize,
    /// Which rows are known.
    pub nulls: Option<NullBuffer>,
    /// The buffers, in the order of the format and without the one of nulls.
    pub buffers: Vec<Buffer>,
    /// Members of lists, values of dictionaries, ends and values of runs.
    pub members: Vec<ArrayData>,
}

/// Bytes as an array of texts of such a type: `Utf8`, `LargeUtf8` or `Utf8View`.
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

/// Runs: ends of 32 bits, and their values.
pub fn runs(rows: usize, ends: &[i32], values: &ArrayRef) -> ArrayRef {
    let type_ = DataType::RunEndEncoded(
        Arc::new(Field::new("run_ends", DataType::Int32, false)),
        Arc::new(Field::new("values", values.data_type().clone(), true)),
    );
    let ends = ArrayDataBuilder::new(DataType::Int32)
        .len(ends.len())
        .add_buffer(Buffer::from_slice_ref(ends));
    let parts = Parts {
        // SAFETY: whole numbers of 32 bits may be any.
        members: vec![unsafe { ends.build_unchecked() }, values.to_data()],
        ..Parts::default()
    };
    array(type_, rows, parts)
}

/// A batch that says it has so many rows, however many its columns have.
pub fn batch(columns: Vec<(&str, ArrayRef)>, rows: usize) -> RecordBatch {
    let field =
        |(name, array): &(&str, ArrayRef)| Field::new(*name, array.data_type().clone(), true);
    let schema = Schema::new(columns.iter().map(field).collect::<Vec<_>>());
    let arrays = columns.into_iter().map(|(_, array)| array).collect();
    // SAFETY: as above, nothing of it is promised.
    unsafe { RecordBatch::new_unchecked(Arc::new(schema), arrays, rows) }
}

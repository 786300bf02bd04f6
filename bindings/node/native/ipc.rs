//! Arrow IPC, both formats: bytes to batches and back.

use std::io::Cursor;

use arrow_array::RecordBatch;
use arrow_ipc::reader::{FileReader, StreamReader};
use arrow_ipc::writer::{FileWriter, StreamWriter};
use arrow_schema::ArrowError;
use leadgrade::arrow::Batches;

/// How a file of Arrow begins; a stream begins otherwise.
const FILE_MAGIC: &[u8] = b"ARROW1";

/// Reads a table of either format.
pub(crate) fn read(bytes: &[u8]) -> Result<Batches, ArrowError> {
    let bytes_of = Cursor::new(bytes);
    if bytes.starts_with(FILE_MAGIC) {
        Batches::read(FileReader::try_new(bytes_of, None)?)
    } else {
        Batches::read(StreamReader::try_new(bytes_of, None)?)
    }
}

/// Writes a table as a file or as a stream.
pub(crate) fn write(batch: &RecordBatch, file: bool) -> Result<Vec<u8>, ArrowError> {
    let (schema, mut bytes) = (batch.schema(), Vec::new());
    if file {
        let mut writer = FileWriter::try_new(&mut bytes, &schema)?;
        writer.write(batch)?;
        writer.finish()?;
    } else {
        let mut writer = StreamWriter::try_new(&mut bytes, &schema)?;
        writer.write(batch)?;
        writer.finish()?;
    }
    Ok(bytes)
}

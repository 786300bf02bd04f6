//! Arrow IPC, both formats: bytes to batches and back.
//!
//! The readers of Arrow take as much memory as a length in the bytes promises,
//! and a process ends that asks for more than there is. Here lengths are
//! compared with the bytes that are there before anything is read.

use std::collections::HashMap;
use std::sync::Arc;

use arrow_array::{ArrayRef, RecordBatch};
use arrow_buffer::Buffer;
use arrow_ipc::reader::{RecordBatchDecoder, read_dictionary};
use arrow_ipc::writer::{FileWriter, StreamWriter};
use arrow_ipc::{Message, RecordBatch as Header, convert, root_as_footer, root_as_message};
use arrow_schema::{ArrowError, Schema};
use leadgrade::arrow::Batches;

/// How a file of Arrow begins and ends; a stream does not.
const FILE_MAGIC: &[u8] = b"ARROW1";
/// Bytes of a file before its messages: the magic, padded.
const FILE_HEAD: usize = 8;
/// Most bytes that a compressed byte can become: LZ4 repeats 255 with one.
const MOST_TIMES: usize = 255;
/// Bytes before what is compressed: its length before compression.
const PREFIX: usize = 8;

/// Reads a table of either format.
pub(crate) fn read(bytes: &[u8]) -> Result<Batches, ArrowError> {
    let (from, to, mut schema) = messages(bytes)?;
    let mut rest = Buffer::from(bytes).slice_with_length(from, to - from);
    let mut batches = Vec::new();
    let mut dictionaries: HashMap<i64, ArrayRef> = HashMap::new();
    while let Some(metadata) = metadata(&mut rest)? {
        let message = root_as_message(&metadata).map_err(|error| broken(&error.to_string()))?;
        let body = body(&message, &mut rest)?;
        let version = message.version();
        if let Some(found) = message.header_as_schema() {
            schema = Some(Arc::new(convert::fb_to_schema(found)));
            continue;
        }
        let schema = schema
            .as_ref()
            .ok_or_else(|| broken("there is no schema"))?;
        if let Some(header) = message.header_as_dictionary_batch() {
            header.data().map_or(Ok(()), |data| fits(&data, &body))?;
            read_dictionary(&body, header, schema, &mut dictionaries, &version)?;
        } else if let Some(header) = message.header_as_record_batch() {
            fits(&header, &body)?;
            let schema = Arc::clone(schema);
            let reader =
                RecordBatchDecoder::try_new(&body, header, schema, &dictionaries, &version)?;
            batches.push(reader.read_record_batch()?);
        }
    }
    let schema = schema.ok_or_else(|| broken("there is no schema"))?;
    Ok(Batches::new(schema, batches))
}

fn broken(what: &str) -> ArrowError {
    ArrowError::IpcError(what.to_owned())
}

/// Where the messages are: of a file, what is between its head and its footer,
/// which has the schema, too.
fn messages(bytes: &[u8]) -> Result<(usize, usize, Option<Arc<Schema>>), ArrowError> {
    if !bytes.starts_with(FILE_MAGIC) {
        return Ok((0, bytes.len(), None));
    }
    let parts = || {
        let rest = bytes.strip_suffix(FILE_MAGIC)?;
        let (rest, length) = rest.split_last_chunk()?;
        let footer = usize::try_from(i32::from_le_bytes(*length)).ok()?;
        let end = rest.len().checked_sub(footer)?;
        (end >= FILE_HEAD).then_some(rest.split_at(end))
    };
    let (whole, footer) = parts().ok_or_else(|| broken("the file is not whole"))?;
    let footer = root_as_footer(footer).map_err(|error| broken(&error.to_string()))?;
    let schema = footer.schema().map(convert::fb_to_schema).map(Arc::new);
    Ok((FILE_HEAD, whole.len(), schema))
}

/// What is said of the next message, if there is one.
fn metadata(rest: &mut Buffer) -> Result<Option<Buffer>, ArrowError> {
    if rest.is_empty() {
        return Ok(None);
    }
    let mut length = word(rest)?;
    if length == u32::MAX {
        length = word(rest)?;
    }
    match length {
        0 if rest.is_empty() => Ok(None),
        0 => Err(broken("something follows its end")),
        length => take(rest, usize::try_from(length).ok()).map(Some),
    }
}

fn body(message: &Message<'_>, rest: &mut Buffer) -> Result<Buffer, ArrowError> {
    take(rest, usize::try_from(message.bodyLength()).ok())
}

fn word(rest: &mut Buffer) -> Result<u32, ArrowError> {
    let taken = take(rest, Some(size_of::<u32>()))?;
    let word = taken.first_chunk().copied().unwrap_or_default();
    Ok(u32::from_le_bytes(word))
}

fn take(rest: &mut Buffer, length: Option<usize>) -> Result<Buffer, ArrowError> {
    let length = length.filter(|length| *length <= rest.len());
    let length = length.ok_or_else(|| broken("it ends within a message"))?;
    let taken = rest.slice_with_length(0, length);
    rest.advance(length);
    Ok(taken)
}

/// Whether what is compressed can become as much as it says.
fn fits(header: &Header<'_>, body: &Buffer) -> Result<(), ArrowError> {
    if header.compression().is_none() {
        return Ok(());
    }
    let possible = |offset: i64, length: i64| {
        let from = usize::try_from(offset).ok()?;
        let bytes = body.get(from..from.checked_add(usize::try_from(length).ok()?)?)?;
        let Some(promised) = bytes.first_chunk::<PREFIX>() else {
            return bytes.is_empty().then_some(());
        };
        // A negative length says that it is not compressed.
        let promised = usize::try_from(i64::from_le_bytes(*promised)).unwrap_or(0);
        (promised <= bytes.len().saturating_mul(MOST_TIMES)).then_some(())
    };
    let mut buffers = header.buffers().into_iter().flatten();
    match buffers.all(|buffer| possible(buffer.offset(), buffer.length()).is_some()) {
        true => Ok(()),
        false => Err(broken("a compressed column is longer than it can be")),
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

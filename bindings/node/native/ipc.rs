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
use arrow_ipc::{CompressionType, RecordBatch as Header, convert, root_as_footer, root_as_message};
use arrow_schema::{ArrowError, SchemaRef};
use leadgrade::arrow::Batches;

/// How a file of Arrow begins and ends; a stream does not.
const FILE_MAGIC: &[u8] = b"ARROW1";
/// Most bytes that a compressed byte can become: LZ4 repeats 255 with one.
const MOST_TIMES: usize = 255;
/// Bytes before what is compressed: its length before compression.
const PREFIX: usize = 8;

/// Reads a table of either format.
pub(crate) fn read(bytes: &[u8]) -> Result<Batches, ArrowError> {
    let mut table = Table::default();
    let mut rest = Buffer::from(bytes);
    if bytes.starts_with(FILE_MAGIC) {
        table.file(&rest)?;
    } else {
        while table.message(&mut rest)? {}
    }
    let schema = table.schema.ok_or_else(|| broken("there is no schema"))?;
    Ok(Batches::new(schema, table.batches))
}

fn broken(what: &str) -> ArrowError {
    ArrowError::IpcError(what.to_owned())
}

/// What was read so far.
#[derive(Default)]
struct Table {
    schema: Option<SchemaRef>,
    dictionaries: HashMap<i64, ArrayRef>,
    batches: Vec<RecordBatch>,
}

impl Table {
    /// Reads the messages that the footer of a file names, of which it also has the schema.
    fn file(&mut self, bytes: &Buffer) -> Result<(), ArrowError> {
        let footer = footer(bytes).ok_or_else(|| broken("the file is not whole"))?;
        let footer = root_as_footer(&footer).map_err(|error| broken(&error.to_string()))?;
        self.schema = footer.schema().map(convert::fb_to_schema).map(Arc::new);
        let dictionaries = footer.dictionaries().into_iter().flatten();
        for block in dictionaries.chain(footer.recordBatches().into_iter().flatten()) {
            let mut rest = bytes.clone();
            take(&mut rest, usize::try_from(block.offset()).ok())?;
            self.message(&mut rest)?;
        }
        Ok(())
    }

    /// Reads a message; whether there was one.
    fn message(&mut self, rest: &mut Buffer) -> Result<bool, ArrowError> {
        let Some(metadata) = metadata(rest)? else {
            return Ok(false);
        };
        let message = root_as_message(&metadata).map_err(|error| broken(&error.to_string()))?;
        let body = take(rest, usize::try_from(message.bodyLength()).ok())?;
        let version = message.version();
        if let Some(found) = message.header_as_schema() {
            self.schema = Some(Arc::new(convert::fb_to_schema(found)));
            return Ok(true);
        }
        let schema = self.schema.as_ref();
        let schema = schema.ok_or_else(|| broken("there is no schema"))?;
        if let Some(header) = message.header_as_dictionary_batch() {
            header.data().map_or(Ok(()), |data| fits(&data, &body))?;
            read_dictionary(&body, header, schema, &mut self.dictionaries, &version)?;
        } else if let Some(header) = message.header_as_record_batch() {
            fits(&header, &body)?;
            let (schema, known) = (Arc::clone(schema), &self.dictionaries);
            let reader = RecordBatchDecoder::try_new(&body, header, schema, known, &version)?;
            self.batches.push(reader.read_record_batch()?);
        }
        Ok(true)
    }
}

/// The footer of a file: what its last words give the length of, where its words are aligned.
fn footer(bytes: &[u8]) -> Option<Buffer> {
    let rest = bytes.strip_suffix(FILE_MAGIC)?;
    let (rest, length) = rest.split_last_chunk()?;
    let length = usize::try_from(i32::from_le_bytes(*length)).ok()?;
    Some(Buffer::from(rest.get(rest.len().checked_sub(length)?..)?))
}

/// What is said of the next message, if there is one: a copy, since it is read
/// where its words are aligned.
fn metadata(rest: &mut Buffer) -> Result<Option<Buffer>, ArrowError> {
    if rest.is_empty() {
        return Ok(None);
    }
    let mut length = word(rest)?;
    if length == u32::MAX {
        length = word(rest)?;
    }
    match length {
        0 => Ok(None),
        length => {
            let taken = take(rest, usize::try_from(length).ok())?;
            Ok(Some(Buffer::from(taken.as_slice())))
        }
    }
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
    // Nothing else that is compressed is read at all.
    let codec = header.compression().map(|compression| compression.codec());
    if codec != Some(CompressionType::LZ4_FRAME) {
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

//! Arrow IPC, both formats: bytes to batches and back.
//!
//! Lengths are compared with the bytes that are there before anything is read.

mod decode;
mod lengths;

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;
use std::sync::Arc;

use arrow_array::RecordBatch;
use arrow_buffer::Buffer;
use arrow_ipc::writer::{FileWriter, StreamWriter};
use arrow_ipc::{convert, root_as_footer, root_as_message};
use arrow_schema::{ArrowError, SchemaRef};
use leadgrade::arrow::Batches;

use self::decode::Decoder;
use self::lengths::fits;

/// How a file of Arrow begins and ends; a stream does not.
const FILE_MAGIC: &[u8] = b"ARROW1";

/// A table of either format: its schema, and its batches as they came. Columns
/// are made of the bytes when it is known which are read, so that one which is
/// not read and cannot be does no harm.
#[derive(Clone, Default)]
pub(crate) struct Table {
    schema: Option<SchemaRef>,
    messages: Vec<Message>,
    rows: usize,
}

/// A batch of rows, or one of a dictionary.
#[derive(Clone)]
struct Message {
    metadata: Buffer,
    body: Buffer,
}

fn broken(what: &str) -> ArrowError {
    ArrowError::IpcError(what.to_owned())
}

impl Table {
    /// Reads a table of either format.
    pub(crate) fn read(bytes: &[u8]) -> Result<Self, ArrowError> {
        let mut table = Self::default();
        let mut rest = Buffer::from(bytes);
        if bytes.starts_with(FILE_MAGIC) {
            table.file(&rest)?;
        } else {
            while table.message(&mut rest)? {}
            // A second stream behind the first, which nobody would read.
            if rest.iter().any(|byte| *byte != 0) {
                return Err(broken("there are bytes behind the end of the stream"));
            }
        }
        match table.schema {
            Some(_) => Ok(table),
            None => Err(broken("the schema is missing")),
        }
    }

    /// How many rows there are.
    pub(crate) fn rows(&self) -> usize {
        self.rows
    }

    /// How many bytes its batches take.
    pub(crate) fn bytes(&self) -> usize {
        self.messages.iter().map(|message| message.body.len()).sum()
    }

    /// Reads the messages that the footer of a file names, of which it also has the schema.
    fn file(&mut self, bytes: &Buffer) -> Result<(), ArrowError> {
        let footer = footer(bytes).ok_or_else(|| broken("the end of the file is missing"))?;
        let footer = root_as_footer(&footer).map_err(|error| broken(&error.to_string()))?;
        self.schema = footer.schema().map(convert::fb_to_schema).map(Arc::new);
        let dictionaries = footer.dictionaries().into_iter().flatten();
        let mut parts = BTreeMap::new();
        for block in dictionaries.chain(footer.recordBatches().into_iter().flatten()) {
            let mut rest = bytes.clone();
            take(&mut rest, usize::try_from(block.offset()).ok())?;
            let from = bytes.len() - rest.len();
            self.message(&mut rest)?;
            if !is_apart(&mut parts, from..bytes.len() - rest.len()) {
                return Err(broken("the footer names a part of the file twice"));
            }
        }
        Ok(())
    }

    /// Reads a message; whether there was one before the end.
    fn message(&mut self, rest: &mut Buffer) -> Result<bool, ArrowError> {
        let Some(metadata) = metadata(rest)? else {
            return Ok(false);
        };
        let message = root_as_message(&metadata).map_err(|error| broken(&error.to_string()))?;
        let body = take(rest, usize::try_from(message.bodyLength()).ok())?;
        if let Some(found) = message.header_as_schema() {
            self.schema = Some(Arc::new(convert::fb_to_schema(found)));
            return Ok(true);
        }
        if self.schema.is_none() {
            return Err(broken("the schema is missing"));
        }
        if let Some(header) = message.header_as_dictionary_batch() {
            header.data().map_or(Ok(()), |data| fits(&data, &body))?;
        } else if let Some(header) = message.header_as_record_batch() {
            fits(&header, &body)?;
            let rows = usize::try_from(header.length()).unwrap_or_default();
            self.rows = self.rows.saturating_add(rows);
        } else {
            return Ok(true);
        }
        self.messages.push(Message { metadata, body });
        Ok(true)
    }

    /// The columns that are wanted, chosen by the names of all. What they hold is
    /// not checked here: the core reads no array without checking what it says.
    pub(crate) fn batches(
        &self,
        wanted: impl Fn(&[&str]) -> Vec<usize>,
    ) -> Result<Batches, ArrowError> {
        let Some(schema) = &self.schema else {
            return Ok(Batches::none());
        };
        let names: Vec<&str> = schema
            .fields()
            .iter()
            .map(|field| &**field.name())
            .collect();
        let columns = wanted(&names);
        let mut decoder = Decoder {
            schema,
            columns: &columns,
            dictionaries: HashMap::new(),
            batches: Vec::new(),
        };
        let checked = self.checked();
        for message in &self.messages {
            decoder.read(message, checked)?;
        }
        let read = |at: &usize| columns.contains(at);
        let unread = (0..names.len()).filter(|at| !read(at));
        let unread = unread.filter_map(|at| names.get(at).map(|name| (*name).to_owned()));
        let batches = Batches::new(Arc::new(schema.project(&columns)?), decoder.batches);
        // Hints name a column that was probably meant.
        Ok(batches.with_unread(unread))
    }

    /// Whether arrays are checked as they are made: those of dictionaries that
    /// grow are put together before the core sees them.
    fn checked(&self) -> bool {
        self.messages.iter().any(|message| {
            let found = root_as_message(&message.metadata).ok();
            let dictionary = found.and_then(|found| found.header_as_dictionary_batch());
            dictionary.is_some_and(|dictionary| dictionary.isDelta())
        })
    }
}

/// Whether a part of a file has no byte in common with those before: else its rows would count
/// twice, and a footer could name one message a million times, each with memory of its own.
fn is_apart(parts: &mut BTreeMap<usize, usize>, part: Range<usize>) -> bool {
    let before = parts.range(..part.end).next_back();
    let apart = before.is_none_or(|(_, end)| *end <= part.start);
    parts.insert(part.start, part.end);
    apart
}

/// The footer of a file: what its last words give the length of, where its words are aligned.
fn footer(bytes: &[u8]) -> Option<Buffer> {
    let rest = bytes.strip_suffix(FILE_MAGIC)?;
    let (rest, length) = rest.split_last_chunk()?;
    let length = usize::try_from(i32::from_le_bytes(*length)).ok()?;
    Some(Buffer::from(rest.get(rest.len().checked_sub(length)?..)?))
}

/// The metadata of the next message: a copy, since it is read where its words are
/// aligned. Nothing at the end of a stream, which has to be there: a stream that was
/// cut between two messages looks whole otherwise.
fn metadata(rest: &mut Buffer) -> Result<Option<Buffer>, ArrowError> {
    if rest.is_empty() {
        return Err(broken(
            "the stream has no end: it was cut, or its writer was not closed",
        ));
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
    let length = length.ok_or_else(|| broken("the bytes end inside a message"))?;
    let taken = rest.slice_with_length(0, length);
    rest.advance(length);
    Ok(taken)
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

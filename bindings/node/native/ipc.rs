//! Arrow IPC in both formats: bytes to batches and back.
//!
//! Every length is checked against the bytes that there are before memory is allocated for it.

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

/// The file format starts and ends with this; the stream format does not.
const FILE_MAGIC: &[u8] = b"ARROW1";

/// A table of either format: its schema and its undecoded batches. Columns are decoded
/// once it is known which the model reads, so that a broken column that it does not read
/// does no harm.
#[derive(Clone, Default)]
pub(crate) struct Table {
    schema: Option<SchemaRef>,
    messages: Vec<Message>,
    rows: usize,
}

/// A record batch or a dictionary batch.
#[derive(Clone)]
struct Message {
    metadata: Buffer,
    body: Buffer,
}

fn broken(message: &str) -> ArrowError {
    ArrowError::IpcError(message.to_owned())
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
            // A second stream after the first would be lost in silence.
            if rest.iter().any(|byte| *byte != 0) {
                return Err(broken("the bytes continue after the end of the stream"));
            }
        }
        match table.schema {
            Some(_) => Ok(table),
            None => Err(broken("the schema is missing")),
        }
    }

    /// The number of rows.
    pub(crate) fn rows(&self) -> usize {
        self.rows
    }

    /// The number of bytes of its batches.
    pub(crate) fn bytes(&self) -> usize {
        self.messages.iter().map(|message| message.body.len()).sum()
    }

    /// Reads the file format: the footer has the schema and the place of each message.
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
            if !is_disjoint(&mut parts, from..bytes.len() - rest.len()) {
                return Err(broken("the footer refers to a part of the file twice"));
            }
        }
        Ok(())
    }

    /// Reads a message; returns false at the end of the stream.
    fn message(&mut self, rest: &mut Buffer) -> Result<bool, ArrowError> {
        let Some(metadata) = metadata(rest)? else {
            return Ok(false);
        };
        let message = root_as_message(&metadata).map_err(|error| broken(&error.to_string()))?;
        let body = take(rest, usize::try_from(message.bodyLength()).ok())?;
        if let Some(schema) = message.header_as_schema() {
            self.schema = Some(Arc::new(convert::fb_to_schema(schema)));
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

    /// Decodes columns; `wanted` chooses their positions from the names of all columns. Their
    /// contents are not validated here, since the core checks each value that it reads.
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
        // The core's hints suggest these names for attributes that no column fills.
        Ok(batches.with_unread(unread))
    }

    /// Whether Arrow must validate arrays as it decodes them: it joins the parts of a dictionary
    /// with deltas, which are therefore read before the core can check them.
    fn checked(&self) -> bool {
        self.messages.iter().any(|message| {
            let message = root_as_message(&message.metadata).ok();
            let dictionary = message.and_then(|message| message.header_as_dictionary_batch());
            dictionary.is_some_and(|dictionary| dictionary.isDelta())
        })
    }
}

/// Adds a part of the file and returns whether it overlaps none of the earlier ones. Otherwise
/// its rows would count twice, and a footer could refer to one message a million times, each
/// with memory of its own.
fn is_disjoint(parts: &mut BTreeMap<usize, usize>, part: Range<usize>) -> bool {
    let before = parts.range(..part.end).next_back();
    let disjoint = before.is_none_or(|(_, end)| *end <= part.start);
    parts.insert(part.start, part.end);
    disjoint
}

/// The footer of a file, copied so that its words are aligned; its length precedes the magic at the end.
fn footer(bytes: &[u8]) -> Option<Buffer> {
    let rest = bytes.strip_suffix(FILE_MAGIC)?;
    let (rest, length) = rest.split_last_chunk()?;
    let length = usize::try_from(i32::from_le_bytes(*length)).ok()?;
    Some(Buffer::from(rest.get(rest.len().checked_sub(length)?..)?))
}

/// The metadata of the next message, copied so that its words are aligned; `None` at the end marker
/// of the stream. The marker is required: without it, a stream that was cut between two messages
/// would look complete.
fn metadata(rest: &mut Buffer) -> Result<Option<Buffer>, ArrowError> {
    if rest.is_empty() {
        return Err(broken(
            "the end of the stream is missing: it was cut, or its writer was not closed",
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

/// Reads a little-endian word.
fn word(rest: &mut Buffer) -> Result<u32, ArrowError> {
    let taken = take(rest, Some(size_of::<u32>()))?;
    let word = taken.first_chunk().copied().unwrap_or_default();
    Ok(u32::from_le_bytes(word))
}

/// Splits off the first `length` bytes; `None` stands for a length that is out of range.
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

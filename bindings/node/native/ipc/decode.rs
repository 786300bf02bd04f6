//! Batches of bytes become columns of Arrow.

use std::collections::HashMap;
use std::sync::Arc;

use arrow_array::{ArrayRef, RecordBatch};
use arrow_data::UnsafeFlag;
use arrow_ipc::reader::{RecordBatchDecoder, read_dictionary_impl};
use arrow_ipc::root_as_message;
use arrow_schema::{ArrowError, SchemaRef};

use super::{Message, broken};
use crate::caught;

/// Makes columns of bytes.
pub(super) struct Decoder<'t> {
    pub(super) schema: &'t SchemaRef,
    pub(super) columns: &'t [usize],
    pub(super) dictionaries: HashMap<i64, ArrayRef>,
    pub(super) batches: Vec<RecordBatch>,
}

impl Decoder<'_> {
    pub(super) fn read(
        &mut self,
        Message { metadata, body }: &Message,
        checked: bool,
    ) -> Result<(), ArrowError> {
        let message = root_as_message(metadata).map_err(|error| broken(&error.to_string()))?;
        let (version, unchecked) = (message.version(), unchecked(!checked));
        if let Some(header) = message.header_as_dictionary_batch() {
            let known = &mut self.dictionaries;
            let id = header.id();
            let read = caught(|| {
                read_dictionary_impl(body, header, self.schema, known, &version, false, unchecked)
            });
            // The dictionary of a column that is not read may be broken; one that is read
            // misses it. The one from before would be a wrong one.
            if !matches!(read, Some(Ok(()))) {
                self.dictionaries.remove(&id);
            }
        } else if let Some(header) = message.header_as_record_batch() {
            let schema = Arc::clone(self.schema);
            let reader =
                RecordBatchDecoder::try_new(body, header, schema, &self.dictionaries, &version)?;
            let reader = reader.with_projection(Some(self.columns));
            let batch = reader.with_skip_validation(unchecked).read_record_batch()?;
            self.batches.push(batch);
        }
        Ok(())
    }
}

/// Whether arrays are made without looking at what they hold: the core takes none at
/// its word.
fn unchecked(unchecked: bool) -> UnsafeFlag {
    let mut flag = UnsafeFlag::new();
    // SAFETY: every array goes to the core, which reads its buffers within their bounds and
    // rejects what they hold where it is not what the type says.
    unsafe { flag.set(unchecked) };
    flag
}

//! Decodes batches into Arrow arrays.

use std::collections::HashMap;
use std::sync::Arc;

use arrow_array::{ArrayRef, RecordBatch};
use arrow_data::UnsafeFlag;
use arrow_ipc::reader::{RecordBatchDecoder, read_dictionary_impl};
use arrow_ipc::root_as_message;
use arrow_schema::{ArrowError, SchemaRef};

use super::{Message, broken};
use crate::caught;

/// Decodes the chosen columns, message by message.
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
            // A broken dictionary matters only if a column that is read refers to it, which
            // then fails for lack of it. The dictionary of an earlier message would be wrong.
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

/// The flag that makes Arrow skip the validation of arrays; the core checks each value that it reads.
fn unchecked(unchecked: bool) -> UnsafeFlag {
    let mut flag = UnsafeFlag::new();
    // SAFETY: every array goes to the core, which reads its buffers within their bounds and
    // rejects values that do not fit the type.
    unsafe { flag.set(unchecked) };
    flag
}

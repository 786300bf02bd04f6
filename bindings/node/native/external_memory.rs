//! Tells V8 about memory that it does not manage, so that it collects garbage in time.

use napi::Env;

/// Bytes of a compiled model per byte of its text, approximately.
const MODEL_BYTES_PER_BYTE: usize = 12;
/// Bytes of a history and its object without events, approximately.
const HISTORY_BYTES: usize = 1_500;
/// Bytes of a history per byte of its stored form, approximately.
const HISTORY_BYTES_PER_BYTE: usize = 4;

/// The number of bytes that were reported to V8.
pub(crate) struct ExternalMemory(i64);

impl ExternalMemory {
    /// Reports a model whose text has `text` bytes.
    pub(crate) fn model(env: Env, text: usize) -> Self {
        Self::report(env, text.saturating_mul(MODEL_BYTES_PER_BYTE))
    }

    /// Reports a history whose stored form has `stored` bytes.
    pub(crate) fn history(env: Env, stored: usize) -> Self {
        let events = stored.saturating_mul(HISTORY_BYTES_PER_BYTE);
        Self::report(env, events.saturating_add(HISTORY_BYTES))
    }

    /// Reports `bytes` that V8 does not manage.
    pub(crate) fn report(env: Env, bytes: usize) -> Self {
        let bytes = i64::try_from(bytes).unwrap_or(i64::MAX);
        // Only a hint: if it fails, garbage is collected later.
        Self(env.adjust_external_memory(bytes).map_or(0, |_| bytes))
    }

    /// Reports that the bytes were freed.
    pub(crate) fn release(&self, env: Env) {
        let _ = env.adjust_external_memory(self.0.saturating_neg());
    }
}

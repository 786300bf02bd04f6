//! Memory that V8 does not see, and should collect garbage for.

use napi::Env;

/// Bytes that a compiled model takes for each byte of its text, about.
const OF_MODEL: usize = 12;
/// Bytes that a history and its object take, about, and for each byte of its stored form.
const OF_HISTORY: (usize, usize) = (1_500, 4);

/// How many bytes V8 was told of.
pub(crate) struct Outside(i64);

impl Outside {
    /// A model whose text has `text` bytes.
    pub(crate) fn model(env: Env, text: usize) -> Self {
        Self::told(env, text.saturating_mul(OF_MODEL))
    }

    /// A history whose stored form has `stored` bytes.
    pub(crate) fn history(env: Env, stored: usize) -> Self {
        let (own, each) = OF_HISTORY;
        Self::told(env, stored.saturating_mul(each).saturating_add(own))
    }

    /// `bytes` that V8 does not see by itself.
    pub(crate) fn told(env: Env, bytes: usize) -> Self {
        let bytes = i64::try_from(bytes).unwrap_or(i64::MAX);
        // It is a hint: without it garbage is collected later.
        Self(env.adjust_external_memory(bytes).map_or(0, |_| bytes))
    }

    /// They are free again.
    pub(crate) fn freed(&self, env: Env) {
        let _ = env.adjust_external_memory(self.0.saturating_neg());
    }
}

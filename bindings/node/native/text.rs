//! JSON text as Node gives it: a string, or the bytes of one.

use std::borrow::Cow;

use leadgrade::wire;
use napi::bindgen_prelude::{Either, Uint8ArraySlice};
use napi::{Error, Result};

/// A string, or a Buffer of UTF-8.
pub(crate) type Text<'t> = Either<String, Uint8ArraySlice<'t>>;

/// The text; bytes that are no UTF-8 are refused.
pub(crate) fn read<'t>(text: &'t Text<'_>) -> Result<Cow<'t, str>> {
    match text {
        Either::A(text) => Ok(Cow::Borrowed(text)),
        Either::B(bytes) => utf8(bytes).map(Cow::Borrowed),
    }
}

fn utf8(bytes: &[u8]) -> Result<&str> {
    std::str::from_utf8(bytes).map_err(|error| {
        let problem = wire::problem(
            "not_unicode",
            String::new(),
            format!(
                "the bytes are no UTF-8 from byte {} on",
                error.valid_up_to()
            ),
            "JSON text in UTF-8",
        );
        Error::from_reason(wire::refusal(&[problem]))
    })
}

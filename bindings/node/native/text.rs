//! JSON text as Node gives it: a string, or the bytes of one.

use std::borrow::Cow;

use leadgrade::wire;
use napi::Result;
use napi::bindgen_prelude::{Either, Uint8ArraySlice};

use crate::thrown;

/// A string, or a Buffer of UTF-8.
pub(crate) type Text<'t> = Either<String, Uint8ArraySlice<'t>>;

/// The text; bytes that are no UTF-8 are refused.
pub(crate) fn read<'t>(text: &'t Text<'_>) -> Result<Cow<'t, str>> {
    match text {
        Either::A(text) => Ok(Cow::Borrowed(text)),
        Either::B(bytes) => thrown(wire::utf8(bytes)).map(Cow::Borrowed),
    }
}

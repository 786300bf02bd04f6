//! JSON text as Node gives it: a string, or the bytes of one.

use std::borrow::Cow;

use leadgrade::wire;
use napi::Result;
use napi::bindgen_prelude::{Either, Uint8ArraySlice};
use napi::{Env, JsString};

use crate::thrown;

/// A Buffer of UTF-8, or a string. What is asked for first costs nothing; for the
/// other one an error is made, and dropped.
pub(crate) type Text<'t> = Either<Uint8ArraySlice<'t>, String>;

/// The text; bytes that are no UTF-8 are refused.
pub(crate) fn read<'t>(text: &'t Text<'_>) -> Result<Cow<'t, str>> {
    match text {
        Either::A(bytes) => thrown(wire::utf8(bytes)).map(Cow::Borrowed),
        Either::B(text) => Ok(Cow::Borrowed(text)),
    }
}

/// A string of an answer. Most are ASCII, and such a one need not be decoded.
pub(crate) fn written<'env>(env: &'env Env, answer: &str) -> Result<JsString<'env>> {
    if answer.is_ascii() {
        env.create_string_latin1(answer)
    } else {
        env.create_string(answer)
    }
}

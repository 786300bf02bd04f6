//! Text from and to JavaScript: a string, or its bytes in UTF-8.

use std::borrow::Cow;

use leadgrade::wire;
use napi::Result;
use napi::bindgen_prelude::{Either, Uint8ArraySlice};
use napi::{Env, JsString};

use crate::thrown;

/// A Buffer of UTF-8, or a string. The Buffer comes first, since `Either` tests its first type
/// for free and creates an error, which it drops, before it tries the second.
pub(crate) type Text<'t> = Either<Uint8ArraySlice<'t>, String>;

/// The text.
///
/// # Errors
/// If bytes are not valid UTF-8.
pub(crate) fn read<'t>(text: &'t Text<'_>) -> Result<Cow<'t, str>> {
    match text {
        Either::A(bytes) => thrown(wire::utf8(bytes)).map(Cow::Borrowed),
        Either::B(text) => Ok(Cow::Borrowed(text)),
    }
}

/// A JavaScript string. Most answers are ASCII, which needs no decoding.
pub(crate) fn js_string<'env>(env: &'env Env, answer: &str) -> Result<JsString<'env>> {
    if answer.is_ascii() {
        env.create_string_latin1(answer)
    } else {
        env.create_string(answer)
    }
}

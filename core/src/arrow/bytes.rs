//! The bytes of texts, and checks of them. Arrays from another language or from a file are unchecked: an
//! offset may be out of bounds, and a text may not be UTF-8.

use arrow_array::cast::AsArray;
use arrow_array::types::{ArrowDictionaryKeyType, StringViewType};
use arrow_array::{
    Array, DictionaryArray, GenericByteViewArray, GenericStringArray, OffsetSizeTrait,
    downcast_dictionary_array,
};
use arrow_buffer::{ArrowNativeType, Buffer};
use arrow_schema::DataType;

/// The bytes of an array of texts, with the offsets or views of its rows.
#[derive(Clone, Copy)]
pub(super) enum Bytes<'a> {
    Small(&'a [i32], &'a [u8]),
    Large(&'a [i64], &'a [u8]),
    Views(&'a [u128], &'a [Buffer]),
}

/// Number of bytes that a view holds itself.
const INLINE: usize = 12;

impl<'a> Bytes<'a> {
    /// The bytes of an array of texts; `None` for other arrays.
    pub(super) fn from_array(array: &'a dyn Array) -> Option<Self> {
        Some(match array.data_type() {
            DataType::Utf8 => {
                let texts = array.as_string_opt::<i32>()?;
                Self::Small(texts.value_offsets(), texts.value_data())
            }
            DataType::LargeUtf8 => {
                let texts = array.as_string_opt::<i64>()?;
                Self::Large(texts.value_offsets(), texts.value_data())
            }
            DataType::Utf8View => {
                let texts = array.as_string_view_opt()?;
                Self::Views(texts.views(), texts.data_buffers())
            }
            _ => return None,
        })
    }

    /// The result of `see` for the bytes of a row; `None` if they are out of bounds.
    #[inline]
    pub(super) fn see<T>(self, row: usize, see: impl FnOnce(Option<&[u8]>) -> T) -> T {
        match self {
            Self::Small(offsets, bytes) => see(between(offsets, bytes, row)),
            Self::Large(offsets, bytes) => see(between(offsets, bytes, row)),
            Self::Views(views, buffers) => match views.get(row) {
                Some(view) => viewed(*view, buffers, see),
                None => see(None),
            },
        }
    }
}

fn between<'a, O: ArrowNativeType>(offsets: &[O], bytes: &'a [u8], row: usize) -> Option<&'a [u8]> {
    let at = |row: usize| offsets.get(row)?.to_usize();
    bytes.get(at(row)?..at(row.checked_add(1)?)?)
}

/// The bytes of a view. It has a length, then either the bytes, or a prefix, a buffer and an offset.
fn viewed<T>(view: u128, buffers: &[Buffer], see: impl FnOnce(Option<&[u8]>) -> T) -> T {
    let view = view.to_le_bytes();
    let (length, rest) = view.split_at(4);
    let Some(length) = number(length) else {
        return see(None);
    };
    if length <= INLINE {
        return see(rest.get(..length));
    }
    let found = || {
        let buffer = buffers.get(number(rest.get(4..8)?)?)?;
        let first = number(rest.get(8..12)?)?;
        buffer.get(first..first.checked_add(length)?)
    };
    see(found())
}

/// Four bytes of a view as a number; `None` if it is negative.
fn number(bytes: &[u8]) -> Option<usize> {
    i32::from_le_bytes(*bytes.first_chunk()?).to_usize()
}

/// Bytes as a text; `None` if they are not UTF-8.
#[inline]
pub(super) fn text(bytes: &[u8]) -> Option<&str> {
    simdutf8::basic::from_utf8(bytes).ok()
}

/// Whether each known row of an array of texts, with or without a dictionary, is valid UTF-8 within
/// bounds, so that it can be read in place.
pub(super) fn are_texts(array: &dyn Array) -> bool {
    match array.data_type() {
        DataType::Utf8 => array.as_string_opt::<i32>().is_some_and(dense),
        DataType::LargeUtf8 => array.as_string_opt::<i64>().is_some_and(dense),
        DataType::Utf8View => array.as_string_view_opt().is_some_and(views),
        DataType::Dictionary(..) => downcast_dictionary_array!(
            array => coded(array),
            _ => false
        ),
        _ => false,
    }
}

/// Texts in one buffer are checked as one: if the buffer is UTF-8 and all offsets are between
/// characters, each text is UTF-8.
fn dense<O: OffsetSizeTrait>(texts: &GenericStringArray<O>) -> bool {
    let (offsets, bytes) = (texts.value_offsets(), texts.value_data());
    as_one(offsets, bytes) || one_by_one(texts)
}

fn as_one<O: OffsetSizeTrait>(offsets: &[O], bytes: &[u8]) -> bool {
    let ends = offsets.get(1..).unwrap_or_default();
    let pairs = offsets.iter().zip(ends);
    // Without an early exit, so that many are compared at once.
    let rising = pairs.fold(true, |rising, (start, end)| rising & (start <= end));
    let (Some(first), Some(last)) = (offsets.first(), offsets.last()) else {
        return false;
    };
    let (Some(first), Some(last)) = (first.to_usize(), last.to_usize()) else {
        return false;
    };
    let Some(used) = bytes.get(first..last).filter(|_| rising) else {
        return false;
    };
    if used.is_ascii() {
        return true;
    }
    let cuts = |text: &str| {
        let at = |offset: &O| offset.as_usize().wrapping_sub(first);
        offsets
            .iter()
            .all(|offset| text.is_char_boundary(at(offset)))
    };
    text(used).is_some_and(cuts)
}

fn views(texts: &GenericByteViewArray<StringViewType>) -> bool {
    one_by_one(texts)
}

/// Checks each row; null rows may hold anything.
fn one_by_one(texts: &dyn Array) -> bool {
    let Some(bytes) = Bytes::from_array(texts) else {
        return false;
    };
    (0..texts.len()).all(|row| texts.is_null(row) || is_text(bytes, row))
}

#[inline]
fn is_text(bytes: Bytes<'_>, row: usize) -> bool {
    bytes.see(row, |bytes| bytes.and_then(text).is_some())
}

/// Whether the codes are within the values, and all used values are texts.
fn coded<K: ArrowDictionaryKeyType>(array: &DictionaryArray<K>) -> bool {
    let (keys, values) = (array.keys(), array.values().as_ref());
    let Some(bytes) = Bytes::from_array(values) else {
        return false;
    };
    let greatest = keys.values().iter().map(|key| key.as_usize()).max();
    let within = greatest.is_none_or(|greatest| greatest < values.len());
    // All values are checked together if there are no more of them than rows.
    if within && values.len() <= keys.len() && are_texts(values) {
        return true;
    }
    let used = |key: K::Native| {
        let code = key.to_usize().filter(|code| *code < values.len());
        code.is_some_and(|code| values.is_null(code) || is_text(bytes, code))
    };
    keys.iter().flatten().all(used)
}

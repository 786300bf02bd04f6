//! The bytes of texts, and whether they are texts. Arrays that another language
//! handed over, or that came as bytes, were checked by nobody: an offset may lie
//! anywhere, and a text may be in any encoding.

use arrow_array::cast::AsArray;
use arrow_array::types::{ArrowDictionaryKeyType, StringViewType};
use arrow_array::{
    Array, DictionaryArray, GenericByteViewArray, GenericStringArray, OffsetSizeTrait,
    downcast_dictionary_array,
};
use arrow_buffer::{ArrowNativeType, Buffer};
use arrow_schema::DataType;

/// Where the bytes of each row are.
#[derive(Clone, Copy)]
pub(super) enum Bytes<'a> {
    Small(&'a [i32], &'a [u8]),
    Large(&'a [i64], &'a [u8]),
    Views(&'a [u128], &'a [Buffer]),
}

/// Bytes that a view holds itself.
const INLINE: usize = 12;

impl<'a> Bytes<'a> {
    /// The bytes of an array of texts; `None` for other arrays.
    pub(super) fn of(array: &'a dyn Array) -> Option<Self> {
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

    /// Shows the bytes of a row; `None` where they would lie outside.
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

/// A view: its length, then its bytes, or their beginning, buffer and offset.
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

/// Four bytes of a view; a negative number is none.
fn number(bytes: &[u8]) -> Option<usize> {
    i32::from_le_bytes(*bytes.first_chunk()?).to_usize()
}

/// The text that bytes are, if they are one.
#[inline]
pub(super) fn text(bytes: &[u8]) -> Option<&str> {
    simdutf8::basic::from_utf8(bytes).ok()
}

/// Whether each known row of an array of texts, coded or not, is a text within its array:
/// it can be read in place.
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

/// Texts one behind the other are looked at as one: if that is a text and is cut between
/// characters alone, so is each of them.
fn dense<O: OffsetSizeTrait>(texts: &GenericStringArray<O>) -> bool {
    let (offsets, bytes) = (texts.value_offsets(), texts.value_data());
    as_one(offsets, bytes) || one_by_one(texts)
}

fn as_one<O: OffsetSizeTrait>(offsets: &[O], bytes: &[u8]) -> bool {
    let ends = offsets.get(1..).unwrap_or_default();
    let pairs = offsets.iter().zip(ends);
    // Without an end before the last, so that many are compared at once.
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

/// Null rows may hold anything.
fn one_by_one(texts: &dyn Array) -> bool {
    let Some(bytes) = Bytes::of(texts) else {
        return false;
    };
    (0..texts.len()).all(|row| texts.is_null(row) || is_text(bytes, row))
}

#[inline]
fn is_text(bytes: Bytes<'_>, row: usize) -> bool {
    bytes.see(row, |bytes| bytes.and_then(text).is_some())
}

/// Codes are positions in the values, and those that are used are texts.
fn coded<K: ArrowDictionaryKeyType>(array: &DictionaryArray<K>) -> bool {
    let (keys, values) = (array.keys(), array.values().as_ref());
    let Some(bytes) = Bytes::of(values) else {
        return false;
    };
    let greatest = keys.values().iter().map(|key| key.as_usize()).max();
    let within = greatest.is_none_or(|greatest| greatest < values.len());
    // Values are looked at as one where that costs no more than their use.
    if within && values.len() <= keys.len() && are_texts(values) {
        return true;
    }
    let used = |key: K::Native| {
        let code = key.to_usize().filter(|code| *code < values.len());
        code.is_some_and(|code| values.is_null(code) || is_text(bytes, code))
    };
    keys.iter().flatten().all(used)
}

//! Texts of Arrow, read in place without copies. Their rows were checked to be UTF-8 before.

use std::marker::PhantomData;

use arrow_array::cast::AsArray;
use arrow_array::types::ArrowDictionaryKeyType;
use arrow_array::{
    Array, ArrayAccessor, DictionaryArray, GenericStringArray, OffsetSizeTrait,
    downcast_dictionary_array,
};
use arrow_buffer::{ArrowNativeType, NullBuffer};
use arrow_schema::DataType;

use super::bytes::Bytes;
use super::dictionaries::{Dictionaries, Shorts};
use crate::tables::Texts;
use crate::tables::columns::short_text::shortened;

/// An array of texts as views.
struct ViewTexts<'a, A>(A, PhantomData<&'a str>);

impl<'a, A: ArrayAccessor<Item = &'a str> + Send + Sync> Texts for ViewTexts<'a, A> {
    fn len(&self) -> usize {
        self.0.len()
    }

    #[inline]
    fn text(&self, row: usize) -> Option<&str> {
        (row < self.0.len() && self.0.is_valid(row)).then(|| self.0.value(row))
    }
}

/// An array of texts in one buffer.
struct Dense<'a, O: OffsetSizeTrait>(&'a GenericStringArray<O>);

impl<O: OffsetSizeTrait> Texts for Dense<'_, O> {
    fn len(&self) -> usize {
        self.0.len()
    }

    #[inline]
    fn text(&self, row: usize) -> Option<&str> {
        (row < self.0.len() && self.0.is_valid(row)).then(|| self.0.value(row))
    }

    fn shorts(&self, first: usize, found: &mut [u128]) {
        let mut offsets = self.0.value_offsets().iter().skip(first);
        let bytes = self.0.value_data();
        let rows = self.0.len().saturating_sub(first).min(found.len());
        found.get_mut(rows..).unwrap_or_default().fill(u128::MAX);
        let mut start = offsets.next().map_or(0, |start| start.as_usize());
        for (place, end) in found.iter_mut().zip(offsets) {
            let end = end.as_usize();
            *place = short(bytes, start, end);
            start = end;
        }
        without_nulls(self.0.nulls(), first, found);
    }
}

/// The padding of a text of each length to 16 bytes.
#[expect(clippy::indexing_slicing, reason = "evaluated by the compiler")]
const FILLS: [u128; 17] = {
    let (mut fills, mut length) = ([0; 17], 0);
    while length < 16 {
        fills[length] = u128::MAX << (8 * length);
        length += 1;
    }
    fills
};

/// A text in the form of [`Texts::shorts`]. It reads 16 bytes at once if there are as many.
#[inline]
fn short(bytes: &[u8], start: usize, end: usize) -> u128 {
    let sixteen = bytes.get(start..).and_then(<[u8]>::first_chunk);
    match (sixteen, FILLS.get(end.wrapping_sub(start))) {
        (Some(sixteen), Some(fill)) => u128::from_le_bytes(*sixteen) | fill,
        _ => shortened(bytes.get(start..end).unwrap_or_default()),
    }
}

/// A dictionary of texts; codes and values may be null.
struct Coded<'a, K: ArrowDictionaryKeyType, A> {
    codes: &'a DictionaryArray<K>,
    texts: A,
    /// The bytes of all values. Values that no row uses may not be UTF-8.
    bytes: Bytes<'a>,
    shorts: Option<Shorts>,
}

impl<'a, K: ArrowDictionaryKeyType, A> Coded<'a, K, A>
where
    A: ArrayAccessor<Item = &'a str> + Send + Sync,
{
    fn value(&self, code: usize) -> Option<&'a str> {
        (code < self.texts.len() && self.texts.is_valid(code)).then(|| self.texts.value(code))
    }
}

impl<'a, K: ArrowDictionaryKeyType, A> Texts for Coded<'a, K, A>
where
    A: ArrayAccessor<Item = &'a str> + Send + Sync,
{
    fn len(&self) -> usize {
        self.codes.len()
    }

    #[inline]
    fn text(&self, row: usize) -> Option<&str> {
        let codes = self.codes.keys();
        let code = (row < codes.len() && codes.is_valid(row)).then(|| codes.value(row))?;
        self.value(code.as_usize())
    }

    fn shorts(&self, first: usize, found: &mut [u128]) {
        let short = |text: Option<&str>| shortened(text.unwrap_or_default().as_bytes());
        let Some(shorts) = &self.shorts else {
            for (at, place) in found.iter_mut().enumerate() {
                *place = short(self.text(first + at));
            }
            return;
        };
        let of = |code| match self.texts.is_valid(code) {
            true => self
                .bytes
                .see(code, |bytes| shortened(bytes.unwrap_or_default())),
            false => u128::MAX,
        };
        let shorts = shorts.get_or_init(|| (0..self.texts.len()).map(of).collect());
        let codes = self.codes.keys();
        found.fill(u128::MAX);
        let rows = codes.values().get(first..).unwrap_or_default();
        for (place, code) in found.iter_mut().zip(rows) {
            *place = shorts.get(code.as_usize()).copied().unwrap_or(u128::MAX);
        }
        without_nulls(codes.nulls(), first, found);
    }
}

/// Marks null rows in short texts.
fn without_nulls(nulls: Option<&NullBuffer>, first: usize, found: &mut [u128]) {
    let Some(nulls) = nulls else { return };
    for (row, place) in (first..nulls.len()).zip(found) {
        if nulls.is_null(row) {
            *place = u128::MAX;
        }
    }
}

/// Texts without outer white space; texts that become empty are null.
pub(super) struct Trimmed<'a>(pub(super) Box<dyn Texts + 'a>);

impl Texts for Trimmed<'_> {
    fn len(&self) -> usize {
        self.0.len()
    }

    #[inline]
    fn text(&self, row: usize) -> Option<&str> {
        let text = self.0.text(row)?.trim();
        (!text.is_empty()).then_some(text)
    }
}

/// Whether a type is one of texts that can be read in place.
pub(super) fn is_text(type_: &DataType) -> bool {
    match type_ {
        DataType::Dictionary(_, values) => is_plain(values),
        _ => is_plain(type_),
    }
}

fn is_plain(type_: &DataType) -> bool {
    matches!(
        type_,
        DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View
    )
}

/// The texts of an array; `None` for other arrays.
pub(super) fn texts<'a>(
    array: &'a dyn Array,
    dictionaries: &Dictionaries,
) -> Option<Box<dyn Texts + 'a>> {
    match array.data_type() {
        DataType::Utf8 => Some(Box::new(Dense(array.as_string_opt::<i32>()?))),
        DataType::LargeUtf8 => Some(Box::new(Dense(array.as_string_opt::<i64>()?))),
        DataType::Utf8View => Some(Box::new(ViewTexts(
            array.as_string_view_opt()?,
            PhantomData,
        ))),
        DataType::Dictionary(..) => {
            downcast_dictionary_array!(
                array => coded(array, dictionaries),
                _ => None
            )
        }
        _ => None,
    }
}

fn coded<'a, K: ArrowDictionaryKeyType>(
    codes: &'a DictionaryArray<K>,
    dictionaries: &Dictionaries,
) -> Option<Box<dyn Texts + 'a>> {
    let shorts = dictionaries.shorts(codes.values());
    let values = codes.values().as_ref();
    let bytes = Bytes::from_array(values)?;
    match values.data_type() {
        DataType::Utf8 => coding(codes, values.as_string_opt::<i32>()?, bytes, shorts),
        DataType::LargeUtf8 => coding(codes, values.as_string_opt::<i64>()?, bytes, shorts),
        DataType::Utf8View => coding(codes, values.as_string_view_opt()?, bytes, shorts),
        _ => None,
    }
}

fn coding<'a, K: ArrowDictionaryKeyType, A>(
    codes: &'a DictionaryArray<K>,
    texts: A,
    bytes: Bytes<'a>,
    shorts: Option<Shorts>,
) -> Option<Box<dyn Texts + 'a>>
where
    A: ArrayAccessor<Item = &'a str> + Send + Sync + 'a,
{
    Some(Box::new(Coded {
        codes,
        texts,
        bytes,
        shorts,
    }))
}

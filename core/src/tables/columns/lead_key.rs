//! Ids of leads as keys: compared exactly, and held without a pointer.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

/// An id of up to `8 * N` bytes, filled up with bytes that no text has. Longer
/// ones have a number of their own, see [`Keys::long`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Key<const N: usize>([u64; N]);

/// Where an id stands among others: texts by their bytes, whole numbers by size.
pub(crate) type Order<const N: usize> = [u64; N];

/// No UTF-8 has this byte: it fills up short ids and begins long ones.
const FILL: u8 = 0xff;

impl<const N: usize> Key<N> {
    /// The key of no id.
    pub(crate) const NONE: Self = Self([u64::MAX; N]);

    /// The key of an id; `None` for one that is too long.
    #[inline]
    pub(crate) fn short(id: &[u8]) -> Option<Self> {
        let mut rest = id;
        let mut words = [u64::MAX; N];
        for word in &mut words {
            match rest.split_first_chunk::<8>() {
                Some((eight, more)) => {
                    *word = u64::from_le_bytes(*eight);
                    rest = more;
                }
                None => {
                    *word = last(rest, id);
                    return Some(Self(words));
                }
            }
        }
        rest.is_empty().then_some(Self(words))
    }

    /// The key of a text as [`super::texts::Texts::shorts`] gives it.
    #[inline]
    #[expect(clippy::cast_possible_truncation, reason = "split into halves")]
    pub(crate) fn of_short(short: u128) -> Self {
        let mut words = [u64::MAX; N];
        for (word, half) in words.iter_mut().zip([short as u64, (short >> 64) as u64]) {
            *word = half;
        }
        Self(words)
    }

    /// The key of a whole number among nothing but whole numbers.
    #[inline]
    fn whole(number: i64) -> Self {
        let mut words = [u64::MAX; N];
        if let Some(first) = words.first_mut() {
            *first = number.cast_unsigned();
        }
        Self(words)
    }

    fn long(number: u64) -> Self {
        let mut words = [u64::MAX; N];
        if let Some(last) = words.last_mut() {
            *last = number;
        }
        Self(words)
    }

    /// Whether a text begins as no blank one does, nor the key of no id.
    #[inline]
    pub(crate) fn is_usual(&self) -> bool {
        let first = self.0.first().map(|word| word.to_le_bytes());
        first.is_some_and(|[first, ..]| first.is_ascii_graphic())
    }

    /// A hash of which all bits depend on all of the key.
    #[inline]
    pub(crate) fn hash(&self) -> u64 {
        let mixed = self.0.chunks(2).fold(0x9e37_79b9_7f4a_7c15, |hash, pair| {
            let (one, other) = match pair {
                [one, other] => (*one, *other),
                [one] => (*one, 0),
                _ => (0, 0),
            };
            folded(hash ^ one, 0xa076_1d64_78bd_642f ^ other)
        });
        folded(mixed, 0xe703_7ed1_a0b4_28db)
    }
}

impl Key<2> {
    /// All 16 bytes, the first lowest.
    #[inline]
    pub(crate) fn joined(self) -> u128 {
        let [low, high] = self.0;
        u128::from(high) << 64 | u128::from(low)
    }
}

/// Fewer than 8 bytes at the end of an id, filled up. Loads that overlap take
/// the place of a copy, of which the length would be known too late.
#[inline]
fn last(rest: &[u8], id: &[u8]) -> u64 {
    let bits = 8 * rest.len();
    let fill = u64::MAX << bits;
    if rest.is_empty() {
        return u64::MAX;
    }
    if let Some(eight) = id.last_chunk::<8>() {
        return u64::from_le_bytes(*eight) >> (64 - bits) | fill;
    }
    if let (Some(low), Some(high)) = (rest.first_chunk::<4>(), rest.last_chunk::<4>()) {
        let high = u64::from(u32::from_le_bytes(*high)) << (bits - 32);
        return u64::from(u32::from_le_bytes(*low)) | high | fill;
    }
    let byte = |at: usize| u64::from(rest.get(at).copied().unwrap_or(FILL)) << (8 * at);
    byte(0) | byte(1) | byte(2) | fill
}

/// The halves of a product, folded.
#[inline]
#[expect(clippy::cast_possible_truncation, reason = "the halves are folded")]
fn folded(a: u64, b: u64) -> u64 {
    let product = u128::from(a) * u128::from(b);
    (product as u64) ^ ((product >> 64) as u64)
}

/// How the ids of one call become keys, the same for the same id.
#[derive(Debug, Default)]
pub(crate) struct Keys {
    /// Whether all ids come as whole numbers, which are keys as they are. Else
    /// a whole number is the id of its digits, as it may come as a text, too.
    whole: bool,
    /// Numbers of the ids that are too long for a key.
    long: Mutex<BTreeMap<Box<[u8]>, u64>>,
}

/// The digits of a whole number of 64 bits and its sign.
const MOST_DIGITS: usize = 20;

impl Keys {
    pub(crate) fn new(whole: bool) -> Self {
        Self {
            whole,
            long: Mutex::default(),
        }
    }

    /// Whether all ids are whole numbers.
    pub(crate) fn are_whole(&self) -> bool {
        self.whole
    }

    /// Where the id of a key stands among others. Long ids, and such as end in
    /// zeros, may stand where others do.
    #[inline]
    pub(crate) fn order<const N: usize>(&self, key: &Key<N>) -> Order<N> {
        if self.whole {
            return key.0.map(|word| word ^ 1 << 63);
        }
        key.0.map(|word| {
            let word = word.swap_bytes();
            // What fills a text up stands before all that others go on with.
            let filled = word.trailing_ones() / 8 * 8;
            word & u64::MAX.checked_shl(filled).unwrap_or_default()
        })
    }

    /// The key of any id.
    #[inline]
    pub(crate) fn key<const N: usize>(&self, id: &str) -> Key<N> {
        if self.whole
            && let Ok(number) = id.parse()
        {
            return Key::whole(number);
        }
        Key::short(id.as_bytes()).unwrap_or_else(|| self.long(id.as_bytes()))
    }

    /// The key of a whole number; `None` for one whose digits are too long.
    #[inline]
    pub(crate) fn of_whole<const N: usize>(&self, number: i64) -> Option<Key<N>> {
        if self.whole {
            return Some(Key::whole(number));
        }
        Key::short(written(number, &mut [0; MOST_DIGITS])?)
    }

    /// The key of an id that is too long for any.
    #[cold]
    pub(crate) fn long<const N: usize>(&self, id: &[u8]) -> Key<N> {
        let mut numbers = self.long.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(number) = numbers.get(id) {
            return Key::long(*number);
        }
        let number = numbers.len() as u64;
        numbers.insert(id.into(), number);
        Key::long(number)
    }
}

/// The digits of a number.
fn written(number: i64, room: &mut [u8; MOST_DIGITS]) -> Option<&[u8]> {
    let (mut rest, mut at) = (number.unsigned_abs(), MOST_DIGITS);
    loop {
        at -= 1;
        let digit = u8::try_from(rest % 10).unwrap_or_default();
        *room.get_mut(at)? = b'0' + digit;
        rest /= 10;
        if rest == 0 {
            break;
        }
    }
    if number < 0 {
        at -= 1;
        *room.get_mut(at)? = b'-';
    }
    room.get(at..)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_equal_exactly_when_ids_are() {
        let long = Keys::default();
        let ids = [
            "a",
            "a\0",
            "ab",
            "abc",
            "abcd",
            "abcde",
            "abcdef",
            "abcdefg",
            "abcdefga",
            "b",
            "12345678",
            "123456789",
            "1234567890123456",
            "12345678901234567",
            "12345678901234568",
            "a much longer id than any key can hold at all, by far",
            "é",
            "e\u{301}",
        ];
        for (at, one) in ids.iter().enumerate() {
            for (to, other) in ids.iter().enumerate() {
                let same = long.key::<2>(one) == long.key::<2>(other);
                assert_eq!(same, at == to, "{one} {other}");
                assert_eq!(long.key::<5>(one) == long.key::<5>(other), at == to);
            }
        }
    }

    #[test]
    fn whole_numbers_have_the_key_of_their_digits() {
        let numbers = [0, 7, -7, 10, -1, i64::MAX, i64::MIN, 9_999_999_999_999_999];
        for keys in [Keys::new(false), Keys::new(true)] {
            for one in numbers {
                let digits = keys.key::<5>(&one.to_string());
                assert_eq!(keys.of_whole(one), Some(digits), "{one}");
                for other in numbers {
                    let same = keys.of_whole::<5>(one) == keys.of_whole(other);
                    assert_eq!(same, one == other, "{one} {other}");
                }
            }
        }
    }
}

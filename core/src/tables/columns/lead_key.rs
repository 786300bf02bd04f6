//! Keys of leads: ids as fixed-size values that compare exactly.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

/// An id of up to `8 * N` bytes, padded with a byte that no UTF-8 text has. Longer ids have a number,
/// see [`LeadKeys::long`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct LeadKey<const N: usize>([u64; N]);

/// The sort key of an id: texts by their bytes, whole numbers by size.
pub(crate) type KeyOrder<const N: usize> = [u64; N];

/// A byte that no UTF-8 text has: it pads short ids and begins long ones.
const FILL: u8 = 0xff;

impl<const N: usize> LeadKey<N> {
    /// The key of a missing id.
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

    /// The key of a text in the form of [`super::texts::Texts::shorts`].
    #[inline]
    #[expect(clippy::cast_possible_truncation, reason = "split into halves")]
    pub(crate) fn from_short(short: u128) -> Self {
        let mut words = [u64::MAX; N];
        for (word, half) in words.iter_mut().zip([short as u64, (short >> 64) as u64]) {
            *word = half;
        }
        Self(words)
    }

    /// The key of a whole number, if all ids are whole numbers.
    #[inline]
    fn whole(number: i64) -> Self {
        let mut words = [u64::MAX; N];
        if let Some(first) = words.first_mut() {
            *first = number.cast_unsigned();
        }
        Self(words)
    }

    /// The key of a long id by its number.
    fn long(number: u64) -> Self {
        let mut words = [u64::MAX; N];
        if let Some(last) = words.last_mut() {
            *last = number;
        }
        Self(words)
    }

    /// Whether the id begins with a visible ASCII character, so that it is neither blank nor missing.
    #[inline]
    pub(crate) fn is_usual(&self) -> bool {
        let first = self.0.first().map(|word| word.to_le_bytes());
        first.is_some_and(|[first, ..]| first.is_ascii_graphic())
    }

    /// A hash whose bits all depend on the whole key.
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

impl LeadKey<2> {
    /// All 16 bytes as a number, the first byte lowest.
    #[inline]
    pub(crate) fn joined(self) -> u128 {
        let [low, high] = self.0;
        u128::from(high) << 64 | u128::from(low)
    }
}

/// The last word of an id with fewer than 8 bytes left, padded. Overlapping loads are faster than a copy
/// of variable length.
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

/// Turns the ids of one call into keys; equal ids get equal keys.
#[derive(Debug, Default)]
pub(crate) struct LeadKeys {
    /// Whether all ids are whole numbers, which then are their own keys. Otherwise a whole number has
    /// the key of its digits, because the same id may also come as a text.
    whole: bool,
    /// The numbers of ids that are too long for a key.
    long: Mutex<BTreeMap<Box<[u8]>, u64>>,
}

/// The digits of a whole number of 64 bits and its sign.
const MOST_DIGITS: usize = 20;

impl LeadKeys {
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

    /// The sort key of an id. Long ids, and ids that end in zero bytes, may share it with others.
    #[inline]
    pub(crate) fn order<const N: usize>(&self, key: &LeadKey<N>) -> KeyOrder<N> {
        if self.whole {
            return key.0.map(|word| word ^ 1 << 63);
        }
        key.0.map(|word| {
            let word = word.swap_bytes();
            // Padding sorts before any further byte.
            let filled = word.trailing_ones() / 8 * 8;
            word & u64::MAX.checked_shl(filled).unwrap_or_default()
        })
    }

    /// The key of an id.
    #[inline]
    pub(crate) fn key<const N: usize>(&self, id: &str) -> LeadKey<N> {
        if self.whole
            && let Ok(number) = id.parse()
        {
            return LeadKey::whole(number);
        }
        LeadKey::short(id.as_bytes()).unwrap_or_else(|| self.long(id.as_bytes()))
    }

    /// The key of a whole number; `None` for one whose digits are too long.
    #[inline]
    pub(crate) fn whole<const N: usize>(&self, number: i64) -> Option<LeadKey<N>> {
        if self.whole {
            return Some(LeadKey::whole(number));
        }
        LeadKey::short(written(number, &mut [0; MOST_DIGITS])?)
    }

    /// The key of an id that is longer than a key.
    #[cold]
    pub(crate) fn long<const N: usize>(&self, id: &[u8]) -> LeadKey<N> {
        let mut numbers = self.long.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(number) = numbers.get(id) {
            return LeadKey::long(*number);
        }
        let number = numbers.len() as u64;
        numbers.insert(id.into(), number);
        LeadKey::long(number)
    }
}

/// The digits of a number; `None` never occurs for 64 bits.
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
        let long = LeadKeys::default();
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
        for keys in [LeadKeys::new(false), LeadKeys::new(true)] {
            for one in numbers {
                let digits = keys.key::<5>(&one.to_string());
                assert_eq!(keys.whole(one), Some(digits), "{one}");
                for other in numbers {
                    let same = keys.whole::<5>(one) == keys.whole(other);
                    assert_eq!(same, one == other, "{one} {other}");
                }
            }
        }
    }
}

//! Which characters of a text JSON escapes, found eight bytes at a time.

/// The byte 1 eight times.
const EACH: u64 = u64::MAX / 255;

/// Where the first control character, quote or backslash is.
#[inline]
pub(crate) fn first_escaped(bytes: &[u8]) -> Option<usize> {
    let (words, rest) = bytes.as_chunks();
    for (at, word) in words.iter().enumerate() {
        let found = marks(u64::from_le_bytes(*word));
        if found != 0 {
            return Some(at * 8 + found.trailing_zeros() as usize / 8);
        }
    }
    let escaped = |byte: &u8| *byte < b' ' || matches!(byte, b'"' | b'\\');
    let at = rest.iter().position(escaped)?;
    Some(words.len() * 8 + at)
}

/// Marks the first of eight bytes that is escaped in JSON, and maybe others behind it.
#[inline]
fn marks(word: u64) -> u64 {
    // A byte borrows from the next one, and its highest bit was not set.
    let less = |word: u64, than: u64| word.wrapping_sub(EACH * than) & !word;
    let is = |byte: u8| less(word ^ (EACH * u64::from(byte)), 1);
    (less(word, 32) | is(b'"') | is(b'\\')) & (EACH << 7)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn it_is_the_first_of_all(text in "[\0-\u{30}\"\\\\a\u{7f}\u{80}\u{1f600}]{0,30}") {
            let escaped = |byte: u8| byte < 32 || byte == b'"' || byte == b'\\';
            prop_assert_eq!(first_escaped(text.as_bytes()), text.bytes().position(escaped));
        }
    }
}

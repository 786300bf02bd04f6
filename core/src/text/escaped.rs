//! Finds the characters of a text that JSON escapes, eight bytes at a time.

/// The byte 1 eight times.
const EACH: u64 = u64::MAX / 255;

/// The position of the first control character, quote or backslash.
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

/// Whether the text needs no escapes.
#[cfg_attr(not(target_family = "wasm"), inline(always))]
pub(crate) fn is_plain(bytes: &[u8]) -> bool {
    // Words of eight bytes; the last one may overlap the one before.
    if let Some(last) = bytes.last_chunk() {
        let (words, _) = bytes.as_chunks();
        let plain = |word: &[u8; 8]| marks(u64::from_le_bytes(*word)) == 0;
        return plain(last) && words.iter().all(plain);
    }
    if let (Some(first), Some(last)) = (bytes.first_chunk(), bytes.last_chunk()) {
        let half = |half: &[u8; 4]| u64::from(u32::from_le_bytes(*half));
        return marks(half(first) << 32 | half(last)) == 0;
    }
    bytes
        .iter()
        .all(|byte| marks(u64::from(*byte) | EACH << 14) == 0)
}

/// Sets the highest bit of the first of eight bytes that JSON escapes, and maybe of later ones.
#[inline(always)]
fn marks(word: u64) -> u64 {
    // A byte less than `than` borrows, which sets its highest bit. The bit must not have been set
    // before.
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
            let first = text.bytes().position(escaped);
            prop_assert_eq!(first_escaped(text.as_bytes()), first);
            prop_assert_eq!(is_plain(text.as_bytes()), first.is_none());
        }
    }
}

//! Short texts as numbers: compared and looked up without a pointer.

use super::lead_key::LeadKey;

/// A text of 1 to 16 bytes as a number, as [`Texts::shorts`](super::texts::Texts::shorts) gives it.
#[inline]
pub(crate) fn shortened(text: &[u8]) -> u128 {
    LeadKey::<2>::short(text).map_or(u128::MAX, LeadKey::joined)
}

/// The slot of a short text in a hash table of `slots` slots, a power of two.
#[inline]
#[expect(clippy::cast_possible_truncation, reason = "the halves are mixed")]
pub(crate) fn slot_of(short: u128, slots: usize) -> usize {
    let mixed = (short as u64).rotate_left(29) ^ (short >> 64) as u64;
    let mixed = (mixed.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32) as usize;
    mixed & (slots - 1)
}

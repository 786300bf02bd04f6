//! Ids of leads as they stand in columns, as keys: a block of rows at once.

use super::column::{Column, Known, Texts};
use super::key::{Key, Keys};
use super::scan::BLOCK;

/// Ids that become keys without being turned into anything else before.
pub(super) enum Ids<'s> {
    Texts(&'s dyn Texts),
    Wholes(&'s [i64], &'s Known<'s>),
}

impl<'s> Ids<'s> {
    pub(super) fn of(column: Option<&'s Column<'s>>) -> Option<Self> {
        match column? {
            Column::Texts(texts) => Some(Self::Texts(&**texts)),
            Column::Wholes(list, known) => Some(Self::Wholes(list, known)),
            _ => None,
        }
    }

    /// The keys of `found.len()` rows, at most a block, from `first` on; `None`
    /// where an id is missing, or must be looked at more closely.
    pub(super) fn keys<const N: usize>(
        &self,
        keys: &Keys,
        first: usize,
        found: &mut [Option<Key<N>>],
    ) {
        match self {
            Self::Texts(texts) => {
                let mut bytes = [None; BLOCK];
                let Some(bytes) = bytes.get_mut(..found.len()) else {
                    return;
                };
                texts.bytes(first, bytes);
                for (place, id) in found.iter_mut().zip(bytes) {
                    // Blank ids begin with something else.
                    let id = id.filter(|id| id.first().is_some_and(u8::is_ascii_graphic));
                    *place = id.and_then(Key::short);
                }
            }
            Self::Wholes(list, known) => {
                for (row, place) in (first..).zip(found) {
                    let whole = list.get(row).filter(|_| known.holds(row));
                    *place = whole.and_then(|whole| keys.of_whole(*whole));
                }
            }
        }
    }
}

//! Ids of leads as they stand in columns, as keys: a block of rows at once.

use crate::tables::columns::column::Column;
use crate::tables::columns::known::Known;
use crate::tables::columns::lead_key::{Key, Keys};
use crate::tables::columns::pieces::BLOCK;
use crate::tables::columns::texts::Texts;
use crate::tables::partition::record::PackedEvent;

/// Ids that become keys without being turned into anything else before.
pub(crate) enum Ids<'s> {
    Texts(&'s dyn Texts),
    Wholes(&'s [i64], &'s Known<'s>),
}

impl<'s> Ids<'s> {
    pub(crate) fn of(column: Option<&'s Column<'s>>) -> Option<Self> {
        match column? {
            Column::Texts(texts) => Some(Self::Texts(&**texts)),
            Column::Wholes(list, known) => Some(Self::Wholes(list, known)),
            _ => None,
        }
    }

    /// The keys of `found.len()` rows, at most a block, from `first` on. Where
    /// an id is missing, or must be looked at more closely, so must the row.
    /// There is room for as many short texts.
    #[cfg_attr(small, optimize(speed))]
    pub(crate) fn keys<const N: usize>(
        &self,
        (keys, first): (&Keys, usize),
        shorts: &mut [u128],
        found: &mut [Key<N>],
        whats: &mut [PackedEvent],
    ) {
        let places = found.iter_mut().zip(whats);
        match self {
            Self::Texts(texts) if N == 2 => {
                texts.shorts(first, shorts);
                for ((place, what), short) in places.zip(shorts) {
                    *place = Key::of_short(*short);
                    if !place.is_usual() {
                        *what = PackedEvent::BY_ROW;
                    }
                }
            }
            Self::Texts(texts) => {
                let mut bytes = [None; BLOCK];
                let bytes = bytes.get_mut(..places.len()).unwrap_or_default();
                texts.bytes(first, bytes);
                for ((place, what), id) in places.zip(bytes) {
                    match id.and_then(Key::short).filter(Key::is_usual) {
                        Some(key) => *place = key,
                        None => *what = PackedEvent::BY_ROW,
                    }
                }
            }
            Self::Wholes(list, known) => {
                for (at, (place, what)) in places.enumerate() {
                    let row = first + at;
                    let whole = list.get(row).filter(|_| known.holds(row));
                    match whole.and_then(|whole| keys.of_whole(*whole)) {
                        Some(key) => *place = key,
                        None => *what = PackedEvent::BY_ROW,
                    }
                }
            }
        }
    }
}

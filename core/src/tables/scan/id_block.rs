//! Turning ids of leads into keys, a block of rows at once.

use crate::tables::columns::column::Column;
use crate::tables::columns::known::Known;
use crate::tables::columns::lead_key::{LeadKey, LeadKeys};
use crate::tables::columns::pieces::BLOCK;
use crate::tables::columns::texts::Texts;
use crate::tables::partition::record::PackedEvent;

/// A column of ids whose rows become keys without conversion.
pub(crate) enum IdColumn<'s> {
    Texts(&'s dyn Texts),
    Wholes(&'s [i64], &'s Known<'s>),
}

impl<'s> IdColumn<'s> {
    /// The ids of a column; `None` if they need conversion.
    pub(crate) fn new(column: Option<&'s Column<'s>>) -> Option<Self> {
        match column? {
            Column::Texts(texts) => Some(Self::Texts(&**texts)),
            Column::Wholes(list, known) => Some(Self::Wholes(list, known)),
            _ => None,
        }
    }

    /// The keys of `found.len()` rows, at most a block, from `first` on. Rows whose id is missing or
    /// needs the slow path are marked in `packed`. `shorts` is scratch memory of the same length.
    #[cfg_attr(small, optimize(speed))]
    pub(crate) fn keys<const N: usize>(
        &self,
        keys: &LeadKeys,
        first: usize,
        shorts: &mut [u128],
        found: &mut [LeadKey<N>],
        packed: &mut [PackedEvent],
    ) {
        let places = found.iter_mut().zip(packed);
        match self {
            Self::Texts(texts) if N == 2 => {
                texts.shorts(first, shorts);
                for ((place, event), short) in places.zip(shorts) {
                    *place = LeadKey::from_short(*short);
                    if !place.is_usual() {
                        *event = PackedEvent::BY_ROW;
                    }
                }
            }
            Self::Texts(texts) => {
                let mut bytes = [None; BLOCK];
                let bytes = bytes.get_mut(..places.len()).unwrap_or_default();
                texts.bytes(first, bytes);
                for ((place, event), id) in places.zip(bytes) {
                    match id.and_then(LeadKey::short).filter(LeadKey::is_usual) {
                        Some(key) => *place = key,
                        None => *event = PackedEvent::BY_ROW,
                    }
                }
            }
            Self::Wholes(list, known) => {
                for (at, (place, event)) in places.enumerate() {
                    let row = first + at;
                    let whole = list.get(row).filter(|_| known.holds(row));
                    match whole.and_then(|whole| keys.whole(*whole)) {
                        Some(key) => *place = key,
                        None => *event = PackedEvent::BY_ROW,
                    }
                }
            }
        }
    }
}

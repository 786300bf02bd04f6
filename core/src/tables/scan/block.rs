//! Rows of events that are as usual, block by block: what they say in one small
//! loop for each column, then a record for each.

use std::ops::Range;

use super::day_lookup::Days;
use super::event_names::Names;
use super::events::{Events, Plain};
use super::id_block::Ids;
use super::scanner::Scanner;
use crate::exact::Instant;
use crate::tables::columns::lead_key::{Key, Keys};
use crate::tables::columns::pieces::BLOCK;
use crate::tables::columns::texts::Texts;
use crate::tables::partition::record::PackedEvent;

/// What the rows of a block say.
pub(crate) struct Block<const N: usize> {
    first: usize,
    count: usize,
    keys: [Key<N>; BLOCK],
    whats: [PackedEvent; BLOCK],
    micros: [i64; BLOCK],
    /// Values in thousandths, where `whats` says that there is one.
    values: [i64; BLOCK],
    shorts: [u128; BLOCK],
}

impl<const N: usize> Block<N> {
    pub(crate) fn new() -> Self {
        Self {
            first: 0,
            count: 0,
            keys: [Key::NONE; BLOCK],
            whats: [PackedEvent::BY_ROW; BLOCK],
            micros: [0; BLOCK],
            values: [0; BLOCK],
            shorts: [0; BLOCK],
        }
    }

    /// Reads rows, at most so many as a block has.
    pub(crate) fn read(
        &mut self,
        rows: Range<usize>,
        (ids, keys): (&Ids<'_>, &Keys),
        (texts, names): (&dyn Texts, &Names),
        plain: &Plain<'_>,
    ) {
        (self.first, self.count) = (rows.start, rows.len());
        let whats = self.whats.get_mut(..self.count).unwrap_or_default();
        let shorts = self.shorts.get_mut(..self.count).unwrap_or_default();
        texts.shorts(self.first, shorts);
        names.whats(texts, self.first, shorts, whats);
        ids.keys((keys, self.first), shorts, &mut self.keys, whats);
        plain.worth(self.first, &mut self.values, whats);
        // A row without an instant is before all years.
        let micros = plain.micros.get(rows).unwrap_or_default();
        self.micros.fill(i64::MIN);
        for (place, micros) in self.micros.iter_mut().zip(micros) {
            *place = *micros;
        }
    }
}

impl<const N: usize> Scanner<'_, N> {
    /// Records of the rows of a block; those that are not as usual are read
    /// again.
    pub(crate) fn block(&mut self, block: &Block<N>, days: &Days<'_>, names: &dyn Texts) {
        let before = Instant::FIRST.micros();
        let end = self.wanted.as_of.unwrap_or(Instant::LAST).micros();
        let span = (end - before).cast_unsigned();
        let any_per_unit = self.wanted.per_unit.contains(&true);
        let whats = block.whats.get(..block.count).unwrap_or_default();
        let rows = whats.iter().zip(&block.micros).zip(&block.keys);
        for (at, ((what, micros), key)) in rows.enumerate() {
            let exists = micros.wrapping_sub(before).cast_unsigned() <= span;
            let what = if exists && what.is_of_kind() {
                if any_per_unit && !what.valued() && self.is_per_unit(what.kind()) {
                    self.noticed.without_value += 1;
                }
                what.on(days.day(*micros))
            } else if what.is_by_row() || Instant::from_micros(*micros).is_none() {
                let row = block.first + at;
                self.careful(row, Events::named(names.text(row)));
                continue;
            } else if exists {
                self.names.count(*what);
                PackedEvent::NOTHING
            } else {
                // An event that comes later.
                continue;
            };
            let value = block.values.get(at).copied().unwrap_or_default();
            let row = block.first - self.first + at;
            self.fresh.push(*key, what, value, row);
        }
    }
}

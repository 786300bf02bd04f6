//! The fast path for events: blocks of rows without ids and unusual types are read column by column in
//! small loops, then become records.

use std::ops::Range;

use super::day_lookup::DayLookup;
use super::event_names::EventNames;
use super::events::{EventColumns, FastColumns};
use super::id_block::IdColumn;
use super::scanner::Scanner;
use crate::exact::Instant;
use crate::tables::columns::lead_key::{LeadKey, LeadKeys};
use crate::tables::columns::pieces::BLOCK;
use crate::tables::columns::texts::Texts;
use crate::tables::partition::record::PackedEvent;

/// The columns of a block of rows.
pub(crate) struct Block<const N: usize> {
    first: usize,
    count: usize,
    keys: [LeadKey<N>; BLOCK],
    packed: [PackedEvent; BLOCK],
    micros: [i64; BLOCK],
    /// Values in thousandths, for events that have one.
    values: [i64; BLOCK],
    /// Scratch memory for short texts.
    shorts: [u128; BLOCK],
}

impl<const N: usize> Block<N> {
    pub(crate) fn new() -> Self {
        Self {
            first: 0,
            count: 0,
            keys: [LeadKey::NONE; BLOCK],
            packed: [PackedEvent::BY_ROW; BLOCK],
            micros: [0; BLOCK],
            values: [0; BLOCK],
            shorts: [0; BLOCK],
        }
    }

    /// Reads rows, at most [`BLOCK`]; `texts` are their names.
    pub(crate) fn read(
        &mut self,
        rows: Range<usize>,
        ids: &IdColumn<'_>,
        keys: &LeadKeys,
        texts: &dyn Texts,
        names: &EventNames,
        columns: &FastColumns<'_>,
    ) {
        (self.first, self.count) = (rows.start, rows.len());
        let packed = self.packed.get_mut(..self.count).unwrap_or_default();
        let shorts = self.shorts.get_mut(..self.count).unwrap_or_default();
        texts.shorts(self.first, shorts);
        names.look_up(texts, self.first, shorts, packed);
        ids.keys(keys, self.first, shorts, &mut self.keys, packed);
        columns.values(self.first, &mut self.values, packed);
        // The least number stands for a missing instant; it is before all years.
        let micros = columns.micros.get(rows).unwrap_or_default();
        self.micros.fill(i64::MIN);
        for (place, micros) in self.micros.iter_mut().zip(micros) {
            *place = *micros;
        }
    }
}

impl<const N: usize> Scanner<'_, N> {
    /// Adds the records of a block. Rows that the fast path cannot handle take the slow path.
    pub(crate) fn block(&mut self, block: &Block<N>, days: &DayLookup<'_>, names: &dyn Texts) {
        let before = Instant::FIRST.micros();
        let end = self.options.as_of.unwrap_or(Instant::LAST).micros();
        let span = (end - before).cast_unsigned();
        let any_per_unit = self.options.per_unit.contains(&true);
        let packed = block.packed.get(..block.count).unwrap_or_default();
        let rows = packed.iter().zip(&block.micros).zip(&block.keys);
        for (at, ((event, micros), key)) in rows.enumerate() {
            let exists = micros.wrapping_sub(before).cast_unsigned() <= span;
            let event = if exists && event.is_of_kind() {
                if any_per_unit && !event.valued() && self.is_per_unit(event.kind()) {
                    self.report.without_value += 1;
                }
                event.on(days.day(*micros))
            } else if event.is_by_row() || Instant::from_micros(*micros).is_none() {
                let row = block.first + at;
                self.slow_path(row, EventColumns::named(names.text(row)));
                continue;
            } else if exists {
                self.names.count(*event);
                PackedEvent::NOTHING.on(days.day(*micros))
            } else {
                // The event is after `as_of`.
                continue;
            };
            let value = block.values.get(at).copied().unwrap_or_default();
            let row = block.first - self.first + at;
            self.buffer.push(*key, event, value, row);
        }
    }
}

//! The zone database as `build.rs` writes it: the offsets of clocks from UTC, and their changes.

use serde::Deserialize;

use super::instant::Instant;
use super::zone::OffsetSpan;

include!(concat!(env!("OUT_DIR"), "/zones.rs"));
static TABLES: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/zones.bin"));

const SECOND: i64 = 1_000_000;
const QUARTER: i64 = 15 * 60 * SECOND;

/// A duration, written as quarters of an hour or as seconds.
#[derive(Clone, Copy, Deserialize)]
struct Time(i64);

impl Time {
    fn micros(self) -> i64 {
        let unit = if self.0 & 1 == 0 { QUARTER } else { SECOND };
        (self.0 >> 1) * unit
    }
}

/// The names of all zones, in order.
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    NAMES.iter().map(|(name, _)| *name)
}

/// The zone with exactly this name: its name, and spans that cover all of time without gaps.
pub(super) fn get(name: &str) -> Option<(&'static str, Box<[OffsetSpan]>)> {
    let known = NAMES.binary_search_by_key(&name, |(name, _)| name).ok()?;
    let (name, place) = NAMES.get(known)?;
    let table = TABLES.get(usize::try_from(*place).ok()?..)?;
    let ((ahead, changes), _) =
        postcard::take_from_bytes::<(Time, Vec<(Time, Time)>)>(table).ok()?;
    let mut spans = Vec::with_capacity(changes.len() + 1);
    let mut change = Instant::FIRST.micros();
    let mut now = OffsetSpan {
        start: i64::MIN,
        end: i64::MAX,
        offset: ahead.micros(),
    };
    for (wait, by) in changes {
        change += wait.micros();
        spans.push(OffsetSpan { end: change, ..now });
        now.start = change;
        now.offset += by.micros();
    }
    spans.push(now);
    Some((name, spans.into()))
}

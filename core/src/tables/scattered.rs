//! Rows in any order: each becomes a short record in one of many parts by the
//! hash of its id; the leads of a part fit the cache, where their records come
//! together.

use std::sync::Arc;

use super::call::Tables;
use super::key::Keys;
use super::people::{self, people};
use super::record::Bucket;
use super::result::Scoring;
use super::rows::{Piece, pieces};
use super::scan::{Scan, scan};
use super::score::Part;
use super::setup::Setup;
use super::share::Share;
use super::watch::Watch;
use super::{shared, work};

/// Events of one part, about: their leads should fit the cache.
const PART_ROWS: usize = 1 << 14;
/// At most 2 to this many parts.
const MOST_BITS: u32 = 10;

/// Scores all leads of tables; rejects of rows are noted in `found`.
pub(super) fn score<const N: usize>(
    tables: &Tables<'_>,
    setup: &Setup<'_>,
    keys: &Keys,
    found: &mut Scoring,
) -> Vec<Part> {
    let bits = bits((tables.event_rows() + tables.profile_rows() * 8) / PART_ROWS);
    let (profile_pieces, event_pieces) = (pieces(tables.profiles), pieces(tables.events));
    let watch = tables.options.watch.as_deref();
    if let Some(watch) = watch {
        watch.begin(profile_pieces.len() + event_pieces.len() + (1 << bits));
    }
    let texts = shared::Texts::new(tables.plan);
    let mut people = work::each(watch, profile_pieces.len(), |at| {
        let (chunk, rows) = profile_pieces.get(at).copied()?;
        let (chunk, start) = tables.profiles_of(chunk)?;
        let rows = (rows, start);
        Some(people::<N>(tables.plan, chunk, rows, keys, (&texts, bits)))
    });
    let scan = |(chunk, rows): Piece| -> Option<Scan<N>> {
        let (chunk, start) = tables.events_of(chunk)?;
        Some(scan(
            tables.plan,
            chunk,
            (rows, start),
            keys,
            setup.wanted(bits),
        ))
    };
    let mut scans = work::each(watch, event_pieces.len(), |at| {
        event_pieces.get(at).copied().and_then(scan)
    });
    let lexicon = Arc::new(texts.lexicon(tables.plan));
    let asked = tables.asked.parts::<N>(keys, bits);
    let by_row = scans.iter().flatten().any(|scan| scan.records.by_row);
    let parts = work::each(watch, 1 << bits, |part| {
        let own = people.iter().flatten();
        let attributes = people::together(own.clone(), part, tables.plan.intake.attributes.len());
        let share = Share {
            persons: own.map(|one| one.persons.part(part)).collect(),
            cells: &|place| attributes.of(place),
            lexicon: &lexicon,
            pieces: &event_pieces,
            buckets: buckets(&scans, part),
            by_row,
            asked: asked.get(part).map_or(&[][..], |one| &one[..]),
        };
        share.score(tables, setup)
    });
    if !watch.is_some_and(Watch::is_cancelled) {
        for one in people.iter_mut().flatten() {
            found.rejects.append(&mut one.rejects);
        }
        for one in scans.iter_mut().flatten() {
            found.take(&mut one.noticed);
        }
    }
    parts
}

/// What the pieces of work found for a part.
fn buckets<const N: usize>(scans: &[Option<Scan<N>>], part: usize) -> Vec<Bucket<'_, N>> {
    let scans = scans.iter().flatten();
    scans.map(|scan| scan.records.bucket(part)).collect()
}

/// Bits that tell so many parts apart.
fn bits(parts: usize) -> u32 {
    parts.next_power_of_two().trailing_zeros().min(MOST_BITS)
}

//! Rows in any order: each becomes a short record in one of many parts by the
//! hash of its id; the leads of a part fit the cache, where their records come
//! together.

use std::sync::Arc;

use super::call::Tables;
use super::lead_partition::LeadPartition;
use super::scan_plan::ScanPlan;
use super::scorer::Part;
use crate::tables::columns::lead_key::Keys;
use crate::tables::columns::pieces::{Piece, pieces};
use crate::tables::parallel;
use crate::tables::partition::record::Bucket;
use crate::tables::progress::Progress;
use crate::tables::report::scoring::Scoring;
use crate::tables::scan::profiles::{self, people};
use crate::tables::scan::scanner::{Scan, scan};
use crate::tables::scan::text_pool;

/// Events of one part, about: their leads should fit the cache.
const PART_ROWS: usize = 1 << 14;
/// At most 2 to this many parts.
const MOST_BITS: u32 = 10;

/// Scores all leads of tables; rejects of rows are noted in `found`.
pub(crate) fn score<const N: usize>(
    tables: &Tables<'_>,
    setup: &ScanPlan<'_>,
    keys: &Keys,
    found: &mut Scoring,
) -> Vec<Part> {
    let bits = bits((tables.event_rows() + tables.profile_rows() * 8) / PART_ROWS);
    let (profile_pieces, event_pieces) = (pieces(tables.profiles), pieces(tables.events));
    let progress = tables.options.progress.as_deref();
    if let Some(progress) = progress {
        progress.begin(profile_pieces.len() + event_pieces.len() + (1 << bits));
    }
    let texts = text_pool::Texts::new(tables.plan);
    let mut people = parallel::each(progress, profile_pieces.len(), |at| {
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
    let mut scans = parallel::each(progress, event_pieces.len(), |at| {
        event_pieces.get(at).copied().and_then(scan)
    });
    let lexicon = Arc::new(texts.lexicon(tables.plan));
    let asked = tables.asked.parts::<N>(keys, bits);
    let by_row = scans.iter().flatten().any(|scan| scan.records.by_row);
    let parts = parallel::each(progress, 1 << bits, |part| {
        let own = people.iter().flatten();
        let attributes = profiles::together(own.clone(), part, tables.plan.intake.attributes.len());
        let share = LeadPartition {
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
    if !progress.is_some_and(Progress::is_cancelled) {
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

/// Number of bits that number this many partitions.
fn bits(parts: usize) -> u32 {
    parts.next_power_of_two().trailing_zeros().min(MOST_BITS)
}

//! Tables in any order. Each row becomes a short record in one of many partitions by the hash of its
//! id. The leads of a partition fit the cache, where their records are grouped and scored.

use std::sync::Arc;

use super::call::TableCall;
use super::lead_partition::LeadPartition;
use super::scan_plan::ScanPlan;
use super::scorer::PartitionScores;
use crate::tables::columns::lead_key::LeadKeys;
use crate::tables::columns::pieces::{Piece, pieces};
use crate::tables::parallel;
use crate::tables::partition::record::Bucket;
use crate::tables::progress::Progress;
use crate::tables::report::scoring::Scoring;
use crate::tables::scan::profiles::{PartitionAttributes, scan_profiles};
use crate::tables::scan::scanner::{Scan, scan};
use crate::tables::scan::text_pool::TextPool;

/// Number of events in one partition, about: their leads should fit the cache.
const PARTITION_ROWS: usize = 1 << 14;
/// There are at most 2 to the power of this many partitions.
const MOST_BITS: u32 = 10;

/// Scores all leads of the tables, and maps the scores of each partition. Rejected rows are added to
/// `found`.
pub(crate) fn score<const N: usize, T: Send + Default>(
    tables: &TableCall<'_>,
    scan_plan: &ScanPlan<'_>,
    keys: &LeadKeys,
    found: &mut Scoring,
    map: impl Fn(PartitionScores) -> T + Sync,
) -> Vec<T> {
    let bits = bits((tables.event_rows() + tables.profile_rows() * 8) / PARTITION_ROWS);
    let (profile_pieces, event_pieces) = (pieces(tables.profiles), pieces(tables.events));
    let progress = tables.options.progress.as_deref();
    if let Some(progress) = progress {
        progress.begin(profile_pieces.len() + event_pieces.len() + (1 << bits));
    }
    let texts = TextPool::new(tables.plan);
    let mut profiles = parallel::each(progress, profile_pieces.len(), |at| {
        let rows = tables.profile_rows_of(*profile_pieces.get(at)?)?;
        Some(scan_profiles::<N>(tables.plan, rows, keys, &texts, bits))
    });
    let scan = |piece: &Piece| -> Option<Scan<N>> {
        let rows = tables.event_rows_of(*piece)?;
        Some(scan(tables.plan, rows, keys, scan_plan.scan_options(bits)))
    };
    let mut scans = parallel::each(progress, event_pieces.len(), |at| {
        event_pieces.get(at).and_then(scan)
    });
    let lexicon = Arc::new(texts.lexicon(tables.plan));
    let requested = tables
        .requested
        .table()
        .map(|table| table.parts::<N>(keys, bits));
    let requested = requested.unwrap_or_default();
    let by_row = scans.iter().flatten().any(|scan| scan.records.by_row);
    let parts = parallel::each(progress, 1 << bits, |part| {
        let own = profiles.iter().flatten();
        let width = tables.plan.intake.attributes.len();
        let attributes = PartitionAttributes::new(own.clone(), part, width);
        let partition = LeadPartition {
            profiles: own.map(|one| one.rows.part(part)).collect(),
            cells: &|place| attributes.of(place),
            lexicon: &lexicon,
            pieces: &event_pieces,
            buckets: buckets(&scans, part),
            by_row,
            requested: requested.get(part).map_or(&[][..], |one| &one[..]),
        };
        map(partition.score(tables, scan_plan))
    });
    if !progress.is_some_and(Progress::is_cancelled) {
        for one in profiles.iter_mut().flatten() {
            found.rejects.append(&mut one.rejects);
        }
        for one in scans.iter_mut().flatten() {
            found.take(&mut one.report);
        }
    }
    parts
}

/// The records that each piece of work found for a partition.
fn buckets<const N: usize>(scans: &[Option<Scan<N>>], part: usize) -> Vec<Bucket<'_, N>> {
    let scans = scans.iter().flatten();
    scans.map(|scan| scan.records.bucket(part)).collect()
}

/// Number of bits that number this many partitions.
fn bits(parts: usize) -> u32 {
    parts.next_power_of_two().trailing_zeros().min(MOST_BITS)
}

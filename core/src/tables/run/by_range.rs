//! Tables that are sorted by lead. Each range of rows is read, summed and scored while it is in the
//! cache.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::call::TableCall;
use super::lead_partition::LeadPartition;
use super::ranges::{LeadRange, ranges};
use super::scan_plan::ScanPlan;
use super::scorer::PartitionScores;
use crate::condition::Lexicon;
use crate::lead::Reject;
use crate::tables::columns::lead_key::LeadKeys;
use crate::tables::parallel;
use crate::tables::report::scoring::Scoring;
use crate::tables::scan::profiles::{ScannedProfiles, scan_profiles};
use crate::tables::scan::scanner::{Scan, ScanReport, scan};
use crate::tables::scan::text_pool::TextPool;

/// One range in this many is read before the others, to number the texts of attributes.
const SAMPLE: usize = 16;

/// What scoring a range needs.
struct RangeRun<'t> {
    tables: &'t TableCall<'t>,
    scan_plan: &'t ScanPlan<'t>,
    keys: &'t LeadKeys,
    texts: &'t TextPool<'t>,
}

/// Scores all leads of tables that are sorted by lead, and maps the scores of each range; `None` if
/// they are not sorted.
pub(crate) fn score<const N: usize, T: Send>(
    tables: &TableCall<'_>,
    scan_plan: &ScanPlan<'_>,
    keys: &LeadKeys,
    found: &mut Scoring,
    map: impl Fn(PartitionScores) -> T + Sync,
) -> Option<Vec<T>> {
    if tables.requested.table().is_some() {
        return None;
    }
    let ranges = ranges::<N>(tables.profiles, tables.events, keys)?;
    let progress = tables.options.progress.as_deref();
    if let Some(progress) = progress {
        progress.begin(ranges.len());
    }
    let texts = TextPool::new(tables.plan);
    let work = RangeRun {
        tables,
        scan_plan,
        keys,
        texts: &texts,
    };
    parallel::each(None, ranges.len().div_ceil(SAMPLE), |at| {
        let range = ranges.get(at * SAMPLE);
        drop(range.map(|range| work.profiles(range)));
    });
    let lexicon = Arc::new(texts.lexicon(tables.plan));
    let unsorted = AtomicBool::new(false);
    let parts = parallel::each(progress, ranges.len(), |at| {
        let range = ranges
            .get(at)
            .filter(|_| !unsorted.load(Ordering::Relaxed))?;
        let done = work.score(range, &lexicon);
        if done.is_none() {
            unsorted.store(true, Ordering::Relaxed);
        }
        done.map(|(part, report)| (map(part), report))
    });
    if unsorted.into_inner() {
        return None;
    }
    let take = |(part, report): (T, Vec<ScanReport>)| {
        report.into_iter().for_each(|mut one| found.take(&mut one));
        part
    };
    Some(parts.into_iter().flatten().map(take).collect())
}

impl<'t> RangeRun<'t> {
    fn profiles<const N: usize>(&self, range: &LeadRange<N>) -> Vec<ScannedProfiles<'t, N>> {
        let profiles = range.profiles.iter().filter_map(|piece| {
            let rows = self.tables.profile_rows_of(*piece)?;
            let plan = self.tables.plan;
            Some(scan_profiles(plan, rows, self.keys, self.texts, 0))
        });
        profiles.collect()
    }

    fn scans<const N: usize>(&self, range: &LeadRange<N>) -> Vec<Scan<N>> {
        let scans = range.events.iter().filter_map(|piece| {
            let rows = self.tables.event_rows_of(*piece)?;
            let options = self.scan_plan.scan_options(0);
            Some(scan(self.tables.plan, rows, self.keys, options))
        });
        scans.collect()
    }

    /// Scores the leads of a range; `None` if the range has rows of leads outside its bounds.
    fn score<const N: usize>(
        &self,
        range: &LeadRange<N>,
        lexicon: &Arc<Lexicon>,
    ) -> Option<(PartitionScores, Vec<ScanReport>)> {
        let mut profiles = self.profiles(range);
        let scans = self.scans(range);
        let rows: Vec<_> = profiles.iter().map(|one| one.rows.part(0)).collect();
        let buckets: Vec<_> = scans.iter().map(|scan| scan.records.bucket(0)).collect();
        let known = rows.iter().copied().flatten().map(|row| row.key);
        let active = buckets.iter().flat_map(|bucket| bucket.records);
        let leads = known.chain(active.map(|record| record.key));
        if !range.has(leads, self.keys) {
            return None;
        }
        let partition = LeadPartition {
            cells: &|place| {
                let piece = place.piece as usize;
                let row = rows.get(piece).and_then(|rows| rows.get(place.at as usize));
                let cells = profiles.get(piece).zip(row);
                cells.map_or(&[][..], |(profiles, row)| profiles.cells(row))
            },
            profiles: rows.clone(),
            lexicon,
            pieces: &range.events,
            buckets,
            by_row: scans.iter().any(|scan| scan.records.by_row),
            requested: &[],
        };
        let mut part = partition.score(self.tables, self.scan_plan);
        // Rejects of rows come before rejects of leads.
        let rejects = profiles
            .iter_mut()
            .map(|one| std::mem::take(&mut one.rejects));
        let mut rejects: Vec<Reject> = rejects.flatten().collect();
        rejects.append(&mut part.rejects);
        part.rejects = rejects;
        let report = scans.into_iter().map(|scan| scan.report);
        Some((part, report.collect()))
    }
}

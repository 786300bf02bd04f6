//! Tables that are sorted by lead: each stretch of them is read, added up and
//! scored while it is in the cache.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::call::Tables;
use super::lead_partition::LeadPartition;
use super::ranges::{LeadRange, stretches};
use super::scan_plan::ScanPlan;
use super::scorer::Part;
use crate::condition::Lexicon;
use crate::lead::Reject;
use crate::tables::columns::lead_key::Keys;
use crate::tables::parallel;
use crate::tables::report::scoring::Scoring;
use crate::tables::scan::profiles::{People, people};
use crate::tables::scan::scanner::{Scan, ScanReport, scan};
use crate::tables::scan::text_pool;

/// One range in this many is read before the others, to number the texts of attributes.
const SAMPLE: usize = 16;

/// The work on stretches.
struct RangeRun<'t> {
    tables: &'t Tables<'t>,
    setup: &'t ScanPlan<'t>,
    keys: &'t Keys,
    texts: &'t text_pool::Texts<'t>,
}

/// Scores all leads of tables that are sorted by lead; `None` if they are not.
#[cfg_attr(small, optimize(speed))]
pub(crate) fn score<const N: usize>(
    tables: &Tables<'_>,
    setup: &ScanPlan<'_>,
    keys: &Keys,
    found: &mut Scoring,
) -> Option<Vec<Part>> {
    tables.as_of?;
    let stretches = stretches::<N>((tables.profiles, tables.events), keys)?;
    let progress = tables.options.progress.as_deref();
    if let Some(progress) = progress {
        progress.begin(stretches.len());
    }
    let texts = text_pool::Texts::new(tables.plan);
    let work = RangeRun {
        tables,
        setup,
        keys,
        texts: &texts,
    };
    parallel::each(None, stretches.len().div_ceil(SAMPLE), |at| {
        let stretch = stretches.get(at * SAMPLE);
        drop(stretch.map(|stretch| work.people(stretch)));
    });
    let lexicon = Arc::new(texts.lexicon(tables.plan));
    let astray = AtomicBool::new(false);
    let parts = parallel::each(progress, stretches.len(), |at| {
        let stretch = stretches
            .get(at)
            .filter(|_| !astray.load(Ordering::Relaxed))?;
        let done = work.stretch(stretch, &lexicon);
        if done.is_none() {
            astray.store(true, Ordering::Relaxed);
        }
        done
    });
    if astray.into_inner() {
        return None;
    }
    let take = |(part, noticed): (Part, Vec<ScanReport>)| {
        noticed.into_iter().for_each(|mut one| found.take(&mut one));
        part
    };
    Some(parts.into_iter().flatten().map(take).collect())
}

impl<'t> RangeRun<'t> {
    fn people<const N: usize>(&self, stretch: &LeadRange<N>) -> Vec<People<'t, N>> {
        let pieces = stretch.profiles.iter();
        let people = pieces.filter_map(|(chunk, rows)| {
            let (chunk, start) = self.tables.profiles_of(*chunk)?;
            let (plan, rows) = (self.tables.plan, (*rows, start));
            Some(people(plan, chunk, rows, self.keys, (self.texts, 0)))
        });
        people.collect()
    }

    fn scans<const N: usize>(&self, stretch: &LeadRange<N>) -> Vec<Scan<N>> {
        let pieces = stretch.events.iter();
        let scans = pieces.filter_map(|(chunk, rows)| {
            let (chunk, start) = self.tables.events_of(*chunk)?;
            let (plan, rows) = (self.tables.plan, (*rows, start));
            Some(scan(plan, chunk, rows, self.keys, self.setup.wanted(0)))
        });
        scans.collect()
    }

    /// Scores the leads of a stretch; `None` if others have rows in it.
    fn stretch<const N: usize>(
        &self,
        stretch: &LeadRange<N>,
        lexicon: &Arc<Lexicon>,
    ) -> Option<(Part, Vec<ScanReport>)> {
        let mut people = self.people(stretch);
        let scans = self.scans(stretch);
        let persons: Vec<_> = people.iter().map(|one| one.persons.part(0)).collect();
        let buckets: Vec<_> = scans.iter().map(|scan| scan.records.bucket(0)).collect();
        let known = persons.iter().copied().flatten().map(|person| person.key);
        let active = buckets.iter().flat_map(|bucket| bucket.records);
        let leads = known.chain(active.map(|record| record.key));
        if !stretch.has(leads, self.keys) {
            return None;
        }
        let share = LeadPartition {
            cells: &|(piece, at)| {
                let person = persons
                    .get(piece as usize)
                    .and_then(|rows| rows.get(at as usize));
                let cells = people.get(piece as usize).zip(person);
                cells.map_or(&[][..], |(people, person)| people.cells(person))
            },
            persons: persons.clone(),
            lexicon,
            pieces: &stretch.events,
            buckets,
            by_row: scans.iter().any(|scan| scan.records.by_row),
            asked: &[],
        };
        let mut part = share.score(self.tables, self.setup);
        // What was wrong with rows comes before what is wrong with leads.
        let rows = people
            .iter_mut()
            .map(|one| std::mem::take(&mut one.rejects));
        let mut rejects: Vec<Reject> = rows.flatten().collect();
        rejects.append(&mut part.rejects);
        part.rejects = rejects;
        let noticed = scans.into_iter().map(|scan| scan.noticed);
        Some((part, noticed.collect()))
    }
}

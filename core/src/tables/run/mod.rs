//! Scoring tables: scan the rows, group the records by lead, evaluate each lead, and put the results into
//! order.

pub(crate) mod as_of_table;
pub(crate) mod requested;
pub(crate) mod assemble;
pub(crate) mod by_hash;
pub(crate) mod by_range;
pub(crate) mod call;
pub(crate) mod grouped;
pub(crate) mod hints;
#[cfg(feature = "calibrate")]
pub(crate) mod instants;
pub(crate) mod lead_group;
pub(crate) mod lead_index;
pub(crate) mod lead_partition;
pub(crate) mod ranges;
pub(crate) mod scan_plan;
pub(crate) mod scorer;
pub(crate) mod streaming;

use as_of_table::AsOfTable;
use call::TableCall;
use requested::RequestedInstants;
use scan_plan::ScanPlan;
use scorer::PartitionScores;

use super::columns::chunk::Chunk;
use super::columns::column::Column;
use super::columns::lead_key::LeadKeys;
use super::error::{TableError, check};
use super::options::{AsOf, TableOptions};
use super::progress::Progress;
use super::report::scoring::Scoring;
use crate::model::Model;

impl Model {
    /// Scores all leads of two tables.
    ///
    /// Each lead in profiles, then each lead that only a valid event not after `as_of` names, gives
    /// one row, in the order of first appearance.
    ///
    /// # Errors
    /// A missing column; with `strict`, the rejects if there are any; and
    /// [`TableError::Cancelled`] after [`Progress::cancel`].
    ///
    /// ```
    /// use leadgrade::tables::{AsOf, Chunk, Column, TableOptions};
    /// use leadgrade::Model;
    /// let model = Model::from_toml(r#"
    ///     format = 1
    ///     name = "visits"
    ///     [signals.visit]
    ///     points = 10
    ///     [engagement]
    /// "#)?;
    /// let texts = |list: &[&'static str]| Column::Texts(Box::new(list.to_vec()));
    /// let profiles = Chunk::new(2).with("lead", texts(&["a", "b"]));
    /// let events = Chunk::new(3)
    ///     .with("lead", texts(&["b", "c", "b"]))
    ///     .with("event", texts(&["visit", "visit", "visit"]))
    ///     .with("at", texts(&["2026-11-20", "2026-11-21", "2026-11-21"]));
    /// let as_of = AsOf::One(model.as_of("2026-11-22")?);
    /// let found = model.assess_chunks(&[profiles], &[events], &as_of, &TableOptions::default())?;
    /// assert_eq!(found.leads, ["a", "b", "c"]);
    /// let points = found.rows.iter().map(|row| row.engagement.unwrap().points.to_string());
    /// assert_eq!(points.collect::<Vec<_>>(), ["0", "20", "10"]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn assess_chunks(
        &self,
        profiles: &[Chunk<'_>],
        events: &[Chunk<'_>],
        as_of: &AsOf<'_>,
        options: &TableOptions,
    ) -> Result<Scoring, TableError> {
        check(profiles, events, as_of)?;
        let table = AsOfTable::read(as_of, &self.0);
        let requested = match as_of {
            AsOf::One(instant) => RequestedInstants::One(*instant),
            AsOf::Each(_) => RequestedInstants::Table(&table),
        };
        let tables = TableCall::new(self, profiles, events, requested, options);
        let keys = LeadKeys::new(requested.one().is_some() && has_whole_ids(profiles, events));
        // Each width of keys is compiled separately. Browsers get only the widest, which is less to
        // download.
        if cfg!(target_family = "wasm") || has_long_ids(profiles, events) {
            score::<5>(&tables, &keys)
        } else if keys.are_whole() {
            score::<1>(&tables, &keys)
        } else {
            score::<2>(&tables, &keys)
        }
    }
}

/// Scores tables by ranges if they are sorted by lead, else by partitions.
fn score<const N: usize>(tables: &TableCall<'_>, keys: &LeadKeys) -> Result<Scoring, TableError> {
    let mut found = Scoring::default();
    let parts = score_parts::<N, _>(tables, keys, &mut found, |part| part)?;
    found.finish(tables, parts)
}

/// Scores tables and maps the scores of each partition.
fn score_parts<const N: usize, T: Send + Default>(
    tables: &TableCall<'_>,
    keys: &LeadKeys,
    found: &mut Scoring,
    map: impl Fn(PartitionScores) -> T + Sync,
) -> Result<Vec<T>, TableError> {
    let scan_plan = ScanPlan::new(tables);
    let parts = by_range::score::<N, T>(tables, &scan_plan, keys, found, &map);
    let parts =
        parts.unwrap_or_else(|| by_hash::score::<N, T>(tables, &scan_plan, keys, found, &map));
    let progress = tables.options.progress.as_deref();
    if progress.is_some_and(Progress::is_cancelled) {
        return Err(TableError::Cancelled);
    }
    Ok(parts)
}

/// Whether ids are longer than a small key. Only the first rows are checked, because keys of any width
/// can hold any id.
fn has_long_ids(profiles: &[Chunk<'_>], events: &[Chunk<'_>]) -> bool {
    let long = |chunk: &Chunk<'_>| match chunk.column("lead") {
        Some(Column::Texts(texts)) => {
            (0..100).any(|row| texts.text(row).is_some_and(|id| id.len() > 16))
        }
        _ => false,
    };
    profiles.iter().chain(events).any(long)
}

/// Whether all ids are whole numbers.
fn has_whole_ids(profiles: &[Chunk<'_>], events: &[Chunk<'_>]) -> bool {
    let whole = |chunk: &Chunk<'_>| matches!(chunk.column("lead"), Some(Column::Wholes(..)));
    profiles.iter().chain(events).all(whole)
}

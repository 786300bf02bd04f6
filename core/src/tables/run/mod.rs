//! One call: scan, bring the records of each lead together, evaluate, and put the rows into order.

pub(crate) mod as_of_table;
pub(crate) mod assemble;
pub(crate) mod by_hash;
pub(crate) mod by_range;
pub(crate) mod call;
pub(crate) mod grouped;
pub(crate) mod hints;
pub(crate) mod lead_index;
pub(crate) mod lead_partition;
pub(crate) mod ranges;
pub(crate) mod scan_plan;
pub(crate) mod scorer;
pub(crate) mod streaming;

use as_of_table::AsOfTable;
use call::Tables;
use scan_plan::ScanPlan;

use super::columns::chunk::Chunk;
use super::columns::column::Column;
use super::columns::lead_key::Keys;
use super::error::{TableError, check};
use super::options::{AsOf, TableOptions};
use super::progress::Progress;
use super::report::scoring::Scoring;
use crate::model::Model;

impl Model {
    /// Scores all leads of two tables.
    ///
    /// Each lead in profiles, then each known only from a valid event not after
    /// `as_of`, gives one row, in the order of first appearance.
    ///
    /// # Errors
    /// A column that must be there and is not, and with `strict` the first
    /// rejects.
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
    /// let found = model.score_tables(&[profiles], &[events], &as_of, &TableOptions::default())?;
    /// assert_eq!(found.leads, ["a", "b", "c"]);
    /// let points = found.rows.iter().map(|row| row.engagement.unwrap().points.to_string());
    /// assert_eq!(points.collect::<Vec<_>>(), ["0", "20", "10"]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn score_tables(
        &self,
        profiles: &[Chunk<'_>],
        events: &[Chunk<'_>],
        as_of: &AsOf<'_>,
        options: &TableOptions,
    ) -> Result<Scoring, TableError> {
        check(profiles, events, as_of)?;
        let asked = AsOfTable::read(as_of, &self.0);
        let instant = match as_of {
            AsOf::One(instant) => Some(*instant),
            AsOf::Each(_) => None,
        };
        let tables = Tables::new(self, (profiles, events), (instant, &asked), options);
        let keys = Keys::new(instant.is_some() && has_whole_ids(profiles, events));
        // Each width is its own code: one alone, which holds almost any id, is less to download.
        if cfg!(target_family = "wasm") || has_long_ids(profiles, events) {
            score::<5>(&tables, &keys)
        } else if keys.are_whole() {
            score::<1>(&tables, &keys)
        } else {
            score::<2>(&tables, &keys)
        }
    }
}

/// Scores tables that are sorted by lead stretch by stretch, others by parts.
fn score<const N: usize>(tables: &Tables<'_>, keys: &Keys) -> Result<Scoring, TableError> {
    let setup = ScanPlan::of(tables);
    let mut found = Scoring::default();
    let parts = by_range::score::<N>(tables, &setup, keys, &mut found);
    let parts = parts.unwrap_or_else(|| by_hash::score::<N>(tables, &setup, keys, &mut found));
    if tables
        .options
        .progress
        .as_deref()
        .is_some_and(Progress::is_cancelled)
    {
        return Err(TableError::Cancelled);
    }
    found.finish(tables, parts)
}

/// Whether ids look longer than a small key: of the first rows only, since any
/// key can hold any id.
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

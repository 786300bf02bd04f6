//! Tables of many leads over plain slices: the same answers as single calls,
//! row for row.
//!
//! Profiles and events are read in the order of their rows; each event becomes
//! a short record (id, kind, day). What belongs to some leads is brought
//! together where it fits the cache: a stretch of rows where both tables are
//! sorted by lead (`clustered`), else one of many parts by the hash of the id
//! (`scattered`). There records are added up, or turn into runs, and the leads
//! are evaluated as in a single call. Results stand in the order in which leads
//! first appear, whatever the number of threads.

mod asked;
mod attributes;
mod block;
mod call;
mod careful;
mod clustered;
mod column;
mod dataset;
mod days;
mod events;
mod grid;
mod group;
mod hints;
mod ids;
mod input;
mod key;
mod leads;
mod listed;
mod loose;
mod names;
mod packed;
mod parted;
mod people;
mod record;
mod records;
mod resident;
mod result;
mod rows;
mod scan;
mod scattered;
mod score;
mod scored;
mod scores;
mod setup;
mod share;
mod shared;
mod sheet;
mod single;
mod sorted;
mod stretches;
mod summary;
mod watch;
mod work;

#[cfg(feature = "arrow")]
pub(crate) use column::shortened;
pub use column::{Column, Known, Texts};
pub use dataset::Dataset;
pub use grid::{Grid, Moves, Place};
pub use input::Chunk;
pub use leads::Leads;
pub(crate) use listed::LeadColumns;
pub use packed::Packed;
pub use resident::Resident;
pub use result::{Scoring, TableError};
pub use scored::Scored;
pub use scores::Scores;
pub use sheet::Sheet;
#[cfg(feature = "arrow")]
pub(crate) use single::lead_of;
#[cfg(feature = "arrow")]
pub(crate) use sorted::{Rows, lead_by_lead};
pub use summary::{Account, By, Summary};
pub use watch::Watch;

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::exact::Instant;
use crate::lead::Reject;
use crate::model::Model;

use asked::Asked;
use call::Tables;
use key::Keys;
use setup::Setup;

/// When to look at each lead.
#[derive(Debug)]
pub enum AsOf<'a> {
    /// All at one instant.
    One(Instant),
    /// Each row of a table of `lead` and `as_of` gives one row of the result.
    Each(Chunk<'a>),
}

/// Which leads are explained.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Explain {
    /// None.
    #[default]
    None,
    /// These, by their ids.
    Some(BTreeSet<String>),
    /// All: a ledger for each.
    All,
}

/// Which rows exist at an instant, by when they were recorded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum KnownAt {
    /// All rows, whenever they were recorded.
    #[default]
    Now,
    /// Rows recorded (`recorded_at`) at or before the instant: what was known then.
    Then,
}

/// What is wanted beside points and labels.
#[derive(Clone, Debug, Default)]
pub struct TableOptions {
    /// Whether each lead's whole assessment is wanted: groups, interests, next
    /// steps, segments, switches and seasons.
    pub details: bool,
    /// Which leads are explained.
    pub explain: Explain,
    /// Raise instead of listing rejects.
    pub strict: bool,
    /// Which rows exist, by their `recorded_at`.
    pub known: KnownAt,
    /// Tells how far it is, and ends it.
    pub watch: Option<Arc<Watch>>,
}

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
    /// let points = found.rows.iter().map(|row| row.engagement.unwrap().0.to_string());
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
        result::check(profiles, events, as_of)?;
        let asked = Asked::read(as_of, &self.0);
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
    let setup = Setup::of(tables);
    let mut found = Scoring::default();
    let parts = clustered::score::<N>(tables, &setup, keys, &mut found);
    let parts = parts.unwrap_or_else(|| scattered::score::<N>(tables, &setup, keys, &mut found));
    if tables
        .options
        .watch
        .as_deref()
        .is_some_and(Watch::is_cancelled)
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

/// Rejects in the order of tables and rows, those of failed leads last.
fn in_order(rejects: &mut [Reject]) {
    rejects.sort_by_key(|reject| {
        (
            reject.table.is_none(),
            reject.table.map(|table| table as u8),
            reject.row,
        )
    });
}

//! The options of scoring tables.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::columns::chunk::Chunk;
use super::progress::Progress;
use crate::exact::Instant;

/// The instant at which each lead is assessed.
#[derive(Debug)]
pub enum AsOf<'a> {
    /// One instant for all leads.
    One(Instant),
    /// A table of `lead` and `as_of`, each row of which gives one row of the result.
    Each(Chunk<'a>),
}

/// The leads that are explained.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Explain {
    /// No leads.
    #[default]
    None,
    /// The leads with these ids.
    Some(BTreeSet<String>),
    /// All leads.
    All,
}

/// Which rows exist at an instant, depending on when they were recorded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum KnownAt {
    /// All rows, whenever they were recorded.
    #[default]
    Now,
    /// Rows that were recorded (`recorded_at`) at or before the instant, that is, what was known then.
    Then,
}

/// Options of scoring tables.
#[derive(Clone, Debug, Default)]
pub struct TableOptions {
    /// Whether to compute the whole assessment of each lead: groups, interests, next steps, segments,
    /// switches and seasons.
    pub details: bool,
    /// The leads to explain.
    pub explain: Explain,
    /// Whether to fail instead of listing rejects.
    pub strict: bool,
    /// Which rows exist, depending on their `recorded_at`.
    pub known: KnownAt,
    /// Reports progress and allows cancelling.
    pub progress: Option<Arc<Progress>>,
}

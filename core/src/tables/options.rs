//! What is asked of a call over tables.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::columns::chunk::Chunk;
use super::progress::Progress;
use crate::exact::Instant;

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
    pub progress: Option<Arc<Progress>>,
}

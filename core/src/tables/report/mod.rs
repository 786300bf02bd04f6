//! The result of scoring tables: rows, ids of leads, summaries and grids.

pub(crate) mod grid;
pub(crate) mod lead_ids;
pub(crate) mod lead_list;
pub(crate) mod rows;
pub(crate) mod scoring;
pub(crate) mod summary;

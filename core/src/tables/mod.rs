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

pub(crate) mod columns;
pub(crate) mod progress;
pub(crate) mod options;
pub(crate) mod error;
pub(crate) mod parallel;
pub(crate) mod partition;
pub(crate) mod scan;
pub(crate) mod report;
pub(crate) mod run;
pub(crate) mod dataset;

pub use columns::chunk::Chunk;
pub use columns::column::Column;
pub use columns::known::Known;
pub use columns::packed_text::Packed;
pub use columns::texts::Texts;
pub use dataset::loaded::Dataset;
pub use dataset::sheet::Sheet;
pub use dataset::typed_dataset::TypedDataset;
pub use error::TableError;
pub use options::{AsOf, Explain, KnownAt, TableOptions};
pub use progress::Progress;
pub use report::grid::{Grid, Moves, Place};
pub use report::lead_ids::Leads;
pub use report::rows::Scores;
pub use report::scoring::Scoring;
pub use report::summary::{Account, Summary};

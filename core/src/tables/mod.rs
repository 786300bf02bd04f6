//! Tables of many leads over plain slices. Each row gives the same result as a call for a single lead.
//!
//! Profiles and events are read in the order of their rows; each event becomes a short record (id,
//! kind, day). The records of a group of leads that fits the cache are then processed together: a
//! range of rows if both tables are sorted by lead (`run::by_range`), else one of many partitions by
//! the hash of the id (`run::by_hash`). There the records are summed, or become runs, and the leads
//! are evaluated as in a call for a single lead. Results are in the order in which leads first
//! appear, whatever the number of threads.

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

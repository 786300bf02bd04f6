//! Generated tables of leads and events as Arrow IPC files, and their results.

mod columns;
mod dice;
mod history;
mod generated;
mod profiles;
mod read;
mod results;
mod stream;
mod write;

pub use columns::Ids;
pub use generated::{Data, LeadRow, generate};
pub use read::{Batches, batches, texts};
pub use results::Results;
pub use stream::{Making, events, streams};
pub use write::{write_file, write_variant};

/// An error that ends a benchmark program, with a message for its user.
pub type Failure = Box<dyn std::error::Error>;

/// The instant of assessment, 2026-11-22T09:30:00Z, in microseconds.
pub const AS_OF_MICROS: i64 = 1_795_339_800_000_000;

/// The microseconds of a day without a clock change.
const DAY: i64 = 86_400_000_000;

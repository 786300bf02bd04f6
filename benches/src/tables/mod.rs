//! Tables of made-up leads and events, as Arrow IPC files, and results of them.

mod columns;
mod dice;
mod history;
mod made_up;
mod profiles;
mod read;
mod results;
mod stream;
mod write;

pub use columns::Ids;
pub use made_up::{Data, LeadRow, made_up};
pub use read::{Batches, batches, texts};
pub use results::Results;
pub use stream::{Making, events, streams};
pub use write::{write_file, write_variant};

/// What stops a program that measures: its text is for whoever runs it.
pub type Failure = Box<dyn std::error::Error>;

/// When the tables are assessed: 2026-11-22T09:30:00Z, in microseconds.
pub const AS_OF_MICROS: i64 = 1_795_339_800_000_000;

/// Microseconds of a day without a clock change.
const DAY: i64 = 86_400_000_000;

//! Tables as Arrow, for input and output (feature `arrow`). This module only converts.
//!
//! [Tables](crate::docs::tables) lists the types that a column may have and those that are read in place.

mod batches;
mod bytes;
mod cells;
mod column;
mod columns_read;
mod dictionaries;
mod error;
mod borrowed_columns;
mod ids;
mod lists;
mod names;
mod numbers;
mod output;
mod places;
mod plain;
mod request;
mod rows;
mod sorted;
mod texts;
mod times;
mod unions;
mod values;
mod words;
mod work;

pub use batches::Batches;
pub use error::ArrowTableError;
pub use request::{AsOf, ScoredTable, TableRequest};
pub use sorted::SortedStream;
pub use values::Values;

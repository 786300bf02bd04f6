//! Tables in and out as Arrow (feature `arrow`): conversion only.
//!
//! See [tables](crate::docs::tables) for which types a column may have, and
//! which of them are read in place.

mod batches;
mod bytes;
mod cells;
mod column;
mod dictionaries;
mod error;
mod held;
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
pub use values::Values;

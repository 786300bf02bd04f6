//! Everything that must be equal on every machine: decimals, decay factors, days, months,
//! instants and zones.
//!
//! Nothing here reads a file or a clock, and no digit of a result depends on floating-point
//! arithmetic. The rest of the library uses these types for such arithmetic.

pub mod bounds;
mod day;
mod decay;
mod decimal;
mod double;
mod halves;
mod from_clock;
mod instant;
mod number;
mod points;
mod rounding;
mod scaled;
mod rfc3339_fast;
mod when;
mod zone;
mod zones;

pub use bounds::*;
pub use day::Day;
pub use decay::Factors;
pub use decimal::Decimal;
pub(crate) use double::nearest;
pub use instant::Instant;
pub(crate) use instant::rfc3339;
pub use number::Number;
pub(crate) use number::SPARSE;
pub use points::Milli;
pub(crate) use rfc3339_fast::parse_prefix;
pub use rounding::{round_div, round_div_up};
pub use when::{When, WhenError};
pub use zone::Zone;

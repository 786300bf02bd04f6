//! Backtests: figures worked out by hand, an independent slow implementation, and every error.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::float_arithmetic,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_possible_wrap,
    reason = "a test may stop at once"
)]

mod errors;
mod figures;
mod leaks;
mod reference;
mod rules;
mod slow;
mod slow_rows;
mod tables;

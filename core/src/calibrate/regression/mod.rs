//! Logistic regression with a ridge penalty and bounds, for points of rules.
//!
//! Rows with their columns ([`design`]) are summed block by block ([`sums`]); Newton's method finds the
//! coefficients ([`solve`], with [`matrix`]). Rules are removed one by one ([`selection`]), the
//! coefficients are repeated without each block of leads ([`jackknife`]) and become whole points
//! ([`whole_points`]).
//!
//! All sums run in an order that follows from the ids of leads alone, so that the digits depend neither on
//! the order of rows nor on the number of threads. General libraries of linear algebra choose instructions
//! by machine and would give different last digits.

pub(crate) mod matrix;
pub(crate) mod design;
pub(crate) mod sums;
pub(crate) mod solve;
pub(crate) mod selection;
pub(crate) mod jackknife;
pub(crate) mod whole_points;

#[cfg(test)]
mod tests;

//! The figures of section "learning from outcomes": rates, AUC, curves, survival, and their intervals.
//!
//! Rows are counted in whole numbers, and ratios of counts are rounded once. Other figures are exact sums of
//! doubles, or sums in an order that follows from the numbers themselves, so neither the order of rows
//! nor the number of threads changes a digit. Logarithms and exponentials come from the crate `libm`, in
//! one version, because those of two machines may differ in the last digit.

pub(crate) mod auc;
pub(crate) mod auc_difference;
pub(crate) mod bins;
pub(crate) mod curve;
pub(crate) mod exact_sum;
pub(crate) mod gain;
pub(crate) mod gaps;
pub(crate) mod groups;
pub(crate) mod interval;
pub(crate) mod rate;
pub(crate) mod ratio;
pub(crate) mod round_limits;
pub(crate) mod survival;

#[cfg(test)]
pub(crate) mod random;

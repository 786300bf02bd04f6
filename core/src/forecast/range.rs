//! The range of a number over a span of days.

use crate::exact::Number;
use crate::model::watch::{Watch, separates};

/// The range of a number over all days of a span.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Range {
    /// The number is missing on all days.
    Missing,
    /// From the least to the greatest value, both included.
    Between(Number, Number),
    /// The range is not known.
    Open,
}

impl Range {
    /// Whether no condition distinguishes two numbers of the range.
    pub(super) fn is_within_thresholds(self, watch: &Watch) -> bool {
        match self {
            Self::Missing => true,
            Self::Between(low, high) => !separates(&watch.thresholds, low, high),
            Self::Open => false,
        }
    }

    /// Whether every number of this range compares in the same way to every number of the other.
    pub(super) fn keeps_order(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Missing, _) | (_, Self::Missing) => true,
            (Self::Between(low, high), Self::Between(least, most)) => {
                high < least || most < low || (low == high && least == most)
            }
            _ => false,
        }
    }
}

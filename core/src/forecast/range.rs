//! Where a number stays while days pass.

use crate::exact::Number;
use crate::model::watch::{Watch, cut};

/// Where a number stays on all days of a span.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Range {
    /// It is missing on all days.
    Missing,
    /// Both ends included.
    Between(Number, Number),
    /// That is not known.
    Open,
}

impl Range {
    /// Whether no condition tells its numbers apart.
    pub(super) fn is_uncut(self, watch: &Watch) -> bool {
        match self {
            Self::Missing => true,
            Self::Between(low, high) => !cut(&watch.cuts, low, high),
            Self::Open => false,
        }
    }

    /// Whether any number of one has the same order to any number of the other.
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

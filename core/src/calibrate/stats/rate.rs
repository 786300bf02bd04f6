//! Rates of conversion, with Wilson's interval for rows that depend on each other.

use super::interval::{Interval, Z};
use super::ratio::ratio;

/// The rows and conversions of one lead among the rows of a rate.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct LeadCounts {
    pub(crate) rows: u64,
    pub(crate) conversions: u64,
}

/// Sums over the leads of a rate. They are whole numbers, so the order of leads does not matter.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct RateSums {
    pub(crate) leads: u64,
    pub(crate) rows: u64,
    pub(crate) conversions: u64,
    /// Sum of the squared rows of each lead.
    rows_squared: u128,
    /// Sum of the rows of each lead times its conversions.
    products: u128,
    /// Sum of the squared conversions of each lead.
    conversions_squared: u128,
}

impl RateSums {
    /// Adds a lead; one without rows adds nothing.
    pub(crate) fn add(&mut self, lead: LeadCounts) {
        if lead.rows == 0 {
            return;
        }
        let (rows, conversions) = (u128::from(lead.rows), u128::from(lead.conversions));
        self.leads += 1;
        self.rows += lead.rows;
        self.conversions += lead.conversions;
        self.rows_squared += rows * rows;
        self.products += rows * conversions;
        self.conversions_squared += conversions * conversions;
    }

    /// The share of rows that convert; `None` without rows.
    pub(crate) fn rate(&self) -> Option<f64> {
        ratio(self.conversions.into(), self.rows.into())
    }

    /// Wilson's interval of the rate; `None` without rows.
    pub(crate) fn interval(&self) -> Option<Interval> {
        Some(wilson(self.conversions, self.rows, self.effective_rows()?))
    }

    /// The number of independent rows that would tell as much about the rate.
    ///
    /// This is `n^2 p (1 - p) / sum((c - p m)^2)` for `m` rows and `c` conversions of each lead, at most
    /// `n`, and at least `n^2 / sum(m^2)`, which it is for a rate of 0 or 1.
    fn effective_rows(&self) -> Option<f64> {
        let (rows, conversions) = (u128::from(self.rows), u128::from(self.conversions));
        let least = ratio(rows * rows, self.rows_squared)?;
        if conversions == 0 || conversions == rows {
            return Some(least);
        }
        // With p = conversions / rows, both parts of the fraction times n^2 are whole numbers:
        // sum((n c - C m)^2) and n^2 C (n - C). The sum never falls below 0.
        let spread = rows * rows * self.conversions_squared
            + conversions * conversions * self.rows_squared
            - 2 * rows * conversions * self.products;
        let most = rows as f64;
        if spread == 0 {
            return Some(most);
        }
        let by_spread =
            (conversions * (rows - conversions)) as f64 / spread as f64 * (rows * rows) as f64;
        Some(by_spread.max(least).min(most))
    }
}

/// Wilson's interval of `conversions` of `rows`, as wide as for `effective` rows.
fn wilson(conversions: u64, rows: u64, effective: f64) -> Interval {
    let rate = conversions as f64 / rows as f64;
    let square = Z * Z / effective;
    let middle = (rate + square / 2.0) / (1.0 + square);
    let spread = (rate * (1.0 - rate) / effective + square / effective / 4.0).sqrt();
    let found = Interval::around(middle, Z / (1.0 + square) * spread);
    Interval {
        low: if conversions == 0 { 0.0 } else { found.low },
        high: if conversions == rows { 1.0 } else { found.high },
    }
}

#[cfg(test)]
#[path = "rate_tests.rs"]
mod tests;

//! Rates of conversion of rows with one value of a label.

use std::collections::BTreeMap;

use crate::calibrate::sample::rows::{Moment, SampleRow};
use crate::calibrate::stats::interval::Interval;
use crate::calibrate::stats::rate::{LeadCounts, RateSums};
use crate::calibrate::stats::ratio::ratio;
use crate::calibrate::stats::survival::{Observed, SurvivalStep};

/// The rows with one value of a label.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[non_exhaustive]
pub struct ValueFigures {
    /// The name of the value; `None` for rows without the label, and for all rows.
    pub value: Option<String>,
    /// Number of mature rows; figures are of these unless stated otherwise.
    pub rows: u64,
    /// Number of leads.
    pub leads: u64,
    /// Number of rows whose last day has not ended.
    pub open_rows: u64,
    /// Number of rows that convert.
    pub conversions: u64,
    /// The share of rows that convert, 0 to 1; `None` without rows.
    pub rate: Option<f64>,
    /// Wilson's interval of the rate, widened because rows of one lead depend on each other.
    pub interval: Option<Interval>,
    /// The rate divided by that of all rows; `None` without rows, or if no row converts.
    pub lift: Option<f64>,
    /// The share of all conversions, 0 to 1; `None` if no row converts.
    pub share: Option<f64>,
    /// Of labels with an order, the share of conversions of this value and all better ones.
    pub cumulative_share: Option<f64>,
    /// The median of days from the instant to the first outcome, of rows that convert; of an even
    /// number the mean of the middle two, rounded up.
    pub median_days: Option<u32>,
    /// At one instant: the share of rows, mature and open, that have not converted by each day on which
    /// some convert. Open rows are observed until the last whole day of the data. Empty over all
    /// instants.
    pub survival: Vec<SurvivalStep>,
}

/// The rows of a value while they are counted.
#[derive(Debug, Default)]
pub(crate) struct ValueCounts {
    pub(crate) sums: RateSums,
    /// Of the current lead.
    lead: LeadCounts,
    open_rows: u64,
    /// Number of conversions by days.
    days: BTreeMap<u32, u64>,
    observed: Observed,
}

impl ValueCounts {
    pub(crate) fn add(&mut self, row: &SampleRow, moment: &Moment, horizon_days: u32) {
        if moment.is_mature {
            self.lead.rows += 1;
            self.lead.conversions += u64::from(row.converts());
            if let Some(days) = row.days {
                *self.days.entry(days).or_default() += 1;
            }
        } else {
            self.open_rows += 1;
        }
        // Without a whole day, nothing was observed.
        let Ok(whole) = u32::try_from(moment.whole_days) else {
            return;
        };
        let end = whole.min(horizon_days);
        match row.days.filter(|days| *days <= end) {
            Some(days) => self.observed.converts(days),
            None => self.observed.ends(end),
        }
    }

    /// Ends the rows of a lead.
    pub(crate) fn end_lead(&mut self) {
        self.sums.add(std::mem::take(&mut self.lead));
    }

    pub(crate) fn figures(
        &self,
        value: Option<String>,
        all: &RateSums,
        survival: bool,
    ) -> ValueFigures {
        let sums = &self.sums;
        let product = |one: u64, two: u64| u128::from(one) * u128::from(two);
        ValueFigures {
            value,
            rows: sums.rows,
            leads: sums.leads,
            open_rows: self.open_rows,
            conversions: sums.conversions,
            rate: sums.rate(),
            interval: sums.interval(),
            lift: ratio(
                product(sums.conversions, all.rows),
                product(sums.rows, all.conversions),
            ),
            share: ratio(sums.conversions.into(), all.conversions.into()),
            cumulative_share: None,
            median_days: median(&self.days),
            survival: if survival {
                self.observed.steps()
            } else {
                Vec::new()
            },
        }
    }
}

/// The median of numbers with their counts; of an even number the mean of the middle two, rounded up.
fn median(counts: &BTreeMap<u32, u64>) -> Option<u32> {
    let all: u64 = counts.values().sum();
    let at = |place: u64| {
        let mut before = 0;
        let mut numbers = counts.iter();
        let found = numbers.find(|(_, count)| {
            before += **count;
            before > place
        });
        found.map(|(number, _)| *number)
    };
    let (low, high) = (at(all.checked_sub(1)? / 2)?, at(all / 2)?);
    Some((low + high).div_ceil(2))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn medians_round_up() {
        let of = |list: &[u32]| {
            let mut counts = BTreeMap::new();
            list.iter()
                .for_each(|one| *counts.entry(*one).or_default() += 1);
            median(&counts)
        };
        assert_eq!(of(&[]), None);
        assert_eq!(of(&[4]), Some(4));
        assert_eq!(of(&[4, 7]), Some(6));
        assert_eq!(of(&[1, 4, 4, 9]), Some(4));
        assert_eq!(of(&[9, 0, 3]), Some(3));
    }
}

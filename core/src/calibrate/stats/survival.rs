//! Kaplan-Meier: the share of rows that have converted by each day.

use std::collections::BTreeMap;

use super::interval::{Interval, Z};

/// A day on which rows convert, in a Kaplan-Meier curve.
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize)]
#[non_exhaustive]
pub struct SurvivalStep {
    /// Days since the day of the instant, 0 to the horizon.
    pub day: u32,
    /// Number of rows that had not converted before the day and were still observed on it.
    pub at_risk: u64,
    /// Number of rows that convert on the day.
    pub conversions: u64,
    /// The share of rows that have not converted by the end of the day, 0 to 1.
    pub share: f64,
    /// Greenwood's log-log interval of `share`; `None` once `share` is 0.
    pub interval: Option<Interval>,
}

/// How many rows convert, and how many were no longer observed after each day.
#[derive(Clone, Debug, Default)]
pub(crate) struct Observed {
    /// By day: conversions, and rows whose observation ended without one.
    days: BTreeMap<u32, DayCounts>,
}

#[derive(Clone, Copy, Debug, Default)]
struct DayCounts {
    conversions: u64,
    ends: u64,
}

impl Observed {
    /// Adds a row that converts on a day.
    pub(crate) fn converts(&mut self, day: u32) {
        self.days.entry(day).or_default().conversions += 1;
    }

    /// Adds a row whose observation ends with a day, without a conversion.
    pub(crate) fn ends(&mut self, day: u32) {
        self.days.entry(day).or_default().ends += 1;
    }

    /// The days on which rows convert, earliest first.
    pub(crate) fn steps(&self) -> Vec<SurvivalStep> {
        let all = self.days.values();
        let mut at_risk: u64 = all.map(|counts| counts.conversions + counts.ends).sum();
        let (mut share, mut variance) = (1.0, 0.0);
        let mut steps = Vec::new();
        for (day, counts) in &self.days {
            if counts.conversions > 0 {
                let (risk, others) = (at_risk as f64, (at_risk - counts.conversions) as f64);
                share *= others / risk;
                variance += counts.conversions as f64 / (risk * others);
                steps.push(SurvivalStep {
                    day: *day,
                    at_risk,
                    conversions: counts.conversions,
                    share,
                    interval: log_log(share, variance),
                });
            }
            at_risk -= counts.conversions + counts.ends;
        }
        steps
    }
}

/// The interval of a share by the variance of the logarithm of minus its logarithm.
fn log_log(share: f64, variance: f64) -> Option<Interval> {
    // At 0 the logarithm does not exist.
    if share <= 0.0 {
        return None;
    }
    let log = libm::log(share);
    let by = Z * variance.sqrt() / -log;
    let bound = |by: f64| libm::exp(log * libm::exp(by));
    Some(Interval {
        low: bound(by),
        high: bound(-by),
    })
}

#[cfg(test)]
#[path = "survival_tests.rs"]
mod tests;

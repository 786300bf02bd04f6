//! Intervals of 95 %.

/// The quantile of the normal distribution at 97.5 %.
pub(crate) const Z: f64 = 1.959_963_984_540_054;

/// An interval that covers the true value in 95 % of samples.
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize)]
#[non_exhaustive]
pub struct Interval {
    /// The lower bound, in the unit of the figure.
    pub low: f64,
    /// The upper bound, not below `low`.
    pub high: f64,
}

impl Interval {
    /// Whether a value lies in the interval, bounds included.
    pub fn holds(&self, value: f64) -> bool {
        (self.low..=self.high).contains(&value)
    }

    /// The interval `by` to both sides of a share, cut at 0 and 1.
    pub(crate) fn around(share: f64, by: f64) -> Self {
        Self {
            low: (share - by).max(0.0),
            high: (share + by).min(1.0),
        }
    }
}

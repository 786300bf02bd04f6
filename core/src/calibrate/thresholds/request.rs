//! Which minimum points are wanted.

use std::collections::BTreeMap;

use crate::calibrate::sample::request::SampleRequest;

/// The points whose minima are to be found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum ThresholdOf {
    /// The grades, by the points of fit.
    Grade,
    /// The ranks, by the points of engagement.
    Rank,
    /// The threshold of readiness; its only band is `ready`.
    Ready,
}

/// What a minimum must fulfil. Leads of better bands reach it, too.
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Wish {
    /// Leads with these points convert at this rate at least, 0 to 1, by the curve of rates of the backtest.
    Rate(f64),
    /// At most this share of rows reaches it, 0 to 1.
    Share(f64),
    /// At most this number of leads reaches it at each instant.
    Capacity(u32),
}

/// Which minimum points are wanted.
///
/// ```
/// use leadgrade::calibrate::{Outcomes, SampleRequest, ThresholdOf, ThresholdsRequest, Wish};
/// use leadgrade::Instant;
/// let at = [Instant::from_micros(1_760_000_000_000_000).unwrap()];
/// let sample = SampleRequest::new(at, 90, Outcomes::Signal("order".to_owned()));
/// let request = ThresholdsRequest::new(sample, ThresholdOf::Grade)
///     .wish("A", Wish::Rate(0.25))
///     .wish("B", Wish::Capacity(200));
/// assert_eq!(request.wishes.len(), 2);
/// ```
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct ThresholdsRequest<'a> {
    /// Which leads are assessed when, and what counts as a conversion.
    pub sample: SampleRequest<'a>,
    /// The points whose minima are to be found.
    pub of: ThresholdOf,
    /// The wishes by the name of a grade or rank, or `ready`. The last band has no minimum.
    pub wishes: BTreeMap<String, Wish>,
}

impl<'a> ThresholdsRequest<'a> {
    /// A request without wishes.
    pub fn new(sample: SampleRequest<'a>, of: ThresholdOf) -> Self {
        Self {
            sample,
            of,
            wishes: BTreeMap::new(),
        }
    }

    /// The request with one more wish.
    #[must_use]
    pub fn wish(mut self, band: &str, wish: Wish) -> Self {
        self.wishes.insert(band.to_owned(), wish);
        self
    }
}

//! What a backtest is asked.

use crate::calibrate::sample::request::SampleRequest;

/// What a backtest is asked.
///
/// ```
/// use leadgrade::calibrate::{BacktestRequest, Outcomes, SampleRequest};
/// use leadgrade::Instant;
/// let at = [Instant::from_micros(1_760_000_000_000_000).unwrap()];
/// let sample = SampleRequest::new(at, 90, Outcomes::Signal("order".to_owned()));
/// let mut request = BacktestRequest::new(sample);
/// request.list = 20;
/// assert!(request.rules);
/// ```
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct BacktestRequest<'a> {
    /// Which leads are assessed when, and what counts as a conversion.
    pub sample: SampleRequest<'a>,
    /// Whether to report each criterion, signal and group; `true` by default. The tables are then read
    /// once more, and each row takes 8 bytes for each rule.
    pub rules: bool,
    /// The most leads in each of the lists of leads to look at; 100 by default.
    pub list: usize,
}

impl<'a> BacktestRequest<'a> {
    /// A request with the defaults for everything else.
    pub fn new(sample: SampleRequest<'a>) -> Self {
        Self {
            sample,
            rules: true,
            list: 100,
        }
    }
}

//! What criteria are asked for.

use std::collections::BTreeMap;

use crate::calibrate::sample::request::SampleRequest;
use crate::calibrate::sample::split::Split;

/// Which way the rate of conversion may go as a number grows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Trend {
    /// Either way.
    #[default]
    Any,
    /// Greater numbers have higher rates.
    Rising,
    /// Greater numbers have lower rates.
    Falling,
}

/// Which columns to propose criteria for.
///
/// ```
/// use leadgrade::calibrate::{Outcomes, ProposeRequest, SampleRequest, Trend};
/// use leadgrade::Instant;
/// let at = [Instant::from_micros(1_760_000_000_000_000).unwrap()];
/// let sample = SampleRequest::new(at, 90, Outcomes::Signal("order".to_owned()));
/// let mut request = ProposeRequest::new(sample);
/// request.trends.insert("employees".to_owned(), Trend::Rising);
/// assert_eq!(request.max_points, 20);
/// ```
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct ProposeRequest<'a> {
    /// Which leads are assessed when, and what counts as a conversion.
    pub sample: SampleRequest<'a>,
    /// The columns of profiles to look at. `None`: all but `lead`, `valid_from` and `recorded_at`.
    pub columns: Option<Vec<String>>,
    /// The trends of columns of numbers and dates; of a date, that of the days since. Columns that are
    /// not named may go either way.
    pub trends: BTreeMap<String, Trend>,
    /// The points of the bin that tells most, 1 to 1,000; 20 by default. The points of all other bins
    /// are to the same scale.
    pub max_points: u32,
    /// How rows are dealt to periods; only those of the period to fit are used.
    pub split: Split,
}

impl<'a> ProposeRequest<'a> {
    /// A request for all columns, with the defaults for everything else.
    pub fn new(sample: SampleRequest<'a>) -> Self {
        Self {
            sample,
            columns: None,
            trends: BTreeMap::new(),
            max_points: 20,
            split: Split::default(),
        }
    }
}

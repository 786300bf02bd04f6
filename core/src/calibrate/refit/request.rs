//! How points are to be learnt.

use std::collections::{BTreeMap, BTreeSet};

use crate::calibrate::sample::request::SampleRequest;
use crate::calibrate::sample::split::Split;

/// The sign that the points of a rule must have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Sign {
    /// 0 or more.
    Gain,
    /// 0 or less.
    Loss,
}

/// How points are to be learnt.
///
/// ```
/// use leadgrade::calibrate::{Outcomes, RefitRequest, SampleRequest, Sign};
/// use leadgrade::Instant;
/// let at = [Instant::from_micros(1_760_000_000_000_000).unwrap()];
/// let sample = SampleRequest::new(at, 90, Outcomes::Signal("order".to_owned()));
/// let mut request = RefitRequest::new(sample);
/// request.signs.insert("visit".to_owned(), Sign::Gain);
/// request.half_lives = vec![15, 30, 60];
/// assert_eq!(request.max_points, 20);
/// ```
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct RefitRequest<'a> {
    /// Which leads are assessed when, and what counts as a conversion.
    pub sample: SampleRequest<'a>,
    /// How rows are dealt to the periods to fit, to choose and to report.
    pub split: Split,
    /// The most points in size of a case, persona or signal, 1 to 1,000; 20 by default.
    pub max_points: u32,
    /// The most rules that get points; `None`: as many as the period to choose asks for.
    pub max_rules: Option<usize>,
    /// Names of criteria, personas and signals that keep their points.
    pub freeze: BTreeSet<String>,
    /// The signs of points, by the name of a criterion, persona or signal.
    pub signs: BTreeMap<String, Sign>,
    /// Half-lives in days, 1 to 3,650, to try for the signals whose points are learnt. Without any, and
    /// without [`windows`](Self::windows), decay stays as it is.
    pub half_lives: Vec<u32>,
    /// Windows in days, 1 to 3,650, to try likewise.
    pub windows: Vec<u32>,
    /// The TOML text of the model. The answer's text then keeps its comments and its order.
    pub text: Option<String>,
}

impl<'a> RefitRequest<'a> {
    /// A request with the defaults for everything else.
    pub fn new(sample: SampleRequest<'a>) -> Self {
        Self {
            sample,
            split: Split::default(),
            max_points: 20,
            max_rules: None,
            freeze: BTreeSet::new(),
            signs: BTreeMap::new(),
            half_lives: Vec::new(),
            windows: Vec::new(),
            text: None,
        }
    }
}

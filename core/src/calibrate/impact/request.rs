//! What is compared.

use crate::calibrate::sample::request::Outcomes;
use crate::exact::Instant;
use crate::tables::KnownAt;

/// At which instant two models are compared.
///
/// ```
/// use leadgrade::calibrate::ImpactRequest;
/// use leadgrade::Instant;
/// let request = ImpactRequest::new(Instant::from_micros(1_760_000_000_000_000).unwrap());
/// assert!(request.outcomes.is_none());
/// ```
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct ImpactRequest<'a> {
    /// The instant.
    pub as_of: Instant,
    /// Which rows of the tables exist at the instant.
    pub known: KnownAt,
    /// What happened afterwards; `None` leaves rates out.
    pub outcomes: Option<ImpactOutcomes<'a>>,
}

/// What happened after the instant.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct ImpactOutcomes<'a> {
    /// Where outcomes come from; a signal is one of the old model.
    pub outcomes: Outcomes<'a>,
    /// A lead converts with an outcome on a day at most this many days after that of the instant, 1 to
    /// 3,650.
    pub horizon_days: u32,
    /// When the data ends. `None`: the latest instant in events and outcomes.
    pub observed_until: Option<Instant>,
}

impl<'a> ImpactOutcomes<'a> {
    /// Outcomes up to the end of the data.
    pub fn new(outcomes: Outcomes<'a>, horizon_days: u32) -> Self {
        Self {
            outcomes,
            horizon_days,
            observed_until: None,
        }
    }
}

impl ImpactRequest<'_> {
    /// A request without outcomes, for all rows.
    pub fn new(as_of: Instant) -> Self {
        Self {
            as_of,
            known: KnownAt::Now,
            outcomes: None,
        }
    }
}

//! Which leads are assessed when, and what counts as a conversion.

use std::sync::Arc;

use crate::exact::Instant;
use crate::tables::{Chunk, KnownAt, Progress};

/// Where outcomes, such as orders, come from.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Outcomes<'a> {
    /// A table of `lead` and `at`; other columns are ignored. A bare date in `at` is the first instant
    /// of the day.
    Table(Chunk<'a>),
    /// The events that match this signal of the model. Events with one id count once.
    Signal(String),
}

/// The rows of a sample: which leads are assessed when.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum At<'a> {
    /// At each of these instants every lead that profiles, or events up to the instant, name. In any
    /// order; equal instants count once.
    Instants(Vec<Instant>),
    /// The rows of a table of `lead` and `as_of`, where a bare date is the end of the day. Each instant
    /// that occurs gets its figures, so there may be at most 3,650 different ones.
    Leads(Chunk<'a>),
}

impl From<Vec<Instant>> for At<'_> {
    fn from(instants: Vec<Instant>) -> Self {
        Self::Instants(instants)
    }
}

impl<const N: usize> From<[Instant; N]> for At<'_> {
    fn from(instants: [Instant; N]) -> Self {
        Self::Instants(instants.into())
    }
}

impl<'a> From<Chunk<'a>> for At<'a> {
    fn from(leads: Chunk<'a>) -> Self {
        Self::Leads(leads)
    }
}

/// Which leads are assessed when, and what counts as a conversion.
///
/// ```
/// use leadgrade::calibrate::{Outcomes, SampleRequest};
/// use leadgrade::Instant;
/// let at = [Instant::from_micros(1_760_000_000_000_000).unwrap()];
/// let request = SampleRequest::new(at, 90, Outcomes::Signal("order".to_owned()));
/// assert!(!request.again);
/// ```
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct SampleRequest<'a> {
    /// Which leads are assessed when.
    pub at: At<'a>,
    /// A row converts with an outcome on a day at most this many days after that of its instant, 1 to
    /// 3,650.
    pub horizon_days: u32,
    /// Where outcomes come from.
    pub outcomes: Outcomes<'a>,
    /// When the data ends; later outcomes do not count. `None`: the latest instant in events and
    /// outcomes.
    pub observed_until: Option<Instant>,
    /// A condition, as in a model (`{"fact": "stage", "eq": "new"}`). Only leads for which it holds at
    /// the instant are counted. It may test every fact; with `qualification` and `segments.*`, scoring
    /// takes longer.
    pub eligible: Option<serde_json::Value>,
    /// Whether leads with an outcome at or before the instant are counted, too. `false` by default.
    pub again: bool,
    /// Which rows exist at an instant. `None`: those recorded by then if profiles or events have a
    /// column `recorded_at`, else all rows.
    pub known: Option<KnownAt>,
    /// Reports progress, instant by instant, and allows cancelling.
    pub progress: Option<Arc<Progress>>,
}

impl<'a> SampleRequest<'a> {
    /// A request with the defaults for everything else.
    pub fn new(at: impl Into<At<'a>>, horizon_days: u32, outcomes: Outcomes<'a>) -> Self {
        Self {
            at: at.into(),
            horizon_days,
            outcomes,
            observed_until: None,
            eligible: None,
            again: false,
            known: None,
            progress: None,
        }
    }
}

//! Which leads and instants a study of buying cycles looks at.

use std::sync::Arc;

use crate::exact::Instant;
use crate::tables::{KnownAt, Progress};

/// Which leads and instants a study of buying cycles looks at.
///
/// ```
/// use leadgrade::calibrate::CycleRequest;
/// use leadgrade::Instant;
/// let at = vec![Instant::from_micros(1_760_000_000_000_000).unwrap()];
/// let mut request = CycleRequest::new(at, 90);
/// request.observed_until = Instant::from_micros(1_780_000_000_000_000);
/// ```
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct CycleRequest {
    /// The instants at which leads with a purchase are looked at. Settings are chosen at the earlier
    /// ones and judged at the last. With one instant, or if the horizon of the earlier ones reaches to
    /// the last, leads are dealt instead.
    pub at: Vec<Instant>,
    /// A lead buys again with a purchase on a day at most this many days after that of the instant, 1
    /// to 3,650.
    pub horizon_days: u32,
    /// When the data ends. `None`: the latest instant in events.
    pub observed_until: Option<Instant>,
    /// A condition, as in a model. Only leads for which it holds at the instant are counted.
    pub eligible: Option<serde_json::Value>,
    /// Which events exist at an instant. `None`: those recorded by then if events have a column
    /// `recorded_at`, else all.
    pub known: Option<KnownAt>,
    /// Reports progress and allows cancelling.
    pub progress: Option<Arc<Progress>>,
}

impl CycleRequest {
    /// A request with the defaults for everything else.
    pub fn new(at: Vec<Instant>, horizon_days: u32) -> Self {
        Self {
            at,
            horizon_days,
            observed_until: None,
            eligible: None,
            known: None,
            progress: None,
        }
    }
}

//! How far scoring is, seen from another thread.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

/// Shared with scoring: how far it is, and whether anybody still waits for it.
///
/// ```
/// use std::sync::Arc;
/// use leadgrade::tables::{AsOf, TableError, TableOptions, Progress};
/// use leadgrade::Model;
/// let model = Model::from_toml("format = 1\nname = \"empty\"")?;
/// let progress = Arc::new(Progress::default());
/// let options = TableOptions { progress: Some(Arc::clone(&progress)), ..TableOptions::default() };
/// let as_of = AsOf::One(model.as_of("2026-11-22")?);
/// assert_eq!(progress.share(), 0.0);
/// model.score_tables(&[], &[], &as_of, &options)?;
/// assert_eq!(progress.share(), 1.0);
/// progress.cancel();
/// let found = model.score_tables(&[], &[], &as_of, &options);
/// assert!(matches!(found, Err(TableError::Cancelled)));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Default)]
pub struct Progress {
    all: AtomicUsize,
    done: AtomicUsize,
    cancelled: AtomicBool,
}

impl Progress {
    /// Nobody waits any more: scoring ends with an error, soon.
    pub fn cancel(&self) {
        self.cancelled.store(true, Ordering::Relaxed);
    }

    /// Whether nobody waits any more.
    pub fn is_cancelled(&self) -> bool {
        self.cancelled.load(Ordering::Relaxed)
    }

    /// How much is done, 0 to 1.
    pub fn share(&self) -> f32 {
        let steps = |count: &AtomicUsize| u16::try_from(count.load(Ordering::Relaxed).min(60_000));
        match (steps(&self.done), steps(&self.all)) {
            (Ok(done), Ok(all)) if all > 0 => share(done, all),
            _ => 0.0,
        }
    }

    /// So many steps are to be done.
    pub(crate) fn begin(&self, steps: usize) {
        self.done.store(0, Ordering::Relaxed);
        self.all.store(steps, Ordering::Relaxed);
    }

    /// A step is done.
    pub(crate) fn step(&self) {
        self.done.fetch_add(1, Ordering::Relaxed);
    }
}

#[expect(clippy::float_arithmetic, reason = "for people to look at, no score")]
fn share(done: u16, all: u16) -> f32 {
    (f32::from(done) / f32::from(all)).min(1.0)
}

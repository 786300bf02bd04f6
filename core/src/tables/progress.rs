//! The progress of scoring, for other threads.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

/// Shared between scoring and other threads: shows progress and cancels.
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
/// model.assess_chunks(&[], &[], &as_of, &options)?;
/// assert_eq!(progress.share(), 1.0);
/// progress.cancel();
/// let found = model.assess_chunks(&[], &[], &as_of, &options);
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
    /// Cancels scoring, which then soon returns [`TableError::Cancelled`](super::TableError::Cancelled).
    pub fn cancel(&self) {
        self.cancelled.store(true, Ordering::Relaxed);
    }

    /// Whether scoring was cancelled.
    pub fn is_cancelled(&self) -> bool {
        self.cancelled.load(Ordering::Relaxed)
    }

    /// The share of the work that is done, 0 to 1.
    pub fn share(&self) -> f32 {
        let steps = |count: &AtomicUsize| u16::try_from(count.load(Ordering::Relaxed).min(60_000));
        match (steps(&self.done), steps(&self.all)) {
            (Ok(done), Ok(all)) if all > 0 => share(done, all),
            _ => 0.0,
        }
    }

    /// Starts work of `steps` steps.
    pub(crate) fn begin(&self, steps: usize) {
        self.done.store(0, Ordering::Relaxed);
        self.all.store(steps, Ordering::Relaxed);
    }

    /// Counts a finished step.
    pub(crate) fn step(&self) {
        self.done.fetch_add(1, Ordering::Relaxed);
    }
}

#[expect(clippy::float_arithmetic, reason = "for display, not a score")]
fn share(done: u16, all: u16) -> f32 {
    (f32::from(done) / f32::from(all)).min(1.0)
}

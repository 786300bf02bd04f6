//! Work on all cores with the feature `parallel`. Results do not depend on it.

use super::progress::Progress;

/// The results of `work` for 0 up to `count`, in order. Each is a step of `progress`; after it is
/// cancelled, the rest are defaults.
pub(crate) fn each<T: Send + Default>(
    progress: Option<&Progress>,
    count: usize,
    work: impl Fn(usize) -> T + Send + Sync,
) -> Vec<T> {
    in_parallel(count, |at| {
        let Some(progress) = progress else {
            return work(at);
        };
        if progress.is_cancelled() {
            return T::default();
        }
        let done = work(at);
        progress.step();
        done
    })
}

#[cfg(feature = "parallel")]
fn in_parallel<T: Send>(count: usize, work: impl Fn(usize) -> T + Send + Sync) -> Vec<T> {
    use rayon::prelude::*;
    (0..count)
        .into_par_iter()
        .with_max_len(1)
        .map(work)
        .collect()
}

#[cfg(not(feature = "parallel"))]
fn in_parallel<T: Send>(count: usize, work: impl Fn(usize) -> T + Send + Sync) -> Vec<T> {
    (0..count).map(work).collect()
}

/// The results of `work` for 0 up to `count`, in order, for work that is small.
#[cfg(feature = "parallel")]
pub(crate) fn rows<T: Send>(count: usize, work: impl Fn(usize) -> T + Send + Sync) -> Vec<T> {
    use rayon::prelude::*;
    /// Number of rows that one core takes at a time.
    const ROWS: usize = 1 << 13;
    (0..count)
        .into_par_iter()
        .with_min_len(ROWS)
        .map(work)
        .collect()
}

/// The results of `work` for 0 up to `count`, in order, for work that is small.
#[cfg(not(feature = "parallel"))]
pub(crate) fn rows<T: Send>(count: usize, work: impl Fn(usize) -> T + Send + Sync) -> Vec<T> {
    (0..count).map(work).collect()
}

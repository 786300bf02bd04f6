//! Work on all cores, if the feature `parallel` is on; the results do not
//! depend on it.

use super::progress::Progress;

/// `work` of 0 to `count`, in order, each a step of `progress`; nothing of
/// what is left when it is cancelled.
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

/// `work` of 0 to `count`, in order: little for each.
#[cfg(feature = "parallel")]
pub(crate) fn rows<T: Send>(count: usize, work: impl Fn(usize) -> T + Send + Sync) -> Vec<T> {
    use rayon::prelude::*;
    /// What one core takes at a time.
    const ROWS: usize = 1 << 13;
    (0..count)
        .into_par_iter()
        .with_min_len(ROWS)
        .map(work)
        .collect()
}

/// `work` of 0 to `count`, in order: little for each.
#[cfg(not(feature = "parallel"))]
pub(crate) fn rows<T: Send>(count: usize, work: impl Fn(usize) -> T + Send + Sync) -> Vec<T> {
    (0..count).map(work).collect()
}

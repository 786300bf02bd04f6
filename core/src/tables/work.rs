//! Work on all cores, if the feature `parallel` is on; the results do not
//! depend on it.

use super::watch::Watch;

/// `work` of 0 to `count`, in order, each a step that is watched; nothing of
/// what is left when it is cancelled.
pub(super) fn each<T: Send + Default>(
    watch: Option<&Watch>,
    count: usize,
    work: impl Fn(usize) -> T + Send + Sync,
) -> Vec<T> {
    in_parallel(count, |at| {
        let Some(watch) = watch else { return work(at) };
        if watch.is_cancelled() {
            return T::default();
        }
        let done = work(at);
        watch.step();
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
pub(super) fn rows<T: Send>(count: usize, work: impl Fn(usize) -> T + Send + Sync) -> Vec<T> {
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
pub(super) fn rows<T: Send>(count: usize, work: impl Fn(usize) -> T + Send + Sync) -> Vec<T> {
    (0..count).map(work).collect()
}

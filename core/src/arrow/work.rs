//! Work on all cores with the feature `parallel`. Results do not depend on it.

/// The number of parts of work that keeps all cores busy.
#[cfg(feature = "parallel")]
pub(super) fn workers() -> usize {
    rayon::current_num_threads().max(1)
}

/// The results of `work` for each entry, in order.
#[cfg(feature = "parallel")]
pub(super) fn over<S: Send, T: Send>(list: Vec<S>, work: impl Fn(S) -> T + Send + Sync) -> Vec<T> {
    use rayon::prelude::*;
    list.into_par_iter().with_max_len(1).map(work).collect()
}

/// The number of parts of work that keeps all cores busy.
#[cfg(not(feature = "parallel"))]
pub(super) fn workers() -> usize {
    1
}

/// The results of `work` for each entry, in order.
#[cfg(not(feature = "parallel"))]
pub(super) fn over<S, T>(list: Vec<S>, work: impl Fn(S) -> T) -> Vec<T> {
    list.into_iter().map(work).collect()
}

//! The thread pool that scores tables.

use std::process;
use std::sync::{Arc, Mutex, PoisonError};

use rayon::{ThreadPool, ThreadPoolBuildError, ThreadPoolBuilder};

/// The pool, and the id of the process that created it.
static POOL: Mutex<Option<(u32, Arc<ThreadPool>)>> = Mutex::new(None);

/// The pool of this process. A forked process (`multiprocessing` forks on Linux) does not inherit
/// the threads of its parent's pool and would wait for them forever, so it gets its own pool.
pub(crate) fn pool() -> Result<Arc<ThreadPool>, ThreadPoolBuildError> {
    let mut current = POOL.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some((owner, pool)) = &*current
        && *owner == process::id()
    {
        return Ok(Arc::clone(pool));
    }
    let name = |at| format!("leadgrade-{at}");
    let pool = Arc::new(ThreadPoolBuilder::new().thread_name(name).build()?);
    let old = current.replace((process::id(), Arc::clone(&pool)));
    // Dropping the parent's pool would wait for threads that this process does not have.
    std::mem::forget(old);
    Ok(pool)
}

//! The threads that score tables.

use std::process;
use std::sync::{Arc, Mutex, PoisonError};

use rayon::{ThreadPool, ThreadPoolBuildError, ThreadPoolBuilder};

/// The pool and the process that it belongs to.
static POOL: Mutex<Option<(u32, Arc<ThreadPool>)>> = Mutex::new(None);

/// The pool of this process. One that forked has none of its parent's threads
/// (`multiprocessing` does so on Linux), and would wait for them for ever.
pub(crate) fn pool() -> Result<Arc<ThreadPool>, ThreadPoolBuildError> {
    let mut held = POOL.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some((owner, pool)) = &*held
        && *owner == process::id()
    {
        return Ok(Arc::clone(pool));
    }
    let name = |at| format!("leadgrade-{at}");
    let pool = Arc::new(ThreadPoolBuilder::new().thread_name(name).build()?);
    let old = held.replace((process::id(), Arc::clone(&pool)));
    // Its threads are not here, so nobody can end them.
    std::mem::forget(old);
    Ok(pool)
}

//! The core as a native module for Node: converts arguments, calls the core, converts the answer.
//!
//! `bindings/typescript/src/core.ts` declares the interface that the classes of the package
//! expect. Errors of the core are thrown as errors whose message is JSON text with all problems.

pub mod dataset;
mod external_memory;
pub mod history;
mod ipc;
pub mod model;
pub mod tables;
mod text;

use std::panic::{AssertUnwindSafe, catch_unwind, set_hook};

use leadgrade::wire;
use napi::{Error, Result};

/// Faster than the system allocator for the many small blocks of a call, and for tables on all cores.
#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Silences the message that a panic prints: each panic is caught and thrown as an error, and
/// the message would contain paths of the machine that built the module.
#[napi_derive::module_init]
fn init() {
    set_hook(Box::new(|_| {}));
}

/// The result of a call, or `None` if it panics.
pub(crate) fn caught<T>(call: impl FnOnce() -> T) -> Option<T> {
    catch_unwind(AssertUnwindSafe(call)).ok()
}

/// The result of a call; a panic becomes an error of the package with code `internal`.
pub(crate) fn guarded<T>(call: impl FnOnce() -> Result<T>) -> Result<T> {
    caught(call).unwrap_or_else(|| {
        let message = "internal error: leadgrade panicked".to_owned();
        let help = "please report it with the model and the request";
        let problem = wire::problem("internal", String::new(), message, help);
        Err(Error::from_reason(wire::refusal(&[problem])))
    })
}

/// Turns the core's error, JSON text, into one that is thrown.
fn thrown<T>(answer: std::result::Result<T, String>) -> Result<T> {
    answer.map_err(Error::from_reason)
}

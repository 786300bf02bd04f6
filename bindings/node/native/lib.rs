//! The core as a native module of Node: convert, call, convert back.
//!
//! `bindings/typescript/src/core.ts` says what the classes of the package expect
//! of it. What the core refuses is thrown as an error whose message is the
//! refusal, JSON text.

pub mod dataset;
pub mod history;
mod ipc;
pub mod model;
mod outside;
pub mod tables;
mod text;

use std::panic::{AssertUnwindSafe, catch_unwind, set_hook};

use leadgrade::wire;
use napi::{Error, Result};

/// A call asks for many small pieces of memory, and tables for large ones on all cores.
#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Panics say nothing on standard error: each is caught and thrown as an error, and
/// what it would print names places of the machine on which the module was built.
#[napi_derive::module_init]
fn init() {
    set_hook(Box::new(|_| {}));
}

/// What a call gives, unless it panics.
pub(crate) fn caught<T>(call: impl FnOnce() -> T) -> Option<T> {
    catch_unwind(AssertUnwindSafe(call)).ok()
}

/// What a call gives; a panic is thrown as an error of the package.
pub(crate) fn guarded<T>(call: impl FnOnce() -> Result<T>) -> Result<T> {
    caught(call).unwrap_or_else(|| {
        let message = "leadgrade failed over what it was given".to_owned();
        let help = "please report it with the model and the request";
        let problem = wire::problem("internal", String::new(), message, help);
        Err(Error::from_reason(wire::refusal(&[problem])))
    })
}

/// Throws the core's refusal.
fn thrown<T>(answer: std::result::Result<T, String>) -> Result<T> {
    answer.map_err(Error::from_reason)
}

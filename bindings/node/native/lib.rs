//! The core as a native module of Node: convert, call, convert back.
//!
//! `bindings/typescript/src/core.ts` says what the classes of the package expect
//! of it. What the core refuses is thrown as an error whose message is the
//! refusal, JSON text.

pub mod history;
mod ipc;
pub mod model;
pub mod tables;
mod text;

use napi::{Error, Result};

/// A call asks for many small pieces of memory, and tables for large ones on all cores.
#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Throws the core's refusal.
fn thrown<T>(answer: std::result::Result<T, String>) -> Result<T> {
    answer.map_err(Error::from_reason)
}

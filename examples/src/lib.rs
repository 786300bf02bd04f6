//! The library of leadgrade's example programs.
//!
//! The programs in `rust/` only connect it to files and the terminal, so that
//! everything here can be tested with plain values.

pub mod bundled;
pub mod error;
pub mod files;
pub mod json_lines;
pub mod measure;
pub mod progress;
pub mod recipes;
pub mod sample_data;
pub mod score_files;
pub mod scoring;
pub mod show;
pub mod webhook;

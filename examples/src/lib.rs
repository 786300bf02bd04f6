//! What the example programs of leadgrade share.
//!
//! The programs in `rust/` only connect these parts to files and the terminal,
//! so that everything here can be tested with plain values.

pub mod bundled;
pub mod door;
pub mod files;
pub mod made_up;
pub mod measure;
pub mod progress;
pub mod recipes;
pub mod score_files;
pub mod scoring;
pub mod show;
pub mod trouble;
pub mod webhook;

//! Unicode: how texts compare, which names are allowed, which look alike.
//!
//! Leads are called Müller, MÜLLER and محمد, and forms are filled in with trailing spaces and
//! with composed or decomposed letters. This module alone decides which texts are equal,
//! with Unicode tables that are part of the library.

mod canonical;
mod escaped;
mod names;
mod near;
mod prepare;
mod regex;

pub(crate) use canonical::{canonical, canonical_in_milli, in_order, number_text, part};
pub(crate) use escaped::first_escaped;
pub(crate) use names::shortened;
pub use names::{name_fault, nearest, skeleton};
pub(crate) use near::NearNames;
pub use prepare::{Compare, is_invisible, nfc, prepare, prepare_into, seen_by_regex};
pub(crate) use regex::read_regex;

/// Version of Unicode whose tables decide normal forms, case and categories.
pub const UNICODE_VERSION: &str = "18.0";

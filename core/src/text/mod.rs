//! Unicode: how texts compare, which names are allowed, which look alike.
//!
//! Leads are called Müller, MÜLLER and محمد; forms are filled in with trailing
//! blanks and composed or decomposed letters. What counts as the same text is
//! decided here and nowhere else, with Unicode tables that the library carries.

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

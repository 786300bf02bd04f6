//! The differences between two models, for people and as data.
//!
//! Both documents are compared in their filled-in form, so a default that one of them spells out is no
//! difference. [`compare`] walks them together and matches named things by name, whatever their order;
//! [`change`] is what it finds.

pub(crate) mod change;
pub(crate) mod compare;
pub(crate) mod lists;

//! Tables that stay loaded, to be scored again and again.

pub(crate) mod loaded;
pub(crate) mod sheet;
pub(crate) mod single_lead;
pub(crate) mod typed_dataset;

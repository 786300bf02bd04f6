//! Tables that stay in memory and are scored many times.

pub(crate) mod loaded;
pub(crate) mod sheet;
pub(crate) mod single_lead;
pub(crate) mod typed_dataset;

//! Samples: leads at past instants, with their labels and points and with what happened afterwards.
//!
//! A [`request`] says which leads are assessed when, and what counts as a conversion. The tables are
//! scored at each instant ([`times`]) by a copy of the model whose segments also say which attributes
//! were known ([`probe`]). A [`study`] holds the [`rows`] that count. Everything that learns from
//! outcomes starts with one.

pub(crate) mod checks;
pub(crate) mod counts;
pub(crate) mod data;
pub(crate) mod error;
pub(crate) mod event_walk;
pub(crate) mod leads;
pub(crate) mod measure;
pub(crate) mod outcome_book;
pub(crate) mod periods;
pub(crate) mod probe;
pub(crate) mod profile_rows;
pub(crate) mod request;
pub(crate) mod rows;
pub(crate) mod split;
pub(crate) mod study;
pub(crate) mod times;
